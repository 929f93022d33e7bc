/** The codes of both commands, as `npm run docs` writes them: `explain` needs no constructs. */
import codes from "@aks-topology/cli/codes.json" with { type: "json" };

export interface ExplainedCode {
  readonly title: string;
  readonly explanation: string;
  readonly remedy: string;
  readonly source: string;
}

type Catalogue = Readonly<Record<string, ExplainedCode>>;

/** Codes of `aks-topology`. */
export const CODES: Catalogue = codes["aks-topology"];

/** Codes of `route-sync`. */
export const ROUTE_SYNC_CODES: Catalogue = codes["route-sync"];
