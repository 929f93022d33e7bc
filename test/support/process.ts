import { execFile } from "node:child_process";
import { ROOT } from "./files.js";

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Node with arguments, and waits for its end. Colours are off, and variables of the tests' own run stay behind. */
export function runNode(
  args: readonly string[],
  { env = {}, cwd = ROOT }: { env?: Readonly<Record<string, string>>; cwd?: string } = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd, env: { ...inherited(), ...env }, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [...args], options, (error, stdout, stderr) => {
      resolve({
        code: error === null ? 0 : typeof error.code === "number" ? error.code : -1,
        stdout,
        stderr,
      });
    });
  });
}

const CHANGES_OUTPUT = new Set([
  "AKS_TOPOLOGY_DEBUG",
  "AKS_TOPOLOGY_FILE",
  "CDKTF_OUTDIR",
  "FORCE_COLOR",
  "NODE_OPTIONS",
]);

/** The environment without what changes the output of the commands under test. */
export function inherited(): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(([name]) => !CHANGES_OUTPUT.has(name));
  return { ...Object.fromEntries(kept), NO_COLOR: "1" };
}
