import type { ProblemStory } from "./story.js";

const AKS = "AKS documentation";

/** The way out of a cluster, and the hub that it passes. */
export const EGRESS_CODES = {
  SOURCE_WITHOUT_DEFAULT_ROUTE: {
    title: "A cluster whose table has no default route",
    story:
      "With userDefinedRouting AKS checks before it creates anything that the node subnet's route table sends 0.0.0.0/0 somewhere.",
    remedy: "Route the subnet's egress through the firewall or an appliance.",
    source: `${AKS}, outbound types`,
    terraform: "structure",
  },
  MANAGED_NAT_GATEWAY_NETWORK: {
    title: "A managed NAT gateway in a network of the team's",
    story:
      "AKS answers ManagedNATGatewayWithCustomVNetNotAllowed: it makes such a gateway only together with the network. A spoke's clusters always stand in the spoke's network.",
    remedy: "Use egress nat-gateway: the same service, made for the cluster's subnets before the cluster.",
    source: `${AKS}, create a managed or user-assigned NAT gateway`,
    terraform: "structure",
  },
  EGRESS_NONE_NEEDS_MIRROR: {
    title: "A cluster without a way out",
    story:
      "With outbound type none AKS sets up no egress. Nodes pull their system's images from a registry with a private endpoint that caches Microsoft's: AKS makes it, or the team does. Everything else that workloads call needs private endpoints of its own.",
    remedy:
      "Prepare the private endpoints (and the registry, where it is the team's), or choose another egress.",
    source: `${AKS}, network isolated clusters`,
    terraform: "structure",
  },
  FIREWALL_BASIC_NO_DNS_PROXY: {
    title: "A firewall of tier Basic as DNS server",
    story:
      "The Basic tier has no DNS proxy: it answers no questions, and it cannot resolve names of network rules itself.",
    remedy: "Use tier Standard or Premium, or leave the network on Azure-provided DNS.",
    source: "Azure Firewall documentation, features by tier; DNS settings",
    terraform: "structure",
  },
  DNS_WITHOUT_FIREWALL: {
    title: "A network that asks a firewall which is not there",
    story: "Resolvers of a network are addresses; without a firewall there is none to write down.",
    remedy: "Give the hub a firewall, or name the servers.",
    source: "aks-topology",
    terraform: "structure",
  },
  DNS_ANSWERS_MAY_DIFFER: {
    title: "Firewall and nodes ask different resolvers",
    story:
      "A network rule with names is turned into addresses by the firewall. A node that asks another resolver may get another answer, and its connection then matches no rule.",
    remedy: "Let the spoke ask the firewall: dns: { type: firewall }.",
    source: "Azure Firewall documentation, FQDN filtering in network rules",
    terraform: "structure",
  },
  API_SERVER_BY_ADDRESS: {
    title: "Pods that cannot call the API server by its address",
    story:
      "The address of a public API server exists only after the cluster. The rule for it therefore names the server, and the firewall resolves the name, which tier Basic cannot.",
    remedy: "Annotate pods with kubernetes.azure.com/set-kube-service-host-fqdn, or use tier Standard.",
    source: `${AKS}, outbound network and FQDN rules`,
    terraform: "structure",
  },
  APPLIANCE_ADDRESS: {
    title: "An appliance at an address that it cannot have",
    story:
      "A route's next hop is a private address in the network itself or in one that is peered directly. Traffic to another one is dropped, and the cluster is never ready.",
    remedy:
      "Name the private address of the appliance: in the hub, or on a subnet of the spoke that nothing else uses.",
    source: "Virtual Network documentation, user-defined routes, next hop",
  },
  VIRTUAL_NODES_WITHOUT_EGRESS: {
    title: "Pods on virtual nodes without a way out",
    story:
      "The connector of virtual nodes stops at its start when its subnet has a route table, so that no default route can send these pods through a firewall or an appliance, and a load balancer of AKS serves nodes only. Azure's hidden default way out is switched off, since it would go around what guards the cluster. Azure itself pulls the images; the pods reach the spoke, its peers and private endpoints.",
    remedy:
      "Run what calls the Internet on node pools, or use egress nat-gateway without a filter: it serves the virtual nodes' subnet too.",
    source: "virtual-kubelet/azure-aci, pkg/network; Azure Container Instances documentation, NAT gateway",
    terraform: "structure",
  },
  ALLOW_LIST_UNUSED: {
    title: "An allow list that nothing applies",
    story: "Without a firewall and without filter: nsg everything passes, whatever the list says.",
    remedy: "Add filter: nsg, or remove the list.",
    source: "aks-topology",
    terraform: "structure",
  },
} as const satisfies Record<string, ProblemStory>;
