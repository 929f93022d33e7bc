import {
  KubernetesCluster,
  type KubernetesClusterConfig,
} from "@cdktf/provider-azurerm/lib/kubernetes-cluster/index.js";
import { dependable, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { claim } from "../core/address-claims.js";
import { DEFAULTS } from "../core/defaults.js";
import { Naming } from "../core/naming.js";
import { clusterNameRule } from "../core/name-rules.js";
import { omitUndefined } from "../core/omit-undefined.js";
import { placed, type Placement } from "../core/placement.js";
import { report } from "../core/problem.js";
import type { Judgement } from "../core/rule.js";
import { accessArguments, type ApiServer } from "./api-server.js";
import type { ClusterIdentity } from "./cluster-identity.js";
import { settingsArguments, type ClusterSettings } from "./cluster-settings.js";
import type { KubeletIdentity } from "./kubelet-identity.js";
import { networkProfile } from "./network-profile.js";
import { blocksOfNodes, privatePodRanges, serviceRanges, type NetworkPlugin } from "./network-plugin.js";
import { poolArguments, type NodePoolProps, type NodePoolSpec } from "./node-pool.js";
import { isProvisioned } from "./node-provisioning.js";
import { bootstrapArguments, type OutboundType } from "./outbound.js";
import {
  DNS_SERVICE_IP_MISSING,
  DNS_SERVICE_IP_UNUSABLE,
  KUBENET_RETIRES,
  POD_RANGE_TOO_SMALL,
  propOf,
  SERVICE_CIDR_TOO_LARGE,
  TOO_MANY_KUBENET_NODES,
  TOO_MANY_ROUTES,
} from "./rules/ranges.js";

/** Uptime tiers of a control plane. */
export type ClusterTier = "Free" | "Standard" | "Premium";

/** How long AKS supports a version of Kubernetes. */
export type SupportPlan = "KubernetesOfficial" | "AKSLongTermSupport";

export interface ClusterProps extends ClusterSettings {
  readonly placement: Placement;
  readonly network: NetworkPlugin;
  readonly apiServer: ApiServer;
  readonly outbound: OutboundType;
  readonly identity: ClusterIdentity;
  /** The identity with which nodes pull images. @default one that AKS creates */
  readonly kubeletIdentity?: KubeletIdentity | undefined;
  /** The first pool, which runs the system's pods. */
  readonly systemPool: NodePoolProps;
  /** The other pools, created after the cluster; every check counts them. @default none */
  readonly otherPools?: readonly NodePoolSpec[] | undefined;
  /** Kubernetes version, such as `1.34`. @default the newest that AKS offers by default */
  readonly kubernetesVersion?: string | undefined;
  /** Uptime tier of the control plane. @default "Standard" */
  readonly tier?: ClusterTier | undefined;
  /** How long AKS supports a version; long-term support is part of tier Premium. @default the one of AKS, KubernetesOfficial */
  readonly supportPlan?: SupportPlan | undefined;
  /** Id of the disk encryption set, with whose key disks of nodes and volumes are encrypted. @default keys that Azure manages */
  readonly diskEncryptionSetId?: string | undefined;
  /** First part of the API server's name, 1 to 54 letters, digits and dashes; Azure never changes it. @default the cluster's name */
  readonly dnsPrefix?: string | undefined;
  /** What must exist before the cluster: peerings, firewall rules, default route, associations. */
  readonly dependsOn: readonly ITerraformDependable[];
  /** Names of what pod traffic shares with other clusters, for the overlap check. @default none */
  readonly routingDomains?: readonly string[] | undefined;
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** AKS creates nodes for the pools of the cluster, and none of its own making. azurerm has the block from 4.57. */
const PROVISIONING = { mode: "Auto", default_node_pools: "None" };

/** An AKS cluster on existing subnets, with an existing identity and egress. */
export class Cluster extends Construct {
  readonly resource: KubernetesCluster;
  readonly network: NetworkPlugin;
  readonly apiServer: ApiServer;
  readonly outbound: OutboundType;

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    this.network = props.network;
    this.apiServer = props.apiServer;
    this.outbound = props.outbound;
    this.#claimRanges(props);
    report(this, ...this.#judgeRanges(props));
    const name = Naming.of(this).nameWithin(
      clusterNameRule(props.dnsPrefix),
      this,
      "cluster",
      ...props.nameParts,
    );
    const pools = [props.systemPool, ...(props.otherPools ?? [])];
    this.resource = new KubernetesCluster(
      this,
      "~kubernetes_cluster",
      omitUndefined({
        name,
        ...placed(props.placement),
        kubernetesVersion: props.kubernetesVersion,
        skuTier: props.tier ?? DEFAULTS.cluster.tier,
        supportPlan: props.supportPlan,
        diskEncryptionSetId: props.diskEncryptionSetId,
        ...settingsArguments(props),
        oidcIssuerEnabled: true,
        workloadIdentityEnabled: true,
        identity: { type: "UserAssigned", identityIds: [props.identity.identity.id] },
        defaultNodePool: {
          ...poolArguments(props.systemPool),
          ...(props.systemPool.dedicated === true ? { onlyCriticalAddonsEnabled: true } : {}),
        },
        networkProfile: networkProfile(props.network, props.outbound),
        ...bootstrapArguments(props.outbound),
        ...kubeletArguments(props.kubeletIdentity),
        ...accessArguments(props.apiServer, name, props.dnsPrefix),
        dependsOn: [
          ...props.dependsOn,
          ...props.identity.dependables,
          ...(props.kubeletIdentity?.dependables ?? []),
        ],
        ...(props.systemPool.nodes.count === undefined
          ? { lifecycle: { ignoreChanges: ["default_node_pool[0].node_count"] } }
          : {}),
      }),
    );
    if (pools.some(isProvisioned)) this.resource.addOverride("node_provisioning_profile", PROVISIONING);
  }

  /** Azure Resource Manager id. */
  get clusterId(): string {
    return this.resource.id;
  }

  /** Makes the cluster depend on something that is defined after it. */
  waitFor(...dependables: readonly ITerraformDependable[]): void {
    this.resource.dependsOn = [...(this.resource.dependsOn ?? []), ...dependables.map(dependable)];
  }

  /** Turns the AGIC add-on on. @returns object id of its identity */
  enableAgicAddon(gatewayId: string): string {
    this.resource.putIngressApplicationGateway({ gatewayId });
    return this.resource.ingressApplicationGateway.ingressApplicationGatewayIdentity.get(0).objectId;
  }

  #claimRanges(props: ClusterProps): void {
    const cluster = props.nameParts.join("/");
    const { network } = props.systemPool.subnet;
    for (const range of privatePodRanges(props.network)) {
      claim(this, {
        range,
        use: "pods",
        owner: `pods of cluster ${cluster}`,
        network,
        prop: propOf(range, "podCidr"),
        routingDomains: props.routingDomains,
      });
    }
    for (const range of serviceRanges(props.network)) {
      claim(this, {
        range,
        use: "services",
        owner: `services of cluster ${cluster}`,
        network,
        prop: propOf(range, "serviceCidr"),
      });
    }
  }

  #judgeRanges({ network, systemPool, otherPools = [] }: ClusterProps): Judgement[] {
    const { serviceCidr: range, dnsServiceIp: address } = network;
    const all = { network, pools: [systemPool, ...otherPools] };
    return [
      ...serviceRanges(network).map((services) => SERVICE_CIDR_TOO_LARGE.judge(services)),
      address === undefined
        ? DNS_SERVICE_IP_MISSING.judge(range)
        : DNS_SERVICE_IP_UNUSABLE.judge({ range, address }),
      ...blocksOfNodes(network).map((pods) => POD_RANGE_TOO_SMALL.judge({ ...all, range: pods })),
      TOO_MANY_KUBENET_NODES.judge(all),
      TOO_MANY_ROUTES.judge(all),
      KUBENET_RETIRES.judge(network),
    ];
  }
}

function kubeletArguments(
  identity: KubeletIdentity | undefined,
): Pick<KubernetesClusterConfig, "kubeletIdentity"> {
  if (identity === undefined) return {};
  const { id, clientId, principalId } = identity.identity;
  return { kubeletIdentity: { userAssignedIdentityId: id, clientId, objectId: principalId } };
}
