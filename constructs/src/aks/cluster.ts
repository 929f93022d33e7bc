import {
  KubernetesCluster,
  type KubernetesClusterConfig,
} from "@cdktf/provider-azurerm/lib/kubernetes-cluster/index.js";
import { dependable, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { claim } from "../core/address-claims.js";
import { knownText } from "../core/known.js";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";
import { report, type Problem } from "../core/problem.js";
import { nodesInPodRange } from "../net/capacity.js";
import type { Cidr } from "../net/cidr.js";
import { isIpv4Address, hostRange } from "../net/cidr.js";
import {
  KUBENET_RETIREMENT,
  POD_BLOCK,
  KUBENET_NODES,
  ROUTES_PER_TABLE,
  SERVICE_PREFIX_LONGER_THAN,
} from "../net/well-known.js";
import { accessArguments, type ApiServer } from "./api-server.js";
import type { ClusterIdentity } from "./cluster-identity.js";
import type { KubeletIdentity } from "./kubelet-identity.js";
import { clusterDns, networkProfile } from "./network-profile.js";
import { ownPodRanges, routesPerNode, serviceRanges, type NetworkPlugin } from "./network-plugin.js";
import { mostNodesUpgrading, poolArguments, type NodePoolProps, type NodePoolSpec } from "./node-pool.js";
import { bootstrapArguments, type OutboundType } from "./outbound.js";

export interface ClusterProps {
  readonly placement: Placement;
  readonly network: NetworkPlugin;
  readonly apiServer: ApiServer;
  readonly outbound: OutboundType;
  readonly identity: ClusterIdentity;
  /** The identity that nodes pull images as. @default one that AKS makes */
  readonly kubeletIdentity?: KubeletIdentity | undefined;
  /** The first pool, which runs the system's pods. */
  readonly systemPool: NodePoolProps;
  /** The pools beside the first one, made after the cluster; they count in every check. @default none */
  readonly otherPools?: readonly NodePoolSpec[] | undefined;
  /** Kubernetes version, such as `1.34`. @default the newest that AKS offers by default */
  readonly kubernetesVersion?: string | undefined;
  /** Uptime tier of the control plane. @default "Standard" */
  readonly tier?: "Free" | "Standard" | "Premium" | undefined;
  /** What must stand before the cluster: peerings, firewall rules, default route, associations. */
  readonly dependsOn: readonly ITerraformDependable[];
  /** Names of what pod traffic shares with other clusters, for the overlap check. @default none */
  readonly routingDomains?: readonly string[] | undefined;
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** An AKS cluster on subnets, an identity and a way out that exist already. */
export class Cluster extends Construct {
  readonly resource: KubernetesCluster;
  readonly network: NetworkPlugin;
  readonly apiServer: ApiServer;

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    this.network = props.network;
    this.apiServer = props.apiServer;
    this.#claimRanges(props);
    this.#checkRanges(props);
    const name = Naming.of(this).name(this, "cluster", ...props.nameParts);
    this.resource = new KubernetesCluster(this, "~kubernetes_cluster", {
      name,
      ...placed(props.placement),
      ...(props.kubernetesVersion === undefined ? {} : { kubernetesVersion: props.kubernetesVersion }),
      skuTier: props.tier ?? "Standard",
      oidcIssuerEnabled: true,
      workloadIdentityEnabled: true,
      identity: { type: "UserAssigned", identityIds: [props.identity.resource.id] },
      defaultNodePool: poolArguments(props.systemPool),
      networkProfile: networkProfile(props.network, props.outbound),
      ...bootstrapArguments(props.outbound),
      ...kubeletArguments(props.kubeletIdentity),
      ...accessArguments(props.apiServer, name),
      dependsOn: [
        ...props.dependsOn,
        ...props.identity.dependables,
        ...(props.kubeletIdentity?.dependables ?? []),
      ],
      ...("count" in props.systemPool.nodes
        ? {}
        : { lifecycle: { ignoreChanges: ["default_node_pool[0].node_count"] } }),
    });
  }

  /** Azure Resource Manager id. */
  get clusterId(): string {
    return this.resource.id;
  }

  /** Makes the cluster wait for something that is wired after it was described. */
  waitFor(...dependables: readonly ITerraformDependable[]): void {
    this.resource.dependsOn = [...(this.resource.dependsOn ?? []), ...dependables.map(dependable)];
  }

  #claimRanges(props: ClusterProps): void {
    const cluster = props.nameParts.join("/");
    const { network } = props.systemPool.subnet;
    for (const range of ownPodRanges(props.network)) {
      claim(this, {
        range,
        use: "pods",
        owner: `pods of cluster ${cluster}`,
        network,
        prop: propOf(range, "podCidr"),
        ...(props.routingDomains === undefined ? {} : { routingDomains: props.routingDomains }),
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

  #checkRanges({ network, systemPool, otherPools = [] }: ClusterProps): void {
    for (const range of serviceRanges(network)) {
      const longerThan = SERVICE_PREFIX_LONGER_THAN[range.family];
      if (range.prefixLength > longerThan) continue;
      report(this, {
        code: "SERVICE_CIDR_TOO_LARGE",
        message: `The service range ${range.literal} is a /${longerThan} or larger.`,
        hint: `Use a smaller range, such as ${range.family === 4 ? "10.0.0.0/16" : "fd00:10:96::/108"}.`,
        prop: propOf(range, "serviceCidr"),
      });
    }
    report(this, ...dnsProblems(network));
    const upgrading = [systemPool, ...otherPools].reduce((sum, pool) => sum + mostNodesUpgrading(pool), 0);
    for (const range of ownPodRanges(network)) {
      const block = POD_BLOCK[range.family];
      const blocks = nodesInPodRange(range.prefixLength, block);
      if (upgrading <= blocks) continue;
      report(this, {
        code: "POD_RANGE_TOO_SMALL",
        message: `${range.literal} has ${blocks} blocks of a /${block} for ${upgrading} nodes (upgrade surge included).`,
        hint: "Give the cluster a pod range with a shorter prefix.",
        prop: propOf(range, "podCidr"),
      });
    }
    if (network.kind === "kubenet" && upgrading > KUBENET_NODES) {
      report(this, {
        code: "TOO_MANY_KUBENET_NODES",
        message: `kubenet takes ${KUBENET_NODES} nodes per cluster; ${upgrading} are possible (upgrade surge included).`,
        hint: "Lower the maximum node count or the surge, or use azure-cni-overlay.",
        prop: "nodePools",
      });
    }
    const routes = upgrading * routesPerNode(network) + 1;
    if (routes > ROUTES_PER_TABLE) {
      report(this, {
        code: "TOO_MANY_ROUTES",
        message: `${upgrading} nodes and the default route need ${routes} routes; a table takes ${ROUTES_PER_TABLE}.`,
        hint: "Lower the maximum node count or the surge, or use azure-cni-overlay.",
        prop: "nodePools",
      });
    }
    if (network.kind === "kubenet") {
      report(this, {
        code: "KUBENET_RETIRES",
        severity: "warning",
        message: `AKS supports kubenet until ${KUBENET_RETIREMENT}.`,
        hint: "Plan the move to azure-cni-overlay.",
        prop: "network.plugin",
      });
    }
  }
}

function kubeletArguments(
  identity: KubeletIdentity | undefined,
): Pick<KubernetesClusterConfig, "kubeletIdentity"> {
  if (identity === undefined) return {};
  const { id, clientId, principalId } = identity.resource;
  return { kubeletIdentity: { userAssignedIdentityId: id, clientId, objectId: principalId } };
}

function dnsProblems({ serviceCidr, dnsServiceIp }: NetworkPlugin): Problem[] {
  const code = "DNS_SERVICE_IP_OUTSIDE";
  const tenth = clusterDns(serviceCidr);
  if (dnsServiceIp === undefined) {
    if (tenth !== undefined) return [];
    return [
      {
        code,
        message: `The service range ${serviceCidr.literal} has no tenth address, which the cluster's DNS would get.`,
        hint: "Use a /28 or larger, or name another address of the range under dnsServiceIp.",
        prop: "network.serviceCidr",
      },
    ];
  }
  const given = knownText(dnsServiceIp);
  if (given === undefined || !isIpv4Address(given) || isUsableDnsAddress(serviceCidr, given)) return [];
  return [
    {
      code,
      message: `The DNS address ${given} is not an address of the service range ${serviceCidr.literal} after its first.`,
      hint: tenth === undefined ? "Use a range of a /28 or larger." : `Use ${tenth}, or leave the key out.`,
      prop: "network.dnsServiceIp",
    },
  ];
}

/** The key of a range: those of IPv6 stand by themselves. */
function propOf({ family }: Cidr, key: "podCidr" | "serviceCidr"): string {
  return family === 4 ? `network.${key}` : `network.ipv6.${key}`;
}

function isUsableDnsAddress(range: Cidr, address: string): boolean {
  const host = hostRange(address);
  return range.contains(host) && host.first !== range.first && host.first !== range.first + 1n;
}
