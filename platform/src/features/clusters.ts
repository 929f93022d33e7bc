import { DEFAULTS } from "@aks-topology/constructs/internal";
import {
  access,
  anywhere,
  inAutomaticCluster,
  inCluster,
  inProvisionedPool,
  pool,
  type Feature,
} from "./feature.js";

/** Node pools, and access to the API server. */
export const CLUSTER_ROWS: readonly Feature[] = [
  anywhere(
    "node pools",
    "several pools",
    "clusters.*.nodePools",
    inCluster(({ nodePools }) => Object.keys(nodePools).length > 1),
  ),
  pool("existing node subnet", "subnet: { id }", ({ subnet }) => subnet !== undefined),
  pool("existing pod subnet", "podSubnet: { id }", ({ podSubnet }) => podSubnet !== undefined),
  pool(
    "existing security group",
    "securityGroup: { id }",
    ({ securityGroup }) => securityGroup !== undefined,
  ),
  pool("autoscaling", "nodes: { min, max }", ({ nodes }) => typeof nodes !== "number"),
  pool("pods per node", "maxPods", ({ maxPods }) => maxPods !== undefined),
  pool("upgrade surge", "maxSurge", ({ maxSurge }) => maxSurge !== DEFAULTS.nodePool.maxSurge),
  pool("availability zones", "zones", ({ zones }) => zones !== undefined),
  pool("Windows", "os: Windows", ({ os }) => os === "Windows"),
  pool("labels", "labels", ({ labels }) => labels !== undefined),
  pool("taints", "taints", ({ taints }) => taints !== undefined),
  pool("distribution", "osSku", ({ osSku }) => osSku !== undefined),
  pool("ephemeral disks", "osDisk: { type: ephemeral }", ({ osDisk }) => osDisk?.type === "ephemeral"),
  pool("encryption at host", "hostEncryption", ({ hostEncryption }) => hostEncryption === true),
  pool("FIPS 140", "fips", ({ fips }) => fips === true),
  pool("drivers of GPUs by an operator", "gpuDriver: none", ({ gpuDriver }) => gpuDriver === "none"),
  pool("shares of GPUs", "gpuInstance", ({ gpuInstance }) => gpuInstance !== undefined),
  anywhere(
    "node pools",
    "node auto-provisioning",
    "nodePools.*.nodes: auto",
    inProvisionedPool(() => true),
  ),
  anywhere(
    "node pools",
    "AKS Automatic",
    "clusters.*.type: automatic",
    inAutomaticCluster(() => true),
  ),
  pool("spot capacity", "spot", ({ spot }) => spot !== undefined),

  access(
    "public, with authorized ranges",
    "authorizedIpRanges",
    (given) => given.type === "public" && given.authorizedIpRanges !== undefined,
  ),
  access(
    "public, the firewall's addresses included",
    "includeEgress",
    (given) => given.type === "public" && given.includeEgress,
  ),
  access(
    "private, public name",
    "dns: { type: public-fqdn }",
    (given) => given.type === "private" && given.dns.type === "public-fqdn",
  ),
  access(
    "private, zone created by AKS",
    "dns: { type: system-zone }",
    (given) => given.type === "private" && given.dns.type === "system-zone",
  ),
  access(
    "private, zone created in the hub",
    "dns: { type: custom-zone }",
    (given) => given.type === "private" && given.dns.type === "custom-zone" && given.dns.zoneId === undefined,
  ),
  access(
    "private, existing zone",
    "dns: { type: custom-zone, zoneId }",
    (given) => given.type === "private" && given.dns.type === "custom-zone" && given.dns.zoneId !== undefined,
  ),
  access(
    "API Server VNet Integration, private",
    "type: vnet-integration",
    (given, { apiServer }) => apiServer.type === "vnet-integration" && given.type === "private",
  ),
  access(
    "API Server VNet Integration, public",
    "type: vnet-integration",
    (given, { apiServer }) => apiServer.type === "vnet-integration" && given.type === "public",
  ),
];
