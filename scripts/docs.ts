// Writes what comes from the code: the pages of docs/reference/, the codes that the two commands explain, the completion of route-sync, and pictures of examples.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CODE_FILES, codesJson } from "./reference/codes.ts";
import { COMPLETIONS_FILE, completionsJson } from "./reference/completions.ts";
import { PAGES } from "./reference/pages.ts";
import { drawPicture, PICTURES } from "./reference/pictures.ts";

const root = new URL("../", import.meta.url);
mkdirSync(new URL("docs/reference/", root), { recursive: true });
for (const { file, text } of PAGES) writeFileSync(new URL(`docs/reference/${file}`, root), text());
for (const file of CODE_FILES) writeFileSync(new URL(file, root), codesJson());
writeFileSync(new URL(COMPLETIONS_FILE, root), completionsJson());

const images = fileURLToPath(new URL("../docs/images", import.meta.url));
for (const example of PICTURES) await drawPicture(example, images);
