import { authorizedRangesOf, privateDnsOf, type ApiServer } from "../../aks/api-server.js";
import type { ClusterChoices } from "../../aks/cluster-choices.js";
import { DEFAULTS } from "../../core/defaults.js";
import type { ISpoke } from "../estate/spoke.js";
import type { SpokeClusterProps } from "./spoke-cluster-props.js";

/** What the rules on combinations read of a cluster, once its egress and its API server are there. */
export function choicesOf(
  props: SpokeClusterProps,
  { customDns, hasIpv6 }: ISpoke,
  outbound: ClusterChoices["outbound"],
  apiServer: ApiServer,
): ClusterChoices {
  return {
    network: props.network,
    pools: props.nodePools,
    tier: props.tier ?? DEFAULTS.cluster.tier,
    supportPlan: props.supportPlan,
    settings: props,
    kubernetesVersion: props.kubernetesVersion,
    outbound,
    privateDns: privateDnsOf(apiServer)?.type,
    publicEndpoint: apiServer.type === "public",
    authorizedRanges: authorizedRangesOf(apiServer).length > 0,
    customDns,
    virtualNodes: props.virtualNodes !== undefined,
    diskEncryption: props.diskEncryptionSetId !== undefined,
    gitOps: props.addOns?.gitOps !== undefined,
    certManager: props.addOns?.certManager !== undefined,
    ipv6Network: hasIpv6,
  };
}
