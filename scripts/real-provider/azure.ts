import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { groupOf, type Existing } from "../../demo/src/existing.ts";

const SIMULATOR = fileURLToPath(new URL("../../simulator/dist/main.js", import.meta.url));
/** The simulator answers every version of a type. */
const VERSION = "?api-version=2024-05-01";
/** The last line of the environment that the simulator prints. */
const LAST_LINE = "NO_PROXY";

/** The simulator as a process, with the environment that it prints for Terraform. */
export class Azure {
  readonly env: Readonly<Record<string, string>>;
  readonly #process: ChildProcess;
  readonly #certificate: string;

  private constructor(child: ChildProcess, env: Record<string, string>) {
    this.#process = child;
    this.env = env;
    this.#certificate = readFileSync(env["NODE_EXTRA_CA_CERTS"] ?? "", "utf8");
  }

  static async start(): Promise<Azure> {
    const child = spawn(process.execPath, [SIMULATOR, "--port", "0"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const env: Record<string, string> = {};
    for await (const line of createInterface({ input: child.stdout })) {
      const [, name, value] = /^export (\w+)='(.*)'$/.exec(line) ?? [];
      if (name === undefined || value === undefined) continue;
      env[name] = value;
      if (name === LAST_LINE) break;
    }
    child.stdout.resume();
    if (env["ROUTE_SYNC_ARM_ENDPOINT"] === undefined)
      throw new Error("The simulator did not start: run npm run build.");
    return new Azure(child, env);
  }

  async stop(): Promise<void> {
    this.#process.kill();
    await once(this.#process, "exit");
  }

  /** Creates resources and their groups, in the given order. */
  async create(existing: readonly Existing[]): Promise<void> {
    const groups = new Set(existing.map(({ id }) => groupOf(id)));
    for (const group of groups) await this.#put(group, { location: "westeurope" });
    for (const { id, body } of existing) await this.#put(id, body);
  }

  /** The bodies of resources as text, by id. */
  async read(existing: readonly Existing[]): Promise<Map<string, string>> {
    const bodies = new Map<string, string>();
    for (const { id } of existing) {
      const { status, text } = await this.#call("GET", `${id}${VERSION}`);
      bodies.set(id, `${status} ${text}`);
    }
    return bodies;
  }

  /** Ids whose bodies differ. An etag changes with any write, also one that is undone. */
  differences(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
    const withoutEtags = (text: string | undefined): string | undefined =>
      text?.replaceAll(/"etag":"(?:[^"\\]|\\.)*"/g, "");
    return [...before].flatMap(([id, text]) =>
      withoutEtags(text) === withoutEtags(after.get(id)) ? [] : [id],
    );
  }

  async #put(id: string, body: object): Promise<void> {
    const { status, text } = await this.#call("PUT", `${id}${VERSION}`, body);
    if (status >= 300) throw new Error(`PUT ${id}: ${status} ${text}`);
  }

  async #call(method: string, path: string, body?: object): Promise<{ status: number; text: string }> {
    const url = new URL(path, this.env["ROUTE_SYNC_ARM_ENDPOINT"]);
    const headers = { authorization: "Bearer seed", "content-type": "application/json", connection: "close" };
    const outgoing = request(url, { method, ca: this.#certificate, headers });
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once("response", resolve);
      outgoing.once("error", reject);
      outgoing.end(body === undefined ? "" : JSON.stringify(body));
    });
    const text = (await response.setEncoding("utf8").toArray()).join("");
    return { status: response.statusCode ?? 0, text };
  }
}
