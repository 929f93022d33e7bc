import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "./support/files.js";
import { findingsInProse, findingsInSource, RETIRED } from "./support/voice.js";

/** What users read. */
const PROSE = [
  "*.md",
  "docs/*.md",
  "docs/reference/{cli,features,module,platform,route-sync,route-sync-wiring}.md",
  ".github/**/*.yml",
  "{cli,conformance,constructs,platform,sync-runtime,terraform}/README.md",
  "examples/**/*.{yaml,yml}",
  "cli/presets/*.yaml",
];

/** Packages whose comments, messages and titles are free of retired words. Add a folder once it is. */
const SOURCES = [
  "*.ts",
  "bench",
  "cli",
  "conformance",
  "constructs/src/{aks,core/rules,firewall,gateway,kubernetes,route-sync}",
  "constructs/src/core/*.ts",
  "constructs/src/{governance,ingress,monitor,net,network,patterns}",
  "constructs/test",
  "demo",
  "platform",
  "scripts",
  "simulator",
  "sync-runtime",
  "terraform",
  "test",
];

/** Where a retired word is the right one: part of a line, and why. */
const ALLOWED: readonly { readonly file: string; readonly text: RegExp; readonly reason: string }[] = [
  { file: "test/support/voice.ts", text: /./, reason: "the list of the words itself" },
  { file: "test/voice.test.ts", text: /./, reason: "samples of the words" },
  ...[
    "gateway/gateway-tls",
    "gateway/gateway-traffic",
    "route-sync/route-sync",
    "route-sync/sync-alerts",
  ].map((file) => ({
    file: `constructs/src/${file}.ts`,
    text: /description: [`"]|A guard holds a mirror/,
    reason: "descriptions in Azure, which a change would update in place or replace",
  })),
];

function filesOf(patterns: readonly string[]): string[] {
  return globSync(patterns, { cwd: ROOT, exclude: ["**/node_modules/**", "**/dist/**"] }).sort();
}

function sourcesIn(scope: string): string[] {
  return filesOf(scope.endsWith(".ts") ? [scope] : [`${scope}/**/*.{ts,mts,mjs}`]);
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), "utf8");
}

function isAllowed(file: string, finding: string): boolean {
  const line = Number(/:(\d+) "/.exec(finding)?.[1]);
  const text = read(file).split("\n")[line - 1] ?? "";
  return ALLOWED.some((allowed) => allowed.file === file && allowed.text.test(text));
}

function refused(file: string, findings: readonly string[]): string[] {
  return findings.filter((finding) => !isAllowed(file, finding));
}

test.each(PROSE)("%s uses the terms of the field", (scope) => {
  const files = filesOf([scope]);
  expect(files).not.toEqual([]);
  expect(files.flatMap((file) => refused(file, findingsInProse(file, read(file))))).toEqual([]);
});

test.each(SOURCES)("comments and messages in %s use the terms of the field", (scope) => {
  const files = sourcesIn(scope);
  expect(files).not.toEqual([]);
  expect(files.flatMap((file) => refused(file, findingsInSource(file, read(file))))).toEqual([]);
});

describe("retired words", () => {
  test.each([
    "No way\nout of it.",
    "It is handed over.",
    "made anew",
    "nobody",
    "Whoever applies",
    "beside the hub",
    "will do",
    "is told of it",
    "stands there",
    "let them in",
    "knows nothing of it",
    "somebody writes",
    "as anybody may",
    "it lies below",
    "which lives in a subnet",
    "leads to a refusal",
    "so many nodes",
    "30 pods a node",
    "one a spoke",
  ])("are found in prose: %j", (text) => {
    expect(findingsInProse("a.md", text)).toHaveLength(1);
  });

  test("are free in code and in names, and in longer words", () => {
    expect(
      findingsInProse(
        "a.md",
        "`nobody` standard, outstanding, foretold, besides, stands for, it lives long, bodies that lie about it",
      ),
    ).toEqual([]);
    expect(findingsInSource("a.ts", "const told = tell(nobody); let inside = /people/;")).toEqual([]);
  });

  test("are found in comments, strings and templates, with their line", () => {
    const text = "/**\n * Tells\n * nothing. */\nf('nobody', `a ${b} people`); // beside\n";
    expect(findingsInSource("a.ts", text).map((finding) => finding.split(":").slice(0, 2).join(":"))).toEqual(
      expect.arrayContaining(['a.ts:2 "Tells"', 'a.ts:4 "nobody"', 'a.ts:4 "people"', 'a.ts:4 "beside"']),
    );
  });

  test("have a replacement each", () => {
    for (const { instead } of RETIRED) expect(instead).not.toBe("");
  });
});
