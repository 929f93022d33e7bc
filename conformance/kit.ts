import { at } from "./compare.ts";
import { exchangeOf, type Exchange } from "./recording.ts";

export interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined when there is none. */
  readonly body: unknown;
}

/** The world outside: the network, the identity, time. */
export interface Ports {
  readonly send: (
    request: Request,
    signal: AbortSignal,
  ) => Promise<{ status: number; headers: Readonly<Record<string, string>>; text: string }>;
  readonly token: () => Promise<string>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface Place {
  /** `https://management.azure.com` */
  readonly endpoint: string;
  readonly subscription: string;
  readonly location: string;
  /** The name of the one resource group. */
  readonly group: string;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
}

/** The versions that the answers are recorded in, by provider. */
const API_VERSIONS: Readonly<Record<string, string>> = {
  "microsoft.alertsmanagement": "2019-05-05-preview",
  "microsoft.authorization": "2022-04-01",
  "microsoft.containerservice": "2024-09-01",
  "microsoft.insights": "2020-10-01",
  "microsoft.managedidentity": "2023-01-31",
  "microsoft.network": "2024-05-01",
};
const RESOURCES = "2021-04-01";
const ACTIVITY_LOG = "2015-04-01";

const POLL_MS = 2_000;
/** Larger request bodies are not recorded: what they were is said by the step. */
const LARGEST_REQUEST = 4_096;

/** What a step has to work with: requests that are recorded under a name, and waiting. */
export class Kit {
  readonly place: Place;
  readonly exchanges: Exchange[] = [];
  /** Paths of the locks that steps have put, removed or not. */
  readonly locks: string[] = [];
  readonly #ports: Ports;
  readonly #signal: AbortSignal;

  constructor(place: Place, ports: Ports, signal: AbortSignal) {
    this.place = place;
    this.#ports = ports;
    this.#signal = signal;
  }

  /** The id of the resource group, or of a resource in it: `in("Microsoft.Network/routeTables/rt")`. */
  in(resource?: string): string {
    const group = `/subscriptions/${this.place.subscription}/resourceGroups/${this.place.group}`;
    return resource === undefined ? group : `${group}/providers/${resource}`;
  }

  /** Sends a request and records it under a name. */
  async call(name: string, method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    if (method === "PUT" && path.includes("/Microsoft.Authorization/locks/")) this.locks.push(path);
    const answer = await this.quietly(method, path, options);
    const text = JSON.stringify(options.body);
    const body = options.body === undefined || text.length > LARGEST_REQUEST ? {} : { body: options.body };
    const headers = conditionsOf(options);
    this.exchanges.push(exchangeOf(name, { method, path, headers, ...body }, answer));
    return answer;
  }

  /** Sends a request that is not recorded. */
  async quietly(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const url = this.#url(path);
    const headers = {
      authorization: `Bearer ${await this.#ports.token()}`,
      "content-type": "application/json",
      ...conditionsOf(options),
    };
    const text = options.body === undefined ? undefined : JSON.stringify(options.body);
    const answer = await this.#ports.send({ method, url, headers, body: text }, this.#signal);
    return { status: answer.status, headers: answer.headers, body: parsed(answer.text) };
  }

  /** Waits until the operation that a write began has ended. @returns its last status */
  async finished(write: Answer, minutes = 5): Promise<string> {
    const url = write.headers["azure-asyncoperation"] ?? write.headers["location"];
    if (url === undefined || write.status >= 400) return "none";
    for (let waited = 0; waited < minutes * 60_000; waited += POLL_MS) {
      await this.wait(POLL_MS);
      const { status, headers, body } = await this.quietly("GET", url);
      const said = at(body, "status");
      if (typeof said === "string" && /^(succeeded|failed|canceled)$/i.test(said)) return said;
      if (headers["azure-asyncoperation"] === undefined && said === undefined && status !== 202)
        return String(status);
    }
    throw new Error(`the operation has not ended within ${minutes} minutes`);
  }

  /** A write whose end is awaited; what is recorded is its first answer. */
  async done(
    name: string,
    method: string,
    path: string,
    options: CallOptions = {},
    minutes = 5,
  ): Promise<Answer> {
    const answer = await this.call(name, method, path, options);
    await this.finished(answer, minutes);
    return answer;
  }

  /** A moment that long ago, as ISO text. */
  ago(ms: number): string {
    return new Date(this.#ports.now() - ms).toISOString();
  }

  wait(ms: number): Promise<void> {
    return this.#ports.sleep(ms, this.#signal);
  }

  /** The token goes to the endpoint alone, whatever an answer's header names. */
  #url(path: string): string {
    const url = new URL(path, this.place.endpoint);
    if (url.origin !== new URL(this.place.endpoint).origin)
      throw new Error(`an answer links to ${url.origin}, which is not ${this.place.endpoint}`);
    if (!url.searchParams.has("api-version")) url.searchParams.set("api-version", versionFor(url.pathname));
    return url.href;
  }
}

function conditionsOf({ ifMatch, ifNoneMatch }: CallOptions): Record<string, string> {
  return {
    ...(ifMatch === undefined ? {} : { "if-match": ifMatch }),
    ...(ifNoneMatch === undefined ? {} : { "if-none-match": ifNoneMatch }),
  };
}

function versionFor(path: string): string {
  if (/\/eventtypes\/management\//i.test(path)) return ACTIVITY_LOG;
  const providers = [...path.toLowerCase().matchAll(/\/providers\/([^/]+)/g)];
  return API_VERSIONS[providers.at(-1)?.[1] ?? ""] ?? RESOURCES;
}

function parsed(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return "<not JSON>";
  }
}
