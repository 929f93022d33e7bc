import type { LockMode } from "@aks-topology/platform";
import { Option } from "commander";
import type { Io } from "./io.js";

/** The options of every command that may write the lock file. */
export interface LockOptions {
  readonly frozenLockfile?: boolean;
}

/** `--frozen-lockfile`. */
export function frozenOption(): Option {
  return new Option(
    "--frozen-lockfile",
    "fail instead of changing the lock file (default: where CI or TF_BUILD is set)",
  );
}

/** `--no-frozen-lockfile`. */
export function notFrozenOption(): Option {
  return new Option("--no-frozen-lockfile", "write the lock file in CI too");
}

/** Whether a run writes the lock file: a pipeline's copy would be lost. */
export function lockMode({ frozenLockfile }: LockOptions, { env }: Pick<Io, "env">): LockMode {
  const frozen = frozenLockfile ?? (isSet(env["CI"]) || isSet(env["TF_BUILD"]));
  return frozen ? "frozen" : "write";
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && !["", "0", "false"].includes(value.toLowerCase());
}
