import type { ArmErrorDetail } from "./arm-error.js";
import { lower } from "./arm-id.js";
import { operationName } from "./busy.js";
import type { Call } from "./call.js";
import { emptyResponse, type SimResponse } from "./http.js";
import { asText, type JsonObject } from "./json.js";
import { signedQuery, type Operation, type Operations, type OperationStatus } from "./operations.js";
import type { Pending, Resource } from "./resource.js";
import type { Store } from "./store.js";

/** How an accepted write will end, when not well. */
export interface Ending {
  readonly status: OperationStatus | "never" | "lost";
  readonly code: string;
  readonly message: string;
}

/** An accepted write, for listeners. */
export interface Written {
  readonly id: string;
  readonly type: string;
  readonly verb: "write" | "delete";
  readonly created: boolean;
  readonly call: Call;
  readonly ends: OperationStatus;
  /** Milliseconds since the epoch at which it is done; Infinity never. */
  readonly readyAt: number;
  readonly before: JsonObject | undefined;
}

/** How a deletion that was accepted will end. */
export interface Deletion {
  readonly ends: OperationStatus;
  /** None where the provider answers at once. */
  readonly operation: Operation | undefined;
}

/** What the writes ask of the rest of the simulator. */
export interface WriteHooks {
  now(): number;
  /** Milliseconds from acceptance to the end of a long-running operation. */
  operationMs(): number;
  /** Milliseconds for which a resource stays Updating after its operation has ended. */
  lingersMs(call: Call): number;
  ending(call: Call): Ending | undefined;
  written(event: Written): void;
}

/** The accepted writes: how long each takes, how it ends, and what its answer says. */
export class Acceptance {
  readonly #store: Store;
  readonly #operations: Operations;
  readonly #hooks: WriteHooks;
  /** Operations that another party ends, by the key of their resource. */
  readonly #open = new Map<string, string>();

  constructor(store: Store, operations: Operations, hooks: WriteHooks) {
    this.#store = store;
    this.#operations = operations;
    this.#hooks = hooks;
  }

  /** Begins the operation of a write, or none where the provider answers at once. */
  written(
    call: Call,
    resource: Resource,
    before: JsonObject | undefined,
    verb: Written["verb"],
    unchanged: boolean,
  ): Operation | undefined {
    const ending = this.#hooks.ending(call);
    const { row } = resource;
    const now = this.#hooks.now();
    const waits = row.writes !== "sync" || ending !== undefined;
    const never =
      ending?.status === "never" ||
      (row.completion === "external" && verb === "write" && ending === undefined);
    const readyAt = !waits || unchanged ? now : never ? Infinity : now + this.#hooks.operationMs();
    const ends = endOf(ending);
    const operation = waits ? this.#start(call, resource.body, readyAt, ends, ending) : undefined;
    if (!waits || (unchanged && ending === undefined)) {
      resource.state = "Succeeded";
      resource.pending = undefined;
      resource.touch();
    } else
      this.#store.settle(
        resource,
        readyAt + this.#hooks.lingersMs(call),
        ends,
        "Updating",
        followed(call, operation),
      );
    const { text: id, type } = call.path;
    this.#hooks.written({ id, type, verb, created: before === undefined, call, ends, readyAt, before });
    if (operation === undefined) return undefined;
    if (row.completion === "external" && verb === "write") this.#open.set(resource.key, operation.id);
    return operation;
  }

  /** Begins the deletion of a resource and of what goes with it. */
  deleted(call: Call, known: Resource, doomed: readonly Resource[]): Deletion {
    const { row } = known;
    const ending = this.#hooks.ending(call);
    const waits = (row.deletes ?? row.writes) !== "sync" || ending !== undefined;
    const ends = endOf(ending);
    const now = this.#hooks.now();
    const readyAt = !waits ? now : ending?.status === "never" ? Infinity : now + this.#hooks.operationMs();
    const operation = waits ? this.#start(call, known.body, readyAt, ends, ending) : undefined;
    const under = followed(call, operation);
    if (ends !== "Succeeded") this.#store.settle(known, readyAt, ends, "Deleting", under);
    else if (readyAt <= now) for (const resource of doomed) this.#store.remove(resource.id);
    else for (const resource of doomed) this.#store.settle(resource, readyAt, "Deleted", "Deleting", under);
    const { text: id, type } = call.path;
    const before = known.body;
    this.#hooks.written({ id, type, verb: "delete", created: false, call, ends, readyAt, before });
    return { ends, operation };
  }

  /** Ends a write that waited for another party: well, or with an error. */
  complete(id: string, error?: ArmErrorDetail): void {
    const resource = this.#store.get(id);
    const operation = resource === undefined ? undefined : this.#open.get(resource.key);
    if (resource === undefined || operation === undefined) return;
    this.#open.delete(resource.key);
    const now = this.#hooks.now();
    const ends = error === undefined ? "Succeeded" : "Failed";
    this.#store.settle(resource, now, ends);
    this.#operations.finish(operation, now, ends, error);
  }

  /** The answer of a write, with the addresses at which its operation is polled. */
  answer(
    call: Call,
    resource: Resource,
    status: number,
    operation: Operation | undefined,
    text: string,
  ): SimResponse {
    const headers: Record<string, string> = {};
    if (operation !== undefined) {
      const query = signedQuery(operation, call.apiVersion);
      headers["azure-asyncnotification"] = "Enabled";
      headers["azure-asyncoperation"] = `${call.origin}${operation.path}?${query}`;
      if (call.method === "DELETE")
        headers["location"] =
          `${call.origin}${operation.path.replace("/operations/", "/operationResults/")}?${query}`;
      const { retryAfter } = resource.row;
      if (retryAfter !== undefined) headers["retry-after"] = String(retryAfter);
    }
    if (text === "") return emptyResponse(status, headers);
    return { status, headers: { "content-type": "application/json; charset=utf-8", ...headers }, body: text };
  }

  #start(
    call: Call,
    body: JsonObject,
    readyAt: number,
    ends: OperationStatus,
    ending: Ending | undefined,
  ): Operation {
    return this.#operations.start({
      subscription: call.path.subscription ?? "00000000-0000-0000-0000-000000000000",
      namespace: call.path.namespace ?? "Microsoft.Resources",
      location:
        lower((asText(body["location"]) ?? "global").replaceAll(" ", "")).replaceAll(/[^a-z0-9]/g, "") ||
        "global",
      readyAt,
      ends,
      error:
        ending === undefined || ends === "Succeeded"
          ? undefined
          : { code: ending.code, message: ending.message },
      lost: ending?.status === "lost",
    });
  }
}

function followed(call: Call, operation: Operation | undefined): Pending["operation"] {
  return operation === undefined
    ? undefined
    : { id: operation.id, path: operation.path, name: operationName(call) };
}

function endOf(ending: Ending | undefined): OperationStatus {
  return ending?.status === "Failed" || ending?.status === "Canceled" ? ending.status : "Succeeded";
}
