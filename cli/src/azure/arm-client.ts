/** Azure Resource Manager: reads, lists, actions, and the one write of `approve-private-link`. */
import type { TokenCredential } from "@azure/core-auth";
import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createPipelineFromOptions,
  createPipelineRequest,
  type HttpClient,
  type Pipeline,
  type PipelinePolicy,
  type PipelineResponse,
} from "@azure/core-rest-pipeline";
import { setTimeout as sleep } from "node:timers/promises";
import { UsageError } from "../errors.js";
import { at, isObject, listAt, textAt, type JsonObject } from "./json.js";

export interface ArmClientOptions {
  /** `https://management.azure.com` */
  readonly endpoint: string;
  /** What tokens are for. */
  readonly scope: string;
  readonly credential: TokenCredential;
  /** @default the SDK's own */
  readonly httpClient?: HttpClient | undefined;
  /** How long one request may take, in milliseconds. @default 60,000 */
  readonly requestMs?: number | undefined;
}

/** An action that Azure refuses as a question that it does not answer. */
export class Refusal {
  readonly code: string;
  readonly message: string;

  constructor(code: string, message: string) {
    this.code = code;
    this.message = message;
  }
}

/** Azure answers within seconds; what takes longer than this does not answer. */
const REQUEST_MS = 60_000;
/** A long action that is not done by then has failed. */
const ACTION_MS = 300_000;
/** Between two looks at a long action, where Azure does not say. */
const POLL_MS = 2_000;
/** Pages of a list. */
const MOST_PAGES = 1_000;
/** What a reader waits for, beyond the time in which Azure refills its buckets (Azure Resource Manager, throttling limits). */
const MOST_RETRY_AFTER_SECONDS = 120;

interface Request {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: string;
  readonly body?: JsonObject | undefined;
}

export class ArmClient {
  readonly #options: ArmClientOptions;
  readonly #pipeline: Pipeline;
  readonly #httpClient: HttpClient;

  constructor(options: ArmClientOptions) {
    const { credential, scope, httpClient } = options;
    this.#options = options;
    this.#httpClient = httpClient ?? createDefaultHttpClient();
    this.#pipeline = createPipelineFromOptions({
      redirectOptions: { maxRetries: 0 },
      userAgentOptions: { userAgentPrefix: "aks-topology" },
    });
    this.#pipeline.addPolicy(refusingLongWaits, { afterPhase: "Retry" });
    this.#pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: [scope] }), {
      afterPhase: "Retry",
    });
  }

  /** The body of a resource; undefined where it does not exist. @throws UsageError where Azure does not answer */
  async get(id: string, apiVersion: string): Promise<JsonObject | undefined> {
    const request: Request = { method: "GET", url: this.#url(id, apiVersion) };
    const response = await this.#send(request);
    if (isAbsence(response)) return undefined;
    const body = bodyOf(response, request);
    if (textAt(body, "id") === undefined) throw unreadable(request);
    return body;
  }

  /** All elements of a collection; none where what has it does not exist. @throws UsageError */
  async list(path: string, apiVersion: string): Promise<readonly JsonObject[]> {
    const found: JsonObject[] = [];
    let url: string | undefined = this.#url(path, apiVersion);
    for (let page = 0; url !== undefined; page += 1) {
      const request: Request = { method: "GET", url };
      if (page === MOST_PAGES) throw failed(request, `the list has more than ${MOST_PAGES} pages`);
      const response = await this.#send(request);
      if (page === 0 && isAbsence(response)) break;
      const body = bodyOf(response, request);
      const items = listAt(body, "value");
      if (items === undefined) throw unreadable(request);
      found.push(...items);
      const next = textAt(body, "nextLink");
      url = next === undefined ? undefined : this.#here(next);
    }
    return found;
  }

  /** The result of an action, once it is done. @throws UsageError where Azure does not answer at all */
  async act(path: string, apiVersion: string, body: JsonObject = {}): Promise<JsonObject | Refusal> {
    const request: Request = { method: "POST", url: this.#url(path, apiVersion), body };
    let response = await this.#send(request);
    for (const end = Date.now() + ACTION_MS; response.status === 202;) {
      const location = response.headers.get("location");
      if (location === undefined) throw failed(request, "it has no result");
      const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
      const waitMs = Number.isFinite(seconds) ? seconds * 1_000 : POLL_MS;
      if (Date.now() + waitMs > end)
        throw failed(request, `it takes longer than ${ACTION_MS / 60_000} minutes`);
      await sleep(waitMs);
      response = await this.#send({ method: "GET", url: this.#here(location) });
    }
    if ([400, 404, 405, 409, 422].includes(response.status)) return refusalOf(response);
    return response.status === 204 ? {} : bodyOf(response, request);
  }

  /** Writes a resource, whose operation may go on in Azure. @throws UsageError where Azure refuses it */
  async put(id: string, apiVersion: string, body: JsonObject): Promise<void> {
    const request: Request = { method: "PUT", url: this.#url(id, apiVersion), body };
    demand(await this.#send(request), request);
  }

  #url(path: string, apiVersion: string): string {
    return `${this.#options.endpoint}${encodeURI(path)}?api-version=${apiVersion}`;
  }

  /** A link from an answer, at the configured endpoint: tokens go nowhere else. */
  #here(link: string): string {
    const { pathname, search } = new URL(link, this.#options.endpoint);
    return `${this.#options.endpoint}${pathname}${search}`;
  }

  async #send({ method, url, body }: Request): Promise<PipelineResponse> {
    const request = createPipelineRequest({ url, method, timeout: this.#options.requestMs ?? REQUEST_MS });
    if (body !== undefined) {
      request.body = JSON.stringify(body);
      request.headers.set("content-type", "application/json");
    }
    try {
      return await this.#pipeline.sendRequest(this.#httpClient, request);
    } catch (error) {
      throw notReached(error, this.#options.endpoint);
    }
  }
}

function demand(response: PipelineResponse, request: Request): PipelineResponse {
  const { status } = response;
  if (status >= 200 && status < 300) return response;
  const { message } = refusalOf(response);
  if (status === 401 || status === 403) throw forbidden(message);
  throw failed(request, `HTTP ${status}, ${message}`);
}

/** What Azure Resource Manager says of a thing that does not exist. A 404 of something on the way says nothing about it. */
function isAbsence(response: PipelineResponse): boolean {
  return response.status === 404 && refusalOf(response).code !== "";
}

/** The body of a success. What is none of Azure's answers is a failure, never an empty answer. @throws UsageError */
function bodyOf(response: PipelineResponse, request: Request): JsonObject {
  const value = parsed(demand(response, request).bodyAsText ?? "");
  if (!isObject(value)) throw unreadable(request);
  return value;
}

function refusalOf(response: PipelineResponse): Refusal {
  const error = at(parsed(response.bodyAsText ?? ""), "error");
  return new Refusal(textAt(error, "code") ?? "", textAt(error, "message") ?? "no message");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Azure names the action and the scope in its refusal. */
function forbidden(message: string): UsageError {
  const [, action, scope] = /perform action '([^']+)' over scope '([^']+)'/.exec(message) ?? [];
  return new UsageError(
    `Azure refuses the request: ${oneLine(message)}`,
    action === undefined || scope === undefined
      ? "Sign in as an identity that may read the network."
      : `Grant the identity ${action} on ${scope}.`,
    "AZURE_FORBIDDEN",
  );
}

function failed({ method, url }: { readonly method: string; readonly url: string }, why: string): UsageError {
  const { pathname } = new URL(url);
  return new UsageError(
    `${method} ${pathname} failed: ${oneLine(why)}.`,
    "Run the command again later.",
    "AZURE_FAILED",
  );
}

function unreadable({ method, url }: Request): UsageError {
  return odd(`${method} ${decodeURI(new URL(url).pathname)}`);
}

/** An answer without what each of its kind has, as of a proxy or a gateway on the way. */
function odd(what: string): UsageError {
  return new UsageError(
    `${what} was answered, but not as Azure Resource Manager answers.`,
    "Check --endpoint, the network and the proxy, and run the command again.",
    "AZURE_FAILED",
  );
}

/** What each resource of its type has: without it the body is not taken for one that has none. @throws UsageError */
export function demandList(body: JsonObject, path: string): readonly JsonObject[] {
  const list = listAt(body, path);
  if (list === undefined) throw odd(`GET ${textAt(body, "id") ?? ""}`);
  return list;
}

/** As `demandList`, of a text. @throws UsageError */
export function demandText(body: JsonObject, path: string): string {
  const text = textAt(body, path);
  if (text === undefined) throw odd(`GET ${textAt(body, "id") ?? ""}`);
  return text;
}

/** An answer may ask for an hour, in which a command would seem to hang. */
const refusingLongWaits: PipelinePolicy = {
  name: "refusingLongWaits",
  async sendRequest(request, next) {
    const response = await next(request);
    const seconds = Number(response.headers.get("retry-after") ?? 0);
    if (response.status >= 400 && seconds > MOST_RETRY_AFTER_SECONDS)
      throw failed(request, `Azure asks to wait ${Math.ceil(seconds / 60)} minutes`);
    return response;
  },
};

function notReached(error: unknown, endpoint: string): UsageError {
  if (error instanceof UsageError) return error;
  const { name = "", message = String(error) } = error instanceof Error ? error : {};
  return /Authentication|Credential/.test(name)
    ? new UsageError(
        "No identity is signed in to Azure.",
        "Sign in with az login, or set the variables of a service principal or workload identity.",
        "AZURE_SIGN_IN",
      )
    : new UsageError(
        `${endpoint} does not answer: ${oneLine(message)}`,
        "Check --endpoint, the network and the proxy.",
        "AZURE_FAILED",
      );
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, 400);
}
