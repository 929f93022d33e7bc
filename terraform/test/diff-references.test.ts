import { describe, expect, test } from "vitest";
import type { Stack } from "../src/index.js";
import { diff, lines, stack, type Resources } from "./changes.js";

describe("a reference", () => {
  const POLICY = "azurerm_firewall_policy";
  const policy = (sku: string): Resources => ({
    [POLICY]: { p: { name: "p", resource_group_name: "rg", sku } },
    azurerm_firewall: { f: { name: "f", firewall_policy_id: `\${${POLICY}.p.id}` } },
    azurerm_firewall_policy_rule_collection_group: {
      g: { name: `of-\${${POLICY}.p.name}`, priority: 100, firewall_policy_id: `\${${POLICY}.p.id}` },
    },
  });

  test("to what is replaced changes with it, and replaces where the argument forces", () => {
    const changes = diff(stack(policy("Standard")), stack(policy("Premium")));
    expect(lines(changes)).toEqual([
      "update azurerm_firewall.f firewall_policy_id",
      "replace azurerm_firewall_policy.p sku!",
      "replace azurerm_firewall_policy_rule_collection_group.g firewall_policy_id!",
    ]);
    expect(changes[0]?.attributes[0]).toMatchObject({
      before: `\${${POLICY}.p.id}`,
      after: "(known after apply)",
    });
  });

  test("replaces from one to the next", () => {
    const chain = (location: string): Stack =>
      stack({
        azurerm_resource_group: { rg: { name: "rg", location } },
        azurerm_virtual_network: { n: { name: "n", location: "${azurerm_resource_group.rg.location}" } },
        azurerm_subnet: { s: { name: "s", virtual_network_name: "${azurerm_virtual_network.n.name}" } },
        azurerm_subnet_route_table_association: {
          a: { subnet_id: "${azurerm_subnet.s.id}", route_table_id: "/t" },
        },
        azurerm_private_endpoint: { e: { name: "e", subnet_id: "${azurerm_subnet.s.id}" } },
      });
    expect(lines(diff(chain("westeurope"), chain("northeurope")))).toEqual([
      "replace azurerm_resource_group.rg location!",
      "replace azurerm_virtual_network.n location!",
    ]);
  });

  test("to a local value, a variable, and an unknown index is evaluated as far as it goes", () => {
    const of = (name: string): Stack =>
      stack(
        {
          azurerm_subnet: {
            s: { name: "${local.name}-${var.suffix}", address_prefixes: ["${var.ranges[0]}"] },
          },
        },
        { locals: { name } },
      );
    expect(diff(of("a"), of("a"))).toEqual([]);
    expect(lines(diff(of("a"), of("b")))).toEqual(["replace azurerm_subnet.s name!"]);
  });

  test("to what is no longer configured keeps its value", () => {
    const of = (mode: object): Stack =>
      stack({
        azurerm_kubernetes_cluster: { c: { name: "c", ...mode } },
        azurerm_role_assignment: { r: { scope: "/g/${azurerm_kubernetes_cluster.c.node_resource_group}" } },
      });
    expect(diff(of({ node_resource_group: "MC_c" }), of({}))).toEqual([]);
  });

  test("to what Azure adds to a configured block changes with the resource, and moves with it", () => {
    const of = (label: string, location: string, more: object = {}): Stack =>
      stack(
        {
          azurerm_kubernetes_cluster: {
            [label]: { location, ingress_application_gateway: { gateway_id: "/gateway" } },
          },
          azurerm_role_assignment: {
            r: {
              principal_id: `\${azurerm_kubernetes_cluster.${label}.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id}`,
            },
          },
        },
        { ...more },
      );
    expect(lines(diff(of("a", "westeurope"), of("a", "northeurope")))).toEqual([
      "replace azurerm_kubernetes_cluster.a location!",
      "replace azurerm_role_assignment.r principal_id!",
    ]);
    const moved = { moved: { from: "azurerm_kubernetes_cluster.a", to: "azurerm_kubernetes_cluster.b" } };
    expect(lines(diff(of("a", "westeurope"), of("b", "westeurope", moved)))).toEqual([
      "move azurerm_kubernetes_cluster.b",
    ]);
  });

  test("to another resource is a change", () => {
    const to = (table: string): Stack =>
      stack({
        azurerm_route_table: { a: { name: "a" }, b: { name: "b" } },
        azurerm_subnet_route_table_association: {
          x: { subnet_id: "/s", route_table_id: `\${azurerm_route_table.${table}.id}` },
        },
      });
    expect(lines(diff(to("a"), to("b")))).toEqual([
      "replace azurerm_subnet_route_table_association.x route_table_id!",
    ]);
  });

  test("to a data source changes with what that asks", () => {
    const of = (name: string): Stack =>
      stack(
        { azurerm_role_assignment: { r: { scope: "${data.azurerm_subnet.s.id}" } } },
        { data: { azurerm_subnet: { s: { name } } } },
      );
    expect(diff(of("a"), of("a"))).toEqual([]);
    expect(lines(diff(of("a"), of("b")))).toEqual(["replace azurerm_role_assignment.r scope!"]);
  });

  test("from another stack has the same id once that is applied, but not the same identity", () => {
    const hub = (location: string): Stack =>
      stack(
        { azurerm_user_assigned_identity: { i: { name: "i", resource_group_name: "rg", location } } },
        {
          output: {
            id: { value: "${azurerm_user_assigned_identity.i.id}" },
            principal: { value: "${azurerm_user_assigned_identity.i.principal_id}" },
          },
        },
        "hub",
      );
    const remote = "data.terraform_remote_state.cross-stack-reference-input-hub.outputs";
    const spoke = stack(
      {
        azurerm_role_assignment: {
          byId: { scope: `\${${remote}.id}` },
          byPrincipal: { scope: "/s", principal_id: `\${${remote}.principal}` },
        },
      },
      { data: { terraform_remote_state: { "cross-stack-reference-input-hub": { backend: "local" } } } },
      "spoke",
    );
    expect(lines(diff([hub("westeurope"), spoke], [hub("northeurope"), spoke]))).toEqual([
      "replace azurerm_role_assignment.byPrincipal principal_id!",
      "replace azurerm_user_assigned_identity.i location!",
    ]);
  });

  test("in replace_triggered_by replaces with an update of a resource, or of the argument", () => {
    const app = (input: object, trigger: string): Stack =>
      stack({
        terraform_data: { t: { input } },
        azurerm_function_app_flex_consumption: {
          app: { name: "a", lifecycle: { replace_triggered_by: [trigger] } },
        },
      });
    const whole = "terraform_data.t";
    expect(lines(diff(app({ a: 1 }, whole), app({ a: 2 }, whole)))).toEqual([
      "replace azurerm_function_app_flex_consumption.app lifecycle.replace_triggered_by!",
      'update terraform_data.t input["a"]',
    ]);
    expect(diff(app({ a: 1 }, whole), app({ a: 1 }, whole))).toEqual([]);
    const one = "terraform_data.t.input";
    expect(lines(diff(app({ a: 1 }, one), app({ a: 2 }, one)))[0]).toContain("replace");
    const subnet = (ids: readonly string[], trigger: string): Stack =>
      stack({
        azurerm_subnet: { s: { service_endpoint_policy_ids: ids } },
        terraform_data: { t: { lifecycle: { replace_triggered_by: [trigger] } } },
      });
    const longer = "azurerm_subnet.s.service_endpoint";
    expect(lines(diff(subnet(["a"], longer), subnet(["b"], longer)))).toEqual([
      "update azurerm_subnet.s service_endpoint_policy_ids",
    ]);
    const triggers = (value: number): Stack => stack({ terraform_data: { t: { triggers_replace: value } } });
    expect(lines(diff(triggers(1), triggers(2)))).toEqual(["replace terraform_data.t triggers_replace!"]);
  });
});
