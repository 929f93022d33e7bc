import { TOO_MANY_ROUTES } from "../../aks/rules/ranges.js";
import {
  atLeast,
  atMost,
  haveNothingInCommon,
  lengthOf,
  plus,
  usableAddressesOf,
} from "../../core/condition.js";
import { defineRule } from "../../core/rule.js";
import { propOfPrefix, SUBNET_TOO_SMALL } from "../../core/rules/addresses.js";
import type { SharedName } from "../../core/rules/names.js";
import { isAtLeast } from "../../ingress/agic-helm.js";
import type { Cidr } from "../../net/cidr.js";
import { ADVISED_GATEWAY_PREFIX, ROUTES_PER_TABLE } from "../../net/well-known.js";
import type { ServedCluster } from "./served-cluster.js";

/** Rules on a gateway with its clusters, subnet and routes. */

const AGIC = "AGIC documentation";
const GATEWAY = "Application Gateway documentation";

/** First versions of AGIC with a feature. Source: AGIC changelog. */
const AGIC_FOR_OVERLAY = "1.8.0";
const AGIC_FOR_PRIVATE_ONLY = "1.7.0";

/** Prefix length of the largest gateway subnet from which overlay pods are reachable. Source: AKS #5123. */
export const LARGEST_FOR_OVERLAY = 24;

export const GATEWAY_SUBNET_TOO_SMALL = SUBNET_TOO_SMALL.case({
  requires: ({
    key,
    prefix,
    instances,
  }: {
    readonly key: string;
    readonly prefix: Cidr;
    readonly instances: number;
    /** Whether the subnet exists already. @default false */
    readonly isExisting?: boolean | undefined;
  }) => [
    {
      on: instances,
      condition: atMost(plus(instances, 1), usableAddressesOf(prefix)),
      message: `The subnet of gateway ${key} has no room for this number of instances and a private frontend.`,
    },
  ],
  prop: propOfPrefix,
  message: ({ prefix, instances }) => {
    const needed = plus(instances, 1).value ?? 0;
    return `${needed - 1} gateway instances and a private frontend need ${needed} addresses; ${prefix.literal} is too small.`;
  },
  remedy: `Use a /${ADVISED_GATEWAY_PREFIX}, which Azure recommends.`,
});

export const GATEWAY_NOT_SERVED = defineRule({
  code: "GATEWAY_NOT_SERVED",
  title: "Gateway that no cluster uses",
  explanation: "An Application Gateway without a backend costs money and serves no requests.",
  remedy: "Reference it in a cluster's ingress, or remove it.",
  source: "aks-topology",
  terraform: "structure",
  ofCompleteTree: true,
}).case({ severity: "warning", message: "No cluster uses this gateway." });

/** A gateway's key, and those of its clusters. */
interface SharedGateway {
  readonly key: string;
  readonly clusters: readonly ServedCluster[];
}

export const GATEWAY_OWNED_TWICE = defineRule({
  code: "GATEWAY_OWNED_TWICE",
  title: "Gateway configured by both AGIC and Terraform",
  explanation:
    "AGIC manages a whole gateway and removes listeners, pools and rules that no Ingress asks for. Terraform would put them back with each apply.",
  remedy: "Use one gateway for AGIC and another one for load balancers.",
  source: `${AGIC}, prevent AGIC from overwriting`,
  terraform: "structure",
}).case({
  matches: ({ clusters }: SharedGateway) => {
    const kinds = new Set(clusters.map(({ by }) => by));
    return kinds.has("load-balancer") && kinds.size > 1;
  },
  message: ({ key, clusters }) =>
    `The clusters ${names(clusters)} use gateway ${key} both through AGIC and through Terraform: AGIC would remove what Terraform configures.`,
});

export const GATEWAY_SHARED_BY_ADDON = defineRule({
  code: "GATEWAY_SHARED_BY_ADDON",
  title: "Several clusters on the gateway of an AGIC add-on",
  explanation:
    "The add-on has no shared mode: two of them remove each other's configuration within seconds. Only AGIC installed with Helm can be restricted to its own host names.",
  remedy: "Use agic-helm for all clusters of the gateway, or one gateway per cluster.",
  source: `${AGIC}, differences between Helm deployment and add-on`,
  terraform: "structure",
}).case({
  matches: ({ clusters }: SharedGateway) =>
    clusters.length > 1 && clusters.some(({ by }) => by === "agic-addon"),
  message: ({ key, clusters }) =>
    `The AGIC add-on needs a gateway of its own; the clusters ${names(clusters)} share gateway ${key}.`,
  remedy: "Use agic-helm for all of them, or one gateway per cluster.",
});

const SHARED_GATEWAY_HOST_NAMES = defineRule({
  code: "SHARED_GATEWAY_HOST_NAMES",
  title: "Clusters on one gateway without distinct host names",
  explanation:
    "Clusters that share a gateway are distinguished by host names: each AGIC is prohibited from changing those of the others, and a listener has one backend.",
  remedy: "Give each cluster's ingress host names that no other cluster has.",
  source: `${AGIC}, prevent AGIC from overwriting`,
  terraform: "validation",
});

export const HOST_NAMES_MISSING = SHARED_GATEWAY_HOST_NAMES.case({
  prop: "ingress",
  message: ({ cluster }: ServedCluster) =>
    `${cluster.key} shares its gateway but has no host names, so its requests cannot be told apart from those of other clusters.`,
  remedy: "Add hostNames that no other cluster has to its ingress.",
});

export const HOST_NAME_TAKEN = SHARED_GATEWAY_HOST_NAMES.case({
  prop: "ingress.hostNames",
  message: ({ first, second, name }: SharedName) =>
    `${first} and ${second} share the gateway and both have the host name ${name}.`,
  remedy: "Give each cluster host names of its own.",
});

/** What a module checks for the host names of a cluster: none of them belongs to a cluster before it. */
export const DISTINCT_HOST_NAMES = SHARED_GATEWAY_HOST_NAMES.case({
  matches: () => false,
  inModule: (
    {
      key,
      own,
      others,
    }: { readonly key: string; readonly own: readonly string[]; readonly others: readonly string[] },
    { isVariable },
  ) => {
    const on = own.find(isVariable);
    return on === undefined || others.length === 0
      ? []
      : [
          {
            on,
            condition: haveNothingInCommon(own, others),
            message: `Another cluster of gateway ${key} already has such a host name.`,
          },
        ];
  },
  message: "",
});

export const GATEWAY_SUBNET_TOO_LARGE = defineRule({
  code: "GATEWAY_SUBNET_TOO_LARGE",
  title: `Gateway subnet larger than a /${LARGEST_FOR_OVERLAY} in front of an overlay`,
  explanation: `Overlay pods are reachable from gateway subnets of at most a /${LARGEST_FOR_OVERLAY}. From a larger one requests time out without an error.`,
  remedy: `Give the gateway a /${LARGEST_FOR_OVERLAY}: it holds the largest gateway that exists.`,
  source: "AKS #5123",
  terraform: "validation",
}).case({
  requires: ({
    key,
    prefix,
    cluster,
  }: {
    readonly key: string;
    readonly prefix: Cidr;
    readonly cluster: string;
    /** Whether the subnet exists already. @default false */
    readonly isExisting?: boolean | undefined;
  }) => [
    {
      on: { within: prefix },
      condition: atLeast(lengthOf(prefix), LARGEST_FOR_OVERLAY),
      message: `The subnet of gateway ${key} must be a /${LARGEST_FOR_OVERLAY} or smaller: from a larger one, pods of the overlay of ${cluster} are not reachable.`,
    },
  ],
  prop: propOfPrefix,
  message: ({ prefix, cluster }) =>
    `Overlay pods are reachable from a gateway subnet of at most a /${LARGEST_FOR_OVERLAY}; ${prefix.literal}, the subnet of the gateway of ${cluster}, is larger.`,
  remedy: `Use a /${LARGEST_FOR_OVERLAY} for the gateway.`,
});

const AGIC_TOO_OLD = defineRule({
  code: "AGIC_TOO_OLD",
  title: "AGIC version without a feature that the cluster needs",
  explanation: `AGIC reaches overlay pods since ${AGIC_FOR_OVERLAY}, and gateways that have only a private address since ${AGIC_FOR_PRIVATE_ONLY}. Older versions start and configure wrong addresses, or nothing.`,
  remedy: "Use a newer version, or remove the version.",
  source: "AGIC changelog, 1.7.0 and 1.8.0",
  terraform: "structure",
});

function olderThan(least: string) {
  return {
    matches: ({ version }: { readonly version: string }) => !isAtLeast(version, least),
    remedy: `Use ${least} or newer, or remove the version.`,
    prop: "ingress.version",
  };
}

export const AGIC_WITHOUT_OVERLAY = AGIC_TOO_OLD.case({
  ...olderThan(AGIC_FOR_OVERLAY),
  message: ({ version, cluster }: { readonly version: string; readonly cluster: string }) =>
    `AGIC ${version} does not support overlay networking (cluster ${cluster}).`,
});

export const AGIC_WITHOUT_PRIVATE_ONLY = AGIC_TOO_OLD.case({
  ...olderThan(AGIC_FOR_PRIVATE_ONLY),
  message: ({ version }: { readonly version: string }) =>
    `AGIC ${version} does not support a gateway without a public address.`,
});

export const GATEWAY_WITHOUT_NODE_ROUTES = defineRule({
  code: "GATEWAY_WITHOUT_NODE_ROUTES",
  title: "Gateway in front of kubenet without the node routes",
  explanation:
    "With kubenet, pods have addresses that the network does not route. The gateway reaches them by the routes that AKS writes, one per node; without them every request ends in 502.",
  remedy: "Mirror the cluster's route table into the gateway's, or share one table.",
  source: `${AGIC}, networking; AKS documentation, configure kubenet`,
  terraform: "structure",
}).case({
  prop: "ingress",
  message: (cluster: string) =>
    `The gateway cannot reach the pods of ${cluster}: with kubenet it needs the cluster's node routes.`,
});

export const TOO_MANY_MIRRORED_ROUTES = TOO_MANY_ROUTES.rule.case({
  matches: ({
    clusters,
    routes,
  }: {
    readonly key: string;
    readonly clusters: number;
    readonly routes: number;
  }) => clusters > 1 && routes > ROUTES_PER_TABLE,
  message: ({ key, routes }) =>
    `A route table holds ${ROUTES_PER_TABLE} routes; the clusters of gateway ${key} have up to ${routes} nodes (upgrade surge included) with a route each.`,
  remedy: "Lower the maximum node counts, or give the clusters gateways of their own.",
});

export const SHARED_TABLE_DEFAULT_ROUTE = defineRule({
  code: "SHARED_TABLE_DEFAULT_ROUTE",
  title: "0.0.0.0/0 to an appliance on a gateway's subnet",
  explanation:
    "A gateway is managed over the Internet. Azure rejects a default route to an appliance on its subnet, or the gateway fails and reports no health. Only gateways created with network isolation may have one.",
  remedy:
    "Give the gateway a table of its own that mirrors the cluster's (mirrored), or create it with network isolation.",
  source: `${GATEWAY}, infrastructure configuration, supported user-defined routes`,
  terraform: "structure",
}).case({
  prop: "routeTable",
  message: (cluster: string) =>
    `The route table of ${cluster} routes 0.0.0.0/0 to an appliance, which Azure rejects on a gateway's subnet.`,
  remedy: "Use routeTable: mirrored, or set networkIsolation, which allows such a route.",
});

export const SHARED_TABLE_MISSING = defineRule({
  code: "SHARED_TABLE_MISSING",
  title: "Shared route table that does not exist",
  explanation:
    "A gateway can share the table of the one cluster that it serves, if that cluster has a custom route table. A table that AKS creates exists only after the gateway.",
  remedy: "Use routeTable: mirrored.",
  source: "aks-topology",
  terraform: "structure",
  ofCompleteTree: true,
}).case({
  prop: "routeTable",
  message: (tables: number) =>
    tables > 1
      ? "The gateway's clusters have different route tables, and a subnet has only one."
      : "No cluster of the gateway has a route table to share.",
});

export const SPOKE_GATEWAY_RULES = [
  GATEWAY_NOT_SERVED.rule,
  GATEWAY_OWNED_TWICE.rule,
  GATEWAY_SHARED_BY_ADDON.rule,
  GATEWAY_SUBNET_TOO_LARGE.rule,
  SHARED_GATEWAY_HOST_NAMES,
  AGIC_TOO_OLD,
  GATEWAY_WITHOUT_NODE_ROUTES.rule,
  SHARED_TABLE_DEFAULT_ROUTE.rule,
  SHARED_TABLE_MISSING.rule,
] as const;

function names(clusters: readonly ServedCluster[]): string {
  return clusters.map(({ cluster }) => cluster.key).join(", ");
}
