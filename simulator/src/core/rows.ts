import type { InlineChildren, TypeRow } from "./type-row.js";

/** A child type that is part of its parent's body. */
export interface InlineIn {
  readonly parent: TypeRow;
  readonly inline: InlineChildren;
}

/** The table of types. A type without a row is stored and returned as ordinary ARM would. */
export class Rows {
  readonly #rows = new Map<string, TypeRow>();
  readonly #inline = new Map<string, InlineIn>();

  constructor(rows: readonly TypeRow[]) {
    for (const row of rows) {
      this.#rows.set(row.type.toLowerCase(), row);
      for (const inline of row.inline ?? [])
        this.#inline.set(`${row.type}/${inline.type}`.toLowerCase(), { parent: row, inline });
    }
  }

  /** The row of a type; an ordinary one when the table has none. */
  of(type: string): TypeRow {
    return this.#rows.get(type.toLowerCase()) ?? { type, retryAfter: 0 };
  }

  /** Where children of this type live, when that is in their parent's body. */
  inlineIn(type: string): InlineIn | undefined {
    return this.#inline.get(type.toLowerCase());
  }

  all(): TypeRow[] {
    return [...this.#rows.values()];
  }
}

export function hasEtag(row: TypeRow): boolean {
  return row.etag ?? row.type.toLowerCase().startsWith("microsoft.network/");
}
