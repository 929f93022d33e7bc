import { Construct } from "constructs";
import {
  ipv6Ranges,
  maxPodsOf,
  needsPodSubnet,
  podsOnNodeSubnet,
  type NetworkPlugin,
} from "../../aks/network-plugin.js";
import { mostNodesUpgrading, type NodePoolSpec } from "../../aks/node-pool.js";
import { report, TopologyError } from "../../core/problem.js";
import { fits, type BlockPlan } from "../../net/address-plan.js";
import { nodesHeld, usableAddresses } from "../../net/capacity.js";
import type { Cidr } from "../../net/cidr.js";
import { NetworkSecurityGroup } from "../../network/network-security-group.js";
import { Subnet } from "../../network/subnet.js";
import type { ISpoke } from "../estate/spoke.js";

/** A pool with the prefixes that the team gave it. */
export interface SpokeNodePool extends NodePoolSpec {
  /** Prefix of the pool's node subnet. @default allocated from the spoke */
  readonly subnetPrefix?: Cidr;
  /** Prefix of the pool's pod subnet, where the plugin takes one. @default allocated from the spoke */
  readonly podSubnetPrefix?: Cidr;
}

export interface PoolNetworkProps {
  readonly spoke: ISpoke;
  readonly block: BlockPlan;
  readonly pool: SpokeNodePool;
  readonly network: NetworkPlugin;
  /** Services reached over Azure's backbone from the node subnet. @default none */
  readonly serviceEndpoints?: readonly string[];
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** Subnets of nodes begin with a /24 where pods do not live on them. */
const WANTED_NODE_PREFIX = 24;

/** A pool's part of the network: its subnet with a security group of its own, and its pod subnet where the plugin has one. */
export class PoolNetwork extends Construct {
  readonly pool: SpokeNodePool;
  readonly subnet: Subnet;
  readonly group: NetworkSecurityGroup;
  readonly podSubnet: Subnet | undefined;

  constructor(scope: Construct, id: string, props: PoolNetworkProps) {
    super(scope, id);
    this.pool = props.pool;
    const { spoke, pool, nameParts, serviceEndpoints = [] } = props;
    const needs = addressNeeds(pool, props.network);
    const prefix = this.#place(props, "subnetPrefix", needs.nodeSubnet);
    this.subnet = new Subnet(this, "~nodes", {
      network: spoke.network,
      prefix,
      name: { parts: nameParts },
      serviceEndpoints,
      demand: {
        addresses: needs.nodeSubnet,
        holdsNodes: nodesHeld(prefix.prefixLength, needs.podsOnNodeSubnet),
      },
      ...this.#ipv6(props, prefix),
    });
    this.group = new NetworkSecurityGroup(this, "~nsg", {
      placement: spoke.placement,
      nameParts,
    });
    this.subnet.useNetworkSecurityGroup(this.group);
    if (needs.podSubnet === undefined && pool.podSubnetPrefix !== undefined) {
      report(this, {
        code: "POD_SUBNET_UNUSED",
        message: `${props.network.kind} gives the pods of pool ${pool.name} no subnet, and the prefix of one is given.`,
        hint: "Remove the key, or use azure-cni-pod-subnet.",
        prop: "podSubnetPrefix",
      });
    }
    this.podSubnet =
      needs.podSubnet === undefined
        ? undefined
        : new Subnet(this, "pods", {
            network: spoke.network,
            prefix: this.#place(props, "podSubnetPrefix", needs.podSubnet),
            name: { parts: [...nameParts, "pods"] },
            demand: { addresses: needs.podSubnet },
            delegation: "Microsoft.ContainerService/managedClusters",
          });
  }

  /** The IPv6 prefix of the node subnet, where the cluster has both families. */
  #ipv6({ spoke, network, pool }: PoolNetworkProps, prefix: Cidr): { prefixV6?: Cidr } {
    if (ipv6Ranges(network) === undefined) return {};
    const prefixV6 = spoke.ipv6For(prefix);
    if (prefixV6 === undefined && spoke.hasIpv6) {
      report(this, {
        code: "NO_ROOM_FOR_SUBNET",
        message: `The spoke's IPv6 range has no room left for pool ${pool.name}.`,
        hint: `Give the spoke an IPv6 range of a /${spoke.ipv6PrefixLength}.`,
      });
    }
    return prefixV6 === undefined ? {} : { prefixV6 };
  }

  #place(
    { spoke, block, pool }: PoolNetworkProps,
    what: "subnetPrefix" | "podSubnetPrefix",
    addresses: number,
  ): Cidr {
    const { plan } = spoke;
    const given = pool[what];
    const wanted = what === "subnetPrefix" ? { wanted: WANTED_NODE_PREFIX } : {};
    const prefix = given === undefined ? block.pool({ addresses, ...wanted }) : plan.space.relative(given);
    const words = what === "subnetPrefix" ? "node subnet" : "pod subnet";
    if (prefix === undefined) {
      throw new TopologyError(this, {
        code: "NO_ROOM_FOR_SUBNET",
        message: `${plan.space.literal} has no room left for the ${words} of pool ${pool.name} (${addresses} addresses).`,
        hint: `Widen the spoke's address space, or give the pool a ${what}.`,
        prop: `nodePools.${pool.name}`,
      });
    }
    if (!fits(prefix, addresses)) {
      report(this, {
        code: "SUBNET_TOO_SMALL",
        message: `${prefix.literal} has ${usableAddresses(prefix.prefixLength)} addresses; the ${words} of pool ${pool.name} needs ${addresses} at its largest, upgrade surge included.`,
        hint: "Give it a shorter prefix, or the pool fewer nodes, less surge or fewer pods a node.",
        prop: what,
      });
    }
    return prefix;
  }
}

interface AddressNeeds {
  readonly nodeSubnet: number;
  readonly podsOnNodeSubnet: number;
  readonly podSubnet: number | undefined;
}

function addressNeeds(pool: SpokeNodePool, network: NetworkPlugin): AddressNeeds {
  const maxPods = maxPodsOf(network, pool.maxPods);
  const nodes = mostNodesUpgrading(pool);
  const podsPerNode = podsOnNodeSubnet(network, maxPods);
  return {
    nodeSubnet: nodes + nodes * podsPerNode,
    podsOnNodeSubnet: podsPerNode,
    podSubnet: needsPodSubnet(network) ? nodes * maxPods : undefined,
  };
}
