import { inspect, parsePlatform } from "@aks-topology/platform";
import { expect, test } from "vitest";
import { platformOf } from "../bench/synth/platforms.js";

test("a hundred spokes with a cluster each are one platform, as the benchmark has them", () => {
  const result = parsePlatform(platformOf(100), "large.yaml");
  if (!result.ok) expect.fail(JSON.stringify(result.problems));
  const { built, problems } = inspect(result.loaded);
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(built.spokes).toHaveLength(100);
});

test("a mistake in each third of 90,000 keys is reported at its line", { timeout: 240_000 }, () => {
  const spokes = Array.from(
    { length: 30_000 },
    (_, i) => `  s${i}:\n    addressSpace: 10.1.0.0/16\n    gatways: {}\n`,
  );
  const head =
    "apiVersion: aks-topology/v1\nname: contoso\nlocation: westeurope\nhub: { addressSpace: 10.0.0.0/22 }\n";
  const result = parsePlatform(`${head}spokes:\n${spokes.join("")}`, "mistaken.yaml");
  const found = result.ok ? [] : result.problems.filter(({ code }) => code === "UNKNOWN_KEY");
  expect(found).toHaveLength(30_000);
  expect(found.at(-1)).toMatchObject({ line: 5 + 3 * 30_000, path: "spokes.s29999.gatways" });
});

test("more than 100,000 keys and items are refused at the first beyond them", () => {
  const list = Array.from({ length: 200_000 }, (_, i) => `- ${i}\n`).join("");
  const result = parsePlatform(`name: contoso\ntags:\n${list}`, "long.yaml");
  expect(result.ok ? [] : result.problems).toMatchObject([{ code: "YAML_SYNTAX", line: 100_001 }]);
});
