import { anywhere, inCluster, mirror, type Feature } from "./feature.js";

/** The runtime and its mirrors. */
export const ROUTE_SYNC_ROWS: readonly Feature[] = [
  anywhere("route sync", "custom settings", "routeSync", ({ routeSync }) => routeSync !== undefined),
  anywhere(
    "route sync",
    "existing workspace",
    "routeSync.workspace: { id }",
    ({ routeSync }) => routeSync?.workspace !== undefined,
  ),
  anywhere(
    "route sync",
    "storage behind private endpoints",
    "routeSync.storage: private",
    ({ routeSync }) => routeSync?.storage === "private",
  ),
  anywhere(
    "route sync",
    "existing subnet of the runtime",
    "routeSync.network.subnet: { id }",
    ({ routeSync }) => routeSync?.network?.subnet !== undefined,
  ),
  anywhere(
    "route sync",
    "a cluster that leaves kubenet",
    "clusters.*.mirror.policy: retire",
    inCluster(({ mirror: options }) => options?.policy === "retire"),
  ),
  mirror(
    "an existing cluster and gateway",
    "routeTable: { id }, target: { id }",
    ({ target }) => target !== undefined,
  ),
  mirror(
    "a route table for an existing gateway",
    "gatewaySubnet: { id }",
    ({ gatewaySubnet }) => gatewaySubnet !== undefined,
  ),
  mirror(
    "an existing cluster whose table AKS manages",
    "routeTable: { nodeResourceGroup: { id } }",
    ({ routeTable }) => routeTable.nodeResourceGroup !== undefined,
  ),
  anywhere(
    "route sync",
    "mirrors in several subscriptions",
    "routeSync.subscriptionId",
    ({ routeSync }) => routeSync?.subscriptionId !== undefined,
  ),
];
