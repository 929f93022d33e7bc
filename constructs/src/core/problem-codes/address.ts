import type { ProblemStory } from "./story.js";

const AKS = "AKS documentation";

/** Addresses, their sizes and their limits. */
export const addressCodes = {
  ADDRESS_OVERLAP: {
    title: "Two address ranges overlap",
    story:
      "Networks that are peered or connected cannot share addresses: Azure refuses the peering. Pod and service ranges are private to a cluster, but a packet to an address that also exists in the network would never leave the node.",
    remedy: "Give one of the two ranges an address space of its own.",
    source: "Virtual network peering constraints; AKS documentation, plan IP addressing",
    terraform: "validation",
  },
  ADDRESS_RESERVED: {
    title: "A range that AKS keeps for itself",
    story:
      "169.254.0.0/16, 172.30.0.0/16, 172.31.0.0/16 and 192.0.2.0/24 are used inside every cluster. A range that overlaps one of them is refused when the cluster is created.",
    remedy: "Choose a range outside of them, such as 10.0.0.0/8.",
    source: `${AKS}, networking concepts`,
    terraform: "validation",
  },
  SUBNET_OUTSIDE_NETWORK: {
    title: "A subnet outside its virtual network",
    story: "Azure creates a subnet only inside the address space of its virtual network.",
    remedy: "Choose a prefix inside the address space, or widen the address space.",
    source: "Virtual network documentation, subnets",
    terraform: "structure",
  },
  SUBNET_TOO_SMALL: {
    title: "A subnet too small for what it holds",
    story:
      "Nodes, upgrade surge, pods, gateway instances and frontends take addresses; Azure keeps five of every subnet. When they run out, scaling and upgrades stop half-way.",
    remedy: "Give the subnet a shorter prefix, or lower counts, surge or pods a node.",
    source: `${AKS}, plan IP addressing`,
    terraform: "validation",
  },
  NO_ROOM_FOR_SUBNET: {
    title: "No room left for a subnet",
    story:
      "The planner found no free aligned range in the address space of the hub or spoke that is large enough.",
    remedy: "Widen the address space, or give the subnet a prefix of its own.",
    source: "aks-topology, address plan",
    terraform: "validation",
  },
  POD_SUBNET_UNUSED: {
    title: "The prefix of a pod subnet that nothing uses",
    story:
      "Only azure-cni-pod-subnet and cilium with pods: pod-subnet put pods on subnets of their own. With other plugins the prefix would be read by nobody.",
    remedy: "Remove the prefix, or choose such a plugin.",
    source: "aks-topology",
    terraform: "structure",
  },
  POD_RANGE_TOO_SMALL: {
    title: "Fewer node blocks in the pod range than nodes",
    story:
      "With kubenet and overlay each node takes a /24 of the pod range (a /80 of the IPv6 one), upgrade surge included. The node after the last block stays NotReady.",
    remedy: "Give the cluster a pod range with a shorter prefix.",
    source: `${AKS}, configure kubenet`,
    terraform: "validation",
  },
  TOO_MANY_KUBENET_NODES: {
    title: "More nodes than kubenet takes",
    story:
      "AKS takes at most 400 nodes in a cluster on kubenet, the surge nodes of an upgrade included, whatever a route table takes.",
    remedy: "Lower the maximum node count, or use Azure CNI Overlay.",
    source: `${AKS}, configure kubenet`,
    terraform: "validation",
  },
  TOO_MANY_ROUTES: {
    title: "More routes than a route table takes",
    story:
      "With kubenet each node, surge nodes included, needs a route per address family in the cluster's table, and one in the table of a gateway, which may hold those of several clusters. Azure takes 1,000 routes per table since May 2026.",
    remedy:
      "Lower the maximum node count, give the clusters gateways of their own, or use Azure CNI Overlay, which needs no routes.",
    source: `${AKS}, configure kubenet; Azure subscription limits`,
    terraform: "validation",
  },
  SERVICE_CIDR_TOO_LARGE: {
    title: "A service range of a /12 or more",
    story: "AKS takes service ranges smaller than a /12 only; of IPv6, none larger than a /108.",
    remedy: "Use a range such as 10.0.0.0/16.",
    source: `${AKS}, networking concepts`,
    terraform: "validation",
  },
  DNS_SERVICE_IP_OUTSIDE: {
    title: "A cluster DNS address that the service range does not have",
    story:
      "The address of the cluster's DNS service must lie inside the service range and must not be its first address, which the API server takes.",
    remedy: "Use the tenth address of the service range, or leave the key out.",
    source: `${AKS}, networking concepts`,
    terraform: "validation",
  },
} as const satisfies Record<string, ProblemStory>;
