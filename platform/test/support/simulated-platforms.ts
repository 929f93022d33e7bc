/** Routes and security rules of random platforms, evaluated by the simulator's own code. */
import type { Stack } from "@aks-topology/terraform";
import fc from "fast-check";
import { stringify } from "yaml";
import { configurationThings } from "../../../trace/src/files/configuration-json.js";
import { readModel } from "../../../trace/src/read/read-model.js";
import { hasErrors, parsePlatform } from "../../src/index.js";
import { draftOf } from "../../src/synthesize.js";
import { severalHubs } from "./random-hubs.js";
import { likelyPlatform } from "./random-platform.js";
import { compareRoutes, compareSecurityGroups } from "./simulated-routes.js";

/** That rules of some platforms allow, and of most do not. */
const PORT = 443;

/** In what traces and the simulator differ about the Terraform of a platform. */
export function differencesIn(stacks: readonly Stack[]): readonly string[] {
  const model = readModel(configurationThings(stacks));
  return [...compareRoutes(model).differences, ...compareSecurityGroups(model, [PORT]).differences];
}

/** Few that a seed gives are refused: as many more are drawn. */
const DRAWN_PER_PLATFORM = 4;

/** Compares platforms that become Terraform, as many as asked for. Each difference comes with the file. */
export function compareRandom(
  count: number,
  seed: number,
): { readonly platforms: number; readonly differences: readonly string[] } {
  const files = fc.sample(fc.oneof(likelyPlatform, severalHubs), {
    numRuns: count * DRAWN_PER_PLATFORM,
    seed,
  });
  let platforms = 0;
  const differences: string[] = [];
  for (const file of files) {
    if (platforms === count) break;
    const text = stringify(file);
    const result = parsePlatform(text, "random.yaml");
    if (!result.ok) continue;
    const { stacks, problems } = draftOf(result.loaded);
    if (hasErrors(problems)) continue;
    platforms += 1;
    differences.push(...differencesIn(stacks).map((line) => `${line}\n${text}`));
  }
  return { platforms, differences };
}
