import type { TokenCredential } from "@azure/core-auth";
import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createPipelineFromOptions,
  createPipelineRequest,
  type HttpClient,
  type Pipeline,
} from "@azure/core-rest-pipeline";
import { SyncError } from "../../domain/errors.js";
import { isJsonObject, stringAt, type JsonObject } from "../../domain/json.js";
import type { Clock } from "../../ports/clock.js";
import { TableCallError, type Call } from "../../ports/route-tables.js";
import { armError, type OperationContext } from "./arm-errors.js";
import type { Cloud } from "./cloud.js";
import { exchangePolicy, inExchange, sentPolicy, type Answer, type Exchange } from "./exchange.js";
import { Pacer } from "./pacer.js";

export interface ArmRequestOptions {
  readonly cloud: Cloud;
  readonly credential: TokenCredential;
  readonly clock: Clock;
  /** In place of the network. @default the SDK's own client */
  readonly httpClient?: HttpClient | undefined;
}

/** One request to the Resource Manager, and how to speak of it in a message. */
export interface ArmRequest extends OperationContext {
  /** @default GET */
  readonly method?: "GET" | "PUT";
  /** From the first slash on, without a query. */
  readonly path: string;
  readonly apiVersion: string;
  readonly body?: JsonObject;
  readonly ifMatch?: string;
}

/** What the Resource Manager answered, whatever the status. Nothing in it is assumed. */
export interface Reply {
  readonly status: number;
  /** Null where the answer is no JSON object: empty, an HTML page, a list. */
  readonly body: JsonObject | null;
  /** Of an error body; null where there is none. */
  readonly code: string | null;
  readonly message: string | null;
  readonly answer: Answer;
}

/** How far an exchange came. */
type Came = Pick<Exchange, "answer" | "sent" | "accepted">;

/** More pages than any list has that the doctor reads; a service that links its pages in a circle is left then. */
const MOST_PAGES = 1_000;

/** Requests to the Resource Manager for everything that is not a route table. Never repeats one by itself. */
export class ArmRequests {
  readonly #options: ArmRequestOptions;
  readonly #pipeline: Pipeline;
  readonly #httpClient: HttpClient;

  constructor(options: ArmRequestOptions) {
    this.#options = options;
    const { cloud, credential, clock, httpClient = createDefaultHttpClient() } = options;
    this.#httpClient = httpClient;
    this.#pipeline = createPipelineFromOptions({
      retryOptions: { maxRetries: 0 },
      redirectOptions: { maxRetries: 0 },
      userAgentOptions: { userAgentPrefix: "aks-topology-route-sync" },
    });
    this.#pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: [cloud.scope] }), {
      afterPhase: "Retry",
    });
    this.#pipeline.addPolicy(exchangePolicy(new Pacer(clock)), { afterPhase: "Retry" });
    this.#pipeline.addPolicy(sentPolicy, { afterPhase: "Sign" });
  }

  /** Sends a request and gives the answer of any status. @throws SyncError only when there is no answer */
  send(request: ArmRequest, call: Call): Promise<Reply> {
    return this.#send(this.#url(request), request, call);
  }

  /** The body of a 2xx answer. @throws SyncError for every other status, and for a body that is no JSON object */
  async get(request: ArmRequest, call: Call): Promise<JsonObject> {
    return this.demand(await this.send(request, call), request);
  }

  /** All elements of a list, page after page. @throws SyncError also when the answer is no list */
  async list(request: ArmRequest, call: Call): Promise<readonly JsonObject[]> {
    const found: JsonObject[] = [];
    let next: URL | null = this.#url(request);
    for (let page = 0; next !== null; page += 1) {
      if (page === MOST_PAGES) throw this.unreadable(request, `it has more than ${MOST_PAGES} pages`);
      const body: JsonObject = this.demand(await this.#send(next, request, call), request);
      const { value } = body;
      if (!Array.isArray(value)) throw this.unreadable(request, "it has no list");
      found.push(...value.filter(isJsonObject));
      next = this.#page(stringAt(body, "nextLink"));
    }
    return found;
  }

  /** The body of a good answer. @throws SyncError for every other one */
  demand(reply: Reply, request: ArmRequest): JsonObject {
    if (reply.status < 200 || reply.status > 299) throw this.errorOf(reply, request);
    if (reply.body === null) throw this.unreadable(request, "it is no JSON object");
    return reply.body;
  }

  errorOf({ status, answer }: Reply, request: ArmRequest): SyncError {
    return this.#named(new Error(`HTTP ${status}`), { answer, sent: false, accepted: false }, request);
  }

  /** For an answer that is no answer of the Resource Manager's: `{}`, a page of a proxy, a list without elements. */
  unreadable({ what }: OperationContext, flaw: string): SyncError {
    return new SyncError({
      code: "ANSWER_UNREADABLE",
      fault: "azure",
      message: `the answer to the request for ${what} does not read as one of the Resource Manager: ${flaw}`,
      remedy: "Check what is between this host and Azure (proxy, cache), then run again.",
    });
  }

  #url({ path, apiVersion }: ArmRequest): URL {
    const url = this.#at(path);
    url.searchParams.set("api-version", apiVersion);
    return url;
  }

  #page(link: string | undefined): URL | null {
    const { endpoint } = this.#options.cloud;
    if (link === undefined || link === "" || !URL.canParse(link, endpoint)) return null;
    const { pathname, search } = new URL(link, endpoint);
    const url = this.#at(pathname);
    url.search = search;
    return url;
  }

  /**
   * Always below the configured endpoint, which may have a path of its own: whatever a path or a link from an answer
   * says, the token goes nowhere else.
   */
  #at(path: string): URL {
    const url = new URL(this.#options.cloud.endpoint);
    const base = url.pathname.replace(/\/$/, "");
    url.pathname = path.startsWith(`${base}/`) ? path : base + path;
    return url;
  }

  async #send(url: URL, request: ArmRequest, call: Call): Promise<Reply> {
    const { method = "GET", body, ifMatch } = request;
    const exchange: Exchange = { ...call, answer: null, sent: false, accepted: false };
    const outgoing = createPipelineRequest({ url: url.href, method, abortSignal: call.signal });
    if (body !== undefined) {
      outgoing.body = JSON.stringify(body);
      outgoing.headers.set("content-type", "application/json");
    }
    if (ifMatch !== undefined) outgoing.headers.set("if-match", ifMatch);
    try {
      await inExchange(exchange, () => this.#pipeline.sendRequest(this.#httpClient, outgoing));
    } catch (thrown) {
      throw this.#named(thrown, exchange, request);
    }
    const { answer } = exchange;
    if (answer === null) throw this.#named(new Error("no answer"), exchange, request);
    return replyOf(answer);
  }

  #named(thrown: unknown, exchange: Came, context: OperationContext): SyncError {
    const error = armError(thrown, exchange, context);
    if (!(error instanceof TableCallError)) return error;
    const { message, fault, retry, maybeDone } = error;
    const also = { message, fault, retry, maybeDone, cause: thrown };
    switch (error.code) {
      case "TABLE_NOT_FOUND":
        return new TableCallError({
          ...also,
          code: "RESOURCE_NOT_FOUND",
          remedy: "Check whether it exists.",
        });
      case "TABLE_UNREADABLE":
        return this.unreadable(context, "it makes no sense");
      case "AUTHORIZATION_FAILED":
        return new TableCallError({ ...also, code: "AUTHORIZATION_FAILED", remedy: roleRemedy(message) });
      default:
        return error;
    }
  }
}

function replyOf(answer: Answer): Reply {
  const body = parsed(answer.text);
  const error = body !== null && isJsonObject(body["error"]) ? body["error"] : null;
  return {
    status: answer.status,
    body,
    code: error === null ? null : (stringAt(error, "code") ?? null),
    message: error === null ? null : (stringAt(error, "message") ?? null),
    answer,
  };
}

function parsed(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Azure names the action and the scope in its refusal. */
function roleRemedy(message: string): string {
  const [, action, scope] = /perform action '([^']+)' over scope '([^']+)'/.exec(message) ?? [];
  if (action === undefined || scope === undefined) return "Grant the identity a role that allows it.";
  return `Grant the identity ${action} on ${scope}.`;
}
