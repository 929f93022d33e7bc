import { PARTIAL_SCHEMA, PLATFORM_SCHEMA } from "../evaluated/schema.js";
import type { Io } from "../io.js";
import { printJson } from "../print.js";

export interface SchemaOptions {
  readonly partial?: true;
}

/** Prints the JSON Schema of the platform file, or of a part of one. */
export function schema({ partial }: SchemaOptions, io: Pick<Io, "stdout">): void {
  printJson(partial === true ? PARTIAL_SCHEMA : PLATFORM_SCHEMA, io);
}
