// Writes the pages of docs/reference/ that come from the code.
import { mkdirSync, writeFileSync } from "node:fs";
import { PAGES } from "./reference/pages.ts";

const folder = new URL("../docs/reference/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const { file, text } of PAGES) writeFileSync(new URL(file, folder), text());
