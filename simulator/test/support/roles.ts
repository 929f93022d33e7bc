import { API, SUB, TABLE, TestArm, answerOf, type Answer } from "./arm.js";

function role(id: string): string {
  return `/subscriptions/${SUB}/providers/Microsoft.Authorization/roleDefinitions/${id}`;
}

export const OWNER = role("8e3af657-a8ff-443c-a75c-2fe8c4bcb635");
export const CONTRIBUTOR = role("b24988ac-6180-42a0-ab88-20f7382dd24c");
export const NETWORK_CONTRIBUTOR = role("4d97b98b-1d4f-4787-a291-c67834d212e7");
export const READER = role("acdd72a7-3385-48ef-bd42-f606fba81ae7");
/** A custom role, for each test to define. */
export const OWN = role("11111111-2222-3333-4444-555555555555");
export const OID = "aaaaaaaa-0000-0000-0000-000000000001";
export const BODY = { location: "westeurope", properties: { routes: [] } };

/** A simulator that lets role assignments decide, and a way to call it as an identity. */
export function enforced(): {
  arm: TestArm;
  as: (oid: string, method: string, path: string, sent?: object) => Promise<Answer>;
} {
  const arm = new TestArm({ permissions: true });
  arm.sim.seed(TABLE, BODY);
  const as = async (oid: string, method: string, path: string, sent?: object) =>
    answerOf(
      await arm.sim.handle({
        method,
        url: `${path}?api-version=${API}`,
        headers: { authorization: `Bearer ${arm.sim.token(oid)}` },
        body: sent,
      }),
    );
  return { arm, as };
}

export function grant(
  arm: TestArm,
  scope: string,
  roleDefinitionId: string,
  principalId = OID,
  name = "1",
): void {
  arm.sim.seed(
    `${scope}/providers/Microsoft.Authorization/roleAssignments/00000000-0000-0000-0000-00000000000${name}`,
    { properties: { principalId, roleDefinitionId } },
  );
}
