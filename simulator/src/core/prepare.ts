import { badRequest, type ArmError } from "./arm-error.js";
import { lower } from "./arm-id.js";
import {
  asObject,
  at,
  fill,
  isList,
  isObject,
  objects,
  omit,
  textOf,
  withAt,
  type Json,
  type JsonObject,
} from "./json.js";
import { stableGuid } from "./random.js";
import type { Rows } from "./rows.js";
import type { Facts, InlineChildren, TypeRow, World } from "./type-row.js";

/** What a body is prepared for. */
export interface Target {
  readonly row: TypeRow;
  readonly id: string;
  readonly name: string;
  readonly previous: JsonObject | undefined;
  /** For an inline child: its parent's body. */
  readonly parent?: JsonObject;
}

/** Turns what was sent into what Azure keeps: read-only keys dropped, defaults and computed values filled in. */
export class Preparation {
  readonly #rows: Rows;
  readonly #world: World;
  readonly #tenant: string;
  readonly #now: () => number;

  constructor(rows: Rows, world: World, tenant: string, now: () => number) {
    this.#rows = rows;
    this.#world = world;
    this.#tenant = tenant;
    this.#now = now;
  }

  facts(target: Target, body: JsonObject): Facts {
    const { id, name, previous, parent } = target;
    return { id, name, body, previous, parent, tenant: this.#tenant, now: this.#now(), world: this.#world };
  }

  /** The body to store. Does not refuse anything but malformed children. */
  prepare(target: Target, sent: JsonObject): JsonObject {
    const { row } = target;
    let body = withoutReadOnly(sent);
    for (const path of row.dropped ?? [])
      if (at(body, path) !== undefined) body = withAt(body, path, undefined);
    if (row.defaults !== undefined) body = fill(body, row.defaults);
    body = withIdentity(target, body, this.#tenant, this.#world);
    for (const inline of row.inline ?? []) body = this.#withChildren(target, inline, body);
    for (const [path, computed] of Object.entries(row.computed ?? {})) {
      const value = computed(this.facts(target, body));
      if (value !== undefined) body = withAt(body, path, value);
    }
    return body;
  }

  /** Throws the first of the row's refusals that applies. */
  refuse(target: Target, body: JsonObject): void {
    for (const refusal of target.row.refusals ?? []) {
      const error = refusal(this.facts(target, body));
      if (error !== undefined) throw error;
    }
  }

  /** One child, prepared by its own row and refused by it. */
  child(
    parent: Target,
    inline: InlineChildren,
    sent: JsonObject,
    previous: JsonObject | undefined,
    parentBody: JsonObject,
  ): JsonObject {
    const name = sent["name"];
    if (typeof name !== "string" || name === "")
      throw badRequest(
        "InvalidRequestFormat",
        `Cannot parse the request: an entry of '${inline.property}' has no name.`,
      );
    const row = this.#rows.of(`${parent.row.type}/${inline.type}`);
    const flat = inline.shape === "flat";
    const before = flat && previous !== undefined ? { properties: omit(previous, "name") } : previous;
    const target: Target = {
      row,
      id: `${parent.id}/${inline.type}/${name}`,
      name,
      previous: before,
      parent: parentBody,
    };
    const body = this.prepare(target, flat ? { properties: omit(sent, "name") } : sent);
    this.refuse(target, body);
    return flat ? { name, ...asObject(body["properties"]) } : { name, ...body };
  }

  #withChildren(target: Target, inline: InlineChildren, body: JsonObject): JsonObject {
    const path = `properties.${inline.property}`;
    const known = objects(at(target.previous, path));
    const sent = at(body, path);
    if (sent === undefined || sent === null)
      return withAt(body, path, inline.whenOmitted === "keep" ? known : []);
    if (!isList(sent) || !sent.every(isObject))
      throw badRequest(
        "InvalidRequestFormat",
        `Cannot parse the request: '${inline.property}' must be a list of objects.`,
      );
    const before = new Map(known.map((child) => [lower(textOf(child["name"])), child]));
    const seen = new Set<string>();
    const children = objects(sent).map((child) => {
      const name = lower(textOf(child["name"]));
      if (seen.has(name)) throw duplicate(target, inline, textOf(child["name"]));
      seen.add(name);
      return this.child(target, inline, child, before.get(name), body);
    });
    return withAt(body, path, children);
  }
}

function duplicate(target: Target, inline: InlineChildren, name: string): ArmError {
  return badRequest(
    inline.duplicate ?? "DuplicateResourceName",
    `Resource ${target.id}/${inline.type}/ has two child resources with the same name (${name}).`,
  );
}

function withoutReadOnly(sent: JsonObject): JsonObject {
  const { properties } = sent;
  const rest = omit(sent, "id", "name", "type", "etag", "properties");
  if (!isObject(properties)) return rest;
  return { ...rest, properties: omit(properties, "provisioningState") };
}

/** System-assigned and user-assigned identities carry the ids that Entra gave them. */
function withIdentity(target: Target, body: JsonObject, tenant: string, world: World): JsonObject {
  const identity = body["identity"];
  if (!isObject(identity)) return body;
  const kind = textOf(identity["type"]).toLowerCase();
  let filled: JsonObject = identity;
  if (kind.includes("systemassigned"))
    filled = { ...filled, principalId: stableGuid(`principal:${lower(target.id)}`), tenantId: tenant };
  const assigned = identity["userAssignedIdentities"];
  if (isObject(assigned)) {
    const users: Record<string, Json> = {};
    for (const id of Object.keys(assigned)) {
      if (assigned[id] === null) continue;
      const {
        principalId = stableGuid(`principal:${lower(id)}`),
        clientId = stableGuid(`client:${lower(id)}`),
      } = asObject(world.lookup(id)?.["properties"]);
      users[id] = { principalId, clientId };
    }
    filled = { ...filled, userAssignedIdentities: users };
  }
  return { ...body, identity: filled };
}
