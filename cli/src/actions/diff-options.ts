import type { LoadOptions } from "../azurerm-option.js";

/** What becomes of a resource, in the order in which summaries list it. */
export const ACTIONS = ["create", "update", "replace", "delete", "move"] as const;

export type Action = (typeof ACTIONS)[number];

export interface DiffOptions extends LoadOptions {
  readonly against?: string;
  readonly out: string;
  readonly failOn?: readonly Action[];
  readonly detailedExitcode?: true;
  readonly json?: true;
}
