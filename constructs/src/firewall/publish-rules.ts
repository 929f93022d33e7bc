import { isFreeIn, isNoneOf } from "../core/condition.js";
import { DEFAULTS } from "../core/defaults.js";
import { knownText } from "../core/known.js";
import { defineRule } from "../core/rule.js";
import { freeAddressMessage } from "../core/rules/addresses.js";
import type { Cidr } from "../net/cidr.js";
import { freeAddresses } from "../net/free-addresses.js";

/** Rules on the services that a firewall publishes. */

/** What the rules read of a published service. */
interface PublishedService {
  readonly name: string;
  readonly target: string;
  readonly port: number;
  readonly protocol?: string | undefined;
  readonly publicIp?: number | undefined;
}

export const PUBLISH_TARGET_OUTSIDE = defineRule({
  code: "PUBLISH_TARGET_OUTSIDE",
  title: "Published service at an address that no load balancer can have",
  explanation:
    "Destination NAT forwards requests to a fixed address, which AKS assigns to an internal load balancer. It takes the address from the spoke's subnet for internal load balancers: among the nodes' addresses it might belong to a node already, and elsewhere it belongs to no subnet at all.",
  remedy: "Specify an address of the subnet that the message names, in a spoke that has a cluster.",
  source: "AKS documentation, limit network traffic with Azure Firewall",
  terraform: "validation",
  ofCompleteTree: true,
});

/** A service whose target must be a free address of the subnet of internal load balancers. */
export const PUBLISH_TARGET_NOT_FREE = PUBLISH_TARGET_OUTSIDE.case({
  requires: ({ target, subnet }: PublishedService & { readonly subnet: Cidr }) => [
    {
      on: target,
      condition: isFreeIn(subnet, target),
      message: freeAddressMessage(subnet, "internal load balancers"),
    },
  ],
  prop: ({ name }) => `${name}.to`,
  message: ({ name, target, subnet }) =>
    `"${name}" is published to ${knownText(target) ?? target}, which is not a free address of ${subnet.literal}, the spoke's subnet for internal load balancers.`,
  remedy: ({ subnet }) => {
    const { first, last } = freeAddresses(subnet);
    return `Specify an address from ${first} to ${last}.`;
  },
});

export const PUBLISH_TARGET_UNREACHED = PUBLISH_TARGET_OUTSIDE.case({
  prop: ({ name }: PublishedService) => `${name}.to`,
  message: ({ name, target }) =>
    `"${name}" is published to ${knownText(target) ?? target}, which is in no spoke that has a cluster.`,
  remedy: "Specify a fixed address for an internal load balancer in a spoke.",
});

export const PUBLISH_TARGET_TAKEN = defineRule({
  code: "PUBLISH_TARGET_TAKEN",
  title: "Published service at the address of an ingress controller",
  explanation:
    "The Service of a published service and that of a controller would ask AKS for the same address, which one of the two gets. The load balancer of the controller takes calls from its gateway or Front Door alone.",
  remedy: "Specify another address of the spoke's subnet for internal load balancers.",
  source: "AKS documentation, internal load balancer, specify an IP address",
  terraform: "validation",
  ofCompleteTree: true,
}).case({
  matches: ({ target, holders }: HeldAddresses) => isNoneOf(target, [...holders.keys()]).holds === false,
  // Terraform does not look at a variable whose validation names another one that is refused.
  inModule: ({ target, holders }, { isVariable }) => {
    const others = [...holders.keys()].filter((other) => !isVariable(other));
    return others.length === 0
      ? []
      : [
          {
            on: target,
            condition: isNoneOf(target, others),
            message: "It is the address of an ingress controller's internal load balancer.",
          },
        ];
  },
  prop: ({ name }) => `${name}.to`,
  message: ({ name, target, holders }) =>
    `"${name}" is published to ${knownText(target) ?? target}, the address of the ingress controller of ${holders.get(target) ?? "a cluster"}.`,
});

/** A service, and the addresses of controllers in its spoke, each with the name of its cluster. */
type HeldAddresses = PublishedService & { readonly holders: ReadonlyMap<string, string> };

/** A service, and those before it with the same protocol and public address. */
type Published = PublishedService & { readonly earlier: readonly PublishedService[] };

export const PUBLISH_PORT_TAKEN = defineRule({
  code: "PUBLISH_PORT_TAKEN",
  title: "Two services published at one public port",
  explanation:
    "Of two rules for one address and port the firewall would use one, and the other service would never be reached.",
  remedy: "Use another port, or another public address of the firewall.",
  source: "Azure Firewall documentation, DNAT rules",
  terraform: "validation",
}).case({
  requires: ({ name, port, earlier }: Published) =>
    earlier.length === 0
      ? []
      : [
          {
            on: port,
            condition: isNoneOf(
              port,
              earlier.map((other) => other.port),
            ),
            message: `Another service is published at this port of the public address of ${name}.`,
          },
        ],
  prop: ({ name }) => `${name}.port`,
  message: ({
    name,
    port,
    protocol = DEFAULTS.publishedService.protocol,
    publicIp = DEFAULTS.publishedService.publicIp,
    earlier,
  }) => {
    const holder = earlier.findLast((other) => isNoneOf(port, [other.port]).holds === false);
    return `"${name}" and "${holder?.name ?? ""}" are both published at port ${protocol} ${port} of public address ${publicIp}.`;
  },
  remedy: "Use another port, or another public address.",
});

export const PUBLISH_ADDRESS_MISSING = defineRule({
  code: "PUBLISH_ADDRESS_MISSING",
  title: "Public address that the firewall does not have",
  explanation: "Addresses are counted from 1 to publicIps.",
  remedy: "Raise the firewall's publicIps, or specify an address that it has.",
  source: "aks-topology",
  terraform: "structure",
}).case({
  matches: ({
    publicIp = DEFAULTS.publishedService.publicIp,
    count,
  }: PublishedService & { readonly count: number }) => publicIp > count,
  prop: ({ name }) => `${name}.publicIp`,
  message: ({ name, publicIp = DEFAULTS.publishedService.publicIp, count }) =>
    `"${name}" is published at public address ${publicIp}; the firewall has ${count}.`,
});

export const PUBLISH_ADDRESS_UNKNOWN = PUBLISH_ADDRESS_MISSING.rule.case({
  matches: ({ address }: PublishedService & { readonly address: string | undefined }) =>
    address === undefined,
  prop: ({ name }) => `${name}.publicIp`,
  message: ({ name, publicIp = DEFAULTS.publishedService.publicIp }) =>
    `"${name}" is published at public address ${publicIp}, which exists already, and its address is not known.`,
  remedy: "Add address: … next to its id in publicIps.",
});
