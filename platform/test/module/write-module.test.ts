import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ForeignFilesError, parsePlatform, writeModule, type WrittenModule } from "../../src/index.js";

const REFERENCE = readFileSync(new URL("../../../examples/kubenet-agic.yaml", import.meta.url), "utf8");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "aks-topology-write-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(text = REFERENCE, options: Parameters<typeof writeModule>[2] = {}): WrittenModule {
  const result = parsePlatform(text, "platform.yaml");
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return writeModule(result.loaded, folder, options);
}

test("a module is written again over itself", () => {
  const { files } = write();
  const before = readdirSync(folder).sort();
  write();
  expect(readdirSync(folder).sort()).toEqual(before);
  expect(files.every((path) => existsSync(join(folder, path)))).toBe(true);
});

test("what the platform no longer has is removed", () => {
  write();
  write(REFERENCE.replace("clusters:\n      main:", "clusters:\n      core:"));
  expect(readdirSync(folder)).toContain("cluster_shop_core.tf");
  expect(readdirSync(folder)).not.toContain("cluster_shop_main.tf");
});

test("a folder with files of others is left alone", () => {
  writeFileSync(join(folder, "main.tf"), "# mine\n");
  expect(() => write()).toThrow(ForeignFilesError);
  expect(() => write()).toThrow(/main\.tf/);
  expect(readdirSync(folder)).toEqual(["main.tf"]);
  expect(readFileSync(join(folder, "main.tf"), "utf8")).toBe("# mine\n");
});

test("by force files of others are written over, and others stay", () => {
  writeFileSync(join(folder, "main.tf"), "# mine\n");
  writeFileSync(join(folder, "CODEOWNERS"), "* @me\n");
  write(REFERENCE, { force: true });
  expect(readFileSync(join(folder, "main.tf"), "utf8")).not.toContain("# mine");
  expect(readFileSync(join(folder, "CODEOWNERS"), "utf8")).toBe("* @me\n");
});

test("in a module's folder only files that would be part of it are refused", () => {
  write();
  writeFileSync(join(folder, "CODEOWNERS"), "* @me\n");
  mkdirSync(join(folder, ".git"));
  writeFileSync(join(folder, ".git", "HEAD"), "ref: refs/heads/main\n");
  write();
  writeFileSync(join(folder, "extra.tf"), "");
  expect(() => write()).toThrow(/extra\.tf/);
  expect(existsSync(join(folder, ".git", "HEAD"))).toBe(true);
});

test("a platform with errors writes nothing", () => {
  const { problems, files } = write(
    REFERENCE.replace("addressSpace: 10.1.0.0/16", "addressSpace: 10.0.0.0/16"),
  );
  expect(problems.map(({ code }) => code)).toContain("ADDRESS_OVERLAP");
  expect(files).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});

test("stacks and backend of the file mean nothing in a module", () => {
  const text = REFERENCE.replace(
    "tags:",
    "stacks: per-spoke\nbackend: { type: azurerm, resourceGroup: rg-state, storageAccount: ststate, container: state }\ntags:",
  );
  expect(write(text).files).toContain("main.tf");
  expect(readFileSync(join(folder, "versions.tf"), "utf8")).not.toContain("backend");
});
