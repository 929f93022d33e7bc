import { ArmError, badRequest, GATEWAY, groupNotFound, resourceNotFound } from "./arm-error.js";
import { groupId, isWithin, lower, parentId, parseArmPath, type ArmPath } from "./arm-id.js";
import type { Call } from "./call.js";
import { emptyResponse, jsonResponse, type SimResponse } from "./http.js";
import { asList, asObject, asText, isObject, objects, textOf, type Json, type JsonObject } from "./json.js";
import { isSigned, signedQuery, type Operation, type Operations } from "./operations.js";
import type { Paging } from "./paging.js";
import type { Preparation } from "./prepare.js";
import type { Registrations } from "./registrations.js";
import { Resource } from "./resource.js";
import { hasEtag } from "./rows.js";
import type { Store } from "./store.js";
import { checkNameAvailability, providerAnswer, subscriptionAnswer } from "./subscriptions.js";

const GROUPS = "Microsoft.Resources/resourceGroups";

/** Entries of a collection that is not stored; undefined for all others. */
export type Listed = (call: Call) => readonly JsonObject[] | undefined;

interface ReadParts {
  readonly store: Store;
  readonly preparation: Preparation;
  readonly operations: Operations;
  readonly tenant: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly paging: Paging;
  readonly registrations: Registrations;
  readonly listed: Listed;
  /** Milliseconds that a long action takes. */
  readonly operationMs: () => number;
}

/** GET, lists, polls and actions, for any type. */
export class Reads {
  readonly #store: Store;
  readonly #preparation: Preparation;
  readonly #operations: Operations;
  readonly #tenant: string;
  readonly #now: () => number;
  readonly #paging: Paging;
  readonly #registrations: Registrations;
  readonly #listed: Listed;
  readonly #operationMs: () => number;

  constructor(parts: ReadParts) {
    const { store, preparation, operations, tenant, now, paging, registrations, listed, operationMs } = parts;
    this.#store = store;
    this.#preparation = preparation;
    this.#operations = operations;
    this.#tenant = tenant;
    this.#now = now;
    this.#paging = paging;
    this.#registrations = registrations;
    this.#listed = listed;
    this.#operationMs = operationMs;
  }

  get(call: Call): SimResponse {
    const { path } = call;
    if (path.namespace === undefined && path.type !== GROUPS) return this.#scope(call);
    if (path.namespace !== undefined && !path.type.includes("/"))
      return providerAnswer(path, this.#registrations);
    if (/\/locations\/operations$/i.test(path.type)) return this.#poll(call);
    if (/\/locations\/operationresults$/i.test(path.type)) return this.#result(call);
    if (path.kind === "collection") return this.#list(call);
    this.requireGroup(path);
    const child = this.#store.child(path.text, path.type);
    if (child !== undefined) {
      const headers = hasEtag(this.#store.rows.of(path.type)) ? { etag: child.parent.etag } : {};
      return jsonResponse(200, this.#store.childShown(child), headers);
    }
    const known = this.#store.get(path.text) ?? this.singleton(path) ?? this.#inherited(path);
    if (known === undefined) throw this.missing(path);
    return {
      status: 200,
      headers: {
        "content-type": "application/json; charset=utf-8",
        ...(hasEtag(known.row) ? { etag: known.etag } : {}),
      },
      body: this.#store.text(known),
    };
  }

  head(call: Call): SimResponse {
    try {
      this.get(call);
      return emptyResponse(204);
    } catch (error) {
      if (error instanceof ArmError) return emptyResponse(error.status);
      throw error;
    }
  }

  /** POST on a resource: `listKeys` and its like. */
  action(call: Call, request: JsonObject): SimResponse {
    const { path } = call;
    const verb = lower(path.text.slice(path.text.lastIndexOf("/") + 1));
    if (verb === "checknameavailability") return checkNameAvailability(this.#store, request);
    if (path.namespace !== undefined && !path.type.includes("/"))
      return providerAnswer(path, this.#registrations);
    if (path.subscription !== undefined && verb === "register") {
      this.#registrations.register(path.subscription, path.namespace ?? "");
      return providerAnswer(parseArmPath(parentPath(path.text)), this.#registrations);
    }
    const target = parseArmPath(parentPath(path.text));
    this.requireGroup(target);
    const known = this.#store.get(target.text) ?? this.singleton(target) ?? this.#standIn(target);
    if (known === undefined) throw this.missing(target);
    const action = Object.entries(known.row.actions ?? {}).find(([name]) => lower(name) === verb)?.[1];
    if (action === undefined)
      throw new ArmError(
        404,
        "InvalidResourceType",
        `The resource type '${verb}' could not be found in the namespace '${target.namespace ?? ""}' for api version '${call.apiVersion}'.`,
      );
    const { row, id, name, body } = known;
    const facts = this.#preparation.facts({ row, id, name, previous: body }, this.#store.shown(known));
    const result = action(facts, request);
    if (row.longActions?.some((long) => lower(long) === verb) === true) return this.#longAction(call, result);
    return jsonResponse(200, result);
  }

  #longAction(call: Call, result: Json): SimResponse {
    const { subscription = "", namespace = "" } = call.path;
    const operation = this.#operations.start({
      subscription,
      namespace,
      location: "global",
      readyAt: this.#now() + this.#operationMs(),
      ends: "Succeeded",
      error: undefined,
      lost: false,
      result,
    });
    const poll = `${call.origin}${operation.path}?${signedQuery(operation, call.apiVersion)}`;
    return emptyResponse(202, {
      "azure-asyncoperation": poll,
      location: poll.replace("/operations/", "/operationResults/"),
      "retry-after": "0",
    });
  }

  /** For actions that answer though nothing is stored. */
  #standIn(path: ArmPath): Resource | undefined {
    const row = this.#store.rows.of(path.type);
    if (row.actsWithoutResource !== true) return undefined;
    return new Resource(this.#store.rows, row, path.text, path.names.at(-1) ?? "", {}, "");
  }

  parse(id: string): ArmPath {
    return parseArmPath(id);
  }

  /** A resource that is there as soon as its parent is. */
  singleton(path: ArmPath): Resource | undefined {
    const row = this.#store.rows.of(path.type);
    if (row.singleton !== true || path.kind !== "item") return undefined;
    const parent = parentId(path.text);
    if (this.#store.get(parent) === undefined && this.singleton(parseArmPath(parent)) === undefined)
      return undefined;
    const id = this.canonical(path);
    const name = path.names.at(-1) ?? "";
    const body = this.#preparation.prepare({ row, id, name, previous: undefined }, {});
    return new Resource(this.#store.rows, row, id, name, body, 'W/"singleton"');
  }

  /** What is stored above a scope, or is Azure's own, is found there too. */
  #inherited(path: ArmPath): Resource | undefined {
    const row = this.#store.rows.of(path.type);
    if (row.inherited !== true) return undefined;
    const name = lower(path.names.at(-1) ?? "");
    const above = this.#store
      .ofType(path.type)
      .find((known) => lower(known.name) === name && isWithin(path.scope, scopeOf(known.id)));
    return above ?? this.#builtIns(path).find((known) => lower(known.name) === name);
  }

  #builtIns({ type, subscription }: ArmPath): Resource[] {
    const row = this.#store.rows.of(type);
    const prefix = subscription === undefined ? "" : `/subscriptions/${subscription}`;
    return (row.builtIn ?? []).map(
      ({ name, body }) =>
        new Resource(this.#store.rows, row, `${prefix}/providers/${row.type}/${name}`, name, body, ""),
    );
  }

  requireGroup(path: ArmPath): void {
    if (path.group === undefined || path.type === GROUPS) return;
    if (this.#store.get(groupId(path)) === undefined) throw groupNotFound(path.group);
  }

  requireParent(path: ArmPath): void {
    if (path.names.length < 2) return;
    const parent = parseArmPath(parentId(path.text));
    if (
      this.#store.get(parent.text) !== undefined ||
      this.#store.child(parent.text, parent.type) !== undefined
    )
      return;
    if (this.singleton(parent) === undefined) throw this.missingParent(path);
  }

  missingParent(path: ArmPath): ArmError {
    const parent = parentId(path.text);
    const type = path.type.slice(path.type.indexOf("/") + 1);
    return new ArmError(
      404,
      "ParentResourceNotFound",
      `Failed to perform 'write' on resource(s) of type '${type}', because the parent resource '${parent}' could not be found.`,
      { headers: GATEWAY },
    );
  }

  missing(path: ArmPath): ArmError {
    if (path.type === GROUPS) return groupNotFound(path.group ?? "");
    const special = this.#store.rows.of(path.type).notFound;
    if (special !== undefined)
      return new ArmError(404, special, `The resource '${path.text}' was not found.`);
    if (
      this.#store.rows.inlineIn(path.type) !== undefined &&
      this.#store.get(parentId(path.text)) !== undefined
    )
      return new ArmError(404, "NotFound", `Resource ${path.text} not found.`);
    return resourceNotFound(path.type, path.names.join("/"), path.group);
  }

  /** The id in Azure's case: the group's and the parent's own, the type's own, the name as given. */
  canonical(path: ArmPath): string {
    const name = path.names.at(-1) ?? "";
    if (path.type === GROUPS) return `/subscriptions/${path.subscription ?? ""}/resourceGroups/${name}`;
    const { type } = this.#store.rows.of(path.type);
    const parent = path.names.length > 1 ? this.#store.get(parentId(path.text)) : undefined;
    if (parent !== undefined) return `${parent.id}/${type.slice(type.lastIndexOf("/") + 1)}/${name}`;
    const segments = type.split("/").slice(1);
    const tail = segments.map((segment, index) => `${segment}/${path.names[index] ?? ""}`).join("/");
    return `${this.#scopeId(path.scope)}/providers/${type.split("/")[0] ?? ""}/${tail}`;
  }

  #scopeId(scope: string): string {
    if (scope === "") return "";
    const known = this.#store.get(scope)?.id;
    if (known !== undefined) return known;
    return scope
      .replace(/^\/subscriptions\//i, "/subscriptions/")
      .replace(/\/resourcegroups\//i, "/resourceGroups/");
  }

  #scope(call: Call): SimResponse {
    const { path } = call;
    if (/\/resources$/i.test(path.text)) {
      const scope = path.text.slice(0, -"/resources".length);
      if (path.group !== undefined) this.requireGroup({ ...path, type: "" });
      const found = this.#store
        .under(`${scope}/`)
        .filter(({ row, id }) => row.type !== GROUPS && isTopLevel(id));
      const value = found
        .map((resource) => summary(this.#store.shown(resource)))
        .filter(odataFilter(call.query.get("$filter")));
      return this.#paging.answer(call, value);
    }
    return subscriptionAnswer(path, this.#tenant, this.#registrations);
  }

  #list(call: Call): SimResponse {
    const { path } = call;
    this.requireGroup(path);
    const listed = this.#listed(call);
    if (listed !== undefined) return this.#paging.answer(call, listed);
    const place = this.#store.rows.inlineIn(path.type);
    if (place !== undefined) {
      const parentText = path.text.slice(0, path.text.lastIndexOf("/"));
      const parent = this.#store.get(parentText);
      if (parent === undefined) throw this.missing(parseArmPath(parentText));
      const children = objects(asObject(parent.body["properties"])[place.inline.property]);
      const value = children.map((child, index) =>
        this.#store.childShown({ parent, inline: place.inline, child, index }),
      );
      return this.#paging.answer(call, value);
    }
    const inGroup = path.group !== undefined || path.names.length > 0 || path.type === GROUPS;
    const row = this.#store.rows.of(path.type);
    const found =
      row.inherited === true
        ? [
            ...this.#builtIns(path),
            ...this.#store.ofType(path.type).filter((resource) => appliesAt(path.scope, resource)),
          ]
        : inGroup
          ? this.#store.collection(path.text)
          : this.#store.ofType(path.type, path.scope);
    const filter = odataFilter(call.query.get("$filter"));
    return this.#paging.answer(call, found.map((resource) => this.#store.shown(resource)).filter(filter));
  }

  #poll(call: Call): SimResponse {
    const operation = this.#operation(call);
    if (this.#now() < operation.readyAt) return jsonResponse(200, { status: "InProgress" });
    if (operation.error === undefined) return jsonResponse(200, { status: operation.ends });
    return jsonResponse(200, { status: operation.ends, error: { ...operation.error, details: [] } });
  }

  #result(call: Call): SimResponse {
    const operation = this.#operation(call);
    if (this.#now() >= operation.readyAt)
      return isObject(operation.result) && Object.keys(operation.result).length > 0
        ? jsonResponse(200, operation.result)
        : emptyResponse(204);
    return emptyResponse(202, { location: `${call.origin}${call.path.text}?${call.query.toString()}` });
  }

  /** The operation that is asked after, at the very address that was handed out. */
  #operation(call: Call): Operation {
    const id = call.path.names.at(-1) ?? "";
    const operation = this.#operations.find(id);
    if (operation === undefined || operation.lost)
      throw new ArmError(404, "OperationNotFound", `Operation '${id}' was not found.`);
    if (!isSigned(operation, call.query))
      throw badRequest(
        "InvalidAsyncOperationUri",
        "The query of the operation's address is not as it was handed out.",
      );
    return operation;
  }
}

/** What a resource hangs on: "" for the tenant. */
function scopeOf(id: string): string {
  return id.slice(0, lower(id).lastIndexOf("/providers/"));
}

/** Whether what is inherited counts at a scope: it hangs on it or above, or names it as assignable (role definitions). */
function appliesAt(scope: string, { id, body }: Resource): boolean {
  return [scopeOf(id), ...asList(asObject(body["properties"])["assignableScopes"]).map(textOf)].some(
    (above) => isWithin(scope, above),
  );
}

function parentPath(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

function isTopLevel(id: string): boolean {
  const { names, scope } = parseArmPath(id);
  return names.length === 1 && !scope.includes("/providers/");
}

function summary(body: JsonObject): JsonObject {
  const { id, name, type, location, tags, identity, sku, kind } = body;
  return { id, name, type, location, tags, identity, sku, kind };
}

/** The few forms of `$filter` that clients use on lists. */
function odataFilter(text: string | null): (body: JsonObject) => boolean {
  const principal =
    /principalId eq '([^']+)'/i.exec(text ?? "")?.[1] ?? /assignedTo\('([^']+)'\)/i.exec(text ?? "")?.[1];
  if (principal !== undefined)
    return (body) => lower(asText(asObject(body["properties"])["principalId"]) ?? "") === lower(principal);
  const type = /resourceType eq '([^']+)'/i.exec(text ?? "")?.[1];
  if (type !== undefined) return (body) => lower(asText(body["type"]) ?? "") === lower(type);
  const role = /roleName eq '([^']+)'/i.exec(text ?? "")?.[1];
  if (role !== undefined) return (body) => asText(asObject(body["properties"])["roleName"]) === role;
  return () => true;
}
