import { lower } from "./arm-id.js";
import { asObject, isList, objects, omit, textOf, withAt, type Json, type JsonObject } from "./json.js";
import { hasEtag, type Rows } from "./rows.js";
import type { InlineChildren, TypeRow } from "./type-row.js";

/** Azure's words for the state of a write. */
export type ProvisioningState = "Succeeded" | "Updating" | "Deleting" | "Failed" | "Canceled" | "Creating";

/** A write that Azure has accepted and not finished. */
export interface Pending {
  /** Milliseconds since the epoch; Infinity never ends. */
  readonly readyAt: number;
  readonly becomes: ProvisioningState | "Deleted";
  /** What is under way; none where it cannot be followed. */
  readonly operation: { readonly id: string; readonly path: string; readonly name: string } | undefined;
}

/** Another resource's mention of this one, shown in this one's body. */
export interface Mention {
  readonly shownAs: string;
  readonly cardinality: "list" | "one";
  readonly id: string;
}

/** One stored resource. Its body is kept without what the envelope adds (id, name, type, etag, state). */
export class Resource {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly row: TypeRow;
  readonly #rows: Rows;
  body: JsonObject;
  etag: string;
  state: ProvisioningState;
  pending: Pending | undefined;
  /** Text of the body before the last write, for a stale read. */
  stale: string | undefined;
  #shown: JsonObject | undefined;
  #text: string | undefined;

  constructor(rows: Rows, row: TypeRow, id: string, name: string, body: JsonObject, etag: string) {
    this.#rows = rows;
    this.row = row;
    this.id = id;
    this.key = lower(id);
    this.name = name;
    this.body = body;
    this.etag = etag;
    this.state = "Succeeded";
  }

  /** Forgets the rendered body: something in it has changed. */
  touch(): void {
    this.#shown = undefined;
    this.#text = undefined;
  }

  /** The whole body as a GET shows it. Shared, never to be changed. */
  shown(mentions: (key: string) => readonly Mention[]): JsonObject {
    this.#shown ??= this.#render(mentions);
    return this.#shown;
  }

  /** The whole body as JSON text. */
  text(mentions: (key: string) => readonly Mention[]): string {
    this.#text ??= JSON.stringify(this.shown(mentions));
    return this.#text;
  }

  #render(mentions: (key: string) => readonly Mention[]): JsonObject {
    let properties = withMentions(asObject(this.body["properties"]), mentions(this.key));
    for (const inline of this.row.inline ?? []) {
      const children = objects(properties[inline.property]).map((child) =>
        this.#child(inline, child, mentions),
      );
      properties = { ...properties, [inline.property]: children };
    }
    let body: JsonObject = { ...this.body, properties };
    for (const path of this.row.hidden ?? []) body = withAt(body, path, undefined);
    return this.#envelope(this.row, this.id, this.name, body);
  }

  /** A child in the shape that its place in the parent's list has. */
  #child(
    inline: InlineChildren,
    child: JsonObject,
    mentions: (key: string) => readonly Mention[],
  ): JsonObject {
    if (inline.shape === "flat")
      return { ...child, ...(this.row.provisioningState === false ? {} : { provisioningState: this.state }) };
    const name = textOf(child["name"]);
    const id = `${this.id}/${inline.type}/${name}`;
    const row = this.#rows.of(`${this.row.type}/${inline.type}`);
    const properties = withMentions(asObject(child["properties"]), mentions(lower(id)));
    return this.#envelope(row, id, name, { ...child, properties });
  }

  /** A child as a GET of its own shows it. */
  childShown(
    inline: InlineChildren,
    child: JsonObject,
    mentions: (key: string) => readonly Mention[],
  ): JsonObject {
    if (inline.shape !== "flat") return this.#child(inline, child, mentions);
    const { name, ...properties } = child;
    const text = textOf(name);
    const row = this.#rows.of(`${this.row.type}/${inline.type}`);
    return this.#envelope(row, `${this.id}/${inline.type}/${text}`, text, { properties });
  }

  #envelope(row: TypeRow, id: string, name: string, body: JsonObject): JsonObject {
    const { properties } = body;
    const rest = omit(body, "name", "id", "etag", "type", "properties");
    const isChild = row !== this.row;
    const state = row.provisioningState === false ? {} : { provisioningState: this.state };
    const etag = hasEtag(row) ? { etag: this.etag } : {};
    const shown = { ...state, ...asObject(properties) };
    // Key order as recorded: routes carry their type last, tables before the location.
    return isChild
      ? { name, id, ...etag, properties: shown, ...rest, type: row.type }
      : { name, id, ...etag, type: row.type, ...rest, properties: shown };
  }
}

function withMentions(properties: JsonObject, mentions: readonly Mention[]): JsonObject {
  if (mentions.length === 0) return properties;
  const shown: Record<string, Json | undefined> = { ...properties };
  for (const { shownAs, cardinality, id } of mentions) {
    const known = shown[shownAs];
    shown[shownAs] = cardinality === "one" ? { id } : [...(isList(known) ? known : []), { id }];
  }
  return shown;
}
