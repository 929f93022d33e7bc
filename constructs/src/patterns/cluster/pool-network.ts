import { Construct, type IConstruct } from "constructs";
import {
  ipv6Ranges,
  maxPodsOf,
  needsPodSubnet,
  podsOnNodeSubnet,
  type NetworkPlugin,
} from "../../aks/network-plugin.js";
import type { NodePoolSpec } from "../../aks/node-pool.js";
import { pathOf, setPath } from "../../core/places.js";
import { report, TopologyError } from "../../core/problem.js";
import type { BlockPlan } from "../../net/address-plan.js";
import { nodesHeld } from "../../net/capacity.js";
import type { Cidr } from "../../net/cidr.js";
import { SMALLEST_PREFIX } from "../../net/well-known.js";
import type { SubnetAttributes } from "../../network/existing-subnet.js";
import type { IExtensibleSecurityGroup } from "../../network/network-security-group.js";
import { securityGroupIn } from "../../network/security-group-in.js";
import type { IExtensibleSubnet } from "../../network/subnet.js";
import { subnetIn } from "../../network/subnet-in.js";
import type { ISpoke } from "../estate/spoke.js";
import { NO_ROOM, propOfPrefix, SUBNET_BELOW_MINIMUM } from "../../core/rules/addresses.js";
import { addressesOf, POD_SUBNET_UNUSED, POOL_SUBNET_TOO_SMALL, wordsOf } from "./rules.js";

/** A pool with its prefixes. */
export interface SpokeNodePool extends NodePoolSpec {
  /** Prefix of the pool's node subnet. @default allocated from the spoke */
  readonly subnetPrefix?: Cidr | undefined;
  /** Prefix of the pool's pod subnet, where the plugin uses one. @default allocated from the spoke */
  readonly podSubnetPrefix?: Cidr | undefined;
  /** Node subnet that exists already; pools of one cluster may share it. @default one is created */
  readonly subnet?: SubnetAttributes | undefined;
  /** Pod subnet that exists already. @default one is created, where the plugin uses one */
  readonly podSubnet?: SubnetAttributes | undefined;
  /** Azure Resource Manager id of the security group of the node subnet. @default one is created */
  readonly securityGroupId?: string | undefined;
}

export interface PoolNetworkProps {
  /** The cluster of the pool. */
  readonly cluster: IConstruct;
  readonly spoke: ISpoke;
  readonly block: BlockPlan;
  readonly pool: SpokeNodePool;
  readonly network: NetworkPlugin;
  /** Path in the address book. @default by the name of the pool */
  readonly key?: string | undefined;
  /** Whether AKS runs the nodes itself: it delegates their subnet, whose smallest size does not follow from nodes. @default false */
  readonly hosted?: boolean | undefined;
  /** Services reached over Azure's backbone from the node subnet. @default none */
  readonly serviceEndpoints?: readonly string[] | undefined;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** Node subnets without pods are a /24 where there is room. */
const WANTED_NODE_PREFIX = 24;

/** Network of one pool: its node subnet with a security group, and its pod subnet where the plugin uses one. */
export class PoolNetwork extends Construct {
  readonly pool: SpokeNodePool;
  readonly subnet: IExtensibleSubnet;
  readonly group: IExtensibleSecurityGroup;
  readonly podSubnet: IExtensibleSubnet | undefined;

  constructor(scope: Construct, id: string, props: PoolNetworkProps) {
    super(scope, id);
    this.pool = props.pool;
    const { spoke, cluster, pool, nameParts, serviceEndpoints = [] } = props;
    const key = setPath(this, props.key ?? `${pathOf(scope) ?? id}.nodePools.${pool.name}`);
    const needs = addressNeeds(pool, props.network);
    const prefix = this.#place(props, "subnetPrefix", needs.nodeSubnet, key);
    this.subnet = subnetIn(this, "~nodes", {
      existing: pool.subnet,
      tenant: cluster,
      prop: "subnet",
      network: spoke.network,
      prefix,
      name: { parts: nameParts },
      serviceEndpoints,
      delegatedLater: props.hosted,
      demand: {
        addresses: needs.nodeSubnet,
        holdsNodes: nodesHeld(prefix.prefixLength, needs.podsOnNodeSubnet),
      },
      prefixV6: this.#ipv6(props, prefix),
      key,
    });
    this.group = securityGroupIn(this, "~nsg", {
      subnet: this.subnet,
      securityGroupId: pool.securityGroupId,
      placement: spoke.placement,
      nameParts,
    });
    if (this.subnet.securityGroup !== this.group) this.subnet.useNetworkSecurityGroup(this.group);
    report(this, POD_SUBNET_UNUSED.judge({ pool, network: props.network }));
    this.podSubnet =
      needs.podSubnet === undefined
        ? undefined
        : subnetIn(this, "pods", {
            existing: pool.podSubnet,
            tenant: cluster,
            prop: "podSubnet",
            network: spoke.network,
            prefix: this.#place(props, "podSubnetPrefix", needs.podSubnet, `${key}.pods`),
            key: `${key}.pods`,
            name: { parts: [...nameParts, "pods"] },
            demand: { addresses: needs.podSubnet },
            delegation: "Microsoft.ContainerService/managedClusters",
          });
  }

  /** The IPv6 prefix of the node subnet, where the cluster has both families. */
  #ipv6({ spoke, network, pool }: PoolNetworkProps, prefix: Cidr): Cidr | undefined {
    if (ipv6Ranges(network) === undefined) return undefined;
    const prefixV6 = spoke.ipv6For(prefix);
    if (prefixV6 === undefined && spoke.hasIpv6) {
      report(
        this,
        NO_ROOM.judge({
          space: "The spoke's IPv6 range",
          what: `pool ${pool.name}`,
          remedy: `Give the spoke an IPv6 range of a /${spoke.ipv6PrefixLength}.`,
        }),
      );
    }
    return prefixV6;
  }

  #place(
    { spoke, block, pool, network, hosted = false }: PoolNetworkProps,
    what: "subnetPrefix" | "podSubnetPrefix",
    addresses: number,
    key: string,
  ): Cidr {
    const { plan } = spoke;
    const existing = what === "subnetPrefix" ? pool.subnet : pool.podSubnet;
    const given = pool[what];
    const wanted =
      what === "subnetPrefix"
        ? hosted
          ? SMALLEST_PREFIX.automaticSystemNodes
          : WANTED_NODE_PREFIX
        : undefined;
    const prefix =
      existing?.prefix ??
      (given === undefined
        ? plan.rangeOf(key, () => block.pool({ addresses, wanted }))
        : plan.space.relative(given));
    const of = what === "subnetPrefix" ? "nodes" : "pods";
    if (prefix === undefined) {
      const subnet = `the ${wordsOf({ of })} of pool ${pool.name} (${addresses} addresses)`;
      throw new TopologyError(
        this,
        NO_ROOM.problem({
          space: plan.space.literal,
          what: subnet,
          remedy: `Widen the spoke's address space, or give the pool a ${what}.`,
          prop: `nodePools.${pool.name}`,
        }),
      );
    }
    const isExisting = existing !== undefined;
    report(
      this,
      hosted
        ? SUBNET_BELOW_MINIMUM.judge({
            prefix,
            smallest: SMALLEST_PREFIX.automaticSystemNodes,
            holder: "the system nodes of AKS Automatic",
            prop: propOfPrefix({ isExisting }),
          })
        : POOL_SUBNET_TOO_SMALL.judge({ pool, network, of, prefix, isExisting }),
    );
    return prefix;
  }
}

/** The security groups of pools, each once: pools may share a subnet. */
export function groupsOf<G>(pools: readonly { readonly group: G }[]): readonly G[] {
  return [...new Set(pools.map(({ group }) => group))];
}

interface AddressNeeds {
  readonly nodeSubnet: number;
  readonly podsOnNodeSubnet: number;
  readonly podSubnet: number | undefined;
}

function addressNeeds(pool: SpokeNodePool, network: NetworkPlugin): AddressNeeds {
  const subnet = (of: "nodes" | "pods"): number => addressesOf({ pool, network, of }).value ?? 0;
  return {
    nodeSubnet: subnet("nodes"),
    podsOnNodeSubnet: podsOnNodeSubnet(network, maxPodsOf(network, pool.maxPods)),
    podSubnet: needsPodSubnet(network) ? subnet("pods") : undefined,
  };
}
