import type { ProblemStory } from "./story.js";

const AGIC = "AGIC documentation";
const GATEWAY = "Application Gateway documentation";

/** The way into a cluster. */
export const INGRESS_CODES = {
  GATEWAY_NOT_SERVED: {
    title: "A gateway that no cluster uses",
    story: "An Application Gateway without a backend costs money and serves nobody.",
    remedy: "Name it under a cluster's ingress, or remove it.",
    source: "aks-topology",
    terraform: "structure",
  },
  GATEWAY_OWNED_TWICE: {
    title: "A gateway that both AGIC and Terraform configure",
    story:
      "AGIC takes a whole gateway for its own and removes listeners, pools and rules that no Ingress asks for. Terraform would put them back with each apply.",
    remedy: "Give each way a gateway of its own.",
    source: `${AGIC}, prevent AGIC from overwriting`,
    terraform: "structure",
  },
  GATEWAY_SHARED_BY_ADDON: {
    title: "Several clusters on a gateway that an add-on runs",
    story:
      "The add-on has no shared mode: two of them remove each other's configuration within seconds. Only AGIC installed with Helm knows which host names belong to others.",
    remedy: "Use agic-helm for all clusters of the gateway, or a gateway a cluster.",
    source: `${AGIC}, differences between Helm deployment and add-on`,
    terraform: "structure",
  },
  SHARED_GATEWAY_HOST_NAMES: {
    title: "Clusters on one gateway whose host names are not apart",
    story:
      "Clusters that share a gateway are told apart by host names: each AGIC is forbidden to touch those of the others, and a listener has one backend.",
    remedy: "Give each cluster's ingress host names that no other has.",
    source: `${AGIC}, prevent AGIC from overwriting`,
    terraform: "validation",
  },
  GATEWAY_SUBNET_TOO_LARGE: {
    title: "A gateway subnet larger than a /24 in front of an overlay",
    story:
      "Pods of an overlay are reached from gateway subnets of at most a /24. From a larger one requests time out, and nothing says why.",
    remedy: "Give the gateway a /24: it holds the largest gateway that there is.",
    source: "AKS #5123",
    terraform: "validation",
  },
  AGIC_TOO_OLD: {
    title: "A version of AGIC that cannot do what is asked of it",
    story:
      "AGIC reaches pods of an overlay since 1.8, and gateways that have only a private address since 1.7. Older ones start and configure wrong addresses, or nothing.",
    remedy: "Use a newer version, or leave the version out.",
    source: "AGIC changelog, 1.7.0 and 1.8.0",
    terraform: "structure",
  },
  GATEWAY_WITHOUT_NODE_ROUTES: {
    title: "A gateway in front of kubenet without the node routes",
    story:
      "On kubenet pods have no address that the network knows. The gateway reaches them by the routes that AKS writes, one a node; without them every request ends in 502.",
    remedy: "Mirror the cluster's route table into the gateway's, or let both share one table.",
    source: `${AGIC}, networking; AKS documentation, configure kubenet`,
    terraform: "structure",
  },
  SHARED_TABLE_DEFAULT_ROUTE: {
    title: "0.0.0.0/0 to an appliance on a gateway's subnet",
    story:
      "A gateway is managed over the Internet. Azure refuses a default route to an appliance on its subnet, or the gateway fails and reports no health. Only gateways made with network isolation may have one.",
    remedy:
      "Give the gateway a table of its own that follows the cluster's (mirrored), or make it with network isolation.",
    source: `${GATEWAY}, infrastructure configuration, supported user-defined routes`,
    terraform: "structure",
  },
  SHARED_TABLE_MISSING: {
    title: "A shared route table that does not exist",
    story:
      "A gateway can share the table of the one cluster that it serves, if that cluster has a table of the team's. A table that AKS makes exists only after the gateway.",
    remedy: "Use routeTable: mirrored.",
    source: "aks-topology",
    terraform: "structure",
  },
  ON_PREMISES_PREFIXES_MISSING: {
    title: "A private address for people whose ranges are not known",
    story:
      "The gateway's subnet learns no routes, and Azure drops private ranges without one. Answers to people on premises would be lost, and no rule would let them in.",
    remedy: "Name their ranges under hub.onPremises.prefixes, or the users' ranges at the frontend.",
    source: `${GATEWAY}, infrastructure configuration; virtual network traffic routing`,
    terraform: "structure",
  },
  FRONTEND_USERS_UNREACHABLE: {
    title: "People at a private address whom its answers do not reach",
    story:
      "The gateway's subnet learns no routes. It reaches the hub and its own spoke by their peering, and everybody else through the hub's firewall or its gateway. A range behind neither would be let in and never answered.",
    remedy:
      "Name ranges of the hub, of the spoke, or behind the hub's gateway; or give the hub a firewall, which leads to other spokes and to peers too.",
    source: `${GATEWAY}, infrastructure configuration; virtual network traffic routing; virtual network peering`,
  },
  GATEWAY_PORT_CLOSED: {
    title: "A site on a port that nobody may reach",
    story:
      "Sites that Terraform configures are served on port 80, or with a certificate on 443 and sent there from 80. The gateway's ports leave that one out: its security group refuses everybody, while the backend looks healthy.",
    remedy: "Add the port to the gateway's ports, or give the ingress a certificate.",
    source: "aks-topology",
    terraform: "validation",
  },
  FRONTEND_ADDRESS_OUTSIDE: {
    title: "A private address that the gateway's subnet does not have",
    story:
      "The private frontend takes an address of the gateway's own subnet. The first four and the last one are Azure's.",
    remedy: "Choose another one, or leave the key out.",
    source: `${GATEWAY}, frontend IP address configuration`,
    terraform: "validation",
  },
  PRIVATE_FRONTEND_ALONE: {
    title: "A gateway without a public address and without network isolation",
    story:
      "Application Gateway v2 is managed through its public address. It does without one only when it was made with network isolation.",
    remedy: "Use public-and-private, or set networkIsolation.",
    source: `${GATEWAY}, private Application Gateway deployment`,
    terraform: "structure",
  },
  GATEWAY_LACKS_CERTIFICATE: {
    title: "A certificate that the gateway does not have",
    story: "Listeners and backends name certificates of their own gateway.",
    remedy: "Add it under the gateway's certificates or trusted roots, or name another one.",
    source: `${GATEWAY}, TLS termination and end to end TLS`,
    terraform: "structure",
  },
  BACKEND_NAME_MISSING: {
    title: "An encrypted backend without a name",
    story:
      "Towards a backend over TLS the gateway compares the certificate with a name. It has only the backend's address.",
    remedy: "Give the backend a hostName, or the ingress hostNames.",
    source: `${GATEWAY}, end to end TLS`,
    terraform: "structure",
  },
  DNS_WITHOUT_FRONTEND: {
    title: "A DNS record for an address that the gateway does not have",
    story: "A public record points to the public address, a private one to the private address.",
    remedy: "Give the gateway that frontend, or remove the record.",
    source: "aks-topology",
    terraform: "structure",
  },
  LOAD_BALANCER_ADDRESS_OUTSIDE: {
    title: "An address outside the subnet of internal load balancers",
    story:
      "AKS takes the fixed address of an internal load balancer only from the subnet that the Service names; otherwise the Service stays pending.",
    remedy: "Choose an address of that subnet, or leave the key out.",
    source: "AKS documentation, internal load balancer",
    terraform: "validation",
  },
  LOAD_BALANCER_ADDRESS_TAKEN: {
    title: "Two internal load balancers with one address",
    story:
      "The address belongs to the cluster that asks for it first; the Service of the other one stays pending.",
    remedy: "Choose another address, or leave the key out: then each cluster has one of its own.",
    source: "AKS documentation, internal load balancer",
    terraform: "validation",
  },
  ASYMMETRIC_INGRESS: {
    title: "A public load balancer behind a default route to an appliance",
    story:
      "Requests come in through the load balancer's public address, and answers leave through the appliance, which never saw the request and drops them.",
    remedy: "Use origin private-link, an Application Gateway, or an egress that is not userDefinedRouting.",
    source: "Azure Firewall documentation, integrate with a load balancer, asymmetric routing",
    terraform: "structure",
  },
} as const satisfies Record<string, ProblemStory>;
