import * as z from "zod";

/**
 * The role of a value in a Terraform module, where it differs from the default rule: text, numbers, ranges and maps of
 * text are variables; kinds, flags and names of things in the file are fixed.
 */
export interface ModuleRole {
  readonly role: "fixed" | "variable";
  /** Default of the variable if the file has no value. @default no variable */
  readonly whenAbsent?: Readonly<Record<string, string>>;
  /** Whether Terraform hides the value. @default false */
  readonly sensitive?: boolean;
}

/** Roles by schema, separate from the schemas' metadata, which editors show. */
export const moduleRoles = z.registry<ModuleRole>();
