import { isLockFile } from "@aks-topology/platform";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./files.js";

/** The platform files in `examples/`. */
export const EXAMPLES = readdirSync(join(ROOT, "examples")).filter(
  (name) => name.endsWith(".yaml") && !isLockFile(name),
);

/** Those that `npm test` runs: each of a kind of its own for Terraform. The long campaign runs all. */
export const SAMPLED: readonly string[] = [
  "kubenet-agic.yaml",
  "two-subscriptions.yaml",
  "front-door-private-link.yaml",
  "baseline.yaml",
  "existing-hub.yaml",
  "existing-spoke.yaml",
  "route-sync-alone.yaml",
];
