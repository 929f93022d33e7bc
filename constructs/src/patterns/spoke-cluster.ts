import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { hasPublicTunnel, type ApiServer } from "../aks/api-server.js";
import { Cluster } from "../aks/cluster.js";
import { ClusterIdentity } from "../aks/cluster-identity.js";
import { maxPodsOf, podRange, podsOnNodeSubnet, type NetworkPlugin } from "../aks/network-plugin.js";
import { DEFAULT_MAX_SURGE, mostNodes, type NodeCount } from "../aks/node-pool.js";
import { allowClusterTraffic, allowFromGateway, type ClusterRanges } from "../aks/node-subnet-rules.js";
import { report, TopologyError } from "../core/problem.js";
import { EgressRules } from "../firewall/egress-rules.js";
import { fits } from "../net/address-plan.js";
import { addressesNeeded, nodesHeld, usableAddresses } from "../net/capacity.js";
import type { Cidr } from "../net/cidr.js";
import { NetworkSecurityGroup } from "../network/network-security-group.js";
import { RouteTable } from "../network/route-table.js";
import { Subnet } from "../network/subnet.js";
import type { Spoke } from "./spoke.js";

export interface SpokeNodePool {
  readonly name: string;
  readonly vmSize: string;
  readonly nodes: NodeCount;
  /** @default what the plugin has */
  readonly maxPods?: number;
  /** @default "33%" */
  readonly maxSurge?: string;
  /** @default none: spread by Azure */
  readonly zones?: readonly string[];
  /** Prefix of the pool's node subnet. @default allocated from the spoke */
  readonly subnetPrefix?: Cidr;
}

export interface SpokeClusterProps {
  readonly network: NetworkPlugin;
  readonly apiServer: ApiServer;
  readonly systemPool: SpokeNodePool;
  /** @default the newest that AKS offers by default */
  readonly kubernetesVersion?: string;
  /** @default "Standard" */
  readonly tier?: "Free" | "Standard" | "Premium";
  /** Ready-made egress rule sets to turn on. @default none */
  readonly egressFeatures?: readonly string[];
  /** Names of the gateways that the cluster's pods share with other clusters. @default none */
  readonly podsMeet?: readonly string[];
}

/** A node subnet as the address plan prints it. */
export interface PlannedSubnet {
  readonly subnet: string;
  readonly prefix: Cidr;
  readonly usable: number;
  readonly needed: number;
  readonly holdsNodes: number | null;
}

/** Node subnets begin with a /24 where pods do not live on them. */
const WANTED_NODE_PREFIX = 24;
/** Priorities of rule groups: a hundred a spoke, one a cluster. */
const FIRST_PRIORITY = 1000;
const PRIORITIES_PER_SPOKE = 100;

/**
 * A cluster in a spoke with all that must stand before it: subnet, security group, route table with its default route
 * to the firewall, identity with roles, firewall rules.
 */
export class SpokeCluster extends Construct {
  readonly key: string;
  readonly spoke: Spoke;
  readonly cluster: Cluster;
  readonly identity: ClusterIdentity;
  readonly routeTable: RouteTable;
  readonly egressRules: EgressRules | undefined;
  readonly nodeSubnet: Subnet;
  readonly planned: PlannedSubnet[] = [];
  readonly #group: NetworkSecurityGroup;
  readonly #ranges: ClusterRanges;

  constructor(
    scope: Construct,
    id: string,
    props: SpokeClusterProps & { readonly spoke: Spoke; readonly index: number },
  ) {
    super(scope, id);
    this.key = id;
    this.spoke = props.spoke;
    const { placement } = props.spoke.resourceGroup;
    const nameParts = [props.spoke.key, id];
    const prefix = this.#nodePrefix(props);
    const subnet = new Subnet(this, "nodes", {
      network: props.spoke.network,
      prefix,
      name: { parts: [...nameParts, "nodes"] },
    });
    this.nodeSubnet = subnet;
    const pods = podRange(props.network);
    this.#ranges = { nodes: [prefix], pods: pods === undefined ? [] : [pods] };
    this.#group = new NetworkSecurityGroup(subnet, "~nsg", { placement, nameParts: [...nameParts, "nodes"] });
    allowClusterTraffic(this.#group, this.#ranges);
    subnet.useNetworkSecurityGroup(this.#group);
    this.routeTable = new RouteTable(this, "~routes", { placement, nameParts });
    this.egressRules = this.#egressRules(props, nameParts);
    const egress = this.#routeEgress(subnet);
    this.identity = this.#identity(subnet, nameParts);
    this.cluster = new Cluster(this, "~cluster", {
      ...props,
      placement,
      outbound: { kind: "userDefinedRouting" },
      identity: this.identity,
      systemPool: { ...props.systemPool, subnet },
      after: [...props.spoke.peering.ready, ...egress, ...subnet.ready],
      nameParts,
    });
  }

  /** Lets a gateway's subnet reach nodes and pods. */
  allowFrom(name: string, gateway: Cidr): void {
    allowFromGateway(this.#group, name, gateway, this.#ranges);
  }

  #nodePrefix(props: SpokeClusterProps & { readonly spoke: Spoke; readonly index: number }): Cidr {
    const { systemPool: pool, network } = props;
    const { plan } = props.spoke;
    const podsPerNode = podsOnNodeSubnet(network, maxPodsOf(network, pool.maxPods));
    const addresses = addressesNeeded({
      nodes: mostNodes(pool.nodes),
      maxSurge: pool.maxSurge ?? DEFAULT_MAX_SURGE,
      podsPerNode,
    });
    const given = pool.subnetPrefix === undefined ? undefined : plan.space.relative(pool.subnetPrefix);
    const prefix = given ?? plan.clusterBlock(props.index).pool({ addresses, wanted: WANTED_NODE_PREFIX });
    if (prefix === undefined) {
      throw new TopologyError(this, {
        code: "NO_ROOM_FOR_SUBNET",
        message: `${plan.space.literal} has no room left for the node subnet of pool ${pool.name} (${addresses} addresses).`,
        hint: "Widen the spoke's address space, or give the pool a subnetPrefix.",
        prop: `nodePools.${pool.name}`,
      });
    }
    if (!fits(prefix, addresses)) {
      report(this, {
        code: "SUBNET_TOO_SMALL",
        message: `${prefix.literal} has ${usableAddresses(prefix.prefixLength)} addresses; pool ${pool.name} needs ${addresses} at its largest, upgrade surge included.`,
        hint: "Give the pool a shorter prefix, fewer nodes, less surge or fewer pods a node.",
        prop: `nodePools.${pool.name}.subnetPrefix`,
      });
    }
    this.planned.push({
      subnet: `${props.spoke.key}/${this.key}/nodes`,
      prefix,
      usable: usableAddresses(prefix.prefixLength),
      needed: addresses,
      holdsNodes: nodesHeld(prefix.prefixLength, podsPerNode),
    });
    return prefix;
  }

  #egressRules(
    props: SpokeClusterProps & { readonly spoke: Spoke; readonly index: number },
    nameParts: readonly string[],
  ): EgressRules | undefined {
    const { firewall } = props.spoke.hub;
    if (firewall === undefined) return undefined;
    return new EgressRules(this, "egress", {
      policy: firewall,
      facts: {
        location: props.spoke.location,
        apiServerTunnel: hasPublicTunnel(props.apiServer),
        features: new Set(props.egressFeatures ?? []),
      },
      sources: this.#ranges.nodes,
      priority: FIRST_PRIORITY + PRIORITIES_PER_SPOKE * props.spoke.index + props.index,
      nameParts,
      ...(props.spoke.hubProvider === undefined ? {} : { provider: props.spoke.hubProvider }),
    });
  }

  /** AKS looks for the default route on the subnet before it creates anything: table, route and association come first. */
  #routeEgress(subnet: Subnet): ITerraformDependable[] {
    const { firewall } = this.spoke.hub;
    const rules = this.egressRules === undefined ? [] : [this.egressRules.resource];
    if (firewall === undefined) {
      report(this, {
        code: "SOURCE_WITHOUT_DEFAULT_ROUTE",
        message: "The hub has no firewall that the cluster's 0.0.0.0/0 could go to.",
        hint: "Give the hub a firewall.",
        prop: "egress",
      });
      return rules;
    }
    const route = this.routeTable.sendEverythingTo(firewall);
    subnet.useRouteTable(this.routeTable);
    return [...rules, route];
  }

  #identity(subnet: Subnet, nameParts: readonly string[]): ClusterIdentity {
    const identity = new ClusterIdentity(this, "identity", {
      placement: this.spoke.resourceGroup.placement,
      nameParts,
    });
    identity.grant("subnet", subnet.subnetId, "Network Contributor", {
      scope: "the node subnet",
      reason: "Nodes and internal load balancers join the subnet.",
    });
    identity.grant("route_table", this.routeTable.routeTableId, "Network Contributor", {
      scope: "the cluster's route table",
      reason: "AKS writes a route a node.",
    });
    return identity;
  }
}
