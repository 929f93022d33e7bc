import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Simulator, VirtualClock, type SimulatorOptions } from "@aks-topology/simulator";
import { createHttpHeaders, type PipelineRequest, type PipelineResponse } from "@azure/core-rest-pipeline";
import type { HttpClient, TokenCredential } from "../../src/adapters/azure/connect.js";
import type { MirrorReport } from "../../src/domain/describe.js";
import { run } from "../../src/hosts/cli/program.js";
import { credential, mirrorConfig, tableBody, tableId, type RouteSeed } from "./fleet.js";

export interface Printed {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Document {
  readonly mirrors: readonly MirrorReport[];
  readonly error?: { readonly code: string; readonly message: string; readonly whose: string };
  readonly problems?: readonly { readonly code: string; readonly path: string; readonly line: number }[];
}

/** A request that is about to be sent. */
export interface Asked {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer in Azure's place; an object becomes JSON. */
export interface Given {
  readonly status: number;
  readonly body: string | object;
}

/** A person at the command line, before a simulated Azure on a virtual clock. */
export class Console {
  readonly clock = new VirtualClock();
  readonly sim: Simulator;
  readonly stop = new AbortController();
  readonly env: Record<string, string> = { NO_COLOR: "1" };
  /** Who signs in. */
  credential: TokenCredential = credential;
  /** Answers in Azure's place where it does not give null; it may reject like a connection, or never resolve. */
  answer: (request: Asked) => Promise<Given | null> | Given | null = () => null;
  /** Answers questions; absent where there is no terminal. */
  confirm: ((question: string) => Promise<boolean>) | undefined = undefined;
  /** Columns of the terminal, when there is one. Its colours are off. */
  columns: number | undefined = undefined;
  /** All requests, in order. */
  readonly requests: Asked[] = [];
  /** Called with everything printed so far, whenever something is. */
  onOutput: (stdout: string) => void = () => undefined;
  #directory: string | null = null;
  /** By table id in lower case: the provisioningState that Azure shows until the next write of the table. */
  readonly #states = new Map<string, string>();

  constructor(options: SimulatorOptions = {}, sim?: Simulator) {
    this.sim = sim ?? new Simulator({ clock: this.clock, ...options });
  }

  seed(
    source: readonly RouteSeed[],
    target: readonly RouteSeed[],
    states: { source?: string; target?: string } = {},
  ): this {
    this.sim.seed(tableId("aks"), tableBody(tableId("aks"), source));
    this.sim.seed(tableId("gateway"), tableBody(tableId("gateway"), target));
    if (states.source !== undefined) this.#states.set(tableId("aks").toLowerCase(), states.source);
    if (states.target !== undefined) this.#states.set(tableId("gateway").toLowerCase(), states.target);
    return this;
  }

  async file(name: string, content: unknown): Promise<string> {
    this.#directory ??= await mkdtemp(join(tmpdir(), "route-sync-"));
    const path = join(this.#directory, name);
    await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  }

  config(...mirrors: readonly object[]): Promise<string> {
    return this.file("mirrors.json", { mirrors: mirrors.length > 0 ? mirrors : [mirrorConfig()] });
  }

  async run(...args: readonly string[]): Promise<Printed> {
    let stdout = "";
    let stderr = "";
    const exit = run(args, {
      stdout: {
        write: (text) => {
          stdout += text;
          this.onOutput(stdout);
        },
        columns: this.columns,
      },
      stderr: {
        write: (text) => (stderr += text),
        columns: this.columns,
        isTTY: this.columns !== undefined,
      },
      terminal: null,
      env: this.env,
      clock: this.clock,
      azure: { httpClient: this.#client(), credential: this.credential, pollMs: 100 },
      stop: this.stop.signal,
      onReload: () => () => undefined,
      onStray: () => undefined,
      ...(this.confirm === undefined ? {} : { confirm: this.confirm }),
    });
    const exitCode = await this.clock.runUntil(exit);
    return { exitCode, stdout, stderr };
  }

  /** Runs with `--json` and the given mirrors. */
  async json(
    command: string,
    options: readonly string[] = [],
    ...mirrors: readonly object[]
  ): Promise<Document & { exitCode: number }> {
    const config = await this.config(...mirrors);
    const { exitCode, stdout } = await this.run(command, "--config", config, "--json", ...options);
    return { ...(JSON.parse(stdout) as Document), exitCode };
  }

  #client(): HttpClient {
    const { httpClient } = this.sim;
    return {
      sendRequest: async (request) => {
        const { host, pathname, searchParams } = new URL(request.url);
        const asked: Asked = {
          method: request.method,
          host,
          path: pathname,
          query: searchParams,
          headers: request.headers.toJSON(),
          body: typeof request.body === "string" ? request.body : "",
        };
        this.requests.push(asked);
        const given = await this.answer(asked);
        if (given !== null) return answered(request, given);
        const id = pathname.toLowerCase();
        if (request.method === "PUT") this.#states.delete(id);
        const response = await httpClient.sendRequest(request);
        const state = this.#states.get(id);
        if (state === undefined) return response;
        // The table's own state comes before those of its routes.
        const shown = response.bodyAsText.replace(
          '"provisioningState":"Succeeded"',
          `"provisioningState":"${state}"`,
        );
        return { ...response, bodyAsText: shown };
      },
    };
  }
}

function answered(request: PipelineRequest, { status, body }: Given): PipelineResponse {
  return {
    request,
    status,
    headers: createHttpHeaders(),
    bodyAsText: typeof body === "string" ? body : JSON.stringify(body),
  };
}
