/** A small stack of the kind that the constructs emit, for tests to break. */

import { azurermSchema, checkStructure, type StructureProblem } from "../src/index.js";

type Body = Record<string, unknown>;

export interface Stack {
  terraform: Body;
  provider: { azurerm: Body[] };
  variable: Record<string, Body>;
  locals: Body;
  data: Record<string, Record<string, Body>>;
  resource: Record<string, Record<string, Body>>;
  output: Record<string, Body>;
}

const GROUP = "${azurerm_resource_group.hub.name}";
const LOCATION = "${azurerm_resource_group.hub.location}";

export function soundStack(): Stack {
  return {
    terraform: {
      required_providers: { azurerm: { source: "hashicorp/azurerm", version: ">= 4.55, < 5.0" } },
    },
    provider: {
      azurerm: [
        { features: [{}] },
        { alias: "hub", features: {}, subscription_id: "${var.hub_subscription_id}" },
      ],
    },
    variable: { hub_subscription_id: { type: "string" }, password: { type: "string", sensitive: true } },
    locals: { prefix: "${data.azurerm_client_config.current.tenant_id}-shop" },
    data: { azurerm_client_config: { current: {} } },
    resource: {
      azurerm_resource_group: {
        hub: {
          "//": { metadata: {} },
          name: "rg-${local.prefix}",
          location: "westeurope",
          tags: { team: "net" },
        },
      },
      azurerm_virtual_network: {
        hub: {
          name: "vnet-hub",
          resource_group_name: GROUP,
          location: LOCATION,
          address_space: ["10.0.0.0/16"],
          provider: "azurerm.hub",
        },
      },
      azurerm_subnet: {
        nodes: {
          name: "nodes",
          resource_group_name: GROUP,
          virtual_network_name: "${azurerm_virtual_network.hub.name}",
          address_prefixes: ["10.0.1.0/24"],
          delegation: [
            { name: "aks", service_delegation: { name: "Microsoft.ContainerService/managedClusters" } },
          ],
        },
      },
      azurerm_route_table: {
        nodes: {
          name: "rt",
          resource_group_name: GROUP,
          location: LOCATION,
          lifecycle: { ignore_changes: ["tags", "route"] },
        },
      },
      azurerm_subnet_route_table_association: {
        nodes: {
          subnet_id: "${azurerm_subnet.nodes.id}",
          route_table_id: "${azurerm_route_table.nodes.id}",
          depends_on: ["azurerm_route_table.nodes", "data.azurerm_client_config.current"],
        },
      },
      azurerm_storage_account: {
        runtime: {
          name: "stshop",
          resource_group_name: GROUP,
          location: LOCATION,
          account_tier: "Standard",
          account_replication_type: "ZRS",
          network_rules: { default_action: "Deny" },
        },
      },
    },
    output: {
      subnet_id: { value: "${azurerm_subnet.nodes.id}" },
      key: { value: "${azurerm_storage_account.runtime.primary_access_key}", sensitive: true },
    },
  };
}

export const schema = azurermSchema(4);

export function problemsAfter(change: (stack: Stack) => void): readonly StructureProblem[] {
  const stack = soundStack();
  change(stack);
  return checkStructure(stack, schema);
}

/** One problem, as one line: code, address, place, message, hint. */
export function line(problem: StructureProblem): string {
  return `${problem.code} ${problem.address} at ${problem.path}: ${problem.message} ${problem.hint}`;
}

export function linesAfter(change: (stack: Stack) => void): readonly string[] {
  return problemsAfter(change).map(line);
}

export function subnet(stack: Stack): Record<string, unknown> {
  return stack.resource.azurerm_subnet!.nodes!;
}
export function table(stack: Stack): Record<string, unknown> {
  return stack.resource.azurerm_route_table!.nodes!;
}
export function association(stack: Stack): Record<string, unknown> {
  return stack.resource.azurerm_subnet_route_table_association!.nodes!;
}
