import { completion } from "../../cli/dist/actions/completion.js";
import { systemClock } from "../../sync-runtime/dist/adapters/system-clock.js";
import { commandLine } from "../../sync-runtime/dist/hosts/cli/program.js";

/** `aks-topology` writes its own; the package of `route-sync` imports nothing of it, so it has them as a file. */
export const COMPLETIONS_FILE = "sync-runtime/completions.json";

/** The completion scripts of `route-sync`, by shell. */
export function completionsJson(): string {
  const program = commandLine({
    stdout: process.stdout,
    stderr: process.stderr,
    env: {},
    clock: systemClock,
    azure: {},
    stop: new AbortController().signal,
    onStray: () => undefined,
    onReload: () => () => undefined,
  });
  const shells = ["bash", "zsh", "fish"] as const;
  const scripts = Object.fromEntries(shells.map((shell) => [shell, completion(shell, program)]));
  return `${JSON.stringify(scripts, undefined, 2)}\n`;
}
