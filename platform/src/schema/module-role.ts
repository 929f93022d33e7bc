import * as z from "zod";

/**
 * What becomes of a value when the platform is turned into a Terraform module, where the default rule is not right:
 * text, numbers, ranges and maps of text are variables; kinds, flags and names of things in the file are fixed.
 */
export interface ModuleRole {
  readonly role: "fixed" | "variable";
  /** The value where the file has none: then there is a variable all the same. @default no variable */
  readonly whenAbsent?: Readonly<Record<string, string>>;
  /** Whether Terraform hides the value. @default false */
  readonly sensitive?: boolean;
}

/** Roles by schema. Apart from the schemas' metadata, which editors see. */
export const moduleRoles = z.registry<ModuleRole>();
