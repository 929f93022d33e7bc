import { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster/index.js";
import { dependable, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { claim } from "../core/address-claims.js";
import { knownText } from "../core/known.js";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";
import { report } from "../core/problem.js";
import { nodesInPodRange } from "../net/capacity.js";
import type { Cidr } from "../net/cidr.js";
import { isIpv4Address, hostRange } from "../net/cidr.js";
import { KUBENET_RETIREMENT, ROUTES_PER_TABLE } from "../net/well-known.js";
import { accessArguments, type ApiServer } from "./api-server.js";
import type { ClusterIdentity } from "./cluster-identity.js";
import { networkProfile } from "./network-profile.js";
import { PLUGIN_TRAITS, podRange, type NetworkPlugin } from "./network-plugin.js";
import { mostNodesUpgrading, poolArguments, type NodePoolProps, type NodePoolSpec } from "./node-pool.js";
import type { OutboundType } from "./outbound.js";

export interface ClusterProps {
  readonly placement: Placement;
  readonly network: NetworkPlugin;
  readonly apiServer: ApiServer;
  readonly outbound: OutboundType;
  readonly identity: ClusterIdentity;
  /** The first pool, which runs the system's pods. */
  readonly systemPool: NodePoolProps;
  /** The pools beside the first one, made after the cluster; they count in every check. @default none */
  readonly otherPools?: readonly NodePoolSpec[];
  /** Kubernetes version, such as `1.34`. @default the newest that AKS offers by default */
  readonly kubernetesVersion?: string;
  /** Uptime tier of the control plane. @default "Standard" */
  readonly tier?: "Free" | "Standard" | "Premium";
  /** What must stand before the cluster: peerings, firewall rules, default route, associations. */
  readonly after: readonly ITerraformDependable[];
  /** Names of what pod traffic shares with other clusters, for the overlap check. @default none */
  readonly podsMeet?: readonly string[];
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
      ...accessArguments(props.apiServer, name),
      dependsOn: [...props.after, ...props.identity.ready],
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
    const pods = podRange(props.network);
    if (pods !== undefined) {
      claim(this, {
        range: pods,
        use: "pods",
        owner: `pods of cluster ${cluster}`,
        prop: "network.podCidr",
        ...(props.podsMeet === undefined ? {} : { meets: props.podsMeet }),
      });
    }
    claim(this, {
      range: props.network.serviceCidr,
      use: "services",
      owner: `services of cluster ${cluster}`,
      prop: "network.serviceCidr",
    });
  }

  #checkRanges({ network, systemPool, otherPools = [] }: ClusterProps): void {
    const { serviceCidr } = network;
    const dnsServiceIp = network.dnsServiceIp === undefined ? undefined : knownText(network.dnsServiceIp);
    if (serviceCidr.prefixLength <= 12) {
      report(this, {
        code: "SERVICE_CIDR_TOO_LARGE",
        message: `The service range ${serviceCidr.literal} is a /12 or larger.`,
        hint: "Use a smaller range, such as 10.0.0.0/16.",
        prop: "network.serviceCidr",
      });
    }
    if (
      dnsServiceIp !== undefined &&
      isIpv4Address(dnsServiceIp) &&
      !isUsableDnsAddress(serviceCidr, dnsServiceIp)
    ) {
      report(this, {
        code: "DNS_SERVICE_IP_OUTSIDE",
        message: `The DNS address ${dnsServiceIp} is not an address of the service range ${serviceCidr.literal} after its first.`,
        hint: `Use ${serviceCidr.host(10)}, or leave the key out.`,
        prop: "network.dnsServiceIp",
      });
    }
    const upgrading = [systemPool, ...otherPools].reduce((sum, pool) => sum + mostNodesUpgrading(pool), 0);
    const pods = podRange(network);
    if (pods !== undefined && upgrading > nodesInPodRange(pods.prefixLength)) {
      report(this, {
        code: "POD_RANGE_TOO_SMALL",
        message: `${pods.literal} has ${nodesInPodRange(pods.prefixLength)} blocks of a /24 for ${upgrading} nodes (upgrade surge included).`,
        hint: "Give the cluster a pod range with a shorter prefix.",
        prop: "network.podCidr",
      });
    }
    if (PLUGIN_TRAITS[network.kind].nodeRoutes && upgrading + 1 > ROUTES_PER_TABLE) {
      report(this, {
        code: "TOO_MANY_ROUTES",
        message: `${upgrading} nodes and the default route need ${upgrading + 1} routes; a table takes ${ROUTES_PER_TABLE}.`,
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

function isUsableDnsAddress(range: Cidr, address: string): boolean {
  const host = hostRange(address);
  return range.contains(host) && host.first !== range.first && host.first !== range.first + 1n;
}
