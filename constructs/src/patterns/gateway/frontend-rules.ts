import { isFreeIn } from "../../core/condition.js";
import { knownText } from "../../core/known.js";
import { defineRule } from "../../core/rule.js";
import { freeAddressMessage } from "../../core/rules/addresses.js";
import { freeAddresses } from "../../net/free-addresses.js";
import type { Cidr } from "../../net/cidr.js";

/** Rules on the frontends of a gateway, their users and their names. */

const GATEWAY = "Application Gateway documentation";

export const ON_PREMISES_PREFIXES_MISSING = defineRule({
  code: "ON_PREMISES_PREFIXES_MISSING",
  title: "Private address for on-premises clients without their ranges",
  explanation:
    "The gateway's subnet learns no routes, and Azure drops private ranges without one. Responses to on-premises clients would be lost, and no rule would allow their requests.",
  remedy: "Add their ranges to hub.onPremises.prefixes, or the users' ranges to the frontend.",
  source: `${GATEWAY}, infrastructure configuration; virtual network traffic routing`,
  terraform: "structure",
}).case({
  matches: (onPremises: readonly Cidr[]) => onPremises.length === 0,
  prop: "frontend",
  message: "The gateway's private address is for on-premises clients, and the hub has no on-premises ranges.",
  remedy: "Add hub.onPremises.prefixes, or list the clients' ranges under users.",
});

const UNREACHABLE = defineRule({
  code: "FRONTEND_USERS_UNREACHABLE",
  title: "Users of a private address that its responses do not reach",
  explanation:
    "The gateway's subnet learns no routes, and nodes behind a load balancer have those of their table. They reach the hub and their own spoke by the peering, and everything else through the hub's firewall or its gateway. Requests from a range behind neither would be allowed and never answered.",
  remedy:
    "Use ranges of the hub, of the spoke, or behind the hub's gateway; or add a firewall to the hub, which also routes to other spokes and to peers, and peer hubs whose spokes call each other.",
  source: `${GATEWAY}, infrastructure configuration; virtual network traffic routing; virtual network peering`,
  ofCompleteTree: true,
});

export const FRONTEND_USERS_UNREACHABLE = UNREACHABLE.case({
  prop: "frontend.users",
  message: ({ range, why }: { readonly range: Cidr; readonly why: string }) =>
    `The gateway's responses would not reach ${range.literal}: ${why}.`,
  remedy:
    "Use ranges of the hub, of the spoke, or behind the hub's gateway; or connect them, by a firewall in the hub and, where they are behind another hub, by peerWith, or by peers of a hub that exists already.",
});

/** A range of which the file does not say where it is. */
export const FRONTEND_USERS_UNKNOWN = UNREACHABLE.case({
  severity: "warning",
  prop: "frontend.users",
  message: (range: Cidr) =>
    `No network of the platform, peer of a hub or site on-premises has ${range.literal}.`,
  remedy: "Add the range to the hub's peers or onPremises.prefixes, or correct it.",
});

/** Users of the internal load balancers of a spoke. */
export const BALANCER_USERS_UNREACHABLE = UNREACHABLE.case({
  prop: "users",
  message: ({ range, why }: { readonly range: Cidr; readonly why: string }) =>
    `Responses of the load balancers would not reach ${range.literal}: ${why}.`,
  remedy:
    "Use ranges of the hub, of the spoke, or behind the hub's gateway; or connect them, by a firewall in the hub, a route table of the cluster and, where they are behind another hub, by peerWith, or by peers of a hub that exists already.",
});

/** A range of which the file does not say where it is. */
export const BALANCER_USERS_UNKNOWN = UNREACHABLE.case({
  severity: "warning",
  prop: "users",
  message: (range: Cidr) =>
    `No network of the platform, peer of a hub or site on-premises has ${range.literal}.`,
  remedy: "Add the range to the hub's peers or onPremises.prefixes, or correct it.",
});

export const FRONTEND_ADDRESS_OUTSIDE = defineRule({
  code: "FRONTEND_ADDRESS_OUTSIDE",
  title: "Private address outside the gateway's subnet",
  explanation:
    "The private frontend takes an address of the gateway's own subnet. Azure reserves the first four and the last one.",
  remedy: "Choose another address, or remove the key.",
  source: `${GATEWAY}, frontend IP address configuration`,
  terraform: "validation",
}).case({
  requires: ({
    key,
    subnet,
    address,
  }: {
    readonly key: string;
    readonly subnet: Cidr;
    readonly address: string;
  }) => [
    {
      on: address,
      condition: isFreeIn(subnet, address),
      message: freeAddressMessage(subnet, `gateway ${key}`),
    },
  ],
  prop: "frontend.privateIp",
  message: ({ subnet, address }) =>
    `${knownText(address) ?? address} is not a usable address of the gateway's subnet ${subnet.literal}.`,
  remedy: ({ subnet }) => {
    const { first, last } = freeAddresses(subnet);
    return `Use an address from ${first} to ${last}, or remove the key.`;
  },
});

export const PRIVATE_FRONTEND_ALONE = defineRule({
  code: "PRIVATE_FRONTEND_ALONE",
  title: "Gateway without a public address and without network isolation",
  explanation:
    "Application Gateway v2 is managed through its public address. It works without one only when it was created with network isolation.",
  remedy: "Use public-and-private, or set networkIsolation.",
  source: `${GATEWAY}, private Application Gateway deployment`,
  terraform: "structure",
}).case({
  prop: "frontend",
  message: "A gateway without network isolation needs a public address.",
});

export const DNS_WITHOUT_FRONTEND = defineRule({
  code: "DNS_WITHOUT_FRONTEND",
  title: "DNS record for an address that the gateway does not have",
  explanation: "A public record points to the public address, a private one to the private address.",
  remedy: "Give the gateway that frontend, or remove the record.",
  source: "aks-topology",
  terraform: "structure",
}).case({
  prop: ({ prop }) => prop,
  message: ({
    name,
    type,
  }: {
    readonly name: string;
    readonly type: string;
    /** The prop that holds the record. */
    readonly prop: string;
  }) => `The record ${name} is for the gateway's ${type} address, which it does not have.`,
  remedy: ({ type }) => `Give the gateway a ${type} frontend, or remove the record.`,
});

export const FRONTEND_RULES = [
  ON_PREMISES_PREFIXES_MISSING.rule,
  FRONTEND_USERS_UNREACHABLE.rule,
  FRONTEND_ADDRESS_OUTSIDE.rule,
  PRIVATE_FRONTEND_ALONE.rule,
  DNS_WITHOUT_FRONTEND.rule,
] as const;
