import type { Case } from "../case.js";
import { diff } from "./diff.js";
import { fleet } from "./fleet.js";
import { paths } from "./paths.js";
import { overhead } from "./overhead.js";

export const SYNTH_CASES: readonly Case[] = [fleet, overhead, diff, paths];
