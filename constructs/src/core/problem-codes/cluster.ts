import type { ProblemStory } from "./story.js";

const AKS = "AKS documentation";

/** What a cluster is and who reaches it. */
export const clusterCodes = {
  KUBENET_RETIRES: {
    title: "kubenet retires on 2028-03-31",
    story:
      "AKS supports kubenet until 2028-03-31. Existing clusters move to Azure CNI Overlay in place; new platforms should begin there.",
    remedy: "Plan the move to azure-cni-overlay.",
    source: `${AKS}, kubenet retirement`,
    terraform: "structure",
  },
  PRIVATE_ZONE_NAME: {
    title: "A private DNS zone that AKS does not take",
    story:
      "AKS writes the API server's record only into zones called privatelink.<region>.azmk8s.io or <name>.privatelink.<region>.azmk8s.io. With another name the cluster's creation fails.",
    remedy: "Name the id of such a zone, or leave the id out: then one is made in the hub.",
    source: "AKS documentation, create a private cluster",
    terraform: "validation",
  },
  WINDOWS_NOT_SUPPORTED: {
    title: "Windows nodes on a plugin without them",
    story:
      "kubenet, Azure CNI powered by Cilium and bring-your-own CNI run on Linux nodes only: AKS refuses the pool when it is added.",
    remedy: "Choose azure-cni, azure-cni-pod-subnet or azure-cni-overlay, or a Linux pool.",
    source: "AKS documentation, Windows container FAQ",
    terraform: "structure",
  },
  WINDOWS_FIRST_POOL: {
    title: "A Windows pool as the first one",
    story:
      "The first pool runs CoreDNS, konnectivity and other pods of the system, which exist for Linux only.",
    remedy: "Put a Linux pool first.",
    source: "AKS documentation, create a Windows node pool",
    terraform: "structure",
  },
  WINDOWS_POOL_NAME: {
    title: "The name of a Windows pool is too long",
    story: "Windows host names are short; AKS leaves 6 characters of them to the pool's name.",
    remedy: "Shorten the name to 6 characters.",
    source: "AKS documentation, resource naming rules",
    terraform: "structure",
  },
  SYSTEM_POOL: {
    title: "A pool for the system's pods that cannot be one",
    story:
      "CoreDNS and other pods of the system run on the first pool and on those of mode System: Linux pools, and the first one without taints, which the provider does not set there.",
    remedy: "Leave the first pool to the system, and put workloads that need taints on another one.",
    source: "AKS documentation, manage system node pools",
    terraform: "structure",
  },
  NODE_COUNT: {
    title: "Numbers of nodes that the autoscaler refuses",
    story:
      "A pool that scales has no more nodes at least than at most, and one that runs the system's pods always has a node. AKS refuses other numbers when the pool is made.",
    remedy: "Swap the two numbers, or begin with one node.",
    source: "AKS documentation, cluster autoscaler; manage system node pools",
    terraform: "validation",
  },
  POLICY_NOT_SUPPORTED: {
    title: "A network policy engine that the plugin does not have",
    story: "Each plugin works with some engines only, and the engine is fixed when the cluster is created.",
    remedy: "Choose an engine of the plugin, or none.",
    source: "AKS documentation, network policies",
    terraform: "structure",
  },
  MAX_PODS_RANGE: {
    title: "Pods a node outside the plugin's range",
    story: "AKS takes 10 to 250 pods a node.",
    remedy: "Choose a number in the range.",
    source: "AKS documentation, configure maximum pods per node",
    terraform: "validation",
  },
  DUAL_STACK_NOT_SUPPORTED: {
    title: "IPv6 with a plugin that has none",
    story:
      "Dual stack exists for kubenet and for overlays. Plugins that take pod addresses from subnets are IPv4 only.",
    remedy: "Use an overlay or kubenet, or leave IPv6 out.",
    source: "AKS documentation, dual-stack networking",
    terraform: "structure",
  },
  DUAL_STACK_WITHOUT_RANGE: {
    title: "IPv6 in a network without it",
    story:
      "A cluster with both families needs a subnet with both, so the spoke's network needs an IPv6 range.",
    remedy: "Add an IPv6 range to the spoke's address space.",
    source: "AKS documentation, dual-stack networking",
    terraform: "structure",
  },
  DUAL_STACK_EGRESS: {
    title: "IPv6 through an egress that carries IPv4 only",
    story:
      "Azure Firewall and NAT gateway do not carry IPv6; a default route to them would leave half of the traffic without a way out.",
    remedy: "Use a load balancer as egress, or leave IPv6 out.",
    source: "AKS documentation, dual-stack networking",
    terraform: "structure",
  },
  VIRTUAL_NODES_NOT_SUPPORTED: {
    title: "Virtual nodes beside what does not know them",
    story:
      "Virtual nodes run pods in Azure Container Instances on a subnet of the network. Only Azure CNI on the node subnet reaches them, and they do not call an API server that only some ranges may call.",
    remedy: "Use azure-cni without authorized ranges, or leave virtual nodes out.",
    source: "AKS documentation, virtual nodes, limitations",
    terraform: "structure",
  },
  NETWORK_ISOLATION_NOT_SUPPORTED: {
    title: "A cluster without a way out that AKS does not have",
    story:
      "Clusters with outbound type none start from a registry in the network: AKS has them with a private or integrated API server, on Linux nodes, without Flux, and not on kubenet.",
    remedy: "Choose what the message names, or another egress.",
    source: "AKS documentation, network isolated clusters, limitations",
    terraform: "structure",
  },
  PREVIEW_FEATURE: {
    title: "A combination that AKS has as a preview",
    story:
      "AKS refuses a preview to subscriptions that are not registered for it, and its service level agreement leaves previews out.",
    remedy:
      "Choose what is not a preview, or register the subscription for the feature that the message names.",
    source: "AKS documentation, support policies, previews",
    terraform: "structure",
  },
  KUBENET_PRIVATE_CUSTOM_DNS: {
    title: "A private kubenet cluster on its own table behind custom DNS servers",
    story:
      "AKS cannot create this combination: the nodes never find the API server and the creation fails after half an hour.",
    remedy: "Use azure-cni-overlay, or Azure-provided DNS.",
    source: "AKS documentation, private clusters, limitations",
    terraform: "structure",
  },
  SYSTEM_ZONE_CUSTOM_DNS: {
    title: "A system zone that custom DNS servers cannot see",
    story:
      "With custom DNS servers the zone must be linked to the resolvers' network before the nodes start. The zone of type System is made during the creation, in the node resource group.",
    remedy: "Use a custom zone, or the public FQDN.",
    source: "AKS documentation, private clusters, hub and spoke",
    terraform: "structure",
  },
  NODES_SHUT_OUT: {
    title: "Nodes that may not call their API server",
    story:
      "A public API server with authorized ranges refuses everybody else, nodes included. They call it from the public addresses of the firewall or the NAT gateway; of the way out AKS lets in its own load balancer only.",
    remedy: "Add includeEgress: true.",
    source: "AKS documentation, API server authorized IP address ranges",
    terraform: "structure",
  },
  EGRESS_ADDRESSES_UNKNOWN: {
    title: "A way out whose public addresses are not known here",
    story:
      "includeEgress authorizes the addresses of a firewall or a NAT gateway that the platform makes. Those of an appliance are the team's, and nothing would be added.",
    remedy: "Name the appliance's public addresses in authorizedIpRanges.",
    source: "AKS documentation, API server authorized IP address ranges",
    terraform: "structure",
  },
  TOO_MANY_AUTHORIZED_RANGES: {
    title: "More authorized ranges than AKS takes",
    story: "An API server takes 200 ranges, those that includeEgress adds counted.",
    remedy: "Use larger ranges, fewer public addresses, or a private API server.",
    source: "AKS documentation, API server authorized IP address ranges",
    terraform: "structure",
  },
  ON_PREMISES_API_SERVER: {
    title: "A private API server that on-premises does not reach",
    story:
      "What comes from on-premises is routed to the hub's firewall, and answers would have to come back through it. A private endpoint has a route of its own in the hub and the spoke, which goes around the firewall both ways. With API Server VNet Integration the API server stands in a subnet instead, for which AKS documents no route table: its answers would pass the firewall by, and the firewall drops what it sees one half of.",
    remedy:
      "Use apiServer: { type: private } for people on premises, or let them work from a machine in the hub. AKS also describes a private link service in front of such an API server.",
    source:
      "Azure Private Link documentation, manage network policies for private endpoints; AKS documentation, API Server VNet Integration",
    terraform: "structure",
  },
  PRIVATE_ZONE_TWICE: {
    title: "One network and two private zones of one name",
    story:
      "A network resolves a name in one private zone: Azure refuses the link to a second zone of the same name. The hub's network is linked to the zones of all spokes.",
    remedy: "Let the records stand in one zone: make it in one place, and name its id in the others.",
    source: "Azure DNS documentation, private zones, virtual network links",
    terraform: "structure",
  },
  CNI_MISSING: {
    title: "A cluster without a network plugin",
    story: "AKS installs none: nodes are NotReady and pods Pending until the team installs one.",
    remedy: "Install a plugin right after the creation.",
    source: "AKS documentation, bring your own CNI",
    terraform: "structure",
  },
  PLUGIN_CHANGE_REPLACES: {
    title: "Another network would replace the cluster",
    story:
      "azurerm before 4.66 answers a change of the network plugin, its data plane, its policy engine or a range by deleting the cluster and making it anew, with all that runs in it. Later versions change kubenet and Azure CNI to an overlay, and all to Cilium, in place; other changes replace the cluster with every version.",
    remedy:
      "Keep what it has, or write output for azurerm 5 where that changes it in place. To replace the cluster on purpose, give it another key.",
    source: "azurerm 4.55.0 and 5.2.0, kubernetes_cluster, network_profile; azurerm changelog 4.66",
    terraform: "structure",
  },
} as const satisfies Record<string, ProblemStory>;
