import { describe, expect, test } from "vitest";
import { covers } from "../src/access/permissions.js";
import { textOf } from "../src/core/json.js";
import { API, GROUP, SUB, TABLE, TestArm, answerOf } from "./support/arm.js";
import { NETWORK_CONTRIBUTOR, OID, OWN, READER, BODY, enforced, grant } from "./support/roles.js";

const IDENTITY = `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/runtime`;

describe("permissions", () => {
  test("the permissions at a scope are listed as the caller's roles spell them, wildcards included", async () => {
    const { arm, as } = enforced();
    const list = (scope: string) => as(OID, "GET", `${scope}/providers/Microsoft.Authorization/permissions`);
    expect((await list(TABLE)).at("error.code")).toBe("AuthorizationFailed");
    grant(arm, GROUP, READER);
    grant(arm, TABLE, NETWORK_CONTRIBUTOR, OID, "2");
    const reader = { actions: ["*/read"], notActions: [], dataActions: [], notDataActions: [] };
    expect((await list(GROUP)).at("value")).toEqual([reader]);
    expect((await list(TABLE)).at("value")).toMatchObject([
      reader,
      { actions: expect.arrayContaining(["Microsoft.Network/*"]) as unknown },
    ]);
    expect((await list(`/subscriptions/${SUB}`)).at("error.code")).toBe("AuthorizationFailed");
    expect((await list(`${GROUP}x`)).at("error.code")).toBe("AuthorizationFailed");
    arm.sim.permissions.addAdministrator(OID);
    expect((await list(TABLE)).at("value")).toMatchObject([{ actions: ["*"], notActions: [] }]);
  });

  test("the list of permissions comes in pages when lists do", async () => {
    const { arm, as } = enforced();
    grant(arm, GROUP, READER);
    grant(arm, TABLE, NETWORK_CONTRIBUTOR, OID, "2");
    arm.sim.paging.size = 1;
    const path = `${TABLE}/providers/Microsoft.Authorization/permissions`;
    const first = await as(OID, "GET", path);
    expect(first.at("value")).toMatchObject([{ actions: ["*/read"] }]);
    const next = new URL(textOf(first.at("nextLink")));
    const second = answerOf(
      await arm.sim.handle({
        method: "GET",
        url: next.href,
        headers: { authorization: `Bearer ${arm.sim.token(OID)}` },
      }),
    );
    expect(second.at("value")).toMatchObject([
      { actions: expect.arrayContaining(["Microsoft.Network/*"]) as unknown },
    ]);
    expect(second.at("nextLink")).toBeUndefined();
  });

  test("an operation that does not exist answers 404, or 403 without the permission to read operations", async () => {
    const { arm, as } = enforced();
    const operation = `/subscriptions/${SUB}/providers/Microsoft.Network/locations/westeurope/operations/00000000-0000-0000-0000-000000000000`;
    const refused = await as(OID, "GET", operation);
    expect(refused.at("error.message")).toContain("Microsoft.Network/locations/operations/read");
    grant(arm, `/subscriptions/${SUB}`, READER);
    expect((await as(OID, "GET", operation)).status).toBe(404);
  });

  test("without a role the answer is 403 AuthorizationFailed in Azure's words", async () => {
    const { as } = enforced();
    const refused = await as(OID, "GET", TABLE);
    expect([refused.status, refused.at("error.code")]).toEqual([403, "AuthorizationFailed"]);
    expect(refused.at("error.message")).toBe(
      `The client '${OID}' with object id '${OID}' does not have authorization to perform action 'Microsoft.Network/routeTables/read' over scope '${TABLE}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    );
  });

  test("a role holds at its scope and below, for its actions alone", async () => {
    const { arm, as } = enforced();
    grant(arm, GROUP, READER);
    expect((await as(OID, "GET", TABLE)).status).toBe(200);
    expect((await as(OID, "PUT", TABLE, BODY)).at("error.message")).toContain(
      "Microsoft.Network/routeTables/write",
    );
    expect(
      (await as(OID, "GET", `/subscriptions/${SUB}/providers/Microsoft.Network/routeTables`)).status,
    ).toBe(403);
    grant(arm, TABLE, NETWORK_CONTRIBUTOR, OID, "2");
    expect((await as(OID, "PUT", TABLE, BODY)).status).toBe(200);
    expect((await as(OID, "PUT", `${TABLE}2`, BODY)).status).toBe(403);
  });

  test("a custom role counts action by action, and one taken away counts no more", async () => {
    const { arm, as } = enforced();
    arm.sim.seed(OWN, {
      properties: {
        roleName: "mirror",
        permissions: [
          {
            actions: ["Microsoft.Network/routeTables/*"],
            notActions: ["Microsoft.Network/routeTables/delete"],
          },
        ],
      },
    });
    const assignment = `${TABLE}/providers/Microsoft.Authorization/roleAssignments/00000000-0000-0000-0000-000000000001`;
    grant(arm, TABLE, OWN);
    expect((await as(OID, "PUT", TABLE, BODY)).status).toBe(200);
    expect((await as(OID, "DELETE", TABLE)).status).toBe(403);
    arm.sim.deleteAs("admin", assignment);
    expect((await as(OID, "GET", TABLE)).status).toBe(403);
  });

  test("a poll needs locations/operations/read at the subscription", async () => {
    const { arm, as } = enforced();
    grant(arm, TABLE, NETWORK_CONTRIBUTOR);
    const { headers } = await as(OID, "PUT", TABLE, BODY);
    const poll = async () =>
      answerOf(
        await arm.sim.handle({
          method: "GET",
          url: headers["azure-asyncoperation"]!,
          headers: { authorization: `Bearer ${arm.sim.token(OID)}` },
        }),
      );
    expect((await poll()).at("error.message")).toContain("Microsoft.Network/locations/operations/read");
    arm.sim.seed(OWN, {
      properties: {
        roleName: "poll",
        permissions: [{ actions: ["Microsoft.Network/locations/operations/read"] }],
      },
    });
    grant(arm, `/subscriptions/${SUB}`, OWN, OID, "3");
    expect((await poll()).status).toBe(200);
  });

  test("a managed identity is known by the client id it signs in with", async () => {
    const { arm, as } = enforced();
    arm.sim.seed(IDENTITY, { location: "westeurope" });
    const { principalId, clientId } = arm.sim.stored(IDENTITY)!["properties"] as {
      principalId: string;
      clientId: string;
    };
    grant(arm, TABLE, READER, principalId);
    const signedIn = answerOf(
      await arm.sim.handle({
        method: "GET",
        url: `http://127.0.0.1/msi/token?resource=https://management.azure.com&client_id=${clientId}`,
        headers: { "X-IDENTITY-HEADER": "simulator" },
      }),
    );
    const token = signedIn.at("access_token") as string;
    const got = await arm.sim.handle({
      method: "GET",
      url: `${TABLE}?api-version=${API}`,
      headers: { authorization: `Bearer ${token}` },
    });
    expect(got.status).toBe(200);
    expect((await as(principalId, "GET", TABLE)).status).toBe(200);
  });

  test("data actions decide on storage queues", async () => {
    const { arm } = enforced();
    const account = `${GROUP}/providers/Microsoft.Storage/storageAccounts/stq`;
    arm.sim.seed(account, { location: "westeurope" });
    arm.sim.seed(`${account}/queueServices/default/queues/q`, {});
    const send = () =>
      arm.sim.handle({
        method: "POST",
        url: "https://stq.queue.core.windows.net/q/messages",
        headers: { authorization: `Bearer ${arm.sim.token(OID)}` },
        body: "<QueueMessage><MessageText>a</MessageText></QueueMessage>",
      });
    expect((await send()).status).toBe(403);
    grant(
      arm,
      account,
      "/providers/Microsoft.Authorization/roleDefinitions/c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
    );
    expect((await send()).status).toBe(201);
  });

  test("an expired token answers 401", async () => {
    const arm = new TestArm();
    const token = (seconds: number) =>
      `a.${Buffer.from(JSON.stringify({ oid: OID, exp: Math.floor(Date.now() / 1_000) + seconds })).toString("base64url")}.`;
    const status = async (seconds: number) =>
      (
        await arm.sim.handle({
          method: "GET",
          url: `${TABLE}?api-version=${API}`,
          headers: { authorization: `Bearer ${token(seconds)}` },
        })
      ).status;
    expect([await status(-1), await status(60)]).toEqual([401, 404]);
  });

  test("an AKS controller without a role on its table cannot write it", async () => {
    const { arm } = enforced();
    const id = `${GROUP}/providers/Microsoft.ContainerService/managedClusters/aks`;
    arm.sim.seed(IDENTITY, { location: "westeurope" });
    arm.sim.seed(id, {
      location: "westeurope",
      identity: { type: "UserAssigned", userAssignedIdentities: { [IDENTITY]: {} } },
      properties: {},
    });
    const cluster = arm.sim.aks.cluster(id, { table: TABLE });
    await cluster.scale("p", 1);
    expect(cluster.failures.at(-1)).toMatch(/^403|^404/);
    const { principalId } = arm.sim.stored(IDENTITY)!["properties"] as { principalId: string };
    grant(arm, TABLE, NETWORK_CONTRIBUTOR, principalId);
    await cluster.scale("p", 2);
    await cluster.resync();
    expect(JSON.stringify(arm.sim.stored(TABLE))).toContain("vmss000001");
  });

  test("built-in roles are listed by name and read by id at any scope", async () => {
    const arm = new TestArm();
    const listed = await arm.get(
      `/subscriptions/${SUB}/providers/Microsoft.Authorization/roleDefinitions?api-version=${API}&$filter=roleName eq 'Network Contributor'`,
    );
    expect(listed.at("value")).toMatchObject([
      { id: NETWORK_CONTRIBUTOR, properties: { roleName: "Network Contributor", type: "BuiltInRole" } },
    ]);
    expect((await arm.get(NETWORK_CONTRIBUTOR)).status).toBe(200);
  });

  test("a custom role is listed by name in every subscription where it can be assigned", async () => {
    const arm = new TestArm();
    const other = "00000000-0000-0000-0000-00000000000b";
    const assignableScopes = [`/subscriptions/${SUB}`, `/subscriptions/${other}`];
    arm.sim.seed(OWN, { properties: { roleName: "mirror", assignableScopes, permissions: [] } });
    const listedIn = async (subscription: string) => {
      const list = `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions`;
      return (await arm.get(`${list}?api-version=${API}&$filter=roleName eq 'mirror'`)).at("value");
    };
    const mirror = [{ properties: { roleName: "mirror" } }];
    expect([await listedIn(SUB), await listedIn(other)]).toMatchObject([mirror, mirror]);
    expect(await listedIn(OID)).toEqual([]);
  });

  test("the same assignment twice is refused", async () => {
    const arm = new TestArm();
    const put = (name: string) =>
      arm.put(`${GROUP}/providers/Microsoft.Authorization/roleAssignments/${name}`, {
        properties: { principalId: OID, roleDefinitionId: READER },
      });
    expect((await put("00000000-0000-0000-0000-000000000001")).status).toBe(201);
    expect((await put("00000000-0000-0000-0000-000000000002")).at("error.code")).toBe("RoleAssignmentExists");
  });

  test("action patterns", () => {
    expect(covers("Microsoft.Network/*", "microsoft.network/routeTables/READ")).toBe(true);
    expect(covers("*/read", "Microsoft.Network/routeTables/read")).toBe(true);
    expect(covers("Microsoft.Network/*/read", "Microsoft.Network/routeTables/write")).toBe(false);
    expect(covers("a*a", "a")).toBe(false);
  });
});
