import type { Case } from "./case.js";
import { start } from "./cli/start.js";
import { runtimeCases } from "./runtime/cases.js";
import { synthCases } from "./synth/cases.js";

/** Every benchmark. A new one is a module that exports its cases, and a line here. */
export const cases: readonly Case[] = [start, ...synthCases, ...runtimeCases];
