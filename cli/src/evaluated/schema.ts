import { platformJsonSchema } from "@aks-topology/platform";

/** The JSON Schema of the platform file. The bundle contains the value of this module, not its imports. */
export const PLATFORM_SCHEMA: unknown = platformJsonSchema();
