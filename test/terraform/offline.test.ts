import { afterEach, describe, expect, test } from "vitest";
import type { AzurermMajor } from "@aks-topology/terraform";
import { happenedBefore, linkStates, OfflineStack } from "../support/terraform/cycle.js";
import { brokenOrders, expectedOrders } from "../support/terraform/expected-order.js";
import { cluster, type Json } from "../support/terraform/sample.js";
import { NO_TERRAFORM, terraformVersion, Workspace } from "../support/terraform/terraform.js";

if (terraformVersion === undefined) {
  test(NO_TERRAFORM, () => {
    process.stderr.write(`${NO_TERRAFORM}\n`);
  });
} else {
  const open: OfflineStack[] = [];
  const stackOf = async (json: Json, major: AzurermMajor = 4): Promise<OfflineStack> => {
    const stack = await OfflineStack.of(json, major);
    open.push(stack);
    await stack.init();
    return stack;
  };
  afterEach(() => {
    for (const stack of open.splice(0)) stack.close();
  });

  describe.each<[AzurermMajor]>([[4], [5]])("terraform and azurerm %i", (major) => {
    test("validate, plan, apply, plan nothing, destroy", async () => {
      const stack = await stackOf(cluster(), major);
      expect(await stack.validate()).toMatchObject({ exitCode: 0 });
      expect((await stack.plan()).message).toContain("Plan: 9 to add, 0 to change, 0 to destroy.");
      const applied = await stack.apply();
      expect(applied.message).toContain("Apply complete! Resources: 9 added");
      expect((await stack.succeeds("output", "-raw", "kubelet")).stdout).toMatch(/^[\da-f-]{36}$/);
      expect(await stack.plan()).toMatchObject({ exitCode: 0 });
      expect((await stack.destroy()).message).toContain("Destroy complete! Resources: 9 destroyed.");
    });

    test("the other major's configuration is refused", async () => {
      const stack = await stackOf(cluster(), major);
      const written = cluster();
      const subnet = written.resource.azurerm_subnet!.nodes!;
      const wrong = major === 5 ? "service_endpoints" : "service_endpoint";
      delete subnet.service_endpoints;
      subnet[wrong] = major === 5 ? ["Microsoft.Storage"] : [{ service: "Microsoft.Storage" }];
      stack.configure(written);
      const { exitCode, message } = await stack.validate();
      expect(exitCode).toBe(1);
      expect(message).toContain(`No argument or block type is named "${wrong}".`);
    });
  });

  describe("the order of the apply log", () => {
    const table = "azurerm_route_table.nodes";
    const aks = "azurerm_kubernetes_cluster.main";

    test("is that of references and depends_on, and the reverse on destroy", async () => {
      const stack = await stackOf(cluster());
      stack.provider.holdBack({ type: "azurerm_route" }, 150);
      stack.provider.holdBack({ type: "azurerm_role_assignment" }, 150);
      await stack.apply();
      await stack.destroy();
      const events = stack.events();
      for (const first of [
        table,
        "azurerm_route.default",
        "azurerm_subnet_route_table_association.nodes",
        "azurerm_role_assignment.table",
      ]) {
        expect([first, happenedBefore(events, "create", first, aks)]).toEqual([first, true]);
        expect([first, happenedBefore(events, "delete", aks, first)]).toEqual([first, true]);
      }
      expect(events.filter((event) => event.action === "delete")).toHaveLength(9);
    });

    test("shows a dependency that nothing enforces", async () => {
      const json = cluster();
      json.resource.azurerm_kubernetes_cluster!.main!.depends_on = [
        "azurerm_subnet_route_table_association.nodes",
        "azurerm_role_assignment.table",
      ];
      const stack = await stackOf(json);
      stack.provider.holdBack({ type: "azurerm_route" }, 500);
      await stack.apply();
      stack.provider.holdBack({ type: "azurerm_kubernetes_cluster" }, 500);
      await stack.destroy();
      expect(brokenOrders(stack.events(), expectedOrders(stack.json))).toEqual([
        `${aks} was begun before azurerm_route.default was there, so it is not sure that the table has its default route.`,
        `azurerm_route.default went while ${aks} still stood, so it is not sure that the table has its default route.`,
      ]);
      expect(() => happenedBefore(stack.events(), "create", "azurerm_route.nope", aks)).toThrow(
        "no create of azurerm_route.nope in the log",
      );
    });
  });

  describe("what is wrong is said", () => {
    const messageOf = async (
      change: (resource: Record<string, Record<string, Json>>) => void,
    ): Promise<string> => {
      const json = cluster();
      change(json.resource);
      const stack = await stackOf(json);
      const validated = await stack.validate();
      return validated.exitCode === 0 ? (await stack.plan()).message : validated.message;
    };

    test("a wrong attribute", async () => {
      const message = await messageOf(
        (resource) => (resource.azurerm_route_table!.nodes!.disable_bgp = true),
      );
      expect(message).toContain('No argument or block type is named "disable_bgp".');
    });

    test("a wrong type", async () => {
      const message = await messageOf(
        (resource) => (resource.azurerm_virtual_network!.shop!.address_space = "10.1.0.0/16"),
      );
      expect(message).toMatch(/Inappropriate value for attribute "address_space": set of string required/);
    });

    test("a missing argument", async () => {
      const message = await messageOf((resource) => delete resource.azurerm_route!.default!.next_hop_type);
      expect(message).toContain('The argument "next_hop_type" is required, but no definition was found.');
    });

    test("a reference to nothing", async () => {
      const message = await messageOf(
        (resource) =>
          (resource.azurerm_route!.default!.route_table_name = "${azurerm_route_table.node.name}"),
      );
      expect(message).toContain(
        'A managed resource "azurerm_route_table" "node" has not been declared in the root module.',
      );
    });

    test("a cycle", async () => {
      const message = await messageOf(
        (resource) => (resource.azurerm_route_table!.nodes!.depends_on = ["azurerm_kubernetes_cluster.main"]),
      );
      expect(message).toMatch(/Error: Cycle: .*azurerm_route_table\.nodes/);
    });
  });

  test("a creation that fails leaves a state from which the next apply goes on", async () => {
    const stack = await stackOf(cluster());
    stack.provider.failOnce({ type: "azurerm_kubernetes_cluster" }, "QuotaExceeded: no cores are left.");
    const failed = await stack.apply();
    expect(failed.exitCode).toBe(1);
    expect(failed.message).toContain("QuotaExceeded: no cores are left.");
    expect((await stack.plan()).message).toContain("Plan: 1 to add, 0 to change, 0 to destroy.");
    expect((await stack.apply()).message).toContain(
      "Apply complete! Resources: 1 added, 0 changed, 0 destroyed.",
    );
    expect(await stack.plan()).toMatchObject({ exitCode: 0 });
    expect((await stack.destroy()).message).toContain("Destroy complete! Resources: 9 destroyed.");
  });

  test("a change is an update in place; a new name makes another resource", async () => {
    const json = cluster();
    const stack = await stackOf(json);
    await stack.apply();
    json.resource.azurerm_virtual_network!.shop!.tags = { team: "net" };
    stack.configure(json);
    expect((await stack.apply()).message).toContain("Resources: 0 added, 1 changed, 0 destroyed.");
    json.resource.azurerm_route!.default!.name = "to-firewall";
    stack.configure(json);
    expect((await stack.plan()).message).toContain("Plan: 1 to add, 0 to change, 1 to destroy.");
  });

  test("a stack reads what another one left in its state", async () => {
    const provider = { azurerm: [{ features: [{}] }] };
    const backend = (key: string): Json => ({
      azurerm: { storage_account_name: "state", container_name: "net", key },
    });
    const hub = await stackOf({
      terraform: { backend: backend("hub") },
      provider,
      resource: { azurerm_resource_group: { hub: { name: "rg-hub", location: "westeurope" } } },
      output: { group: { value: "${azurerm_resource_group.hub.name}" } },
    });
    const shop = await stackOf({
      terraform: { backend: backend("shop") },
      provider,
      data: { terraform_remote_state: { hub: { backend: "azurerm", config: backend("hub").azurerm } } },
      output: { group: { value: "${data.terraform_remote_state.hub.outputs.group}" } },
    });
    linkStates([hub, shop]);
    await hub.apply();
    expect((await shop.apply()).message).toContain('group = "rg-hub"');
    expect(() => {
      linkStates([shop]);
    }).toThrow("no stack keeps its state under");
  });

  test("an existing resource is imported", async () => {
    const stack = await stackOf({
      provider: { azurerm: [{ features: [{}] }] },
      import: [{ to: "azurerm_resource_group.hub", id: "/subscriptions/s/resourceGroups/rg" }],
      resource: { azurerm_resource_group: { hub: { name: "rg", location: "westeurope" } } },
    });
    expect((await stack.apply()).message).toContain("1 imported");
  });

  test("terraform test runs a module against a mocked provider", async () => {
    const stack = await stackOf(cluster());
    stack.workspace.write(
      "shop.tftest.hcl",
      `
mock_provider "azurerm" {
  mock_resource "azurerm_route_table" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/routeTables/rt" }
  }
}
run "plan" {
  command = apply
  assert {
    condition     = azurerm_subnet_route_table_association.nodes.route_table_id == azurerm_route_table.nodes.id
    error_message = "The nodes use another table."
  }
}
`,
    );
    expect((await stack.succeeds("test", "-no-color")).message).toContain("Success! 1 passed, 0 failed.");
    expect(stack.provider.log).toEqual([]);
  });

  test("terraform that cannot start is an error, not a result", async () => {
    const workspace = new Workspace({ PATH: "" });
    await expect(workspace.run("version")).rejects.toThrow("ENOENT");
    workspace.remove();
  });
}
