import { knownText } from "../../../core/known.js";
import { defineRule } from "../../../core/rule.js";
import { isPrivateAddress, type Cidr } from "../../../net/cidr.js";
import type { EgressContext } from "./provider.js";

/** Rules on the kinds of egress. */

const NO_DEFAULT_ROUTE = defineRule({
  code: "SOURCE_WITHOUT_DEFAULT_ROUTE",
  title: "Cluster without a default route in its route table",
  explanation:
    "With userDefinedRouting, AKS checks before it creates anything that the node subnet's route table has a route for 0.0.0.0/0.",
  remedy: "Route the subnet's egress through the firewall or an appliance.",
  source: "AKS documentation, outbound types",
  terraform: "structure",
});

export const SOURCE_WITHOUT_DEFAULT_ROUTE = NO_DEFAULT_ROUTE.case({
  prop: "egress",
  message: 'Egress "firewall" needs a firewall in the hub, and the hub has none.',
  remedy: ({ spoke: { hub } }: EgressContext) =>
    hub.appliance === undefined
      ? "Give the hub a firewall, or write egress: { type: nat-gateway }."
      : "Write egress: { type: appliance }: the hub has an appliance.",
});

/** An appliance by the name of the hub's. */
export const HUB_WITHOUT_APPLIANCE = NO_DEFAULT_ROUTE.case({
  prop: "egress",
  message: 'Egress "appliance" needs privateIp, or an appliance of the hub, and the hub declares none.',
  remedy:
    "Add the privateIp of the appliance, or declare appliance: { privateAddress: … } of an existing hub.",
});

/** A managed NAT gateway, which AKS creates only together with its own network. */
export const MANAGED_NAT_GATEWAY_NETWORK = defineRule({
  code: "MANAGED_NAT_GATEWAY_NETWORK",
  title: "Managed NAT gateway in a custom network",
  explanation:
    "AKS responds with ManagedNATGatewayWithCustomVNetNotAllowed: it creates such a gateway only together with the network. The clusters of a spoke are always located in the spoke's network.",
  remedy: "Use egress nat-gateway: the same service, created for the cluster's subnets before the cluster.",
  source: "AKS documentation, create a managed or user-assigned NAT gateway",
  terraform: "structure",
}).case({
  prop: "egress",
  message:
    "AKS creates a managed NAT gateway only together with its own network, and the cluster is in the spoke's.",
  remedy: "Use egress: { type: nat-gateway }, which creates a NAT gateway for the cluster's subnets.",
});

export const EGRESS_NONE_NEEDS_MIRROR = defineRule({
  code: "EGRESS_NONE_NEEDS_MIRROR",
  title: "Cluster without egress",
  explanation:
    "With outbound type none, AKS configures no egress. Nodes pull system images from a registry with a private endpoint that caches Microsoft's, which AKS creates unless another one is specified. Everything else that workloads call needs a private endpoint.",
  remedy: "Prepare the private endpoints (and a custom registry, if there is one), or choose another egress.",
  source: "AKS documentation, network isolated clusters",
  terraform: "structure",
}).case({
  severity: "warning",
  prop: "egress",
  message: ({ registryId }: { readonly registryId?: string | undefined }) =>
    registryId === undefined
      ? "Without egress, nodes bootstrap from a registry that AKS creates, which contains system images only: workloads and add-ons reach private endpoints and nothing else."
      : "Without egress, nodes start only if the registry caches mcr.microsoft.com/* as aks-managed-repository/* and has a private endpoint that the spoke's network resolves by name.",
  remedy: "Create the private endpoints outside this platform before the cluster, or choose another egress.",
});

export const ALLOW_LIST_UNUSED = defineRule({
  code: "ALLOW_LIST_UNUSED",
  title: "Allow list without effect",
  explanation:
    "Without a firewall and without filter: nsg, all outbound traffic is allowed, whatever the list contains.",
  remedy: "Add filter: nsg, or remove the list.",
  source: "aks-topology",
  terraform: "structure",
}).case({
  severity: "warning",
  prop: (key: string) => `egress.${key}`,
  message: (key) =>
    `"${key}" has no effect: without a firewall or a filter, all outbound traffic is allowed.`,
  remedy: "Add filter: nsg, or remove the key.",
});

const API_SERVER_ADDRESS = defineRule({
  code: "API_SERVER_BY_ADDRESS",
  title: "API server unreachable by its address from pods",
  explanation:
    "The address of a public API server exists only after the cluster. The rule for it therefore contains the server's name, and the firewall resolves the name, which tier Basic cannot.",
  remedy: "Annotate pods with kubernetes.azure.com/set-kube-service-host-fqdn, or use tier Standard.",
  source: "AKS documentation, outbound network and FQDN rules",
  terraform: "structure",
});

/** A firewall of another team, whose proxy is not known to be on. */
export const API_SERVER_PROXY_OFF = API_SERVER_ADDRESS.case({
  severity: "warning",
  prop: "egress",
  message:
    "Pods cannot call the public API server by its address: the rule contains the server's name, which the hub's firewall resolves only with its DNS proxy on.",
  remedy:
    "Annotate such pods with kubernetes.azure.com/set-kube-service-host-fqdn, or set dnsProxy: true of the firewall once its team has turned the proxy on.",
});

export const API_SERVER_BY_ADDRESS = API_SERVER_ADDRESS.case({
  severity: "warning",
  prop: "egress",
  message:
    "Pods cannot call the public API server by its address: the rule contains the server's name, which a firewall of tier Basic does not resolve.",
  remedy: "Annotate such pods with kubernetes.azure.com/set-kube-service-host-fqdn, or use tier Standard.",
});

export const DNS_ANSWERS_MAY_DIFFER = defineRule({
  code: "DNS_ANSWERS_MAY_DIFFER",
  title: "Firewall and nodes with different resolvers",
  explanation:
    "The firewall resolves the names in its network rules to addresses. A node that uses another resolver may get another answer, and its connection then matches no rule.",
  remedy: "Use the firewall as resolver of the spoke: dns: { type: firewall }.",
  source: "Azure Firewall documentation, FQDN filtering in network rules",
  terraform: "structure",
}).case({
  severity: "warning",
  prop: "egress",
  message:
    "The firewall resolves the names in its network rules itself, and the spoke uses another resolver: where their answers differ, the firewall rejects the connection.",
});

export const VIRTUAL_NODES_WITHOUT_EGRESS = defineRule({
  code: "VIRTUAL_NODES_WITHOUT_EGRESS",
  title: "Virtual nodes without egress",
  explanation:
    "The connector of virtual nodes fails to start when its subnet has a route table, so that no default route can send these pods through a firewall or an appliance, and a load balancer of AKS serves nodes only. Azure's default outbound access is disabled, since it would bypass the cluster's filter. Azure itself pulls the images; the pods reach the spoke, its peers and private endpoints.",
  remedy:
    "Run workloads that call the Internet on node pools, or use egress nat-gateway without a filter: it serves the virtual nodes' subnet too.",
  source: "virtual-kubelet/azure-aci, pkg/network; Azure Container Instances documentation, NAT gateway",
  terraform: "structure",
}).case({
  severity: "warning",
  prop: "virtualNodes",
  message: "Pods on virtual nodes reach the hub and the spoke, but nothing outside of them.",
  remedy: "Run workloads that call the Internet on node pools, or use egress nat-gateway without a filter.",
});

const APPLIANCE_ADDRESS = defineRule({
  code: "APPLIANCE_ADDRESS",
  title: "Address that an appliance cannot have",
  explanation:
    "The next hop of a route is a private address in the network itself or in a directly peered one. Traffic to another address is dropped, and the cluster never becomes ready.",
  remedy:
    "Specify the private address of the appliance: in the hub, or on a subnet of the spoke that nothing else uses.",
  source: "Virtual Network documentation, user-defined routes, next hop",
});

export const APPLIANCE_ON_PLATFORM_SUBNET = APPLIANCE_ADDRESS.case({
  prop: "egress.privateIp",
  message: ({ address, subnet }: { readonly address: string; readonly subnet: Cidr }) =>
    `${knownText(address) ?? address} is in ${subnet.literal}, a subnet of the platform whose addresses Azure assigns.`,
  remedy: "Use the address of the appliance, in a subnet of its own.",
});

export const APPLIANCE_UNREACHABLE = APPLIANCE_ADDRESS.case({
  severity: (address: string) => (isPrivateAddress(address) ? "warning" : "error"),
  prop: "egress.privateIp",
  message: (address) =>
    `${address} is neither in the hub nor in the spoke, and a next hop must be in the network itself or in a directly peered one.`,
  remedy: "Use the private address of the appliance in the hub.",
});

const NEXT_HOP = "firewall.forcedTunnelling.privateIp";

/** The appliance behind the hub's firewall. */
export const NEXT_HOP_IN_A_SUBNET = APPLIANCE_ADDRESS.case({
  prop: NEXT_HOP,
  message: ({ address, subnet }: { readonly address: string; readonly subnet: Cidr }) =>
    `${knownText(address) ?? address} is in ${subnet.literal}, a subnet of the platform whose addresses Azure assigns.`,
  remedy: "Use the address of the appliance, in a subnet of its own.",
});

export const NEXT_HOP_UNREACHABLE = APPLIANCE_ADDRESS.case({
  severity: (address: string) => (isPrivateAddress(address) ? "warning" : "error"),
  prop: NEXT_HOP,
  message: (address) =>
    `${address} is neither in the hub nor in a network that is peered with it, and a next hop must be in one of them.`,
  remedy: "Use the private address of the appliance, and list the range of its network in peers of the hub.",
});

export const EGRESS_KIND_RULES = [
  NO_DEFAULT_ROUTE,
  MANAGED_NAT_GATEWAY_NETWORK.rule,
  EGRESS_NONE_NEEDS_MIRROR.rule,
  ALLOW_LIST_UNUSED.rule,
  API_SERVER_ADDRESS,
  DNS_ANSWERS_MAY_DIFFER.rule,
  VIRTUAL_NODES_WITHOUT_EGRESS.rule,
  APPLIANCE_ADDRESS,
] as const;
