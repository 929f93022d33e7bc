/** Keys of AKS Automatic that only pass through, as in `pass-through-rows.ts`. */
import type { Row, Setting } from "./pass-through-rows.js";

const RG = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-own/providers";
const NETWORK = `${RG}/Microsoft.Network/virtualNetworks/vnet-own`;
const [GROUP, SYSTEM_GROUP] = ["nsg-nodes", "nsg-system"].map(
  (name) => `${RG}/Microsoft.Network/networkSecurityGroups/${name}`,
);

function subnet(name: string, prefix: string): object {
  return { id: `${NETWORK}/subnets/${name}`, prefix, associate: true };
}

/** A file for azurerm 5 whose network leaves the ranges of AKS Automatic free, with a cluster on subnets that exist already. */
const AUTOMATIC: readonly Setting[] = [
  ["azurerm", 5],
  ["hub", { addressSpace: "10.100.0.0/22", firewall: {} }],
  [
    "spokes.own",
    {
      addressSpace: "10.103.0.0/16",
      network: { id: NETWORK },
      clusters: {
        auto: {
          type: "automatic",
          nodes: { max: 30, subnet: subnet("nodes", "10.103.4.0/24"), securityGroup: { id: GROUP } },
          systemNodes: {
            subnet: subnet("system", "10.103.0.64/26"),
            securityGroup: { id: SYSTEM_GROUP },
          },
          apiServer: { type: "vnet-integration", subnet: subnet("api", "10.103.0.0/28") },
        },
      },
    },
  ],
];

const CLUSTER = "azurerm_kubernetes_automatic_cluster.own_auto";

export const AUTOMATIC_ROWS: readonly Row[] = [
  [AUTOMATIC, CLUSTER, "hosted_system.node_subnet_id", `${NETWORK}/subnets/nodes`],
  [AUTOMATIC, CLUSTER, "hosted_system.system_node_subnet_id", `${NETWORK}/subnets/system`],
  [AUTOMATIC, CLUSTER, "api_server_access.subnet_id", `${NETWORK}/subnets/api`],
  [
    AUTOMATIC,
    "azurerm_subnet_network_security_group_association.own_auto_nodes",
    "network_security_group_id",
    GROUP,
  ],
  [
    AUTOMATIC,
    "azurerm_subnet_network_security_group_association.own_auto_system_nodes",
    "network_security_group_id",
    SYSTEM_GROUP,
  ],
];
