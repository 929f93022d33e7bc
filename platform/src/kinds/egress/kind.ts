import type { EgressOptions, EgressProvider } from "@aks-topology/constructs";
import type { z } from "zod";
import type { Kind } from "../kind.js";

/** One kind of egress. */
export interface EgressKind<Schema extends z.ZodType = z.ZodType> extends Kind<Schema> {
  /** The choice as the constructs accept it: options of one of their kinds, or a custom provider. */
  readonly egress: (spec: z.output<Schema>) => EgressOptions | EgressProvider;
}

export function egressKind<Schema extends z.ZodType>(kind: EgressKind<Schema>): EgressKind<Schema> {
  return kind;
}
