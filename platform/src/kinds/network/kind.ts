import type { NetworkPlugin } from "@aks-topology/constructs";
import type * as z from "zod";
import type { Kind } from "../kind.js";

/** One network plugin. */
export interface NetworkKind<Schema extends z.ZodType = z.ZodType> extends Kind<Schema> {
  /** The plugin as the constructs accept it. */
  readonly network: (spec: z.output<Schema>) => NetworkPlugin;
}

export function networkKind<Schema extends z.ZodType>(kind: NetworkKind<Schema>): NetworkKind<Schema> {
  return kind;
}
