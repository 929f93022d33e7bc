import { readFileSync } from "node:fs";
import { join } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";
import { CONDITIONS } from "./vitest.config.js";

interface Manifest {
  readonly name: string;
  readonly workspaces?: readonly string[];
  readonly exports?: Readonly<Record<string, unknown>>;
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(import.meta.dirname, folder, "package.json"), "utf8")) as Manifest;
}

/** Where a package's sources are in this copy of the project: node_modules leads back to the original, which has no mutants. */
function sourcesOf(folder: string): readonly { find: RegExp; replacement: string }[] {
  const { name, exports = {} } = manifestIn(folder);
  return Object.entries(exports).flatMap(([path, target]) =>
    typeof target === "object" && target !== null && "aks-topology-source" in target
      ? [
          {
            find: new RegExp(`^${name}${path.slice(1)}$`),
            replacement: join(import.meta.dirname, folder, String(target["aks-topology-source"])),
          },
        ]
      : [],
  );
}

// Stryker runs these for each mutant that they cover: tests in process, without a build.
export default defineConfig({
  ...CONDITIONS,
  resolve: { ...CONDITIONS.resolve, alias: (manifestIn(".").workspaces ?? []).flatMap(sourcesOf) },
  test: {
    include: [process.env["MUTATION_TESTS"] ?? "*/test/**/*.test.ts"],
    // Tests that start processes see the build, which has no mutants either.
    exclude: [
      ...configDefaults.exclude,
      "**/*.deep.test.ts",
      "sync-runtime/test/{alive,chaos,cli,doctor,hosts}/**",
    ],
    execArgv: ["--no-deprecation"],
    testTimeout: 90_000,
  },
});
