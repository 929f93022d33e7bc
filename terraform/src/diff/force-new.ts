/** Which changes replace a resource, per type: data read out of the provider's own schemas (`npm run force-new`). */
import { readFileSync } from "node:fs";
import type { AzurermMajor } from "../schema.js";

/** Paths have no indexes: `default_node_pool.zones`. */
export interface TypeBehaviour {
  /** Arguments and blocks whose change replaces the resource. */
  readonly forceNew: readonly string[];
  /** Forcing arguments that Azure may fill in: absent, they keep their value. */
  readonly computed?: readonly string[];
  /** Arguments of which the provider ignores some differences, mostly of case. */
  readonly suppressed?: readonly string[];
  /** What the provider uses where the configuration has no value. */
  readonly defaults?: Readonly<Record<string, string | number | boolean>>;
  /** Arguments and blocks whose order does not count. */
  readonly sets?: readonly string[];
  /** The type has no update: every change replaces. */
  readonly neverUpdated?: boolean;
  /** The provider also decides by values. */
  readonly decidesMore?: boolean;
}

type Behaviours = Readonly<Record<string, TypeBehaviour>>;

const FILE_OF: Readonly<Record<AzurermMajor, string>> = {
  4: "force-new-4.55.0.json",
  5: "force-new-5.2.0.json",
};
const LOADED = new Map<AzurermMajor, Behaviours>();

/** Terraform's own resource. Source: Terraform's documentation, "The terraform_data Managed Resource Type". */
const TERRAFORM_DATA: TypeBehaviour = { forceNew: ["triggers_replace"] };

/** How the types of a major behave. Read at the first call. */
export function behavioursOf(major: AzurermMajor): Behaviours {
  const known = LOADED.get(major);
  if (known !== undefined) return known;
  const file = new URL(`../../data/${FILE_OF[major]}`, import.meta.url);
  const read = {
    ...(JSON.parse(readFileSync(file, "utf8")) as Behaviours),
    terraform_data: TERRAFORM_DATA,
  };
  LOADED.set(major, read);
  return read;
}
