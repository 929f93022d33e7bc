import type { Console } from "./console.js";
import { mirrorConfig } from "./fleet.js";

export interface CheckResult {
  readonly check: string;
  readonly status: string;
  readonly message: string;
  readonly remedy: string | null;
  readonly hint: string | null;
}

/** What `doctor --json` printed. */
export class Diagnosis {
  readonly exitCode: number;
  readonly ok: boolean;
  readonly identity: object | null;
  readonly mirrors: readonly { readonly name: string; readonly checks: readonly CheckResult[] }[];

  constructor(exitCode: number, stdout: string) {
    const document = JSON.parse(stdout) as Pick<Diagnosis, "ok" | "identity" | "mirrors">;
    this.exitCode = exitCode;
    this.ok = document.ok;
    this.identity = document.identity;
    this.mirrors = document.mirrors;
  }

  get checks(): readonly CheckResult[] {
    return this.mirrors.flatMap(({ checks }) => checks);
  }

  /** The first check of a name; one of status "missing" when there is none. */
  of(name: string): CheckResult {
    const missing = { check: name, status: "missing", message: "", remedy: null, hint: null };
    return this.checks.find(({ check }) => check === name) ?? missing;
  }

  /** Names of the checks that do not pass, each with its status. */
  get troubles(): string[] {
    return this.checks.flatMap(({ check, status }) => (status === "pass" ? [] : [`${status} ${check}`]));
  }
}

/** Runs `doctor --json`, for one ordinary mirror unless others are given. */
export async function diagnose(
  console: Console,
  options: readonly string[] = [],
  ...mirrors: readonly object[]
): Promise<Diagnosis> {
  const config = await console.config(...(mirrors.length > 0 ? mirrors : [mirrorConfig()]));
  const { exitCode, stdout } = await console.run("doctor", "--config", config, "--json", ...options);
  return new Diagnosis(exitCode, stdout);
}
