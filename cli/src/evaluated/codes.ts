import { ALL_RULES } from "@aks-topology/platform";
import { ERROR_CODES, type ExplainedRule } from "../error-codes.js";

/** Every code that a user can see. The bundle contains the value of this module, not its imports. */
export const CODES: Readonly<Record<string, ExplainedRule>> = { ...ALL_RULES, ...ERROR_CODES };
