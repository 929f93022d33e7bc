import type { Platform } from "../schema/platform.js";
import { BASELINES, type Baseline } from "./baselines.js";

/** The platform with the defaults of its baseline in place of the keys that it lacks. */
export function withBaseline(platform: Platform): Platform {
  const baseline: Baseline = BASELINES[platform.baseline ?? "relaxed"];
  return { ...platform, ...missing(platform, { diagnostics: baseline.diagnostics }) };
}

/** The entries of `defaults` whose keys have no value. */
function missing<T extends object>(given: T, defaults: Partial<T>): Partial<T> {
  const entries = Object.entries(defaults).filter(
    ([key, value]) => value !== undefined && Reflect.get(given, key) === undefined,
  );
  return Object.fromEntries(entries) as Partial<T>;
}
