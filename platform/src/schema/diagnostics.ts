import { DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { logWorkspace } from "./log-workspace.js";

/** Where the logs of everything that is created go. */
export const diagnostics = z.union(
  [
    z.literal("none"),
    z.strictObject({
      workspace: logWorkspace.optional().meta({
        description: "Log Analytics workspace.",
        fallback: `one is created, which keeps logs for ${DEFAULTS.diagnostics.retentionDays} days`,
      }),
    }),
  ],
  { error: "expected none, or { workspace } with { id } or { retentionDays }" },
);

export type DiagnosticsSpec = z.output<typeof diagnostics>;
