/** A private kubenet cluster behind its own route table, as small as it gets. */
export type Json = Record<string, unknown>;

const GROUP = "${azurerm_resource_group.hub.name}";
const LOCATION = "${azurerm_resource_group.hub.location}";
const BASE = { resource_group_name: GROUP, location: LOCATION };

export function cluster(): { resource: Record<string, Record<string, Json>> } & Json {
  return {
    provider: { azurerm: [{ features: [{}] }] },
    data: { azurerm_client_config: { current: {} } },
    resource: {
      azurerm_resource_group: { hub: { name: "rg-shop", location: "westeurope" } },
      azurerm_virtual_network: { shop: { ...BASE, name: "vnet-shop", address_space: ["10.1.0.0/16"] } },
      azurerm_subnet: {
        nodes: {
          name: "nodes",
          resource_group_name: GROUP,
          virtual_network_name: "${azurerm_virtual_network.shop.name}",
          address_prefixes: ["10.1.0.0/24"],
          service_endpoints: ["Microsoft.Storage"],
        },
      },
      azurerm_route_table: {
        nodes: { ...BASE, name: "rt-nodes", lifecycle: { ignore_changes: ["tags", "route"] } },
      },
      azurerm_route: {
        default: {
          name: "default",
          resource_group_name: GROUP,
          route_table_name: "${azurerm_route_table.nodes.name}",
          address_prefix: "0.0.0.0/0",
          next_hop_type: "VirtualAppliance",
          next_hop_in_ip_address: "10.0.0.4",
        },
      },
      azurerm_subnet_route_table_association: {
        nodes: { subnet_id: "${azurerm_subnet.nodes.id}", route_table_id: "${azurerm_route_table.nodes.id}" },
      },
      azurerm_user_assigned_identity: { cluster: { ...BASE, name: "id-cluster" } },
      azurerm_role_assignment: {
        table: {
          scope: "${azurerm_route_table.nodes.id}",
          role_definition_name: "Network Contributor",
          principal_id: "${azurerm_user_assigned_identity.cluster.principal_id}",
        },
      },
      azurerm_kubernetes_cluster: {
        main: {
          ...BASE,
          name: "aks-main",
          dns_prefix: "main",
          default_node_pool: [
            {
              name: "system",
              vm_size: "Standard_D4ds_v5",
              node_count: 1,
              vnet_subnet_id: "${azurerm_subnet.nodes.id}",
            },
          ],
          identity: [
            { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.cluster.id}"] },
          ],
          depends_on: [
            "azurerm_subnet_route_table_association.nodes",
            "azurerm_route.default",
            "azurerm_role_assignment.table",
          ],
        },
      },
    },
    output: {
      kubelet: { value: "${one(azurerm_kubernetes_cluster.main.kubelet_identity[*].object_id)}" },
      tenant: { value: "${data.azurerm_client_config.current.tenant_id}" },
    },
  };
}
