import type { IConstruct } from "constructs";
import { conflicts, type Claim, type Conflict, type RangeUse } from "../net/claims.js";
import type { Cidr } from "../net/cidr.js";
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
  /** The prop that holds the range. @default the construct itself */
  readonly prop?: string;
}

type Place = { readonly construct: IConstruct; readonly prop: string | undefined };

/** The claims of an app, and the conflicts among as many of them as were compared last. */
interface Ledger {
  readonly claims: Claim<Place>[];
  compared: { readonly count: number; readonly conflicts: readonly Conflict<Place>[] };
}

const ledgers = treeState<Ledger>("address-claims", () => ({
  claims: [],
  compared: { count: 0, conflicts: [] },
}));

/** Enters a range into the ledger of the whole app, which is checked as one: overlaps do not end at a stack. */
export function claim(construct: IConstruct, entry: RangeClaim): void {
  const ledger = ledgers.of(construct.node.root);
  const { prop, group = construct.node.path, ...rest } = entry;
  ledger.claims.push({ ...rest, group, place: { construct, prop } });
  check(construct, () =>
    conflictsOf(ledger).flatMap((conflict) => problemFor(construct, entry.range, conflict)),
  );
}

/** All claims of an app, in the order of their making. */
export function claimsOf(construct: IConstruct): readonly Claim<unknown>[] {
  return ledgers.of(construct.node.root).claims;
}

/** Every claim asks for the conflicts, and comparing all with all for each would take its time in a large platform. */
function conflictsOf(ledger: Ledger): readonly Conflict<Place>[] {
  const count = ledger.claims.length;
  if (ledger.compared.count !== count) ledger.compared = { count, conflicts: conflicts(ledger.claims) };
  return ledger.compared.conflicts;
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
