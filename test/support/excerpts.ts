import { platformJsonSchema } from "@aks-topology/platform";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./files.js";

/** A block of code on a page. */
export interface Excerpt {
  readonly page: string;
  /** The line that its text begins at, from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

const PAGES = [
  ...[
    "README.md",
    "CONTRIBUTING.md",
    "docs/*.md",
    "docs/reference/*.md",
    "{conformance,examples/typescript}/README.md",
  ],
  ...[
    "{cli,constructs,platform,simulator,sync-runtime,terraform,trace}/{README,SPEC}.md",
    "sync-runtime/test/chaos/README.md",
  ],
];

/** The excerpts of all pages for users, in the order of the pages. */
export function excerpts(): Excerpt[] {
  return globSync(PAGES, { cwd: ROOT })
    .map((page) => page.replaceAll("\\", "/"))
    .sort()
    .flatMap((page) => excerptsOf(page));
}

function excerptsOf(page: string): Excerpt[] {
  const source = readFileSync(join(ROOT, page), "utf8");
  return [...source.matchAll(/^( *)```(\w*)\n([^]*?)^ *```$/gm)].map(
    ({ 1: indent = "", 2: language = "", 3: text = "", index }) => ({
      page,
      line: source.slice(0, index).split("\n").length + 1,
      language,
      text: text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    }),
  );
}

const SUBSCRIPTION = "/subscriptions/11111111-1111-4111-8111-111111111111";
const GROUP = `${SUBSCRIPTION}/resourceGroups/rg-shop`;
/** What ids of the platform file look like, as its schema has them. */
const PATTERNS = JSON.stringify(platformJsonSchema()).replaceAll("\\", "");

/** Ids as a reader completes them: pages leave out of an id what all of them have, and the type where the name says it. */
export function withWholeIds(text: string): string {
  return text.replaceAll(/\/subscriptions\/…\/([\w./-]+)/g, (_, end: string) => {
    if (end.startsWith("resourceGroups/")) return `${SUBSCRIPTION}/${end}`;
    if (end.startsWith("providers/")) return `${GROUP}/${end}`;
    return `${GROUP}/providers/${end.startsWith("vnet-") ? `Microsoft.Network/virtualNetworks/${end}` : typed(end)}`;
  });
}

/** A type and a name, below the provider, and the parent, that the schema has for the type. */
function typed(end: string): string {
  const [type = ""] = end.split("/");
  const [, provider = "", parent] =
    new RegExp(`providers/(Microsoft\\.\\w+)/(?:(\\w+)/[^"]{0,80}/)?${type}/`).exec(PATTERNS) ?? [];
  return parent === undefined ? `${provider}/${end}` : `${provider}/${parent}/parent/${end}`;
}
