// Builds dist/cli/: the command with what it needs before it talks to Azure, in a few files instead of three hundred.
// Loading those one by one is most of the time that help or a plan from files takes.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { writeBundle } from "../../scripts/write-bundle.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What is bundled; everything else is imported from where npm has installed it. */
const bundled = ["cli-table3", "commander", "ipaddr.js", "yaml", "zod"];

const { dependencies } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
const bundle = await build({
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

await writeBundle(bundle, root, join(root, "dist/cli"));
