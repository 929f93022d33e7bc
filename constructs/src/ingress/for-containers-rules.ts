import { isOverlay, type NetworkPlugin } from "../aks/network-plugin.js";
import { atLeast, between, lengthOf, usableAddressesOf } from "../core/condition.js";
import { cloudOf } from "../core/clouds.js";
import { knownText } from "../core/known.js";
import { defineRule, type Judgement } from "../core/rule.js";
import { propOfPrefix } from "../core/rules/addresses.js";
import type { Cidr } from "../net/cidr.js";
import { isAtLeast } from "./agic-helm.js";

/** Rules on Application Gateway for Containers. */

const DOCUMENTATION = "Application Gateway for Containers documentation";
const NETWORKING = `${DOCUMENTATION}, container networking`;

/** The only size of its subnet in front of an overlay. */
export const SUBNET_FOR_OVERLAY = 24;
/** Addresses that it takes of its subnet elsewhere. */
export const ADDRESSES_FOR_CONTAINERS = 250;
/** First version of the ALB controller that configures overlays. */
const CONTROLLER_FOR_OVERLAY = "1.5.0";

export const FOR_CONTAINERS_NETWORK = defineRule({
  code: "FOR_CONTAINERS_NETWORK",
  title: "Application Gateway for Containers in front of pods that it does not reach",
  explanation:
    "Application Gateway for Containers sends to the addresses of pods. It reaches those of Azure CNI, in overlays and in flat networks. It does not support kubenet, and it does not know the addresses of a plugin that a team installs itself.",
  remedy: "Use azure-cni-overlay, or a gateway in front of a load balancer.",
  source: NETWORKING,
  terraform: "structure",
}).case({
  matches: ({ network: { type } }: { readonly key: string; readonly network: NetworkPlugin }) =>
    type === "kubenet" || type === "none",
  prop: "type",
  message: ({ key, network: { type } }) =>
    type === "kubenet"
      ? `Application Gateway for Containers does not support kubenet, the network plugin of ${key}.`
      : `The gateway cannot address the pods of ${key}: with plugin none it is not known which addresses they have.`,
  remedy: ({ network: { type } }) =>
    type === "kubenet"
      ? "Move the cluster to azure-cni-overlay (aks-topology migrate), or use agic-helm until then."
      : "Use azure-cni-overlay, or ingress gateway-to-load-balancer.",
});

interface SubnetChoice {
  readonly key: string;
  readonly prefix: Cidr;
  /** Whether the subnet exists already. @default false */
  readonly isExisting?: boolean | undefined;
}

const SUBNET = defineRule({
  code: "FOR_CONTAINERS_SUBNET",
  title: "Subnet of a size that Application Gateway for Containers does not support",
  explanation: `In front of an overlay the subnet has to be a /${SUBNET_FOR_OVERLAY}: neither a larger nor a smaller one is supported, and the controller reports an error. In front of flat networks it needs at least ${ADDRESSES_FOR_CONTAINERS} free addresses.`,
  remedy: `Use a /${SUBNET_FOR_OVERLAY}, which serves both.`,
  source: `${NETWORKING}, limitations; Azure/AKS #5123`,
  terraform: "validation",
});

export const FOR_CONTAINERS_OVERLAY_SUBNET = SUBNET.case({
  requires: ({ key, prefix }: SubnetChoice) => [
    {
      on: { within: prefix },
      condition: between(lengthOf(prefix), [SUBNET_FOR_OVERLAY, SUBNET_FOR_OVERLAY]),
      message: `The subnet of the gateway of ${key} must be a /${SUBNET_FOR_OVERLAY}: in front of an overlay no other size is supported.`,
    },
  ],
  prop: propOfPrefix,
  message: ({ key, prefix }) =>
    `In front of an overlay, Application Gateway for Containers takes exactly a /${SUBNET_FOR_OVERLAY}; ${prefix.literal}, its subnet for ${key}, is none.`,
  remedy: `Use a /${SUBNET_FOR_OVERLAY}.`,
});

export const FOR_CONTAINERS_FLAT_SUBNET = SUBNET.case({
  requires: ({ key, prefix }: SubnetChoice) => [
    {
      on: { within: prefix },
      condition: atLeast(usableAddressesOf(prefix), ADDRESSES_FOR_CONTAINERS),
      message: `The subnet of the gateway of ${key} must have at least ${ADDRESSES_FOR_CONTAINERS} free addresses.`,
    },
  ],
  prop: propOfPrefix,
  message: ({ key, prefix }) =>
    `Application Gateway for Containers needs ${ADDRESSES_FOR_CONTAINERS} addresses; ${prefix.literal}, its subnet for ${key}, is too small.`,
});

export const FOR_CONTAINERS_CONTROLLER = defineRule({
  code: "FOR_CONTAINERS_CONTROLLER",
  title: "ALB controller without overlay networking",
  explanation: `The ALB controller configures overlays since ${CONTROLLER_FOR_OVERLAY}. Older versions start and configure addresses that the gateway does not reach.`,
  remedy: `Use ${CONTROLLER_FOR_OVERLAY} or newer, or remove the version.`,
  source: `${NETWORKING}, limitations`,
  terraform: "structure",
}).case({
  matches: ({ version }: { readonly key: string; readonly version: string }) =>
    !isAtLeast(version, CONTROLLER_FOR_OVERLAY),
  prop: "version",
  message: ({ key, version }) =>
    `ALB controller ${version} does not support overlay networking (cluster ${key}).`,
});

export const FOR_CONTAINERS_EGRESS = defineRule({
  code: "FOR_CONTAINERS_EGRESS",
  title: "ALB controller that cannot reach its gateway",
  explanation:
    "The ALB controller configures Application Gateway for Containers at an endpoint on the Internet, *.alb.azure.com. Nodes of a network-isolated cluster reach nothing there.",
  remedy: "Use another kind of egress, or ingress gateway-to-load-balancer.",
  source: "Azure/AKS #5459",
  terraform: "structure",
}).case({
  prop: "type",
  message: (cluster: string) =>
    `The ALB controller of ${cluster} has to call *.alb.azure.com, and the cluster has no egress.`,
});

/**
 * Regions of Application Gateway for Containers. Source: its documentation, overview, supported regions, of 2026-06-24.
 */
const REGIONS: ReadonlySet<string> = new Set([
  ...["brazilsouth", "canadacentral", "centralus", "eastus", "eastus2", "northcentralus", "southcentralus"],
  ...["westus", "westus2", "westus3"],
  ...[
    "francecentral",
    "germanywestcentral",
    "northeurope",
    "norwayeast",
    "swedencentral",
    "switzerlandnorth",
  ],
  ...["uksouth"],
  ...["westeurope"],
  ...["australiaeast", "centralindia", "eastasia", "koreacentral", "southeastasia", "uaenorth"],
]);

export const FOR_CONTAINERS_REGION = defineRule({
  code: "FOR_CONTAINERS_REGION",
  title: "Application Gateway for Containers in a region that is not documented for it",
  explanation:
    "Azure offers Application Gateway for Containers in some regions, and adds others. The list of this version is of June 2026: a region that got it since then is missing in it.",
  remedy: "Compare the region with the documentation; keep it if Azure lists it.",
  source: `${DOCUMENTATION}, supported regions`,
}).case({
  severity: "warning",
  matches: (location: string) => {
    const region = knownText(location);
    // A cloud that has none of it is a problem of its own.
    return region !== undefined && cloudOf(region).name === "public" && !REGIONS.has(region);
  },
  prop: "type",
  message: (location) =>
    `In June 2026, Azure did not list ${knownText(location) ?? location} among the regions of Application Gateway for Containers.`,
});

/** Judges the subnet by the network plugin of the cluster. */
export function judgeSubnet(network: NetworkPlugin, choice: SubnetChoice): Judgement {
  return isOverlay(network)
    ? FOR_CONTAINERS_OVERLAY_SUBNET.judge(choice)
    : FOR_CONTAINERS_FLAT_SUBNET.judge(choice);
}

export const FOR_CONTAINERS_RULES = [
  FOR_CONTAINERS_NETWORK.rule,
  SUBNET,
  FOR_CONTAINERS_CONTROLLER.rule,
  FOR_CONTAINERS_EGRESS.rule,
  FOR_CONTAINERS_REGION.rule,
] as const;
