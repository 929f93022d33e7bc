import { describe, expect, test } from "vitest";
import { textOf } from "../src/core/json.js";
import { GROUP, TABLE, TestArm, route } from "./support/arm.js";

function net(path: string): string {
  return `${GROUP}/providers/Microsoft.Network/${path}`;
}
const WEST = { location: "westeurope" };

async function send(arm: TestArm, method: string, path: string, body: object): Promise<string> {
  const answer = await arm.call(method, path, body);
  return answer.status < 300 ? "accepted" : textOf(answer.at("error.code"));
}

function rule(name: string, direction: string, priority: number) {
  return {
    name,
    properties: { direction, priority, access: "Allow", protocol: "*" },
  };
}
const GROUP_N = net("networkSecurityGroups/n");

describe("what must be unique, and within which scope", () => {
  test("a security rule's priority within its direction and group, however it is written", async () => {
    const arm = new TestArm();
    const whole = (...rules: object[]) => ({ ...WEST, properties: { securityRules: rules } });
    for (const [first, second, answer] of [
      ["Inbound", "Inbound", "SecurityRuleConflict"],
      ["Outbound", "Outbound", "SecurityRuleConflict"],
      ["Inbound", "inbound", "SecurityRuleConflict"],
      ["Inbound", "Outbound", "accepted"],
      ["Outbound", "Inbound", "accepted"],
    ] as const) {
      const both = whole(rule("a", first, 100), rule("b", second, 100));
      expect(await send(arm, "PUT", net(`networkSecurityGroups/whole-${first}-${second}`), both)).toBe(
        answer,
      );
      const id = net(`networkSecurityGroups/child-${first}-${second}`);
      await arm.put(id, whole(rule("a", first, 100)));
      expect(await send(arm, "PUT", `${id}/securityRules/b`, rule("b", second, 100))).toBe(answer);
      // A PATCH that moves a rule onto another's priority or direction is the same write.
      await arm.put(`${id}/securityRules/c`, rule("c", second, 101));
      expect(await send(arm, "PATCH", `${id}/securityRules/c`, { properties: { priority: 100 } })).toBe(
        answer === "accepted" ? "SecurityRuleConflict" : answer,
      );
    }
    await arm.put(GROUP_N, whole(rule("a", "Inbound", 100)));
    expect(await send(arm, "PUT", `${GROUP_N}/securityRules/a`, rule("a", "Inbound", 100))).toBe("accepted");
    expect(await send(arm, "PUT", net("networkSecurityGroups/other"), whole(rule("a", "Inbound", 100)))).toBe(
      "accepted",
    );
  });

  test("a route's prefix and name within its table", async () => {
    const arm = new TestArm();
    const table = (...routes: object[]) => ({ ...WEST, properties: { routes } });
    await arm.put(TABLE, table(route("a", "10.0.0.0/24")));
    expect(await send(arm, "PUT", `${TABLE}/routes/b`, route("b", "10.0.0.0/24"))).toBe("RouteConflict");
    expect(await send(arm, "PUT", TABLE, table(route("a", "10.0.0.0/24"), route("A", "10.0.1.0/24")))).toBe(
      "DuplicateResourceName",
    );
    expect(await send(arm, "PUT", `${TABLE}/routes/A`, route("A", "10.0.0.0/24"))).toBe("accepted");
    expect(await send(arm, "PUT", `${TABLE}2`, table(route("a", "10.0.0.0/24")))).toBe("accepted");
  });

  test("a rule collection group's priority within its policy", async () => {
    const arm = new TestArm();
    const group = (priority: number) => ({ properties: { priority } });
    for (const policy of ["p", "q"]) await arm.put(net(`firewallPolicies/${policy}`), WEST);
    const put = (path: string, priority: number) =>
      send(arm, "PUT", net(`firewallPolicies/${path}`), group(priority));
    expect(await put("p/ruleCollectionGroups/a", 100)).toBe("accepted");
    expect(await put("p/ruleCollectionGroups/b", 100)).toBe(
      "FirewallPolicyRuleCollectionGroupInvalidPriority",
    );
    expect(await put("q/ruleCollectionGroups/a", 100)).toBe("accepted");
    expect(await put("p/ruleCollectionGroups/A", 100)).toBe("accepted");
    expect(await put("p/ruleCollectionGroups/b", 101)).toBe("accepted");
  });

  test("a subnet's addresses within its network", async () => {
    const arm = new TestArm();
    const network = { ...WEST, properties: { addressSpace: { addressPrefixes: ["10.1.0.0/16"] } } };
    for (const name of ["v", "w"]) await arm.put(net(`virtualNetworks/${name}`), network);
    const put = (path: string) =>
      send(arm, "PUT", net(`virtualNetworks/${path}`), { properties: { addressPrefix: "10.1.0.0/24" } });
    expect(await put("v/subnets/a")).toBe("accepted");
    expect(await put("v/subnets/b")).toBe("NetcfgSubnetRangesOverlap");
    expect(await put("v/subnets/A")).toBe("accepted");
    expect(await put("w/subnets/a")).toBe("accepted");
  });

  test("a role assignment's principal and role within its scope", async () => {
    const arm = new TestArm();
    arm.sim.seed(TABLE, WEST);
    const properties = {
      principalId: "p",
      roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/r",
    };
    const put = (scope: string, name: string, more: object = {}) =>
      send(arm, "PUT", `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`, {
        properties: { ...properties, ...more },
      });
    expect(await put(GROUP, "1")).toBe("accepted");
    expect(await put(GROUP, "2")).toBe("RoleAssignmentExists");
    expect(await put(GROUP, "1")).toBe("accepted");
    expect(await put(TABLE, "3")).toBe("accepted");
    expect(await put(GROUP, "4", { principalId: "q" })).toBe("accepted");
  });
});
