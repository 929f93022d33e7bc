import { describe, expect, test } from "vitest";
import { asList, objects, textOf } from "../src/core/json.js";
import { ADMINISTRATOR } from "../src/server/environment.js";
import { SUBNETS_NEED_SECURITY_GROUP, type SimulatorOptions } from "../src/index.js";
import { API, GROUP, SUB, TABLE, TestArm, answerOf, route } from "./support/arm.js";

const OID = "aaaaaaaa-0000-0000-0000-000000000001";
const READER = `/subscriptions/${SUB}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7`;
const CONTRIBUTOR = `/subscriptions/${SUB}/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c`;
function net(path: string): string {
  return `${GROUP}/providers/Microsoft.Network/${path}`;
}
const WEST = { location: "westeurope" };
const BODY = { ...WEST, properties: { routes: [route("a", "10.0.0.0/24")] } };
const ZERO = { "if-match": 'W/"00000000-0000-0000-0000-000000000000"' };

function seeded(options: SimulatorOptions = {}): TestArm {
  const arm = new TestArm(options);
  arm.sim.seed(TABLE, BODY);
  return arm;
}

function lock(arm: TestArm, scope: string, level: string, name = "hold"): void {
  arm.sim.seed(`${scope}/providers/Microsoft.Authorization/locks/${name}`, { properties: { level } });
}

function grant(arm: TestArm, scope: string, role: string): void {
  arm.sim.seed(
    `${scope}/providers/Microsoft.Authorization/roleAssignments/00000000-0000-0000-0000-000000000001`,
    { properties: { principalId: OID, roleDefinitionId: role } },
  );
}

async function outcome(answering: ReturnType<TestArm["call"]>): Promise<string> {
  const answer = await answering;
  return `${answer.status} ${textOf(answer.at("error.code"))}`.trim();
}

describe("locks", () => {
  test("ReadOnly forbids writes, deletes and actions at its scope and below", async () => {
    for (const scope of [TABLE, GROUP, `/subscriptions/${SUB}`]) {
      const arm = seeded();
      lock(arm, scope, "ReadOnly");
      const sent: [string, string, unknown][] = [
        ["PUT", TABLE, BODY],
        ["PATCH", TABLE, { tags: { a: "b" } }],
        ["PUT", `${TABLE}/routes/b`, route("b", "10.0.1.0/24")],
        ["DELETE", `${TABLE}/routes/a`, undefined],
        ["DELETE", TABLE, undefined],
        ["POST", `${TABLE}/anything`, undefined],
      ];
      for (const [method, path, content] of sent)
        expect(await outcome(arm.call(method, path, content)), `${method} ${path}`).toBe("409 ScopeLocked");
      expect(await outcome(arm.get(TABLE))).toBe("200");
    }
  });

  test("CanNotDelete forbids deletes alone, those of the parents of what is locked too", async () => {
    const arm = seeded();
    lock(arm, TABLE, "CanNotDelete");
    expect(await outcome(arm.put(TABLE, BODY))).toBe("200");
    expect(await outcome(arm.delete(`${TABLE}/routes/a`))).toBe("409 ScopeLocked");
    expect(await outcome(arm.delete(TABLE))).toBe("409 ScopeLocked");
    expect(await outcome(arm.delete(GROUP))).toBe("409 ScopeLocked");
    arm.sim.seed(`${TABLE}2`, BODY);
    expect(await outcome(arm.delete(`${TABLE}2`))).toBe("202");
  });

  test("the refusal names the scope and its locks in Azure's words; a lock can be taken away", async () => {
    const arm = seeded();
    lock(arm, GROUP, "ReadOnly");
    const refused = await arm.put(TABLE, BODY);
    expect(refused.at("error.message")).toBe(
      `The scope '${TABLE}' cannot perform write operation because following scope(s) are locked: '${GROUP}'. Please remove the lock and try again.`,
    );
    expect(await outcome(arm.delete(`${GROUP}/providers/Microsoft.Authorization/locks/hold`))).toBe("200");
    expect(await outcome(arm.put(TABLE, BODY))).toBe("200");
  });
});

describe("policies", () => {
  test("a policy denies subnets without a security group, as a child and in their network", async () => {
    const arm = seeded({ policies: [SUBNETS_NEED_SECURITY_GROUP] });
    arm.sim.seed(net("networkSecurityGroups/n"), WEST);
    const addressSpace = { addressPrefixes: ["10.1.0.0/16"] };
    const networkSecurityGroup = { id: net("networkSecurityGroups/n") };
    const subnet = (name: string, properties: object): object => ({ name, properties });
    const vnet = (...subnets: object[]): object => ({ ...WEST, properties: { addressSpace, subnets } });
    const put = (path: string, sent: object): Promise<string> => outcome(arm.put(net(path), sent));

    expect(await put("virtualNetworks/v", vnet(subnet("a", { addressPrefix: "10.1.0.0/24" })))).toBe(
      "403 RequestDisallowedByPolicy",
    );
    expect(
      await put(
        "virtualNetworks/v",
        vnet(
          subnet("a", { addressPrefix: "10.1.0.0/24", networkSecurityGroup }),
          subnet("GatewaySubnet", { addressPrefix: "10.1.1.0/27" }),
        ),
      ),
    ).toBe("201");
    expect(await put("virtualNetworks/v/subnets/b", { properties: { addressPrefix: "10.1.2.0/24" } })).toBe(
      "403 RequestDisallowedByPolicy",
    );
    expect(
      await put("virtualNetworks/v/subnets/b", {
        properties: { addressPrefix: "10.1.2.0/24", networkSecurityGroup },
      }),
    ).toBe("201");
    // Taking the security group away is a write without one.
    expect(await put("virtualNetworks/v/subnets/b", { properties: { addressPrefix: "10.1.2.0/24" } })).toBe(
      "403 RequestDisallowedByPolicy",
    );
  });

  test("any type can be denied within a scope; deletes and reads are not", async () => {
    const policies = [{ name: "no-tables", type: "microsoft.network/routetables", scope: GROUP }];
    const arm = seeded({ policies });
    const refused = await arm.put(TABLE, BODY);
    expect([refused.status, refused.at("error.code"), refused.at("error.target")]).toEqual([
      403,
      "RequestDisallowedByPolicy",
      "rt",
    ]);
    expect(refused.at("error.message")).toContain(
      `Resource 'rt' was disallowed by policy. Policy identifiers: '[{"policyAssignment":{"name":"no-tables","id":"${GROUP}/providers/Microsoft.Authorization/policyAssignments/no-tables"}`,
    );
    expect(await outcome(arm.call("PATCH", TABLE, { tags: {} }))).toBe("403 RequestDisallowedByPolicy");
    expect(await outcome(arm.get(TABLE))).toBe("200");
    expect(await outcome(arm.delete(TABLE))).toBe("202");
    arm.sim.policies.set([]);
    expect(await outcome(arm.put(TABLE, BODY))).toBe("201");
  });
});

describe("the order of refusals", () => {
  test("permission, then lock, then policy, then precondition", async () => {
    const arm = seeded({ permissions: true });
    const probe = async (): Promise<string> => {
      const answer = answerOf(
        await arm.sim.handle({
          method: "PUT",
          url: `${TABLE}?api-version=${API}`,
          headers: { authorization: `Bearer ${arm.sim.token(OID)}`, ...ZERO },
          body: BODY,
        }),
      );
      return `${answer.status} ${textOf(answer.at("error.code"))}`;
    };
    lock(arm, TABLE, "ReadOnly");
    arm.sim.policies.set([{ name: "no", type: "Microsoft.Network/routeTables" }]);
    grant(arm, GROUP, READER);
    expect(await probe()).toBe("403 AuthorizationFailed");
    grant(arm, GROUP, CONTRIBUTOR);
    expect(await probe()).toBe("409 ScopeLocked");
    await arm.call("DELETE", `${TABLE}/providers/Microsoft.Authorization/locks/hold`, undefined, {
      authorization: `Bearer ${arm.sim.token(ADMINISTRATOR.oid)}`,
    });
    expect(await probe()).toBe("403 RequestDisallowedByPolicy");
    arm.sim.policies.set([]);
    expect(await probe()).toBe("412 PreconditionFailed");
    expect(arm.sim.stored(TABLE)).toMatchObject({ properties: { routes: [{ name: "a" }] } });
  });
});

describe("resource providers that are not registered", () => {
  test("their writes are refused until the subscription registers them", async () => {
    const arm = seeded({ unregistered: ["Microsoft.Network"] });
    const provider = `/subscriptions/${SUB}/providers/Microsoft.Network`;
    const refused = await arm.put(TABLE, BODY);
    expect([refused.status, refused.at("error.code")]).toEqual([409, "MissingSubscriptionRegistration"]);
    expect(refused.at("error.message")).toBe(
      "The subscription is not registered to use namespace 'Microsoft.Network'. See https://aka.ms/rps-not-found for how to register subscriptions.",
    );
    expect(refused.at("error.details")).toMatchObject([
      { code: "MissingSubscriptionRegistration", target: "Microsoft.Network" },
    ]);
    expect((await arm.get(provider)).at("registrationState")).toBe("NotRegistered");
    const listed = asList((await arm.get(`/subscriptions/${SUB}/providers`)).at("value"));
    expect(listed).toContainEqual(
      expect.objectContaining({ namespace: "Microsoft.Network", registrationState: "NotRegistered" }),
    );
    expect(await outcome(arm.put(`${GROUP}/providers/Microsoft.Insights/actionGroups/a`, WEST))).toMatch(
      /^20/,
    );
    expect((await arm.call("POST", `${provider}/register`)).at("registrationState")).toBe("Registered");
    expect(await outcome(arm.put(TABLE, BODY))).toBe("200");
    const other = "/subscriptions/99999999-1111-2222-3333-444444444444/resourceGroups/rg";
    arm.sim.seed(other, WEST);
    expect(await outcome(arm.put(`${other}/providers/Microsoft.Network/routeTables/rt`, BODY))).toBe(
      "409 MissingSubscriptionRegistration",
    );
  });
});

describe("lists", () => {
  test("lists come whole, or in pages that are linked to the last one", async () => {
    const arm = seeded();
    for (const n of ["2", "3", "4", "5"]) arm.sim.seed(`${TABLE}${n}`, BODY);
    const collection = net("routeTables");
    const whole = await arm.get(collection);
    expect([asList(whole.at("value")).length, whole.at("nextLink")]).toEqual([5, undefined]);
    arm.sim.paging.size = 2;
    const names: unknown[] = [];
    let pages = 0;
    for (let next: string | undefined = collection; next !== undefined; pages += 1) {
      const page = await arm.get(next);
      names.push(...objects(page.at("value")).map((table) => table["name"]));
      const link = page.at("nextLink");
      next = typeof link === "string" ? link : undefined;
    }
    expect([pages, names]).toEqual([3, ["rt", "rt2", "rt3", "rt4", "rt5"]]);
    expect(await outcome(arm.get(`${collection}?api-version=${API}&$skiptoken=%21`))).toBe(
      "400 InvalidSkipToken",
    );
  });
});
