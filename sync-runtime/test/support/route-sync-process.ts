import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mirrorConfig } from "./fleet.js";

const command = fileURLToPath(new URL("../../bin/route-sync.mjs", import.meta.url));

export interface Ended {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly ms: number;
}

/** The command in a process of its own, as users and containers run it. */
export class RouteSync {
  stdout = "";
  stderr = "";
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  hasEnded = false;
  readonly #started = performance.now();

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.child = spawn(process.execPath, [command, ...args], {
      env: { PATH: process.env["PATH"] ?? "", HOME: tmpdir(), ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child.stdout?.on("data", (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.child.stderr?.on("data", (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = new Promise((resolve) => {
      this.child.once("close", (exitCode, signal) => {
        this.hasEnded = true;
        resolve({ exitCode, signal, ms: performance.now() - this.#started });
      });
    });
  }

  /** Waits until the process has printed something, or ended. */
  async until(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.stderr) ?? pattern.exec(this.stdout);
      if (found !== null) return found;
      if (this.hasEnded) throw new Error(`ended without ${String(pattern)}: ${this.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** The port that `serve` listens on. */
  async port(): Promise<number> {
    const [, port] = await this.until(/listens on http:\/\/127\.0\.0\.1:(\d+)/);
    return Number(port);
  }

  /** Sends a signal. @returns how it ended, with the milliseconds since the signal */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<Ended> {
    const sent = performance.now();
    this.child.kill(signal);
    const ended = await this.ended;
    return { ...ended, ms: performance.now() - sent };
  }
}

export async function configFile(...mirrors: readonly object[]): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "route-sync-"));
  const file = join(directory, "mirrors.json");
  await writeFile(file, JSON.stringify({ mirrors: mirrors.length > 0 ? mirrors : [mirrorConfig()] }));
  return file;
}
