import { NetworkSecurityGroup as AzurermNetworkSecurityGroup } from "@cdktf/provider-azurerm/lib/network-security-group/index.js";
import {
  NetworkSecurityRule,
  type NetworkSecurityRuleConfig,
} from "@cdktf/provider-azurerm/lib/network-security-rule/index.js";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";
import { addressBookOf, bearWitness, pathOf } from "../core/places.js";
import { Cidr, outermost } from "../net/cidr.js";

/** Transport protocols as Azure spells them; `*` is any. */
export type Protocol = "Tcp" | "Udp" | "Icmp" | "*";

/**
 * Who is at the other end of a rule: address ranges, or one service tag (`AzureLoadBalancer`, `GatewayManager`,
 * `Internet`). Never `VirtualNetwork` as a source: behind a default route to an appliance that tag may mean
 * 0.0.0.0/0.
 */
export type Peer = readonly string[];

/** One rule of a security group. */
export interface SecurityRule {
  /** Name of the rule and last part of its Terraform address: lower-case words joined by `-`. */
  readonly name: string;
  /** Why the rule exists; shown in the portal. At most 140 characters. */
  readonly description: string;
  readonly protocol: Protocol;
  readonly from: Peer;
  readonly to: Peer;
  /** Destination ports and ranges; `["*"]` is any. */
  readonly ports: readonly string[];
}

/** What others need of a security group, whether it is created here or exists already. */
export interface ISecurityGroup {
  /** Adds a rule that allows inbound traffic. */
  allowInbound(rule: SecurityRule): void;
}

/** A security group that a subnet's tenants add their rules to, whether it is created here or exists already. */
export interface IExtensibleSecurityGroup extends ISecurityGroup {
  /** Azure Resource Manager id; undefined for a group that is not known. */
  readonly securityGroupId: string | undefined;
  /** Adds a rule that allows outbound traffic. */
  allowOutbound(rule: SecurityRule): void;
  /** Refuses all inbound traffic that no rule allows. */
  denyOtherInbound(): void;
  /** Refuses all outbound traffic that no rule allows. */
  denyOtherOutbound(): void;
}

export interface NetworkSecurityGroupProps {
  readonly placement: Placement;
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** Priorities are handed out in steps, so that a person may put a rule of their own in between. */
const FIRST_PRIORITY = 100;
const PRIORITY_STEP = 10;
/** The last priority that a custom rule may have. */
const LAST_PRIORITY = 4096;

type Direction = "Inbound" | "Outbound";

/**
 * A network security group that allows what its rules say and denies the rest of the inbound traffic itself, since
 * Azure's own default would let the whole `VirtualNetwork` tag in.
 */
export class NetworkSecurityGroup extends Construct implements IExtensibleSecurityGroup {
  readonly resource: AzurermNetworkSecurityGroup;
  /** The rules so far, in the order of their making. */
  readonly rules: NetworkSecurityRule[] = [];
  readonly #placement: Placement;
  readonly #count: Record<Direction, number> = { Inbound: 0, Outbound: 0 };

  constructor(scope: Construct, id: string, props: NetworkSecurityGroupProps) {
    super(scope, id);
    this.#placement = props.placement;
    this.resource = new AzurermNetworkSecurityGroup(this, "~network_security_group", {
      name: Naming.of(this).name(this, "networkSecurityGroup", ...props.nameParts),
      ...placed(props.placement),
    });
  }

  /** Azure Resource Manager id. */
  get id(): string {
    return this.resource.id;
  }

  /** Azure Resource Manager id, as `id`. */
  get securityGroupId(): string {
    return this.resource.id;
  }

  allowInbound(rule: SecurityRule): NetworkSecurityRule {
    return this.#add(rule, "Inbound", "Allow");
  }

  allowOutbound(rule: SecurityRule): NetworkSecurityRule {
    return this.#add(rule, "Outbound", "Allow");
  }

  /** Refuses all inbound traffic that no rule allows. */
  denyOtherInbound(): NetworkSecurityRule {
    return this.#denyRest("Inbound", "deny-other-inbound");
  }

  /** Refuses all outbound traffic that no rule allows. */
  denyOtherOutbound(): NetworkSecurityRule {
    return this.#denyRest("Outbound", "deny-other-outbound");
  }

  #denyRest(direction: Direction, name: string): NetworkSecurityRule {
    const description = "Nothing else: the default rules would let the whole VirtualNetwork tag pass.";
    return this.#add(
      { name, description, protocol: "*", from: ["*"], to: ["*"], ports: ["*"] },
      direction,
      "Deny",
      LAST_PRIORITY,
    );
  }

  /** The priority that a rule had before, or the next free one: Azure refuses two rules that swap theirs. */
  #next(direction: Direction, name: string): number {
    const book = addressBookOf(this);
    const first = book.isNew ? FIRST_PRIORITY + PRIORITY_STEP * this.#count[direction] : FIRST_PRIORITY;
    this.#count[direction] += 1;
    const key = this.#keyOf(direction, name);
    if (key === undefined) return first;
    const rules = key.slice(0, -name.length);
    return book.priority(key, steps(first), (other) => other.startsWith(rules)) ?? first;
  }

  /** Names are keys joined by dashes, and two of those can be the same: the later rule gets a number. */
  #freeName(name: string, number = 1): string {
    const candidate = number === 1 ? name : `${name}-${number}`;
    return this.node.tryFindChild(candidate) === undefined ? candidate : this.#freeName(name, number + 1);
  }

  #add(
    rule: SecurityRule,
    direction: Direction,
    access: "Allow" | "Deny",
    priority?: number,
  ): NetworkSecurityRule {
    const name = this.#freeName(rule.name);
    const resource = new NetworkSecurityRule(this, name, {
      name,
      description: rule.description,
      resourceGroupName: this.#placement.resourceGroupName,
      networkSecurityGroupName: this.resource.name,
      direction,
      access,
      priority: priority ?? this.#next(direction, name),
      protocol: rule.protocol,
      sourcePortRange: "*",
      ...ports(rule.ports),
      ...sources(rule.from),
      ...destinations(rule.to),
    });
    this.rules.push(resource);
    const key = priority === undefined ? this.#keyOf(direction, name) : undefined;
    if (key !== undefined) bearWitness(`${key}.priority`, resource, "priority");
    return resource;
  }

  /** Path of a rule in the address book; undefined outside of a platform. */
  #keyOf(direction: Direction, name: string): string | undefined {
    const path = pathOf(this);
    return path === undefined ? undefined : `${path}.${direction.toLowerCase()}.${name}`;
  }
}

/** Priorities from `first` on. */
function* steps(first: number): Generator<number> {
  for (let priority = first; priority < LAST_PRIORITY; priority += PRIORITY_STEP) yield priority;
}

// Azure takes a tag and `*` only in the singular form of these arguments, and a list only in the plural one.

function ports(values: readonly string[]): Partial<NetworkSecurityRuleConfig> {
  const [only, ...more] = values;
  return only !== undefined && more.length === 0
    ? { destinationPortRange: only }
    : { destinationPortRanges: [...values] };
}

function sources(given: Peer): Partial<NetworkSecurityRuleConfig> {
  const values = withoutCovered(given);
  const [only, ...more] = values;
  return only !== undefined && more.length === 0
    ? { sourceAddressPrefix: only }
    : { sourceAddressPrefixes: [...values] };
}

/**
 * Ranges without those within another one, which Azure refuses in one rule (OverlappingSubnetsNotPermittedInSecurityRule).
 * Source: kubernetes-sigs/cloud-provider-azure #6775.
 */
function withoutCovered(values: readonly string[]): readonly string[] {
  const given = values.map((value) => ({ value, range: rangeOf(value) }));
  const kept = new Set(outermost(given.flatMap(({ range }) => range ?? [])));
  return given.filter(({ range }) => range === undefined || kept.has(range)).map(({ value }) => value);
}

/** The range of a text; undefined for a service tag, and for a value that Terraform decides. */
function rangeOf(text: string): Cidr | undefined {
  return Token.isUnresolved(text) || !text.includes("/") ? undefined : Cidr.of(text);
}

function destinations(given: Peer): Partial<NetworkSecurityRuleConfig> {
  const values = withoutCovered(given);
  const [only, ...more] = values;
  return only !== undefined && more.length === 0
    ? { destinationAddressPrefix: only }
    : { destinationAddressPrefixes: [...values] };
}
