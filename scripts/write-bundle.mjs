// Writes what esbuild has bundled for a command, with the notices of the packages in it.
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { thirdPartyNotices } from "./notices.mjs";

/** The entry is written last and old chunks go after it, so that a command that starts meanwhile finds all it imports. */
export async function writeBundle({ outputFiles, metafile }, root, outDir) {
  await mkdir(outDir, { recursive: true });
  const files = [
    { name: "THIRD_PARTY_NOTICES", contents: await thirdPartyNotices(metafile, root) },
    ...outputFiles.map(({ path, contents }) => ({ name: basename(path), contents })),
  ].toSorted((a, b) => Number(a.name === "main.js") - Number(b.name === "main.js"));
  for (const { name, contents } of files) await writeFile(join(outDir, name), contents);
  const kept = new Set(files.map(({ name }) => name));
  for (const name of await readdir(outDir)) if (!kept.has(name)) await rm(join(outDir, name));
}
