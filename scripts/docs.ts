// Writes what comes from the code: the pages of docs/reference/, and the codes that the two commands explain.
import { mkdirSync, writeFileSync } from "node:fs";
import { CODE_FILES, codesJson } from "./reference/codes.ts";
import { PAGES } from "./reference/pages.ts";

const root = new URL("../", import.meta.url);
mkdirSync(new URL("docs/reference/", root), { recursive: true });
for (const { file, text } of PAGES) writeFileSync(new URL(`docs/reference/${file}`, root), text());
for (const file of CODE_FILES) writeFileSync(new URL(file, root), codesJson());
