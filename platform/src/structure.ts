import { azurermSchema, checkStructure } from "@aks-topology/terraform";
import type { LoadedPlatform } from "./load.js";
import type { PlatformProblem } from "./problem.js";
import { TERRAFORM_INVALID } from "./file-rules.js";

/**
 * What the schema of the platform's provider major says against the synthesized JSON of one stack. A problem here is
 * no fault of the file: it is reported on the whole file, with the address in Terraform.
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
