/** Azure Resource Manager: reads, lists, actions, and the one write of `approve-private-link`. */
import type { TokenCredential } from "@azure/core-auth";
import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createPipelineFromOptions,
  createPipelineRequest,
  type HttpClient,
  type Pipeline,
  type PipelineResponse,
} from "@azure/core-rest-pipeline";
import { setTimeout as sleep } from "node:timers/promises";
import { UsageError } from "../errors.js";
import { isObject, objectsAt, textAt, type JsonObject } from "./json.js";

export interface ArmClientOptions {
  /** `https://management.azure.com` */
  readonly endpoint: string;
  /** What tokens are for. */
  readonly scope: string;
  readonly credential: TokenCredential;
  /** @default the SDK's own */
  readonly httpClient?: HttpClient | undefined;
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

/** A long action that is not done by then has failed. */
const ACTION_MS = 300_000;
/** Between two looks at a long action, where Azure does not say. */
const POLL_MS = 2_000;
/** Pages of a list. */
const MOST_PAGES = 1_000;

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
    this.#pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: [scope] }), {
      afterPhase: "Retry",
    });
  }

  /** The body of a resource; undefined where it does not exist. @throws UsageError where Azure does not answer */
  async get(id: string, apiVersion: string): Promise<JsonObject | undefined> {
    const request: Request = { method: "GET", url: this.#url(id, apiVersion) };
    const response = await this.#send(request);
    return response.status === 404 ? undefined : bodyOf(demand(response, request));
  }

  /** All elements of a collection; none where what has it does not exist. @throws UsageError */
  async list(path: string, apiVersion: string): Promise<readonly JsonObject[]> {
    const found: JsonObject[] = [];
    let url: string | undefined = this.#url(path, apiVersion);
    for (let page = 0; url !== undefined && page < MOST_PAGES; page += 1) {
      const request: Request = { method: "GET", url };
      const response = await this.#send(request);
      if (response.status === 404) break;
      const body = bodyOf(demand(response, request));
      found.push(...objectsAt(body, "value"));
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
      if (Date.now() > end) throw failed(request, `it takes longer than ${ACTION_MS / 60_000} minutes`);
      const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
      await sleep(Number.isFinite(seconds) ? seconds * 1_000 : POLL_MS);
      response = await this.#send({ method: "GET", url: this.#here(location) });
    }
    if ([400, 404, 405, 409, 422].includes(response.status)) return refusalOf(response);
    return response.status === 204 ? {} : bodyOf(demand(response, request));
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
    const request = createPipelineRequest({ url, method });
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

function bodyOf({ bodyAsText }: PipelineResponse): JsonObject {
  const value = parsed(bodyAsText ?? "");
  return isObject(value) ? value : {};
}

function refusalOf(response: PipelineResponse): Refusal {
  const { error } = bodyOf(response);
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

function failed({ method, url }: Request, why: string): UsageError {
  const { pathname } = new URL(url);
  return new UsageError(
    `${method} ${pathname} failed: ${oneLine(why)}.`,
    "Run the command again later.",
    "AZURE_FAILED",
  );
}

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
