import { partialJsonSchema, platformJsonSchema } from "@aks-topology/platform";
import { choicesPage } from "./choices.ts";
import { cloudsPage } from "./clouds.ts";
import { combinationsPage } from "./combinations.ts";
import { egressRulesPage } from "./egress-rules.ts";
import { featuresPage } from "./features.ts";
import { namesPage } from "./names.ts";
import { platformFilePage } from "./platform-page.ts";
import { problemCodesPage, routeSyncCodesPage } from "./problem-codes.ts";
import { regionsPage } from "./regions.ts";
import { sizesPage } from "./sizes.ts";

/** A page of docs/reference/ that is written from the same data as the code. */
export interface Page {
  /** Name below docs/reference/. */
  readonly file: string;
  readonly text: () => string;
}

export const PAGES: readonly Page[] = [
  { file: "platform.schema.json", text: () => json(platformJsonSchema()) },
  { file: "platform.partial.schema.json", text: () => json(partialJsonSchema()) },
  { file: "platform.md", text: platformFilePage },
  { file: "features.md", text: featuresPage },
  { file: "choices.md", text: choicesPage },
  { file: "clouds.md", text: cloudsPage },
  { file: "combinations.md", text: combinationsPage },
  { file: "egress-rules.md", text: egressRulesPage },
  { file: "names.md", text: namesPage },
  { file: "problem-codes.md", text: problemCodesPage },
  { file: "route-sync-codes.md", text: routeSyncCodesPage },
  { file: "regions.md", text: regionsPage },
  { file: "sizes.md", text: sizesPage },
];

function json(schema: object): string {
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
