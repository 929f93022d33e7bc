import type { Case } from "../case.js";
import { burst, wholeTable } from "./burst.js";
import { bundle } from "./bundle.js";
import { join } from "./join.js";
import { planning } from "./planning.js";
import { start } from "./start.js";
import { sweep } from "./sweep.js";

export const RUNTIME_CASES: readonly Case[] = [start, join, burst, wholeTable, sweep, planning, bundle];
