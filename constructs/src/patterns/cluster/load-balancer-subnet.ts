import { Construct } from "constructs";
import type { RoleRequirementName } from "../../governance/role-requirements.js";
import { assignRole, haveOneRole } from "../../governance/roles.js";
import { knownText } from "../../core/known.js";
import { addressBookOf, pathOf, setPath } from "../../core/places.js";
import { check, report, TopologyError } from "../../core/problem.js";
import { Cidr } from "../../net/cidr.js";
import type { IExtensibleSecurityGroup } from "../../network/network-security-group.js";
import { securityGroupIn } from "../../network/security-group-in.js";
import type { IExtensibleSubnet } from "../../network/subnet.js";
import { subnetIn } from "../../network/subnet-in.js";
import { groupsOf } from "./pool-network.js";
import type { ICluster } from "../estate/cluster.js";
import type { ISpoke } from "../estate/spoke.js";
import { NO_ROOM } from "../../core/rules/addresses.js";
import { BALANCER_ADDRESS_TAKEN, DISTINCT_BALANCER_ADDRESS, LOAD_BALANCER_ADDRESS_OUTSIDE } from "./rules.js";

/** A caller of an internal load balancer. */
export interface LoadBalancerCaller {
  /** Name of the rule: lower-case words joined by `-`. */
  readonly name: string;
  /** Source ranges. */
  readonly from: readonly Cidr[];
  /** Ports of the load balancer that it calls. */
  readonly ports: readonly number[];
}

const ID = "load_balancers";
/** Addresses of frontends and of private link services; Azure reserves five more. */
const ADDRESSES = 27;
const WANTED_PREFIX = 24;
/** The first default address; those before it stay free for the ones that AKS chooses. */
const FIRST_HOST = 10;

/** The subnet of a spoke's internal load balancers, created on first use. */
export function loadBalancerSubnet(spoke: ISpoke): LoadBalancerSubnet {
  const existing = spoke.node.tryFindChild(ID);
  return existing instanceof LoadBalancerSubnet ? existing : new LoadBalancerSubnet(spoke, ID, spoke);
}

/**
 * Fixed addresses of internal load balancers, on a subnet without nodes, so that scaling never takes one. AKS creates
 * the load balancers themselves, from Services that name this subnet.
 */
export class LoadBalancerSubnet extends Construct {
  readonly subnet: IExtensibleSubnet;
  readonly #spoke: ISpoke;
  readonly #holders = new Map<string, string>();
  readonly #granted = new Map<ICluster, readonly RoleRequirementName[]>();
  readonly #group: IExtensibleSecurityGroup;

  constructor(scope: Construct, id: string, spoke: ISpoke) {
    super(scope, id);
    this.#spoke = spoke;
    const nameParts = [spoke.key, "load-balancers"];
    const existing = spoke.loadBalancerSubnet;
    const key = setPath(this, `${pathOf(spoke) ?? spoke.key}.loadBalancers`);
    const prefix =
      existing?.prefix ??
      spoke.plan.rangeOf(key, () =>
        spoke.plan.shared("loadBalancer", 0, { addresses: ADDRESSES, wanted: WANTED_PREFIX }),
      );
    if (prefix === undefined) {
      const space = spoke.plan.space.literal;
      const what = "the subnet of internal load balancers";
      throw new TopologyError(
        this,
        NO_ROOM.problem({ space, what, remedy: "Widen the spoke's address space." }),
      );
    }
    this.subnet = subnetIn(this, "~subnet", {
      existing,
      tenant: this,
      prop: "loadBalancerSubnet",
      network: spoke.network,
      demand: { addresses: ADDRESSES },
      prefix,
      key,
      name: { parts: nameParts },
      // These policies would keep private link services from taking addresses here.
      privateLinkServicePolicies: false,
    });
    this.#group = securityGroupIn(this, "~nsg", {
      subnet: this.subnet,
      securityGroupId: existing?.securityGroupId,
      placement: spoke.placement,
      nameParts,
    });
    this.#group.allowInbound({
      name: "load-balancer",
      description: "Health probes of Azure's load balancer.",
      protocol: "*",
      from: ["AzureLoadBalancer"],
      to: ["*"],
      ports: ["*"],
    });
    spoke.hub.published?.allowIntoBalancers(this.#group, prefix, spoke.network.addressSpace, this.#holders);
    this.#group.denyOtherInbound();
    this.subnet.useNetworkSecurityGroup(this.#group);
  }

  /** Fixed addresses in use, each with the name of its cluster. */
  get addresses(): ReadonlyMap<string, string> {
    return this.#holders;
  }

  /** Name of the subnet, for an annotation of Services. */
  get subnetName(): string {
    return this.subnet.subnetName;
  }

  /** The fixed address of a cluster's ingress controller: the given one, or one that follows from the cluster's position. */
  addressFor(cluster: ICluster, given?: string): string {
    const { prefix } = this.subnet;
    const address = given === undefined ? this.#place(cluster) : this.#chosen(cluster, given);
    const holder = this.#holders.get(address);
    this.#holders.set(address, holder ?? cluster.key);
    if (holder !== undefined && holder !== cluster.key) {
      const prop = given === undefined ? "ingress" : "ingress.address";
      report(cluster, BALANCER_ADDRESS_TAKEN.judge({ address, holder, prop }));
    }
    report(
      cluster,
      LOAD_BALANCER_ADDRESS_OUTSIDE.judge({ address, subnet: prefix, example: prefix.host(FIRST_HOST) }),
    );
    check(cluster, () => [DISTINCT_BALANCER_ADDRESS.judge({ address, holders: this.#holders })]);
    return address;
  }

  #chosen(cluster: ICluster, address: string): string {
    addressBookOf(this).recordAddress(keyOf(cluster), knownText(address) ?? address);
    return address;
  }

  /** The address that the cluster holds, else the one of its position, or in an older platform the first free one. */
  #place(cluster: ICluster): string {
    const { prefix } = this.subnet;
    const book = addressBookOf(this);
    const own = FIRST_HOST + cluster.index;
    // The book knows addresses, where the subnet may be a variable.
    const known = Cidr.of(prefix.literal);
    const hosts = Array.from({ length: Math.max(0, Number(known.size) - 1 - FIRST_HOST) }, (_, i) =>
      known.host(FIRST_HOST + i),
    );
    const candidates = book.isNew ? hosts.slice(cluster.index, cluster.index + 1) : hosts;
    const address = book.address(keyOf(cluster), candidates, (key) =>
      key.startsWith(`${pathOf(this.#spoke) ?? ""}.`),
    );
    const place = hosts.indexOf(address ?? "");
    return prefix.host(place < 0 ? own : FIRST_HOST + place);
  }

  /** Allows the cluster to create load balancers here. */
  grantUse(cluster: ICluster, options: { readonly privateLink: boolean }): void {
    const requirement = options.privateLink ? "offer-private-link" : "join-subnet";
    const given = this.#granted.get(cluster) ?? [];
    if (given.some((other) => haveOneRole(cluster, requirement, other))) return;
    this.#granted.set(cluster, [...given, requirement]);
    const suffix = given.length === 0 ? "" : `_${requirement.replaceAll("-", "_")}`;
    const role = assignRole(cluster, `load_balancer_subnet${suffix}`, {
      requirement,
      scope: this.subnet.subnetId,
      principalId: cluster.principalId,
      description: "AKS puts the frontends of internal load balancers into the subnet.",
    });
    cluster.waitFor(role, ...this.subnet.dependables);
  }

  /**
   * Allows a caller to reach the load balancer at `address`. Its frontend address stays on the packet up to the node
   * (floating IP), so the nodes' security groups must allow it too.
   */
  allow(cluster: ICluster, address: string, caller: LoadBalancerCaller): void {
    const rule = {
      description: "The only one who may call the cluster's internal load balancer.",
      protocol: "Tcp",
      from: caller.from.map(String),
      ports: caller.ports.map(String),
    } as const;
    this.#group.allowInbound({ ...rule, name: `${cluster.key}-${caller.name}`, to: [address] });
    const nodes = [...new Set(cluster.pools.map(({ subnet }) => String(subnet.prefix)))];
    for (const group of groupsOf(cluster.pools))
      group.allowInbound({ ...rule, name: `from-${caller.name}`, to: [address, ...nodes] });
  }

  /** Allows a caller to reach all load balancers of the subnet, and the nodes of the clusters by their addresses. */
  allowAll(clusters: readonly ICluster[], caller: LoadBalancerCaller): void {
    const rule = {
      name: `from-${caller.name}`,
      description: "Users of the spoke's internal load balancers.",
      protocol: "Tcp",
      from: caller.from.map(String),
      to: [String(this.subnet.prefix)],
      ports: caller.ports.map(String),
    } as const;
    this.#group.allowInbound(rule);
    for (const group of new Set(clusters.flatMap(({ pools }) => groupsOf(pools)))) group.allowInbound(rule);
  }
}

/** Path of a cluster's address in the address book. */
function keyOf(cluster: ICluster): string {
  return `${pathOf(cluster) ?? cluster.fullName}.loadBalancer`;
}
