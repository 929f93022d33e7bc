import type { Case } from "../case.js";
import { fleet } from "./fleet.js";
import { overhead } from "./overhead.js";

export const synthCases: readonly Case[] = [fleet, overhead];
