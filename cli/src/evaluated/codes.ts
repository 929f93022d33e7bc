import { ALL_CODES } from "@aks-topology/platform";
import { ERROR_CODES, type Story } from "../error-codes.js";

/** Every code that a user can see. The bundle contains the value of this module, not its imports. */
export const CODES: Readonly<Record<string, Story>> = { ...ALL_CODES, ...ERROR_CODES };
