import { Acceptance, type WriteHooks } from "./acceptance.js";
import { ArmError, badRequest, GATEWAY } from "./arm-error.js";
import { lower, parseArmPath } from "./arm-id.js";
import { bodyOf, type Call } from "./call.js";
import type { SimResponse } from "./http.js";
import { Operations } from "./operations.js";
import type { Paging } from "./paging.js";
import { Preparation } from "./prepare.js";
import type { Random } from "./random.js";
import { Reads, type Listed } from "./reads.js";
import type { Registrations } from "./registrations.js";
import type { Rows } from "./rows.js";
import { Store } from "./store.js";
import { requireSubscription } from "./subscriptions.js";
import type { Limits, World } from "./type-row.js";
import { Writes } from "./writes.js";

export interface ArmOptions {
  readonly rows: Rows;
  readonly random: Random;
  readonly tenant: string;
  readonly limits: Limits;
  readonly paging: Paging;
  readonly registrations: Registrations;
  readonly listed: Listed;
}

/** Azure Resource Manager for any type: it knows paths, verbs, etags and operations, and no type by name. */
export class Arm {
  readonly store: Store;
  readonly world: World;
  readonly reads: Reads;
  readonly writes: Writes;
  readonly acceptance: Acceptance;

  constructor(options: ArmOptions, hooks: WriteHooks) {
    const { rows, random, tenant, limits, paging, registrations, listed } = options;
    const now = (): number => hooks.now();
    this.store = new Store(rows, random, now);
    this.world = worldOf(this.store, limits);
    const operations = new Operations(random);
    const preparation = new Preparation(rows, this.world, tenant, now);
    const { store } = this;
    this.reads = new Reads({
      store,
      preparation,
      operations,
      tenant,
      now,
      paging,
      registrations,
      listed,
      operationMs: () => hooks.operationMs(),
    });
    this.acceptance = new Acceptance(this.store, operations, hooks);
    this.writes = new Writes(this.store, this.reads, preparation, this.acceptance, now);
  }

  /** Answers a request. Throws ArmError for what Azure refuses. */
  answer(given: Call): SimResponse {
    requireApiVersion(given);
    requireSubscription(given.path);
    const call = this.#withName(given);
    switch (call.method) {
      case "GET":
        return this.reads.get(call);
      case "HEAD":
        return this.reads.head(call);
      case "PUT":
        return this.writes.put(call);
      case "PATCH":
        return this.writes.patch(call);
      case "DELETE":
        return this.writes.delete(call);
      case "POST":
        return this.reads.action(call, call.text.trim() === "" ? {} : bodyOf(call));
      default:
        throw new ArmError(
          405,
          "HttpMethodNotAllowed",
          `The HTTP method '${call.method.slice(0, 20)}' is not supported.`,
        );
    }
  }

  /** Some singletons have no name in their path. */
  #withName(call: Call): Call {
    const { path } = call;
    if (path.kind === "item" || this.store.rows.of(path.type).noNameSegment !== true) return call;
    return { ...call, path: parseArmPath(`${path.text}/${BARE}`) };
  }
}

/** The name under which a singleton is kept whose path has none. */
const BARE = "default";

function worldOf(store: Store, limits: Limits): World {
  return {
    limits,
    lookup: (id) => {
      const known = store.get(id);
      if (known !== undefined) return store.shown(known);
      const type = typeOfChild(id);
      const child = store.child(id, type);
      return child === undefined ? undefined : store.childShown(child);
    },
    ofType: (type) => store.ofType(type).map((resource) => store.shown(resource)),
    has: (type) => store.has(type),
    referrers: (id) => store.referrers(id),
    holders: (id) => store.holders(id),
  };
}

/** The type of a child's id: the segments after the last `/providers/`, without the names. */
function typeOfChild(id: string): string {
  const tail = id.slice(lower(id).lastIndexOf("/providers/") + "/providers/".length).split("/");
  return tail.filter((_, index) => index === 0 || index % 2 === 1).join("/");
}

/** First and last year of an api-version: Resource Manager began in 2014. */
const FIRST_YEAR = 2014;
const LAST_YEAR = 2028;

function requireApiVersion(call: Call): void {
  const { apiVersion, path } = call;
  if (apiVersion === "")
    throw new ArmError(
      400,
      "MissingApiVersionParameter",
      "The api-version query parameter (?api-version=) is required for all requests.",
      {
        headers: GATEWAY,
      },
    );
  const match = /^(\d{4})-(\d{2})-(\d{2})(-[a-z0-9.-]{1,20})?$/i.exec(apiVersion);
  if (match === null)
    throw new ArmError(
      400,
      "InvalidApiVersionParameter",
      `The api-version '${apiVersion.slice(0, 60)}' is invalid. The supported versions are dates such as '2024-05-01'.`,
      {
        headers: GATEWAY,
      },
    );
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= 31) return;
  throw badRequest(
    "NoRegisteredProviderFound",
    `No registered resource provider found for API version '${apiVersion}' for type '${path.type.slice(path.type.indexOf("/") + 1)}'. The supported api-versions are between '${FIRST_YEAR}-01-01' and today.`,
  );
}
