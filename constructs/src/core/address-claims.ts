import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { faultsOf, overlaps, type Claim, type Fault, type RangeUse } from "../net/claims.js";
import type { Cidr } from "../net/cidr.js";
import { ConnectedGroups, ConnectedNetworks, type RoutedNetwork } from "./connected-networks.js";
import { networkKey, peeredNetworks } from "./peered-networks.js";
import { check } from "./problem.js";
import {
  ADDRESS_RESERVED,
  NOT_A_CLUSTER_RANGE,
  NETWORK_TOO_SMALL,
  DISJOINT_CLAIM,
  NOT_A_NETWORK_RANGE,
  PUBLIC_RANGE,
  OVERLAPPING_CLAIMS,
  isTooLargeForServices,
} from "./rules/addresses.js";
import { treeState } from "./tree-state.js";

/** Rules on the range itself. */
const REFUSALS = [ADDRESS_RESERVED, NOT_A_NETWORK_RANGE, NOT_A_CLUSTER_RANGE] as const;

/** A range that a construct uses, with the prop that holds it. */
export interface RangeClaim {
  readonly range: Cidr;
  readonly use: RangeUse;
  /** Text for messages: "spoke shop". */
  readonly owner: string;
  /** The network of a subnet, or the cluster of a pod or service range. @default the construct's own path */
  readonly group?: string | undefined;
  /** Names of the gateways and mirror targets that pod traffic shares with other clusters. @default none */
  readonly routingDomains?: readonly string[] | undefined;
  /** Whether no one can choose the range: what overlaps it has to change. @default false */
  readonly isFixed?: boolean | undefined;
  /** The network that the range is used in. @default unknown: its range may overlap none of the app */
  readonly network?: RoutedNetwork | undefined;
  /** The prop that holds the range. @default the construct itself */
  readonly prop?: string | undefined;
}

type Place = { readonly construct: IConstruct; readonly prop: string | undefined };

interface Entry extends Claim<Place> {
  readonly network: RoutedNetwork | undefined;
}

/** Claims in the order of their making, and those that others exclude. */
interface Comparison {
  /** Networks that are peered, directly or through a hub. */
  readonly peered: ConnectedGroups<unknown>;
  readonly claims: readonly Claim<Place>[];
  readonly faults: readonly Fault<Place>[];
}

/** The claims of an app, how their networks are connected, and their comparison until either changes. */
interface Ledger {
  readonly entries: Entry[];
  readonly networks: ConnectedNetworks;
  comparison: Comparison | undefined;
}

const ledgers = treeState<Ledger>("address-claims", () => ({
  entries: [],
  networks: new ConnectedNetworks(),
  comparison: undefined,
}));

/**
 * Enters a range into the ledger of the whole app, which is checked as one: overlaps do not end at a stack, but where
 * nothing routes from one network to the other.
 */
export function claim(construct: IConstruct, entry: RangeClaim): void {
  const ledger = ledgers.of(construct.node.root);
  const { prop, network, group = construct.node.path, ...rest } = entry;
  const place = ledger.entries.length;
  ledger.entries.push({ ...rest, network, group, place: { construct, prop } });
  ledger.comparison = undefined;
  check(construct, () => {
    const { claims, faults } = compare(construct, ledger);
    const own = claims[place];
    if (own === undefined) return [];
    return [
      ...REFUSALS.map((rule) => rule.judge({ claim: own, prop })),
      NETWORK_TOO_SMALL.judge({ claim: own, prop }),
      PUBLIC_RANGE.judge({ claim: own, prop }),
      ...faults
        .filter((fault) => fault.claim === own)
        .map(({ others }) => OVERLAPPING_CLAIMS.judge({ claim: own, others, prop })),
      DISJOINT_CLAIM.judge({ claim: own, claims }),
    ];
  });
}

/** Notes that two networks of an app route to each other, and with them all that either is connected to. */
export function connectNetworks(construct: IConstruct, one: RoutedNetwork, other: RoutedNetwork): void {
  const ledger = ledgers.of(construct.node.root);
  ledger.networks.connect(one, other);
  ledger.comparison = undefined;
}

/** All claims of an app, in the order of their making. */
export function claimsOf(construct: IConstruct): readonly Claim<unknown>[] {
  return ledgers.of(construct.node.root).entries;
}

/** The claims of an app, in the order of their making, by whether their networks are peered with one, directly or through a hub. */
export interface ClaimsAround {
  readonly reached: readonly Claim<unknown>[];
  /** Those in networks that nothing connects with it. */
  readonly beyond: readonly Claim<unknown>[];
}

/** The claims of an app around a network. */
export function claimsAround(construct: IConstruct, network: RoutedNetwork): ClaimsAround {
  const ledger = ledgers.of(construct.node.root);
  const isReached = ({ network: own }: Entry): boolean =>
    own === undefined || arePeered(construct, network, own);
  const { entries } = ledger;
  return { reached: entries.filter(isReached), beyond: entries.filter((entry) => !isReached(entry)) };
}

/** Whether two networks of an app are peered, directly or through a hub. */
export function arePeered(construct: IConstruct, one: RoutedNetwork, other: RoutedNetwork): boolean {
  const ledger = ledgers.of(construct.node.root);
  const { peered } = compare(construct, ledger);
  return peered.groupOf(ledger.networks.groupOf(one)) === peered.groupOf(ledger.networks.groupOf(other));
}

/** The stacks of an app in groups: those whose networks are peered are one platform. */
export function connectedStacks(construct: IConstruct): ConnectedGroups<object> {
  const ledger = ledgers.of(construct.node.root);
  const { peered } = compare(construct, ledger);
  const stacks = new ConnectedGroups<object>();
  for (const { place, network } of ledger.entries) {
    // A network that exists already is in no stack.
    const stack = place.construct.node.scopes.find((scope) => TerraformStack.isStack(scope));
    if (network !== undefined && stack !== undefined)
      stacks.connect(peered.groupOf(ledger.networks.groupOf(network)), stack);
  }
  return stacks;
}

/** Every claim asks for its overlaps; comparing all with all for each would take long in a large platform. */
function compare(construct: IConstruct, ledger: Ledger): Comparison {
  ledger.comparison ??= newComparison(construct.node.root, ledger);
  return ledger.comparison;
}

function newComparison(root: IConstruct, { entries, networks }: Ledger): Comparison {
  const peered = new ConnectedGroups<unknown>();
  const routed = new ConnectedGroups<unknown>();
  const connect = (one: unknown, other: unknown): void => {
    peered.connect(one, other);
    routed.connect(one, other);
  };
  for (const { network, place } of entries)
    if (network !== undefined) connect(networks.groupOf(network), networkKey(place.construct, network));
  for (const [one, other] of peeredNetworks(root)) connect(one, other);
  const onPremises = entries.filter(({ use }) => use === "on-premises");
  // Hubs that are connected to one site advertise their networks to it, and through it to each other.
  for (const one of onPremises)
    for (const other of onPremises)
      if (one.network !== undefined && other.network !== undefined && one.range.overlaps(other.range))
        routed.connect(networks.groupOf(one.network), networks.groupOf(other.network));
  const claims = entries.map(({ network, ...claim }) => ({
    ...claim,
    networks: network && routed.groupOf(networks.groupOf(network)),
  }));
  // A range that nothing can have is one mistake: what it overlaps says no more.
  const possible = claims.filter((one) => !isRefused(one));
  return { peered, claims, faults: faultsOf(overlaps(possible)) };
}

function isRefused(one: Claim<Place>): boolean {
  return (
    isTooLargeForServices(one) ||
    REFUSALS.some((rule) => rule.judge({ claim: one, prop: undefined }).problem !== undefined)
  );
}
