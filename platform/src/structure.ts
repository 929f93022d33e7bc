import { azurermSchema, checkStructure } from "@aks-topology/terraform";
import type { LoadedPlatform } from "./load.js";
import type { PlatformProblem } from "./problem.js";

/**
 * What the schema of the platform's provider major says against the synthesized JSON of one stack. A problem here is
 * no fault of the file: it is told at the file as a whole, with the address in Terraform.
 */
export function structuralProblems(
  { file, platform }: Pick<LoadedPlatform, "file" | "platform">,
  json: unknown,
): PlatformProblem[] {
  return checkStructure(json, azurermSchema(platform.azurerm)).map(
    ({ code, address, path, message, hint }) => ({
      code: "TERRAFORM_INVALID",
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
