import { azurermSchema, checkStructure } from "@aks-topology/terraform";
import type { LoadedPlatform } from "./load.js";
import type { PlatformProblem } from "./problem.js";
import { TERRAFORM_INVALID } from "./file-rules.js";

/**
 * Violations of the provider's schema in the synthesized JSON of one stack. They are bugs of this project, not of the
 * file: each is reported on the whole file, with its address in Terraform.
 */
export function structuralProblems(
  { file, platform }: Pick<LoadedPlatform, "file" | "platform">,
  json: unknown,
): PlatformProblem[] {
  return checkStructure(json, azurermSchema(platform.azurerm)).map(
    ({ code, address, path, message, hint }) => ({
      code: TERRAFORM_INVALID.code,
      severity: "error",
      message: `${code} at ${path === "" ? address : path}: ${message}`,
      hint: `${hint} Please report it with the platform file.`.trim(),
      path: "",
      file,
      line: 1,
      column: 1,
    }),
  );
}
