import { securityGroup } from "../support/azure.js";
import { id, network, subnet, type Resources } from "../support/network.js";
import type { DocumentedCase } from "./case.js";

const COMPONENTS = "application-gateway/for-containers/application-gateway-for-containers-components";
const NETWORKING = "application-gateway/for-containers/container-networking";

const CLUSTER = {
  location: "westeurope",
  dns_prefix: "aks",
  network_profile: [{ network_plugin: "azure", network_plugin_mode: "overlay", pod_cidr: "10.244.0.0/16" }],
  default_node_pool: [{ name: "system", vnet_subnet_id: id("azurerm_subnet.nodes") }],
};

/** A gateway whose association is in subnet "gateway", in front of an overlay. */
const GATEWAY: Resources = {
  ...network("spoke", "10.1.0.0/16"),
  ...subnet("nodes", "spoke", "10.1.0.0/24"),
  ...subnet("gateway", "spoke", "10.1.1.0/24"),
  "azurerm_kubernetes_cluster.aks": CLUSTER,
  "azurerm_application_load_balancer.agc": {},
  "azurerm_application_load_balancer_frontend.public": {
    application_load_balancer_id: id("azurerm_application_load_balancer.agc"),
  },
  "azurerm_application_load_balancer_subnet_association.nodes": {
    application_load_balancer_id: id("azurerm_application_load_balancer.agc"),
    subnet_id: id("azurerm_subnet.gateway"),
  },
  ...securityGroup(
    "gateway",
    ["gateway"],
    [{ name: "web", priority: 100, direction: "Inbound", access: "Allow", from: "Internet", port: "443" }],
  ),
};

export const FOR_CONTAINERS: readonly DocumentedCase[] = [
  {
    title: "A frontend takes requests from the Internet that the subnet of the association allows",
    source: `${COMPONENTS}#network-security-groups-on-the-association-subnet`,
    resources: GATEWAY,
    from: "internet",
    to: "azurerm_application_load_balancer.agc",
    verdict: "delivered",
    passes: ["the public frontend passes the packet to an instance", "rule web"],
  },
  {
    title: "The group of that subnet drops all others",
    source: `${COMPONENTS}#network-security-groups-on-the-association-subnet`,
    resources: GATEWAY,
    from: "internet",
    to: "azurerm_application_load_balancer.agc",
    port: 22,
    verdict: "dropped",
    decidedBy: "DenyAllInBound",
  },
  {
    title: "The routing domain of an overlay is extended to the subnet of the association",
    source: `${NETWORKING}#cni-overlay-and-application-gateway-for-containers`,
    resources: GATEWAY,
    from: "azurerm_application_load_balancer.agc",
    to: "azurerm_kubernetes_cluster.aks/pod",
    verdict: "delivered",
    passes: ["the pod network of the cluster, which needs no routes"],
  },
  {
    title: "It is not extended over a peering",
    source: `${NETWORKING}#limitations`,
    resources: {
      ...GATEWAY,
      ...network("other", "10.2.0.0/16"),
      ...subnet("far", "other", "10.2.1.0/24"),
      "azurerm_application_load_balancer_subnet_association.nodes": {
        application_load_balancer_id: id("azurerm_application_load_balancer.agc"),
        subnet_id: id("azurerm_subnet.far"),
      },
      "azurerm_virtual_network_peering.a": {
        virtual_network_name: "spoke",
        remote_virtual_network_id: id("azurerm_virtual_network.other"),
      },
      "azurerm_virtual_network_peering.b": {
        virtual_network_name: "other",
        remote_virtual_network_id: id("azurerm_virtual_network.spoke"),
      },
    },
    from: "azurerm_application_load_balancer.agc",
    to: "azurerm_kubernetes_cluster.aks/pod",
    verdict: "dropped",
  },
  {
    title: "It has no routes to the pods of kubenet",
    source: `${NETWORKING}#cni-overlay-and-application-gateway-for-containers`,
    resources: {
      ...GATEWAY,
      "azurerm_kubernetes_cluster.aks": {
        ...GATEWAY["azurerm_kubernetes_cluster.aks"],
        network_profile: [{ network_plugin: "kubenet", pod_cidr: "10.244.0.0/16" }],
      },
    },
    from: "azurerm_application_load_balancer.agc",
    to: "azurerm_kubernetes_cluster.aks/pod",
    verdict: "dropped",
  },
];
