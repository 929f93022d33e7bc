import { ARM_TYPES, armTypeOf, canonicalArmId } from "@aks-topology/constructs/internal";
import { armId, azurermSchema } from "@aks-topology/terraform";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isLockFile, parsePlatform, type Platform } from "../src/index.js";
import { platformOfCluster } from "./support/platform-yaml.js";
import { problemsOfText } from "./support/synth.js";

const EXAMPLES = join(import.meta.dirname, "..", "..", "examples");
const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-logs/providers";

/** The fixed segments of all ids in a text, in another case. */
function recased(text: string, change: (segment: string) => string): string {
  const types = ARM_TYPES.flatMap((type) => type.split("/"));
  const fixed = ["subscriptions", "resourceGroups", "providers", ...types].map(
    (word) => `/${word}(?=[/\\s,}])`,
  );
  return text.replaceAll(new RegExp(fixed.join("|"), "g"), change);
}

function platformOf(text: string): Platform {
  const result = parsePlatform(text, "platform.yaml");
  return result.ok ? result.loaded.platform : expect.fail(JSON.stringify(result.problems));
}

const examples = readdirSync(EXAMPLES)
  .filter((name) => name.endsWith(".yaml") && !isLockFile(name))
  .map((name) => ({ name, text: readFileSync(join(EXAMPLES, name), "utf8") }))
  .filter(({ text }) => text.includes("/resourceGroups/"));

describe("an id of the platform file", () => {
  test.each(examples)("is the same in any case, in $name", ({ text }) => {
    const lower = recased(text, (segment) => segment.toLowerCase());
    const upper = recased(text, (segment) => segment.toUpperCase());
    expect(lower).not.toBe(text);
    expect(platformOf(lower)).toEqual(platformOf(text));
    expect(platformOf(upper)).toEqual(platformOf(text));
  });

  test.each([
    [
      "of another type",
      `${GROUP}/microsoft.storage/storageaccounts/st`,
      /"id": this is the id of a storage account; expected the id of a Log Analytics workspace/,
    ],
    [
      "of a type that is not known",
      `${GROUP}/Contoso.Own/things/one`,
      /of a resource of type Contoso\.Own\/things;/,
    ],
    ["that is none", "log-contoso", /"id": expected the id of a Log Analytics workspace/],
  ])("%s is refused at its line, with the type as the remedy", (_, id, message) => {
    const text = platformOfCluster({
      addOns: { monitoring: { workspace: { id } } },
    });
    expect(problemsOfText(text)).toEqual([
      expect.objectContaining({
        code: "INVALID_VALUE",
        path: "spokes.shop.clusters.main.addOns.monitoring.workspace.id",
        line: text.slice(0, text.indexOf(id)).split("\n").length,
        message: expect.stringMatching(message) as unknown,
        hint: "Specify the id of a Log Analytics workspace, which ends in Microsoft.OperationalInsights/workspaces/NAME.",
      }),
    ]);
  });

  test("is spelled as the ids of the Terraform types are", () => {
    const ids = Object.keys(azurermSchema(4).resource_schemas).flatMap(
      (type) => armId(type, () => "x") ?? [],
    );
    const known = ids.filter((id) => ARM_TYPES.includes(armTypeOf(canonicalArmId(id)) ?? ""));
    expect(known.length).toBeGreaterThan(15);
    expect(known.map((id) => canonicalArmId(id.toLowerCase()))).toEqual(known);
  });
});
