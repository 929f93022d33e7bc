import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { onTestFinished } from "vitest";
import { ROOT } from "./files.js";
import { inherited } from "./process.js";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The simulator as users start it: a process of its own that answers over HTTPS. */
export interface SimulatorProcess {
  /** The environment that it prints for its clients. */
  readonly env: Readonly<Record<string, string>>;
  readonly call: (method: string, path: string, body?: unknown) => Promise<Answer>;
}

const READY_AFTER = "NO_PROXY";

export async function startSimulator(...args: readonly string[]): Promise<SimulatorProcess> {
  const child = startNode([join(ROOT, "simulator/dist/main.js"), "--port", "0", ...args]);
  const env: Record<string, string> = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const [, name, value] = /^export (\w+)='(.*)'$/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    env[name] = value;
    if (name === READY_AFTER) break;
  }
  const origin = env["ROUTE_SYNC_ARM_ENDPOINT"];
  const ca = env["NODE_EXTRA_CA_CERTS"];
  if (origin === undefined || ca === undefined) throw new Error("the simulator did not start");
  const certificate = readFileSync(ca, "utf8");
  return { env, call: (method, path, body) => call(new URL(path, origin), certificate, method, body) };
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** Starts Node with arguments; it ends with the test. */
export function startNode(args: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  const child = spawn(process.execPath, [...args], {
    cwd: ROOT,
    env: { ...inherited(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // Unread output would fill the pipe and stop the child.
  child.stderr.resume();
  onTestFinished(async () => {
    if (child.exitCode !== null) return;
    child.kill();
    await once(child, "exit");
  });
  return child;
}

async function call(url: URL, ca: string, method: string, body: unknown): Promise<Answer> {
  const text = body === undefined ? "" : JSON.stringify(body);
  const headers = { authorization: "Bearer test", "content-type": "application/json", connection: "close" };
  const outgoing = request(url, { method, ca, headers });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once("response", resolve);
    outgoing.once("error", reject);
    outgoing.end(text);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk as Uint8Array));
  const answer = Buffer.concat(chunks).toString("utf8");
  return { status: response.statusCode ?? 0, body: answer === "" ? undefined : JSON.parse(answer) };
}
