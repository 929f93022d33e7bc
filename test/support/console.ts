import type { Io } from "@aks-topology/cli";

/** An Io whose output is kept. */
export interface CapturedIo extends Io {
  readonly out: () => string;
  readonly err: () => string;
  readonly json: () => unknown;
}

export function capturedIo(env: Io["env"] = {}, cwd = process.cwd()): CapturedIo {
  const out: string[] = [];
  const err: string[] = [];
  return {
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
    env,
    cwd,
    out: () => out.join(""),
    err: () => err.join(""),
    json: (): unknown => JSON.parse(out.join("")),
  };
}
