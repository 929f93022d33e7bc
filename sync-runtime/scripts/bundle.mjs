// Builds the Azure Functions package: dist/functions/ as it is deployed, dist/functions.zip of it, and
// dist/functions.json with its hash and sizes. The same sources and the same lock file give the same bytes.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { zipSync } from "fflate";
import { thirdPartyNotices } from "../../scripts/notices.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const outDir = resolve(root, process.argv[2] ?? "dist");
const text = (value) => new TextEncoder().encode(value);

const { outputFiles, metafile } = await build({
  metafile: true,
  absWorkingDir: root,
  entryPoints: { main: "src/hosts/functions/main.ts" },
  outdir: "out",
  write: false,
  bundle: true,
  platform: "node",
  target: "node22",
  format: "esm",
  // Whatever a handler loads on first use (SDK, identity, queue, telemetry) stays out of the entry chunk.
  splitting: true,
  minify: true,
  keepNames: true,
  legalComments: "none",
  chunkNames: "chunks/[name]-[hash]",
  // The Functions worker itself hands this module out.
  external: ["@azure/functions-core"],
  // CommonJS dependencies ask for Node's own modules by `require`.
  banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
  logLevel: "warning",
});

const { version, engines } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
const manifest = {
  name: "route-sync-functions",
  version,
  private: true,
  type: "module",
  main: "main.js",
  engines,
};
const files = new Map([
  ["host.json", await readFile(join(root, "scripts/functions/host.json"))],
  ["THIRD_PARTY_NOTICES", text(await thirdPartyNotices(metafile, root))],
  ["package.json", text(`${JSON.stringify(manifest, null, 2)}\n`)],
  ...outputFiles.map(({ path, contents }) => [
    path.slice(join(root, "out").length + 1).replaceAll("\\", "/"),
    contents,
  ]),
]);
const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));

// Local time on purpose: zip stores local time, and these fields must not depend on the machine's zone.
const mtime = new Date(1980, 0, 1);
const zip = zipSync(
  Object.fromEntries(
    sorted.map(([path, bytes]) => [path, [bytes, { mtime, level: 9, os: 3, attrs: 0o644 << 16 }]]),
  ),
);
const sha256 = createHash("sha256").update(zip);

await rm(join(outDir, "functions"), { recursive: true, force: true });
for (const [path, bytes] of sorted) {
  const file = join(outDir, "functions", path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
}
const facts = {
  file: "functions.zip",
  sha256: sha256.copy().digest("hex"),
  sha256Base64: sha256.digest("base64"),
  bytes: zip.length,
  entry: { path: "main.js", bytes: files.get("main.js").length },
  files: sorted.map(([path, bytes]) => ({ path, bytes: bytes.length })),
};
await writeFile(join(outDir, "functions.zip"), zip);
await writeFile(join(outDir, "functions.zip.sha256"), `${facts.sha256}  functions.zip\n`);
await writeFile(join(outDir, "functions.json"), `${JSON.stringify(facts, null, 2)}\n`);
process.stdout.write(
  `functions.zip  ${facts.sha256}  ${zip.length} bytes, entry ${facts.entry.bytes} bytes\n`,
);
