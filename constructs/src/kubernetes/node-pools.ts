import type { ProvisionedPool } from "../aks/node-provisioning.js";
import { sizeOf } from "../aks/vm-sizes.js";
import { DEFAULTS } from "../core/defaults.js";
import type { Manifest } from "./manifest.js";

export interface NodePoolManifestProps {
  readonly pool: ProvisionedPool;
  /** Azure Resource Manager id of the nodes' subnet. */
  readonly subnetId: string;
  /** Region of the cluster, whose name Karpenter's zones begin with. */
  readonly location: string;
  /** Whether Cilium carries the pods' traffic. @default false */
  readonly cilium?: boolean | undefined;
  /** Tags of the machines. @default none */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/**
 * What nodes on Cilium need: without them pods start before the agent, and the agent's own needs are not counted.
 * Source: Azure/karpenter-provider-azure #1442; the pools that AKS itself creates.
 */
const CILIUM = {
  labels: { "kubernetes.azure.com/ebpf-dataplane": "cilium" },
  startupTaints: [{ key: "node.cilium.io/agent-not-ready", effect: "NoExecute", value: "true" }],
};

/**
 * A pool of which AKS creates the nodes, for Karpenter: what its nodes are, and which there may be.
 * Source: AKS documentation, node auto-provisioning, AKSNodeClass; node pools; karpenter.sh/v1.
 */
export function nodePoolManifests(props: NodePoolManifestProps): Manifest[] {
  const { pool, subnetId, location, cilium = false, tags = {} } = props;
  const { name, maxPods, osSku, fips, taints = [], provisioning } = pool;
  const labels = { ...pool.labels, ...(cilium ? CILIUM.labels : {}) };
  const { cpu, memory } = provisioning.limits;
  return [
    {
      apiVersion: "karpenter.azure.com/v1beta1",
      kind: "AKSNodeClass",
      metadata: { name },
      spec: {
        vnetSubnetID: subnetId,
        imageFamily: osSku ?? "Ubuntu",
        ...(maxPods === undefined ? {} : { maxPods }),
        ...(fips === true ? { fipsMode: "FIPS" } : {}),
        ...(Object.keys(tags).length === 0 ? {} : { tags }),
      },
    },
    {
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: { name },
      spec: {
        limits: { cpu: String(cpu), ...(memory === undefined ? {} : { memory: `${memory}Gi` }) },
        disruption: {
          consolidationPolicy: "WhenEmptyOrUnderutilized",
          consolidateAfter: "1m",
          // As many as an upgrade replaces at a time elsewhere.
          budgets: [{ nodes: pool.maxSurge ?? DEFAULTS.nodePool.maxSurge }],
        },
        template: {
          ...(Object.keys(labels).length === 0 ? {} : { metadata: { labels } }),
          spec: {
            nodeClassRef: { group: "karpenter.azure.com", kind: "AKSNodeClass", name },
            expireAfter: "Never",
            ...(taints.length === 0 ? {} : { taints: taints.map(taintOf) }),
            ...(cilium ? { startupTaints: CILIUM.startupTaints } : {}),
            requirements: requirementsOf(pool, location),
          },
        },
      },
    },
  ];
}

interface Requirement {
  readonly key: string;
  readonly operator: "In";
  readonly values: readonly string[];
}

function requirementsOf(
  { provisioning, zones = [] }: NodePoolManifestProps["pool"],
  location: string,
): Requirement[] {
  const { vmSizes } = provisioning;
  const architectures = new Set(vmSizes.map((size) => (isArm(size) ? "arm64" : "amd64")));
  const ofZones = zones.map((zone) => `${location}-${zone}`);
  return [
    within("karpenter.azure.com/sku-name", vmSizes),
    within("kubernetes.io/arch", [...architectures].sort()),
    within("kubernetes.io/os", ["linux"]),
    within("karpenter.sh/capacity-type", ["on-demand"]),
    ...(ofZones.length === 0 ? [] : [within("topology.kubernetes.io/zone", ofZones)]),
  ];
}

function within(key: string, values: readonly string[]): Requirement {
  return { key, operator: "In", values };
}

function isArm(vmSize: string): boolean {
  return sizeOf(vmSize)?.family.traits?.includes("Arm64") === true;
}

/** `key=value:Effect` as Kubernetes has it. */
function taintOf(taint: string): { readonly key: string; readonly value?: string; readonly effect: string } {
  const [key = "", value = "", effect = ""] = taint.split(/[=:]/);
  return { key, ...(value === "" ? {} : { value }), effect };
}
