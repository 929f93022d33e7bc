import type { IConstruct } from "constructs";
import { conflicts, type Claim, type Conflict, type RangeUse } from "../net/claims.js";
import type { Cidr } from "../net/cidr.js";
import { ConnectedNetworks, type RoutedNetwork } from "./connected-networks.js";
import { check, type Problem } from "./problem.js";
import { treeState } from "./tree-state.js";

/** A range that a construct uses, with the prop that holds it. */
export interface RangeClaim {
  readonly range: Cidr;
  readonly use: RangeUse;
  /** Words for people: "spoke shop". */
  readonly owner: string;
  /** The network of a subnet, or the cluster of a pod or service range. @default the construct's own path */
  readonly group?: string;
  /** Names of the gateways and mirror targets that pod traffic shares with other clusters. @default none */
  readonly routingDomains?: readonly string[];
  /** The network that the range is used in. @default unknown: its range may overlap none of the app */
  readonly network?: RoutedNetwork | undefined;
  /** The prop that holds the range. @default the construct itself */
  readonly prop?: string;
}

type Place = { readonly construct: IConstruct; readonly prop: string | undefined };

interface Entry extends Claim<Place> {
  readonly network: RoutedNetwork | undefined;
}

/** The claims of an app, how their networks are connected, and the conflicts until either changes. */
interface Ledger {
  readonly entries: Entry[];
  readonly networks: ConnectedNetworks;
  conflicts: readonly Conflict<Place>[] | undefined;
}

const ledgers = treeState<Ledger>("address-claims", () => ({
  entries: [],
  networks: new ConnectedNetworks(),
  conflicts: undefined,
}));

/**
 * Enters a range into the ledger of the whole app, which is checked as one: overlaps do not end at a stack, but where
 * nothing routes from one network to the other.
 */
export function claim(construct: IConstruct, entry: RangeClaim): void {
  const ledger = ledgers.of(construct.node.root);
  const { prop, network, group = construct.node.path, ...rest } = entry;
  ledger.entries.push({ ...rest, network, group, place: { construct, prop } });
  ledger.conflicts = undefined;
  check(construct, () =>
    conflictsOf(ledger).flatMap((conflict) => problemFor(construct, entry.range, conflict)),
  );
}

/** Notes that two networks of an app route to each other, and with them all that either is connected to. */
export function connectNetworks(construct: IConstruct, one: RoutedNetwork, other: RoutedNetwork): void {
  const ledger = ledgers.of(construct.node.root);
  ledger.networks.connect(one, other);
  ledger.conflicts = undefined;
}

/** All claims of an app, in the order of their making. */
export function claimsOf(construct: IConstruct): readonly Claim<unknown>[] {
  return claimsIn(ledgers.of(construct.node.root));
}

/** The claims of an app that are routed to a network, in the order of their making. */
export function claimsReaching(construct: IConstruct, network: RoutedNetwork): readonly Claim<unknown>[] {
  const ledger = ledgers.of(construct.node.root);
  const group = ledger.networks.groupOf(network);
  return claimsIn(ledger).filter(({ networks = group }) => networks === group);
}

function claimsIn({ entries, networks }: Ledger): readonly Claim<Place>[] {
  return entries.map(({ network, ...claim }) => ({
    ...claim,
    networks: network && networks.groupOf(network),
  }));
}

/** Every claim asks for the conflicts, and comparing all with all for each would take its time in a large platform. */
function conflictsOf(ledger: Ledger): readonly Conflict<Place>[] {
  ledger.conflicts ??= conflicts(claimsIn(ledger));
  return ledger.conflicts;
}

function problemFor(construct: IConstruct, range: Cidr, conflict: Conflict<Place>): Problem[] {
  const claim = conflict.kind === "overlap" ? conflict.second : conflict.claim;
  if (claim.place.construct !== construct || claim.range !== range) return [];
  const prop = claim.place.prop === undefined ? {} : { prop: claim.place.prop };
  if (conflict.kind === "reserved") {
    return [
      {
        code: "ADDRESS_RESERVED",
        message: `${claim.range.literal} (${claim.owner}) overlaps ${conflict.reserved.literal}, which AKS keeps for itself.`,
        hint: "Choose a range outside 169.254.0.0/16, 172.30.0.0/16, 172.31.0.0/16 and 192.0.2.0/24.",
        ...prop,
      },
    ];
  }
  const { first } = conflict;
  return [
    {
      code: "ADDRESS_OVERLAP",
      message: `${claim.range.literal} (${claim.owner}) overlaps ${first.range.literal} (${first.owner}).`,
      hint: `Choose a range outside ${first.range.literal}.`,
      ...prop,
    },
  ];
}
