// Builds dist/cli/: the command with what it needs before it talks to Azure, in a few files instead of three hundred.
// Loading those one by one is most of the time that help or a plan from files takes.
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { thirdPartyNotices } from "./notices.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const outDir = join(root, "dist/cli");

/** What is bundled; everything else is imported from where npm has installed it. */
const bundled = ["cli-table3", "commander", "ipaddr.js", "yaml", "zod"];

const { dependencies } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
const { outputFiles, metafile } = await build({
  metafile: true,
  absWorkingDir: root,
  entryPoints: { main: "src/hosts/cli/main.ts" },
  outdir: "dist/cli",
  write: false,
  bundle: true,
  splitting: true,
  platform: "node",
  target: "node22",
  format: "esm",
  external: Object.keys(dependencies).filter((name) => !bundled.includes(name)),
  legalComments: "inline",
  // CommonJS dependencies ask for Node's own modules by `require`.
  banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
  logLevel: "warning",
});

// The entry is written last and old chunks go after it, so that a command that starts meanwhile finds all it imports.
await mkdir(outDir, { recursive: true });
const files = [
  { name: "THIRD_PARTY_NOTICES", contents: await thirdPartyNotices(metafile, root) },
  ...outputFiles.map(({ path, contents }) => ({ name: basename(path), contents })),
];
for (const { name, contents } of files.toSorted(
  (a, b) => Number(a.name === "main.js") - Number(b.name === "main.js"),
)) {
  await writeFile(join(outDir, name), contents);
}
const kept = new Set(files.map(({ name }) => name));
for (const name of await readdir(outDir)) if (!kept.has(name)) await rm(join(outDir, name));
