import { NetworkManagementClient } from "@azure/arm-network";
import type { TokenCredential } from "@azure/core-auth";
import type { HttpClient } from "@azure/core-rest-pipeline";
import { interrupted, SyncError } from "../../domain/errors.js";
import { TableId, type ResourceGroupId } from "../../domain/ids.js";
import { isJsonObject } from "../../domain/json.js";
import { bodyWithRoutes, readTable, type RouteTable } from "../../domain/table.js";
import type { Route } from "../../domain/route.js";
import { sleepUnlessAborted, type Clock } from "../../ports/clock.js";
import { raced } from "../../ports/race.js";
import { TableCallError, type Call, type RouteTables, type WriteCall } from "../../ports/route-tables.js";
import { armError, type OperationContext } from "./arm-errors.js";
import type { Cloud } from "./cloud.js";
import { exchangePolicy, inExchange, sentPolicy, type Exchange } from "./exchange.js";
import { Pacer } from "./pacer.js";

export interface ArmOptions {
  readonly cloud: Cloud;
  readonly credential: TokenCredential;
  readonly clock: Clock;
  /** In place of the network. @default the SDK's own client */
  readonly httpClient?: HttpClient;
  /** Between two looks at a running write, in milliseconds; grows by half from the eighth on. @default 250 */
  readonly pollMs?: number;
}

const LONGEST_POLL_MS = 5_000;

/**
 * Route tables over @azure/arm-network. Bodies travel raw in both directions, since the SDK's model drops what it does
 * not know; retries are the reconciler's, which knows what to read again before.
 */
export class ArmRouteTables implements RouteTables {
  readonly #options: ArmOptions;
  readonly #clients = new Map<string, NetworkManagementClient>();

  constructor(options: ArmOptions) {
    this.#options = options;
  }

  async read(id: TableId, call: Call): Promise<RouteTable> {
    return this.#exchange(call, { verb: "read", what: id.toString() }, async (exchange) => {
      const client = this.#client(id.group);
      await client.routeTables.get(id.group.name, id.name, { abortSignal: call.signal });
      return demandTable(exchange, id);
    });
  }

  async find(group: ResourceGroupId, call: Call): Promise<TableId> {
    const ids = await this.#exchange(
      call,
      { verb: "list", what: `the route tables of ${group.toString()}` },
      async (exchange) => {
        const found: TableId[] = [];
        for await (const table of this.#client(group).routeTables.list(group.name, {
          abortSignal: call.signal,
        })) {
          const id = TableId.parse(table.id ?? "");
          if (id === null) throw noList(group);
          found.push(id);
        }
        if (!isList(exchange)) throw noList(group);
        return found;
      },
    );
    const [only, ...more] = ids;
    if (only === undefined) throw noManagedTable(group);
    if (more.length > 0) throw severalTables(group, ids);
    return only;
  }

  async write(table: RouteTable, routes: readonly Route[], call: WriteCall): Promise<RouteTable> {
    const { id, etag } = table;
    const { clock, pollMs = 250 } = this.#options;
    const begin = new AbortController();
    const body = JSON.stringify(bodyWithRoutes(table, routes));
    const context: OperationContext = { verb: "write", what: id.toString() };
    const { meter } = call;
    return this.#exchange({ meter, signal: begin.signal, body }, context, async (exchange) => {
      const abort = (): void => {
        begin.abort(call.signal.reason);
      };
      // A write that has gone out is followed to its end; one that still waits for a token or its turn is not begun.
      const stop = (): void => {
        if (!exchange.sent) begin.abort(interrupted());
      };
      call.signal.addEventListener("abort", abort, { once: true });
      call.stop.addEventListener("abort", stop, { once: true });
      try {
        if (call.stop.aborted) throw interrupted();
        const poller = this.#client(id.group).routeTables.createOrUpdate(
          id.group.name,
          id.name,
          {},
          { abortSignal: begin.signal, requestOptions: { headers: { "If-Match": etag } } },
        );
        await raced(poller.submitted(), begin.signal);
        for (let poll = 1; !poller.isDone; poll += 1) {
          const waitMs = Math.min(LONGEST_POLL_MS, pollMs * 1.5 ** Math.max(0, poll - 8));
          if (!(await sleepUnlessAborted(clock, waitMs, begin.signal))) throw operationTimedOut(id);
          await poller.poll({ abortSignal: begin.signal });
        }
        return tableAfter(exchange, id);
      } catch (error) {
        throw call.stop.aborted && !exchange.sent ? interrupted() : error;
      } finally {
        call.signal.removeEventListener("abort", abort);
        call.stop.removeEventListener("abort", stop);
      }
    });
  }

  async #exchange<T>(
    call: Call & Pick<Exchange, "body">,
    context: OperationContext,
    run: (exchange: Exchange) => Promise<T>,
  ): Promise<T> {
    const exchange: Exchange = { ...call, answer: null, sent: false, accepted: false };
    try {
      return await inExchange(exchange, () => run(exchange));
    } catch (thrown) {
      throw armError(thrown, exchange, context);
    }
  }

  #client({ subscription }: ResourceGroupId): NetworkManagementClient {
    const known = this.#clients.get(subscription);
    if (known !== undefined) return known;
    const { credential, cloud, httpClient, clock } = this.#options;
    const client = new NetworkManagementClient(credential, subscription, {
      endpoint: cloud.endpoint,
      credentials: { scopes: [cloud.scope] },
      retryOptions: { maxRetries: 0 },
      userAgentOptions: { userAgentPrefix: "aks-topology-route-sync" },
      ...(httpClient === undefined ? {} : { httpClient }),
    });
    client.pipeline.addPolicy(exchangePolicy(new Pacer(clock)), { afterPhase: "Retry" });
    client.pipeline.addPolicy(sentPolicy, { afterPhase: "Sign" });
    this.#clients.set(subscription, client);
    return client;
  }
}

/** Whether the last answer is a page of a list: the SDK takes any other answer with status 200 for an empty one. */
function isList({ answer }: Exchange): boolean {
  const page: unknown = JSON.parse(answer?.text ?? "null");
  return isJsonObject(page) && Array.isArray(page["value"]);
}

function noList(group: ResourceGroupId): SyncError {
  return new SyncError({
    code: "TABLE_UNREADABLE",
    fault: "azure",
    message: `the answer does not read as the route tables of ${group.toString()}`,
    remedy: "Check what is between this host and Azure (proxy, cache); nothing was written.",
  });
}

/** The table in the last answer, which must be the one that was asked for. */
function demandTable(exchange: Exchange, id: TableId): RouteTable {
  const table = readTable(JSON.parse(exchange.answer?.text ?? "null"));
  if (table.id.key === id.key) return table;
  throw new SyncError({
    code: "WRONG_TABLE",
    fault: "azure",
    message: `asked for ${id.toString()}, the answer is ${table.id.toString()}`,
    remedy: "Check what is between this host and Azure (proxy, cache); nothing was written.",
  });
}

/**
 * The table as the write left it. A success that comes without the table (a proxy's page with status 200) proves nothing:
 * only reading again can show.
 */
function tableAfter(exchange: Exchange, id: TableId): RouteTable {
  try {
    return demandTable(exchange, id);
  } catch (cause) {
    throw new TableCallError({
      code: "OPERATION_FAILED",
      fault: "azure",
      message: `the write of ${id.toString()} was answered with something else than the table`,
      remedy: "Check what is between this host and Azure (proxy, cache), then run again.",
      retry: { when: "later", afterMs: null },
      maybeDone: true,
      cause,
    });
  }
}

function operationTimedOut(id: TableId): SyncError {
  return new TableCallError({
    code: "OPERATION_TIMED_OUT",
    fault: "azure",
    message: `Azure accepted the write of ${id.toString()} but has not finished it in time`,
    remedy: "Look at the table's provisioningState; the next round goes on when it is no longer Updating.",
    retry: { when: "later", afterMs: null },
    maybeDone: true,
  });
}

function noManagedTable(group: ResourceGroupId): SyncError {
  return new SyncError({
    code: "MANAGED_TABLE_NOT_FOUND",
    fault: "config",
    message: `${group.toString()} has no route table`,
    remedy:
      "Only kubenet clusters without a table of their own have one there; otherwise name it with source.id.",
  });
}

function severalTables(group: ResourceGroupId, ids: readonly TableId[]): SyncError {
  return new SyncError({
    code: "MANAGED_TABLE_AMBIGUOUS",
    fault: "config",
    message: `${group.toString()} has ${ids.length} route tables: ${ids.map(({ name }) => name).join(", ")}`,
    remedy: "Name the one that AKS writes with source.id.",
  });
}
