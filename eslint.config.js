import tseslint from "typescript-eslint";
import { DIALECT, NO_NULL, PLUGIN } from "./scripts/dialect.js";

export default tseslint.config(
  {
    ignores: [
      "**/dist/",
      "**/cdktf.out/",
      "**/node_modules/",
      "**/*.mjs",
      "**/*.cjs",
      "eslint.config.js",
      "scripts/dialect.js",
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ["./tsconfig.json", "./*/tsconfig.json", "./tsconfig.test.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { dialect: PLUGIN },
    rules: {
      "dialect/sentences": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      // An import of types alone is `import type`: an inline one would still load the module.
      "@typescript-eslint/no-import-type-side-effects": "error",
      "no-duplicate-imports": "error",
      "no-restricted-syntax": ["error", ...DIALECT],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/no-extraneous-class": "off",
      "@typescript-eslint/unified-signatures": "off",
      "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 80, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["{constructs,platform,sync-runtime,simulator}/src/**/*.ts"],
    // Options of a command line, as its parser returns them: the defaults are in the text of --help.
    ignores: [
      "sync-runtime/src/hosts/cli/{options,run-once}.ts",
      "sync-runtime/src/hosts/cli/doctor/doctor.ts",
    ],
    rules: { "dialect/defaults": "error" },
  },
  {
    // Messages of the runtime are clauses: its log and its commands put them behind a name. In tests they are Azure's.
    files: ["sync-runtime/src/**/*.ts", "**/test/**/*.ts"],
    rules: { "dialect/sentences": ["error", { clauses: true }] },
  },
  {
    // Not in terraform, sync-runtime and simulator: Terraform and JSON, which they read and write, have a null.
    files: ["{constructs,platform,cli,demo}/src/**/*.ts", "{bench,scripts}/**/*.ts", "main.ts"],
    ignores: [
      // The JSON documents of `adopt`, `approve-private-link`, `check`, `diff`, `migrate`, `paths`, the demonstration and the benchmarks have all of their keys.
      "platform/src/describe.ts",
      "platform/src/adopt/comparison.ts",
      "platform/src/diff/{diff-platform,manifest-changes,planned-changes}.ts",
      "platform/src/migrate/{edit-yaml,live-preflight,phases,plan-migration,preflight}.ts",
      "cli/src/description.ts",
      "cli/src/{actions/adopt,actions/approve-private-link,actions/diff,actions/paths,changes,migration}.ts",
      "demo/src/program.ts",
      "bench/{case,main}.ts",
      // An empty YAML file is null, and null in a file that extends another removes.
      "platform/src/{shape-problems,layers,read-layers}.ts",
      // To Terraform, an argument that is null is absent.
      "platform/src/module/inputs/same.ts",
    ],
    rules: { "no-restricted-syntax": ["error", ...DIALECT, ...NO_NULL] },
  },
  {
    files: ["**/test/**/*.ts", "bench/**/*.ts"],
    rules: {
      "max-lines-per-function": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
);
