import type { ProblemStory } from "./story.js";

/** What a cluster is and who reaches it. */
export const CLUSTER_CODES = {
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
} as const satisfies Record<string, ProblemStory>;
