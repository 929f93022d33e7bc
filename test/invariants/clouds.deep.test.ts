import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { EXAMPLES } from "../support/examples.js";
import { ROOT } from "../support/files.js";
import { majorsOf } from "../support/majors.js";
import { tryWrite } from "../support/written-platform.js";
import { CLOUDS } from "./clouds.js";
import { Subject } from "./subject.js";

/** Every example in the regions and with the host names of another cloud. */
const MOVES = [
  {
    cloud: "usgovernment",
    regions: ["usgovvirginia", "usgovarizona", "usgovtexas"],
    names: {
      vault: "vault.usgovcloudapi.net",
      api: "cx.aks.containerservice.azure.us",
      registry: "azurecr.us",
    },
  },
  {
    cloud: "china",
    regions: ["chinanorth3", "chinaeast3", "chinaeast2"],
    names: { vault: "vault.azure.cn", api: "cx.prod.service.azk8s.cn", registry: "azurecr.cn" },
  },
] as const;

function moved(text: string, { regions: [first, second, third], names }: (typeof MOVES)[number]): string {
  return text
    .replaceAll("westeurope", first)
    .replaceAll("usgovvirginia", first)
    .replaceAll("northeurope", second)
    .replaceAll("swedencentral", third)
    .replaceAll("vault.azure.net", names.vault)
    .replaceAll("azmk8s.io", names.api)
    .replaceAll("azurecr.io", names.registry);
}

function isAboutTheCloud(code: string): boolean {
  return code === "NOT_IN_CLOUD" || code === "REGION_WITHOUT_ZONES";
}

describe.each(MOVES)("in the cloud $cloud", (move) => {
  test("every example is refused for what the cloud lacks, or names no service of another cloud", () => {
    const written = EXAMPLES.map((name) => {
      const file = join(ROOT, "examples", name);
      const text = moved(readFileSync(file, "utf8"), move);
      return { name, text, written: tryWrite(text, majorsOf(text)[0] ?? 5, file) };
    });
    const faults = written.flatMap(({ name, text, written: one }) => {
      const broken =
        "refused" in one
          ? one.refused.filter((code) => !isAboutTheCloud(code))
          : CLOUDS.flatMap((invariant) => invariant.broken(new Subject(text, one)));
      return broken.map((fault) => `${name}: ${fault}`);
    });
    expect(faults).toEqual([]);
    // Most of them are written.
    expect(written.filter((one) => !("refused" in one.written)).length).toBeGreaterThan(EXAMPLES.length / 2);
  });
});
