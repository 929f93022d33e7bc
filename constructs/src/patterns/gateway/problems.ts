import type { NetworkPlugin } from "../../aks/network-plugin.js";
import { knownText } from "../../core/known.js";
import type { Problem } from "../../core/problem.js";
import { isAtLeast } from "../../ingress/agic-helm.js";
import { ROUTES_PER_TABLE } from "../../net/well-known.js";
import { isMirrorTarget } from "../../route-sync/mirror-targets.js";
import type { ICluster } from "../estate/cluster.js";
import type { ServedCluster, ServingGateway } from "./served-cluster.js";

/** First versions of AGIC with a feature. Source: AGIC changelog. */
const AGIC_FOR_OVERLAY = "1.8.0";
const AGIC_FOR_PRIVATE_ONLY = "1.7.0";
/** Prefix length of the largest gateway subnet from which overlay pods are reachable. Source: AKS #5123. */
export const LARGEST_FOR_OVERLAY = 24;

/** Validation of a gateway with all its clusters. */
export function gatewayProblems(gateway: ServingGateway): Problem[] {
  const { clusters } = gateway;
  if (clusters.length === 0) return [NOT_SERVED];
  return [
    ...ownerProblems(gateway),
    ...overlaysBehind(gateway).flatMap((cluster) => overlayProblems(gateway, cluster)),
    ...sharedTableProblems(gateway),
    ...mirroredRoutesProblems(gateway),
  ];
}

/** Validation of one cluster with its gateway, reported on the cluster. */
export function servedProblems(gateway: ServingGateway, served: ServedCluster): Problem[] {
  return [
    ...(ownerProblems(gateway).length > 0 ? [] : hostNameProblems(gateway, served)),
    ...versionProblems(gateway, served),
    ...routeProblems(gateway, served),
  ];
}

const NOT_SERVED: Problem = {
  code: "GATEWAY_NOT_SERVED",
  severity: "warning",
  message: "No cluster uses this gateway.",
  hint: "Reference it in a cluster's ingress, or remove it.",
};

/** The table of a gateway contains the node routes of all kubenet clusters that it serves. */
function mirroredRoutesProblems({ served, key }: ServingGateway): Problem[] {
  const kubenet = served.filter(({ network }) => network.type === "kubenet");
  const routes = kubenet.reduce((sum, { maxNodes }) => sum + maxNodes, 0);
  if (kubenet.length < 2 || routes <= ROUTES_PER_TABLE) return [];
  return [
    {
      code: "TOO_MANY_ROUTES",
      message: `A route table holds ${ROUTES_PER_TABLE} routes; the clusters of gateway ${key} have up to ${routes} nodes (upgrade surge included) with a route each.`,
      hint: "Lower the maximum node counts, or give the clusters gateways of their own.",
    },
  ];
}

function ownerProblems({ clusters, key }: ServingGateway): Problem[] {
  const names = clusters.map(({ cluster }) => cluster.key).join(", ");
  const kinds = new Set(clusters.map(({ by }) => by));
  if (kinds.has("load-balancer") && kinds.size > 1) {
    return [
      {
        code: "GATEWAY_OWNED_TWICE",
        message: `The clusters ${names} use gateway ${key} both through AGIC and through Terraform: AGIC would remove what Terraform configures.`,
        hint: "Use one gateway for AGIC and another one for load balancers.",
      },
    ];
  }
  if (kinds.has("agic-addon") && clusters.length > 1) {
    return [
      {
        code: "GATEWAY_SHARED_BY_ADDON",
        message: `The AGIC add-on needs a gateway of its own; the clusters ${names} share gateway ${key}.`,
        hint: "Use agic-helm for all of them, or one gateway per cluster.",
      },
    ];
  }
  return [];
}

function hostNameProblems({ clusters }: ServingGateway, served: ServedCluster): Problem[] {
  if (clusters.length < 2) return [];
  const { key } = served.cluster;
  if (served.hostNames.length === 0) {
    return [
      {
        code: "SHARED_GATEWAY_HOST_NAMES",
        message: `${key} shares its gateway but has no host names, so its requests cannot be told from those of other clusters.`,
        hint: "Add hostNames that no other cluster has to its ingress.",
        prop: "ingress",
      },
    ];
  }
  const earlier = clusters.slice(0, clusters.indexOf(served));
  return earlier.flatMap(({ cluster, hostNames }) =>
    hostNames
      .filter((name) => served.hostNames.includes(name))
      .map((name) => ({
        code: "SHARED_GATEWAY_HOST_NAMES",
        message: `${cluster.key} and ${key} share the gateway and both have the host name ${name}.`,
        hint: "Give each cluster host names of its own.",
        prop: "ingress.hostNames",
      })),
  );
}

/** The overlay clusters whose pods the gateway addresses directly. */
export function overlaysBehind({ served }: ServingGateway): readonly ICluster[] {
  return served.filter(({ network }) => isOverlay(network));
}

function overlayProblems(gateway: ServingGateway, cluster: ICluster): Problem[] {
  const { prefix } = gateway.subnet;
  if (prefix.prefixLength >= LARGEST_FOR_OVERLAY) return [];
  return [
    {
      code: "GATEWAY_SUBNET_TOO_LARGE",
      message: `Overlay pods are reachable from a gateway subnet of at most a /24; ${prefix.literal}, the subnet of the gateway of ${cluster.key}, is larger.`,
      hint: "Use a /24 for the gateway.",
      prop: "subnetPrefix",
    },
  ];
}

function versionProblems(gateway: ServingGateway, { cluster, version: given }: ServedCluster): Problem[] {
  const version = given === undefined ? undefined : knownText(given);
  if (version === undefined) return [];
  const privateOnly = gateway.publicIpId === undefined;
  const needs = [
    ...(isOverlay(cluster.network)
      ? [{ least: AGIC_FOR_OVERLAY, why: `overlay networking (cluster ${cluster.key})` }]
      : []),
    ...(privateOnly ? [{ least: AGIC_FOR_PRIVATE_ONLY, why: "a gateway without a public address" }] : []),
  ];
  return needs.flatMap(({ least, why }): Problem[] =>
    isAtLeast(version, least)
      ? []
      : [
          {
            code: "AGIC_TOO_OLD",
            message: `AGIC ${version} does not support ${why}.`,
            hint: `Use ${least} or newer, or remove the version.`,
            prop: "ingress.version",
          },
        ],
  );
}

function routeProblems(gateway: ServingGateway, { cluster, by }: ServedCluster): Problem[] {
  if (by === "load-balancer" || cluster.network.type !== "kubenet") return [];
  if (gateway.routes === "shared" && cluster.routeTable !== undefined) return [];
  if (gateway.routeTable !== undefined && isMirrorTarget(gateway.routeTable)) return [];
  return [
    {
      code: "GATEWAY_WITHOUT_NODE_ROUTES",
      message: `The gateway cannot reach the pods of ${cluster.key}: with kubenet it needs the cluster's node routes.`,
      hint: "Mirror the cluster's route table into the gateway's, or share one table.",
      prop: "ingress",
    },
  ];
}

function sharedTableProblems(gateway: ServingGateway): Problem[] {
  if (gateway.routes !== "shared") return [];
  const tables = new Set(gateway.served.map(({ routeTable }) => routeTable));
  const [cluster] = gateway.served;
  if (cluster?.routeTable === undefined || tables.size > 1) {
    return [
      {
        code: "SHARED_TABLE_MISSING",
        message:
          tables.size > 1
            ? "The gateway's clusters have different route tables, and a subnet has only one."
            : "No cluster of the gateway has a route table to share.",
        hint: "Use routeTable: mirrored.",
        prop: "routes",
      },
    ];
  }
  if (!cluster.routesToAppliance || gateway.networkIsolation) return [];
  return [
    {
      code: "SHARED_TABLE_DEFAULT_ROUTE",
      message: `The route table of ${cluster.key} routes 0.0.0.0/0 to an appliance, which Azure refuses on a gateway's subnet.`,
      hint: "Use routeTable: mirrored, or set networkIsolation, which allows such a route.",
      prop: "routes",
    },
  ];
}

function isOverlay(network: NetworkPlugin): boolean {
  return network.type === "azure-cni-overlay" || (network.type === "cilium" && network.pods === "overlay");
}
