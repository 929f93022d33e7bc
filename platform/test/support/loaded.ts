import { expect } from "vitest";
import { parsePlatform, type LoadedPlatform } from "../../src/index.js";

/** A platform file without errors of its own. */
export function loaded(text: string): LoadedPlatform {
  const result = parsePlatform(text, "platform.yaml");
  return result.ok ? result.loaded : expect.fail(JSON.stringify(result.problems));
}
