import type { Verdict } from "@aks-topology/trace";
import type { Resources } from "../support/network.js";

/** An example that Microsoft publishes, as Terraform, with what the page says comes of it. */
export interface DocumentedCase {
  readonly title: string;
  /** Path below https://learn.microsoft.com/azure/, with the section. */
  readonly source: string;
  readonly resources: Resources;
  readonly from: string;
  readonly to: string;
  readonly protocol?: "TCP" | "UDP" | "ICMP";
  readonly port?: number;
  readonly verdict: Verdict;
  /** Part of what decides a verdict that is not delivered: the address or the rule. */
  readonly decidedBy?: string;
  /** Parts of hops on the way there, in order: of the place, what decides, or the text. */
  readonly passes?: readonly string[];
  /** Parts that no hop there has. */
  readonly avoids?: readonly string[];
  /** The addresses at the end of the way there. */
  readonly arrives?: { readonly source?: string; readonly destination?: string };
}
