import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

/** The simulator as a process of its own, as `npm run simulator` starts it. */
export class SimulatorProcess {
  readonly env: Record<string, string>;
  readonly url: string;
  readonly ca: string;
  readonly #child: ChildProcess;
  readonly #log: string[];

  private constructor(child: ChildProcess, env: Record<string, string>, log: string[]) {
    this.#child = child;
    this.env = env;
    this.url = env["ROUTE_SYNC_ARM_ENDPOINT"] ?? "";
    this.ca = readFileSync(env["NODE_EXTRA_CA_CERTS"] ?? "", "utf8");
    this.#log = log;
  }

  static async start(...options: string[]): Promise<SimulatorProcess> {
    const child = spawn(process.execPath, [MAIN, "--port", "0", ...options], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const log: string[] = [];
    child.stderr.on("data", (chunk: Buffer) => log.push(chunk.toString()));
    let printed = "";
    for await (const chunk of child.stdout) {
      printed += String(chunk);
      if (printed.includes("# curl")) break;
    }
    const env = Object.fromEntries(
      [...printed.matchAll(/^export (\w+)='([^']*)'$/gm)].map(([, name = "", value = ""]) => [name, value]),
    );
    return new SimulatorProcess(child, env, log);
  }

  /** Lines of the request log. */
  get log(): string {
    return this.#log.join("");
  }

  /** Sends a signal; gives the exit code. */
  async stop(signal: "SIGTERM" | "SIGINT" = "SIGTERM"): Promise<number | null> {
    if (this.#child.exitCode !== null) return this.#child.exitCode;
    const ended = once(this.#child, "exit");
    this.#child.kill(signal);
    await ended;
    return this.#child.exitCode;
  }
}

/** Runs the command to its end. */
export async function runMain(...options: string[]): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [MAIN, ...options], { stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  await once(child, "close");
  return { code: child.exitCode, stderr };
}
