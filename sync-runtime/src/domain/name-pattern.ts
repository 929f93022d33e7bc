import type { Glob } from "./glob.js";

/** Which names of routes are those of nodes. */
export interface NamePattern {
  /** As the operator wrote it, or the default's text. */
  readonly text: string;
  /** A source route of such a name is mirrored, a target route of such a name is the mirror's own. */
  matches(name: string): boolean;
  /** True for a name that fits `text` and yet is no node's: a target route of such a name is foreign. */
  resembles(name: string): boolean;
}

/**
 * Names that AKS gives to the routes of its nodes: those of the nodes, without case. `POOL` has 1 to 12 letters and
 * digits; `HASH` has eight digits, `fmt.Sprintf("%08d", r.Uint32())[:8]` (Azure/aks-engine, pkg/api, GetClusterID;
 * the same in Azure/karpenter-provider-azure, getAKSClusterID). What it is computed from has changed over the years
 * (kubernetes/autoscaler#1896), its form has not.
 *
 * - scale set: `aks-POOL-HASH-vmss` and the instance in base 36, filled with zeroes to six characters
 *   (`aks-nodepool1-12345678-vmss00000z`; Azure documentation, "Understand names and instance IDs for Azure Virtual
 *   Machine Scale Set VMs").
 * - pool of type VirtualMachines: `aks-POOL-HASH-vmsN` (`aks-nodes-32301838-vms0`, in kubernetes/autoscaler,
 *   cloudprovider/azure/azure_vms_pool.go).
 * - availability set: `aks-POOL-HASH-N` (`aks-nodepool1-79590246-0`, AKS documentation).
 * - dual stack: `____` and the node's range without its `:`, `.` and `/` behind any of them
 *   (kubernetes-sigs/cloud-provider-azure, azure_routes.go, mapNodeNameToRouteName).
 *
 * Where `vmss` or `vms` follows, the hash may have any number of digits: omitting a node's route costs traffic, and such
 * names are hardly ever chosen for custom routes.
 *
 * A date of eight digits cannot be told from a hash: a custom route `aks-onprem-20251128-1` is taken for a node's.
 * Windows nodes (`akswin000000`) are left out: kubenet has none, and the name would fit too much.
 */
const AKS_NODE = /^aks-[a-z0-9]{1,12}-(?:\d+-(?:vmss[a-z0-9]{6}|vms\d+)|\d{8}-\d+)(?:____[0-9a-f]+)?$/i;

/**
 * The default, `aks*`: names of AKS nodes. The source and the target are asked the same question, since a route that
 * was mirrored under a name that is not owned could never be changed or removed again. So a name that begins with `aks`
 * and has none of the forms above is not mirrored but reported.
 */
export const aksNodeNames: NamePattern = {
  text: "aks*",
  matches: (name) => AKS_NODE.test(name),
  resembles: (name) => /^aks/i.test(name) && !AKS_NODE.test(name),
};

/** A pattern that the operator wrote owns whatever it matches. */
export function explicitNames(text: string, glob: Glob): NamePattern {
  return { text, matches: glob, resembles: () => false };
}
