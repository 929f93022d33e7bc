/** The changes that Terraform would plan, as data. */

/** What becomes of a resource. A replaced one is deleted and created again; a moved one only gets another address. */
export type Action = "create" | "update" | "replace" | "delete" | "move";

/** The actions, in the order in which summaries list them. */
export const ACTIONS: readonly Action[] = ["create", "update", "replace", "delete", "move"];

/** What is shown of a value that Terraform only knows once it has applied the change. */
export const KNOWN_AFTER_APPLY = "(known after apply)";

/** What is shown of a value that the provider marks as sensitive. */
export const SENSITIVE = "(sensitive value)";

/** One argument whose value changes. */
export interface AttributeChange {
  /** As Terraform writes it: `network_profile.network_plugin`, `tags["a b"]`, `ip_configuration[1].name`. */
  readonly path: string;
  /** The value before; null where there was none. References that have no value yet are shown as such. */
  readonly before: unknown;
  /** The value after; null where there is none. */
  readonly after: unknown;
  /** Whether this change alone replaces the resource. */
  readonly forces: boolean;
}

/** The change of one resource. */
export interface Change {
  readonly stack: string;
  /** Terraform address within the stack. */
  readonly address: string;
  /** Address before a move; null where it is the same. */
  readonly previousAddress: string | null;
  readonly action: Action;
  /** Sorted by path; empty for what is created, deleted or moved. */
  readonly attributes: readonly AttributeChange[];
}
