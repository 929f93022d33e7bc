import { readdirSync, readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { isLockFile } from "../src/index.js";
import { noticedMutants, shareText, unnoticedShare, type Noticed } from "./support/path-mutants.js";

const FOLDER = new URL("../../examples/", import.meta.url);
const EXAMPLES = readdirSync(FOLDER).filter((name) => name.endsWith(".yaml") && !isLockFile(name));

/** Of the mutants that are not listed as redundant. */
const MOST = 0.05;

const FOUND: Noticed[] = [];

test.each(EXAMPLES)("faults in the Terraform of %s flip paths", (name) => {
  const found = noticedMutants(readFileSync(new URL(name, FOLDER), "utf8"), name);
  FOUND.push(found);
  console.log(shareText(name, found));
  expect(unnoticedShare(found), found.unnoticed.join("\n")).toBeLessThanOrEqual(MOST);
});

afterAll(() => {
  const total: Noticed = {
    mutants: FOUND.reduce((sum, { mutants }) => sum + mutants, 0),
    redundant: FOUND.flatMap(({ redundant }) => redundant),
    unnoticed: FOUND.flatMap(({ unnoticed }) => unnoticed),
  };
  console.log(shareText("All examples", total));
});
