import { partialJsonSchema, platformJsonSchema } from "@aks-topology/platform";

/** The JSON Schema of the platform file. The bundle contains the value of this module, not its imports. */
export const PLATFORM_SCHEMA: unknown = platformJsonSchema();

/** The same for a part of a platform file, which others extend. */
export const PARTIAL_SCHEMA: unknown = partialJsonSchema();
