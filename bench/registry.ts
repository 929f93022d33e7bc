import type { Case } from "./case.js";
import { start } from "./cli/start.js";
import { startToPlan } from "./cli/start-to-plan.js";
import { RUNTIME_CASES } from "./runtime/cases.js";
import { SYNTH_CASES } from "./synth/cases.js";

/** Every benchmark. A new one is a module that exports its cases, and a line here. */
export const CASES: readonly Case[] = [start, startToPlan, ...SYNTH_CASES, ...RUNTIME_CASES];
