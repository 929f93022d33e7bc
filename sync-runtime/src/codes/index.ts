/** Every code of `route-sync` that a user can see, for `explain` and the documentation. */
import { CONFIGURATION_CODES } from "./configuration.js";
import { ERROR_CODES } from "./errors.js";
import type { ExplainedCode } from "./explained-code.js";
import { GUARD_CODES } from "./guards.js";

export type { ExplainedCode } from "./explained-code.js";

export const CODES: Readonly<Record<string, ExplainedCode>> = {
  ...GUARD_CODES,
  ...CONFIGURATION_CODES,
  ...ERROR_CODES,
};
