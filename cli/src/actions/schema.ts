import { PLATFORM_SCHEMA } from "../evaluated/schema.js";
import type { Io } from "../io.js";
import { printJson } from "../print.js";

/** Prints the JSON Schema of the platform file. */
export function schema(io: Pick<Io, "stdout">): void {
  printJson(PLATFORM_SCHEMA, io);
}
