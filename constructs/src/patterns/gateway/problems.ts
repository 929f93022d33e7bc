import { isOverlay } from "../../aks/network-plugin.js";
import { knownText } from "../../core/known.js";
import { CLOUD_LACKS } from "../../core/rules/clouds.js";
import type { Judgement } from "../../core/rule.js";
import { ExistingSubnet } from "../../network/existing-subnet.js";
import { isMirrorTarget } from "../../route-sync/mirror-targets.js";
import {
  AGIC_WITHOUT_OVERLAY,
  AGIC_WITHOUT_PRIVATE_ONLY,
  DISTINCT_HOST_NAMES,
  GATEWAY_NOT_SERVED,
  GATEWAY_OWNED_TWICE,
  GATEWAY_SHARED_BY_ADDON,
  GATEWAY_SUBNET_TOO_LARGE,
  GATEWAY_WITHOUT_NODE_ROUTES,
  HOST_NAME_TAKEN,
  HOST_NAMES_MISSING,
  SHARED_TABLE_DEFAULT_ROUTE,
  SHARED_TABLE_MISSING,
  TOO_MANY_MIRRORED_ROUTES,
} from "./rules.js";
import { PODS_WITHOUT_KNOWN_ADDRESSES } from "./pod-rules.js";
import type { ServedCluster, ServingGateway } from "./served-cluster.js";

/** Judges a gateway with all its clusters. */
export function judgeGateway(gateway: ServingGateway): Judgement[] {
  const { clusters, served, key, subnet } = gateway;
  if (clusters.length === 0) return [GATEWAY_NOT_SERVED.judge(gateway)];
  const kubenet = served.filter(({ network }) => network.type === "kubenet");
  return [
    judgeOwner(gateway),
    ...served
      .filter(({ network }) => isOverlay(network))
      .map((cluster) =>
        GATEWAY_SUBNET_TOO_LARGE.judge({
          key,
          prefix: subnet.prefix,
          cluster: cluster.key,
          isExisting: subnet instanceof ExistingSubnet,
        }),
      ),
    ...judgeSharedTable(gateway),
    // The table of a gateway contains the node routes of all kubenet clusters that it serves.
    TOO_MANY_MIRRORED_ROUTES.judge({
      key,
      clusters: kubenet.length,
      routes: kubenet.reduce((sum, { maxNodes }) => sum + maxNodes, 0),
    }),
  ];
}

/** Judges one cluster with its gateway; the problems are reported on the cluster. */
export function judgeServed(gateway: ServingGateway, served: ServedCluster): Judgement[] {
  return [
    ...(judgeOwner(gateway).problem === undefined ? judgeHostNames(gateway, served) : []),
    ...judgeVersion(gateway, served),
    ...judgeRoutes(gateway, served),
    PODS_WITHOUT_KNOWN_ADDRESSES.judge(served),
    ...(served.by !== "load-balancer" && isOverlay(served.cluster.network)
      ? [
          CLOUD_LACKS.judge({
            location: served.cluster.spoke.location,
            feature: "AGIC on overlay networks",
            prop: "ingress.type",
          }),
        ]
      : []),
  ];
}

function judgeOwner(gateway: ServingGateway): Judgement {
  const twice = GATEWAY_OWNED_TWICE.judge(gateway);
  return twice.problem === undefined ? GATEWAY_SHARED_BY_ADDON.judge(gateway) : twice;
}

function judgeHostNames({ clusters, key }: ServingGateway, served: ServedCluster): Judgement[] {
  if (clusters.length < 2) return [];
  if (served.hostNames.length === 0) return [HOST_NAMES_MISSING.judge(served)];
  const earlier = clusters.slice(0, clusters.indexOf(served));
  return [
    ...earlier.flatMap(({ cluster, hostNames }) =>
      hostNames
        .filter((name) => served.hostNames.includes(name))
        .map((name) => HOST_NAME_TAKEN.judge({ first: cluster.key, second: served.cluster.key, name })),
    ),
    DISTINCT_HOST_NAMES.judge({
      key,
      own: served.hostNames,
      others: earlier.flatMap(({ hostNames }) => hostNames),
    }),
  ];
}

function judgeVersion(gateway: ServingGateway, { cluster, version: given }: ServedCluster): Judgement[] {
  const version = given === undefined ? undefined : knownText(given);
  if (version === undefined) return [];
  return [
    ...(isOverlay(cluster.network) ? [AGIC_WITHOUT_OVERLAY.judge({ version, cluster: cluster.key })] : []),
    ...(gateway.hasPublicFrontend ? [] : [AGIC_WITHOUT_PRIVATE_ONLY.judge({ version })]),
  ];
}

function judgeRoutes(gateway: ServingGateway, { cluster, by }: ServedCluster): Judgement[] {
  if (by === "load-balancer" || cluster.network.type !== "kubenet") return [];
  if (gateway.sharesRouteTable && cluster.routeTable !== undefined) return [];
  if (gateway.routeTable !== undefined && isMirrorTarget(gateway.routeTable)) return [];
  return [GATEWAY_WITHOUT_NODE_ROUTES.judge(cluster.key)];
}

function judgeSharedTable(gateway: ServingGateway): Judgement[] {
  if (!gateway.sharesRouteTable) return [];
  const tables = new Set(gateway.served.map(({ routeTable }) => routeTable));
  const [cluster] = gateway.served;
  if (cluster?.routeTable === undefined || tables.size > 1) return [SHARED_TABLE_MISSING.judge(tables.size)];
  return cluster.routesToAppliance && !gateway.networkIsolation
    ? [SHARED_TABLE_DEFAULT_ROUTE.judge(cluster.key)]
    : [];
}
