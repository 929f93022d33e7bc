/** The version of azurerm that Terraform uses for a stack. */
import { isObject, type JsonObject } from "../json.js";
import type { AzurermMajor } from "../schema.js";
import { isAtLeast } from "./value-rules.js";

const LOCKED = /^provider\s+"[^"]*\/hashicorp\/azurerm"\s*\{[^}]*?^\s*version\s*=\s*"([^"]+)"/m;

/** The floor of a constraint: of `>= 4.55, < 5.0` 4.55. */
const FLOOR = /^(?:>=|~>|=)?\s*(\d+(?:\.\d+){0,2})/;

/**
 * The version that `.terraform.lock.hcl` selects, where the constraint of the stack admits it; otherwise the lowest version
 * of the constraint, since any later one may be installed.
 */
export function providerVersion(json: JsonObject, lockFile: string | undefined): string | undefined {
  const constraint = constraintOf(json);
  const floor = constraint === undefined ? undefined : FLOOR.exec(constraint)?.[1];
  const locked = LOCKED.exec(lockFile ?? "")?.[1];
  if (floor === undefined) return locked;
  const isAdmitted =
    locked !== undefined && majorOf(locked) === majorOf(floor) && isAtLeast(locked, padded(floor));
  return isAdmitted ? locked : padded(floor);
}

/** The major whose schema describes a version. */
export function majorOf(version: string): AzurermMajor {
  return isAtLeast(version, "5.0.0") ? 5 : 4;
}

function constraintOf({ terraform }: JsonObject): string | undefined {
  const required = isObject(terraform) ? terraform["required_providers"] : undefined;
  const azurerm = isObject(required) ? required["azurerm"] : undefined;
  const version = isObject(azurerm) ? azurerm["version"] : undefined;
  return typeof version === "string" ? version : undefined;
}

function padded(version: string): string {
  return [...version.split("."), "0", "0"].slice(0, 3).join(".");
}
