import { Testing, type App } from "cdktf";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as recipes from "../../examples/typescript/recipes.js";
import { problemsOf } from "@aks-topology/constructs";
import { ROOT, temporaryFolder } from "../support/files.js";

const SOURCE = readFileSync(join(ROOT, "examples/typescript/recipes.ts"), "utf8");
const PAGE = readFileSync(join(ROOT, "docs/typescript.md"), "utf8");
const REGIONS = [...SOURCE.matchAll(/\/\/ #region ([\w-]+)\n([\s\S]*?)\/\/ #endregion \1\n/g)];

function app(): App {
  return Testing.stubVersion(Testing.app());
}

describe("recipes in TypeScript", () => {
  test.each(REGIONS.map(([, name = "", code = ""]) => ({ name, code })))(
    "$name is on the page",
    ({ code }) => {
      expect(PAGE).toContain(`\`\`\`ts\n${code.trimEnd()}\n\`\`\``);
    },
  );

  test("are ten", () => {
    expect(REGIONS).toHaveLength(10);
  });

  test.each(
    Object.entries({
      platform: recipes.platform,
      routeSync: recipes.routeSync,
      existingHub: recipes.existingHub,
      environments: recipes.environments,
      escapeHatch: recipes.escapeHatch,
      ownEgress: recipes.ownEgress,
      twoHubs: recipes.twoHubs,
      governance: recipes.governance,
    }),
  )("%s synthesizes", (_, recipe) => {
    const program = app();
    recipe(program);
    const errors = problemsOf(program).filter(({ severity }) => severity === "error");
    expect(errors.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
    program.synth();
  });

  test("an address book keeps places from run to run", () => {
    const file = join(temporaryFolder(), "places.json");
    recipes.withAddressBook(app(), file);
    const first = readFileSync(file, "utf8");
    expect(first).toContain("spokes.shop.gateways.public");
    recipes.withAddressBook(app(), file);
    expect(readFileSync(file, "utf8")).toBe(first);
  });

  test("a rule of one's own is reported like any other", () => {
    expect(recipes.ownCheck(app())).toContain(
      "CONTOSO_REGION Contoso's hubs are in northeurope; this one is in westeurope.",
    );
  });
});
