import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "../support/files.js";
import { tryWrite } from "../support/written-platform.js";
import { CLOUDS } from "./clouds.js";
import { Subject } from "./subject.js";

/** Examples that name services of Azure in rules, zones, settings or manifests. */
const EXAMPLES = [
  "add-ons",
  "agic-helm-shared-gateway",
  "front-door-private-link",
  "kubenet-agic",
  "overlay-system-zone",
  "route-sync-alone",
  "two-regions",
];

const REGIONS = [
  { cloud: "usgovernment", regions: ["usgovvirginia", "usgovarizona"] },
  { cloud: "china", regions: ["chinanorth3", "chinaeast3"] },
] as const;

/** The example in two regions of another cloud. */
function moved(name: string, [first, second]: readonly [string, string]): string {
  return readFileSync(join(ROOT, `examples/${name}.yaml`), "utf8")
    .replaceAll("westeurope", first)
    .replaceAll("northeurope", second);
}

describe.each(REGIONS)("in the cloud $cloud", ({ regions }) => {
  test("an example is refused by name, or names no service of another cloud", () => {
    const outcomes = EXAMPLES.map((name) => {
      const text = moved(name, regions);
      const written = tryWrite(text, 4);
      if ("refused" in written) return written.refused.every(isAboutClouds) ? "refused" : written.refused;
      const subject = new Subject(text, written);
      return CLOUDS.flatMap(({ broken }) => broken(subject)).map((sentence) => `${name}: ${sentence}`);
    });
    expect(outcomes.filter((outcome) => outcome !== "refused").flat()).toEqual([]);
    // Some are written whole, and not all are refused.
    expect(outcomes.filter((outcome) => outcome !== "refused").length).toBeGreaterThan(2);
  });
});

function isAboutClouds(problem: string): boolean {
  return /NOT_IN_CLOUD|PRIVATE_ZONE_NAME|NAME_OF_ANOTHER_CLOUD|REGION_WITHOUT_ZONES/.test(problem);
}
