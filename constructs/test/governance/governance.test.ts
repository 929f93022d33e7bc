import { describe, expect, test } from "vitest";
import {
  InternalLoadBalancersPolicy,
  INTERNAL_LOAD_BALANCERS_ONLY,
  PolicyAssignment,
  ROLE_REQUIREMENTS,
  SpokeFrontDoor,
  useRoles,
  type InternalLoadBalancersProps,
  type PolicyScope,
  type RoleStyle,
  type SpokeClusterProps,
} from "../../src/internal.js";
import { block, synth, type Synthesized } from "../support/synth.js";
import { cluster, KUBENET, shop } from "../support/builders.js";

function withRoles(style: RoleStyle): Synthesized {
  return synth((stack) => {
    useRoles(stack, { style, namePrefix: "contoso" });
    const spoke = shop(stack);
    spoke.addGateway("edge", {}).addAgicHelm(cluster(spoke, { network: KUBENET }));
  });
}

describe("roles", () => {
  const ROLES = "azurerm_role_assignment";

  test("built in are named, and nothing is defined", () => {
    const output = withRoles("built-in");
    expect(output.addresses("azurerm_role_definition")).toEqual([]);
    expect(output.resource(ROLES, "shop_main_route_table")).toMatchObject({
      role_definition_name: "Network Contributor",
    });
  });

  test("that are custom have exactly the actions that AKS needs on its table, and no wildcard", () => {
    const output = withRoles("custom");
    const definition = output.resource("azurerm_role_definition", "shop_custom_roles_write_routes");
    expect(definition).toMatchObject({
      name: "contoso shop route table writer",
      scope: "${data.azurerm_subscription.shop_custom_roles.id}",
      assignable_scopes: ["${data.azurerm_subscription.shop_custom_roles.id}"],
    });
    expect(block(definition["permissions"])["actions"]).toEqual([
      "Microsoft.Network/routeTables/read",
      "Microsoft.Network/routeTables/write",
      "Microsoft.Network/routeTables/routes/read",
      "Microsoft.Network/routeTables/routes/write",
      "Microsoft.Network/routeTables/routes/delete",
    ]);
    expect(output.resource(ROLES, "shop_main_route_table")).toMatchObject({
      role_definition_id:
        "${azurerm_role_definition.shop_custom_roles_write_routes.role_definition_resource_id}",
    });
    expect(output.resource(ROLES, "shop_main_route_table")).not.toHaveProperty("role_definition_name");
  });

  test("that are custom are assignable in the subscriptions of existing resources", () => {
    const zoneId =
      "/subscriptions/00000000-0000-0000-0000-000000000009/resourceGroups/rg-dns/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io";
    const output = synth((stack) => {
      useRoles(stack, { style: "custom", namePrefix: "contoso" });
      cluster(shop(stack), {
        apiServer: { type: "private", dns: { type: "custom-zone", zoneId } },
      });
    });
    const scopes = (role: string): unknown =>
      output.resource("azurerm_role_definition", `shop_custom_roles_${role}`)["assignable_scopes"];
    const own = "data.azurerm_subscription.shop_custom_roles.id";
    expect(scopes("write_dns_zone")).toBe(
      `\${distinct([${own}, "/subscriptions/00000000-0000-0000-0000-000000000009"])}`,
    );
    expect(scopes("join_subnet")).toEqual([`\${${own}}`]);
  });

  test("are defined once per spoke, however often they are given, and only where they are", () => {
    const output = withRoles("custom");
    const used = Object.values(block(block(output.json["resource"])[ROLES])).map(
      (role) => block(role)["role_definition_id"],
    );
    const defined = output
      .addresses("azurerm_role_definition")
      .map((address) => `\${${address}.role_definition_resource_id}`);
    expect([...new Set(used)].sort()).toEqual(defined);
  });

  test("in both styles are given to the same holders in the same places", () => {
    const given = (output: Synthesized): unknown =>
      Object.entries(block(block(output.json["resource"])[ROLES])).map(([name, role]) => {
        const { scope, principal_id: principal } = block(role);
        return [name, scope, principal];
      });
    expect(given(withRoles("custom"))).toEqual(given(withRoles("built-in")));
  });

  test("of one's own never allow everything of a provider", () => {
    for (const need of Object.values(ROLE_REQUIREMENTS)) {
      const actions = [...need.actions, ...(need.dataActions ?? [])];
      expect(actions).not.toEqual([]);
      for (const action of actions) expect(action).toMatch(/^Microsoft\.[A-Za-z]+\/[A-Za-z]+\//);
    }
  });
});

describe("a policy assignment", () => {
  test.each<[PolicyScope, string, string]>([
    [
      { type: "resource-group", resourceGroupId: "/subscriptions/s/resourceGroups/g" },
      "resource_group",
      "resource_group_id",
    ],
    [{ type: "subscription", subscriptionId: "/subscriptions/s" }, "subscription", "subscription_id"],
    [
      {
        type: "management-group",
        managementGroupId: "/providers/Microsoft.Management/managementGroups/corporation",
      },
      "management_group",
      "management_group_id",
    ],
  ])("in %o", (scope, kind, argument) => {
    const output = synth((stack) => {
      new PolicyAssignment(stack, "policy", {
        definitionId: INTERNAL_LOAD_BALANCERS_ONLY,
        parameters: { effect: "deny", pattern: '^a\\.b "c" ${d}$' },
        scope,
        displayName: "Internal only",
        identityLocation: "westeurope",
        roles: ["Contributor", "Contributor"],
        nameParts: ["internal-load-balancers-only"],
      });
    });
    expect(output.codes).toEqual([]);
    const assignment = output.resource(`azurerm_${kind}_policy_assignment`, "policy");
    expect(assignment[argument]).toBe(Object.values(scope)[1]);
    expect(assignment["parameters"]).toBe(
      '${jsonencode({"effect" = {"value" = "deny"}, "pattern" = {"value" = "^a\\\\.b \\"c\\" $${d}$"}})}',
    );
    expect(output.addresses("azurerm_role_assignment")).toEqual([
      `azurerm_role_assignment.policy_role_contributor`,
    ]);
    expect(output.resource("azurerm_role_assignment", "policy_role_contributor")).toMatchObject({
      scope: Object.values(scope)[1],
      principal_id: `\${azurerm_${kind}_policy_assignment.policy.identity[0].principal_id}`,
    });
    expect(String(assignment["name"]).length).toBeLessThanOrEqual(kind === "management_group" ? 24 : 64);
  });
});

describe("internal load balancers only", () => {
  function policy(
    effect: InternalLoadBalancersProps["effect"],
    changes: Partial<SpokeClusterProps>,
    door = false,
  ): string[] {
    const { problems } = synth((stack) => {
      const spoke = shop(stack);
      const of = cluster(spoke, changes);
      if (door)
        new SpokeFrontDoor(of, "front_door", {
          cluster: of,
          tier: "Standard",
          origin: "public",
          originHost: "origin.contoso.com",
        });
      new InternalLoadBalancersPolicy(spoke, "policy", {
        effect,
        scope: { type: "resource-group", resourceGroupId: spoke.resourceGroup.id },
        clusters: spoke.clusters,
        nameParts: ["internal"],
      });
    });
    return problems.map(({ code, severity }) => `${severity} ${code}`);
  }

  test("denies nothing without the add-on, and says so", () => {
    expect(policy("deny", {})).toContain("error POLICY_ADDON_MISSING");
    expect(policy("audit", {})).toContain("warning POLICY_ADDON_MISSING");
    expect(policy("deny", { addOns: { policy: true } })).toEqual([]);
  });

  test("contradicts a public load balancer of the cluster's own where it denies", () => {
    const open: Partial<SpokeClusterProps> = {
      addOns: { policy: true },
      egress: { type: "load-balancer", outboundPorts: 1024 },
    };
    expect(policy("deny", open, true)).toEqual(["error POLICY_REFUSES_INGRESS"]);
    expect(policy("audit", open, true)).toEqual([]);
  });
});
