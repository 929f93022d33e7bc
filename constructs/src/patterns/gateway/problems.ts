import type { NetworkPlugin } from "../../aks/network-plugin.js";
import { knownText } from "../../core/known.js";
import type { Problem } from "../../core/problem.js";
import { isAtLeast } from "../../ingress/agic-helm.js";
import { ROUTES_PER_TABLE } from "../../net/well-known.js";
import { isMirrorTarget } from "../../route-sync/mirror-targets.js";
import type { ICluster } from "../estate/cluster.js";
import type { ServedCluster, ServingGateway } from "./served-cluster.js";

/** Versions of AGIC that learned something. Source: AGIC changelog. */
const AGIC_FOR_OVERLAY = "1.8.0";
const AGIC_FOR_PRIVATE_ONLY = "1.7.0";
/** Prefix of the largest gateway subnet from which pods of an overlay are reached. Source: AKS #5123. */
export const LARGEST_FOR_OVERLAY = 24;

/** What only shows when a gateway's clusters are known. */
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

/** What a cluster and its gateway contradict each other in, told at the cluster. */
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
  hint: "Name it under a cluster's ingress, or remove it.",
};

/** The table of a gateway holds the node routes of all clusters that it reaches directly. */
function mirroredRoutesProblems({ served, key }: ServingGateway): Problem[] {
  const kubenet = served.filter(({ network }) => network.kind === "kubenet");
  const routes = kubenet.reduce((sum, { maxNodes }) => sum + maxNodes, 0);
  if (kubenet.length < 2 || routes <= ROUTES_PER_TABLE) return [];
  return [
    {
      code: "TOO_MANY_ROUTES",
      message: `The clusters of gateway ${key} have up to ${routes} nodes (upgrade surge included), each with a route in its table; a table takes ${ROUTES_PER_TABLE}.`,
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
        message: `The clusters ${names} use gateway ${key} in two ways: AGIC would remove what Terraform configures.`,
        hint: "Give each way a gateway of its own.",
      },
    ];
  }
  if (kinds.has("agic-addon") && clusters.length > 1) {
    return [
      {
        code: "GATEWAY_SHARED_BY_ADDON",
        message: `AGIC as add-on takes gateway ${key} for itself, and the clusters ${names} name it.`,
        hint: "Use agic-helm for all of them, or a gateway a cluster.",
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
        message: `${key} shares its gateway and names no host names: nobody could tell whose a request is.`,
        hint: "Give its ingress hostNames that no other cluster has.",
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
        message: `${name} is a host name of both ${cluster.key} and ${key}, which share the gateway.`,
        hint: "Give each cluster host names of its own.",
        prop: "ingress.hostNames",
      })),
  );
}

/** The clusters whose pods the gateway addresses in an overlay. */
export function overlaysBehind({ served }: ServingGateway): readonly ICluster[] {
  return served.filter(({ network }) => isOverlay(network));
}

function overlayProblems(gateway: ServingGateway, cluster: ICluster): Problem[] {
  const { prefix } = gateway.subnet;
  if (prefix.prefixLength >= LARGEST_FOR_OVERLAY) return [];
  return [
    {
      code: "GATEWAY_SUBNET_TOO_LARGE",
      message: `The gateway's subnet ${prefix.literal} is larger than a /24, and pods of the overlay of ${cluster.key} would not be reached from it.`,
      hint: "Give the gateway a /24.",
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
      ? [{ least: AGIC_FOR_OVERLAY, why: `the overlay of ${cluster.key}` }]
      : []),
    ...(privateOnly ? [{ least: AGIC_FOR_PRIVATE_ONLY, why: "a gateway without a public address" }] : []),
  ];
  return needs.flatMap(({ least, why }): Problem[] =>
    isAtLeast(version, least)
      ? []
      : [
          {
            code: "AGIC_TOO_OLD",
            message: `AGIC ${version} knows nothing of ${why}.`,
            hint: `Use ${least} or newer, or leave the version out.`,
            prop: "ingress.version",
          },
        ],
  );
}

function routeProblems(gateway: ServingGateway, { cluster, by }: ServedCluster): Problem[] {
  if (by === "load-balancer" || cluster.network.kind !== "kubenet") return [];
  if (gateway.routes === "shared" && cluster.routeTable !== undefined) return [];
  if (gateway.routeTable !== undefined && isMirrorTarget(gateway.routeTable)) return [];
  return [
    {
      code: "GATEWAY_WITHOUT_NODE_ROUTES",
      message: `The gateway has no way to the pods of ${cluster.key}: on kubenet it needs the cluster's node routes.`,
      hint: "Mirror the cluster's route table into the gateway's, or let both share one table.",
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
            ? "The gateway's clusters have a route table each, and a subnet takes only one."
            : "There is no route table of a cluster that the gateway could share.",
        hint: "Use routeTable: mirrored.",
        prop: "routes",
      },
    ];
  }
  if (!cluster.routesToAppliance || gateway.networkIsolation) return [];
  return [
    {
      code: "SHARED_TABLE_DEFAULT_ROUTE",
      message: `The table of ${cluster.key} sends 0.0.0.0/0 to an appliance, which Azure refuses on a gateway's subnet.`,
      hint: "Use routeTable: mirrored; or set networkIsolation, for which such a route is allowed.",
      prop: "routes",
    },
  ];
}

function isOverlay(network: NetworkPlugin): boolean {
  return network.kind === "azure-cni-overlay" || (network.kind === "cilium" && network.pods === "overlay");
}
