import type { MirrorReport } from "../domain/describe.js";
import type { GuardCode } from "../domain/policy.js";

/** Options that resolve a hold at once, by an operator who knows that it is right. Null: waiting, Azure or an edit does. */
const RESOLUTIONS: Readonly<Record<GuardCode, readonly [command: string, option?: string] | null>> = {
  EMPTY_SOURCE: ["apply", "--allow-empty"],
  LARGE_REMOVAL: ["apply", "--allow-removals"],
  RETIREMENT_UNCONFIRMED: ["retire"],
  SOURCE_NOT_EMPTY: null,
  ROUTE_LIMIT: null,
  SOURCE_UPDATING: null,
  SOURCE_FAILED: null,
  SOURCE_DELETING: null,
  TARGET_UPDATING: null,
  TARGET_DELETING: null,
};

/** The command that resolves what holds a mirror. @returns null where no command does */
export function resolvingCommand({ name, held }: MirrorReport, config: string): string | null {
  const resolution = held === null ? null : RESOLUTIONS[held.guard];
  if (resolution === null) return null;
  const [command, ...options] = resolution;
  return ["route-sync", command, "--config", quoted(config), "--mirror", quoted(name), ...options].join(" ");
}

/** A word of a POSIX shell. */
function quoted(word: string): string {
  return /^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
