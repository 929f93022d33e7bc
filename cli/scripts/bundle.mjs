// Builds dist/bundle/: the command with the project's packages in a few files instead of four hundred, from the sources.
// Loading those one by one is most of the time that a command takes.
import { readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { writeBundle } from "../../scripts/write-bundle.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const outDir = join(root, "dist/bundle");
const require = createRequire(import.meta.url);

/**
 * CDKTF loads archiver, with the 150 modules below it half of CDKTF, for assets that are folders, which no construct here
 * has. Until it is called something takes its place.
 */
const LATE_ARCHIVER = `
const fromCdktf = require("node:module").createRequire(require.resolve("cdktf"));
const archiver = fromCdktf.resolve("archiver");
require.cache[archiver] ??= {
  id: archiver,
  filename: archiver,
  loaded: true,
  exports: (...options) => {
    delete require.cache[archiver];
    return fromCdktf(archiver)(...options);
  },
};`;

/**
 * CDKTF and the provider's classes stay where npm has installed them: they are CommonJS under licences of their own. They
 * are required rather than imported, because Node parses an imported file once more for its format and its exports. A class
 * of the provider is required when it is used first: a platform uses a third of those that constructs can make.
 */
const requireCdktf = {
  name: "require-cdktf",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(cdktf|constructs|@cdktf\/provider-azurerm)(\/|$)/ }, ({ path, kind }) =>
      kind === "require-call" ? { path, external: true } : { path, namespace: "cdktf" },
    );
    onLoad({ filter: /.*/, namespace: "cdktf" }, ({ path }) => ({
      contents: contentsFor(path),
      resolveDir: root,
    }));
  },
};

function contentsFor(path) {
  if (path === "cdktf") return `${LATE_ARCHIVER}\nmodule.exports = require("cdktf");`;
  if (!path.startsWith("@cdktf/")) return `module.exports = require("${path}");`;
  return Object.keys(require(path))
    .map(
      (name) =>
        `Object.defineProperty(exports, "${name}", { enumerable: true, get: () => require("${path}").${name} });`,
    )
    .join("\n");
}

/** `import.meta.url` keeps naming the source's place in its package, where its assets are. */
const packagePlaces = {
  name: "package-places",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      if (!source.includes("import.meta.url")) return null;
      const folder = path.slice(0, path.lastIndexOf(`${sep}src${sep}`));
      const { name } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
      const file = relative(folder, path).replaceAll(sep, "/");
      const place = `new URL("${file}",require("node:url").pathToFileURL(require.resolve("${name}/package.json")))`;
      return { contents: source.replaceAll("import.meta.url", place), loader: "ts" };
    });
  },
};

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node22",
  format: "esm",
  conditions: ["aks-topology-source"],
  // CommonJS dependencies ask for Node's own modules by `require`.
  banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
  // The SDK is loaded by commands that ask Azure only, and the layout of graphs by those that draw: both stay where npm has
  // installed them.
  external: ["@aks-topology/*/package.json", "@azure/*", "elkjs"],
  logLevel: "warning",
};

let platformSchema = "";

/** A module of `src/evaluated/` is replaced by the values that it exports: `explain` and `schema` need no constructs. */
const evaluated = {
  name: "evaluated",
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]cli[/\\]src[/\\]evaluated[/\\]\w+\.ts$/ }, async ({ path }) => {
      const outfile = join(root, `dist/${basename(path, ".ts")}.${process.pid}.mjs`);
      try {
        await build({ ...shared, entryPoints: [path], outfile, plugins: [requireCdktf, packagePlaces] });
        const values = await import(pathToFileURL(outfile));
        if (values.PLATFORM_SCHEMA !== undefined) platformSchema = JSON.stringify(values.PLATFORM_SCHEMA);
        const lines = Object.entries(values).map(
          ([name, value]) => `export const ${name} = ${JSON.stringify(value)};`,
        );
        return { contents: lines.join("\n"), loader: "js" };
      } finally {
        await rm(outfile, { force: true });
      }
    });
  },
};

const bundle = await build({
  ...shared,
  metafile: true,
  entryPoints: { main: "src/main.ts" },
  outdir: outDir,
  write: false,
  splitting: true,
  legalComments: "inline",
  plugins: [requireCdktf, evaluated, packagePlaces],
});

await writeBundle(bundle, root, outDir);

// The schema that a new platform file names, for editors.
await writeFile(join(root, "dist/platform.schema.json"), platformSchema);

// The code of the page that `diagram` writes as HTML, which the command reads when it writes one.
await build({
  absWorkingDir: root,
  entryPoints: ["../page/main.ts"],
  outfile: join(root, "dist/page.js"),
  bundle: true,
  minify: true,
  platform: "browser",
  target: "es2022",
  format: "iife",
  conditions: ["aks-topology-source"],
  logLevel: "warning",
});
