import type { Cidr } from "../../../domain/cidr.js";
import { SyncError } from "../../../domain/errors.js";
import type { Mirror } from "../../../domain/mirror.js";
import { sourceContents } from "../../../domain/source.js";
import type { RouteTable } from "../../../domain/table.js";
import type { Identity, Proof, Suppression } from "../../../ports/access.js";
import type { Cluster } from "../../../ports/clusters.js";

/** One question of the doctor, answered. */
export interface Check {
  readonly check: string;
  /** `warn`: Azure did not permit the check, or it works today and may not tomorrow. */
  readonly status: "pass" | "fail" | "warn";
  readonly message: string;
  readonly remedy: string | null;
  /** The check that must pass before this one can be made; such a one is a warning. */
  readonly after: string | null;
}

/** What was asked: the answer, or why there is none. Null: not asked, since another answer was needed first. */
export type Asked<T> = T | SyncError | null;

/** What the doctor has seen of a mirror. */
export interface Findings {
  readonly mirror: Mirror;
  /** Other mirrors of the same source and target. */
  readonly siblings: readonly Mirror[];
  readonly identity: Identity | SyncError;
  /** Whether the Resource Manager answers. */
  readonly reached: Asked<true>;
  readonly source: Asked<RouteTable>;
  readonly target: Asked<RouteTable>;
  readonly write: Asked<Proof>;
  readonly follow: Asked<Proof>;
  /** The address ranges of the source's subnets. */
  readonly nodeRanges: Asked<readonly Cidr[]>;
  /** Clusters that the source may belong to: one, or none that this identity may see. */
  readonly clusters: Asked<readonly Cluster[]>;
  /** The rules of the source's subscription. */
  readonly suppressions: Asked<readonly Suppression[]>;
  /** When all of this was asked, in milliseconds since the epoch. */
  readonly now: number;
}

/** The checks that others wait for. */
export const FIRST = {
  identity: "identity",
  reached: "Azure reachable",
  source: "source readable",
  target: "target readable",
} as const;

/** Whether AKS has deleted the table that a retiring mirror followed: then there is nothing left to check in it. */
export function sourceIsGone({ mirror, source }: Findings): boolean {
  if (!(source instanceof SyncError)) return false;
  return !(sourceContents({ mirror, source }) instanceof SyncError);
}

export function passAsGone(check: string): Check {
  return pass(check, "AKS has deleted its table: the cluster has left kubenet");
}

export function pass(check: string, message: string): Check {
  return { check, status: "pass", message: sentence(message), remedy: null, after: null };
}

export function fail(check: string, message: string, remedy: string): Check {
  return { check, status: "fail", message: sentence(message), remedy, after: null };
}

export function warn(check: string, message: string, remedy: string): Check {
  return { check, status: "warn", message: sentence(message), remedy, after: null };
}

/** For a check that needs the answer of another one, which has failed. */
export function notMade(check: string, after: string): Check {
  const message = `Not checked: "${after}" has to pass first.`;
  return { check, status: "warn", message, remedy: `Fix "${after}", then run again.`, after };
}

/** The check that keeps all others of a mirror from being made; null when there is none. */
export function blockerOf({ identity, reached }: Findings): string | null {
  if ("code" in identity) return FIRST.identity;
  if (reached !== null && typeof reached === "object") {
    return reached.code === "UNAUTHENTICATED" ? FIRST.identity : FIRST.reached;
  }
  return null;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
