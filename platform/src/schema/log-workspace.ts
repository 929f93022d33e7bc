import * as z from "zod";
import { idOf } from "./values.js";

/** A Log Analytics workspace: an existing one, or the retention of a new one. */
export const logWorkspace = z.union(
  [
    z.strictObject({
      id: idOf("Microsoft.OperationalInsights/workspaces").meta({
        description: "Id of an existing workspace.",
      }),
    }),
    z.strictObject({
      retentionDays: z
        .int()
        .min(30)
        .max(730)
        .meta({ description: "Days for which a new workspace keeps logs." }),
    }),
  ],
  { error: "expected { id } of an existing workspace, or { retentionDays } of a new one" },
);
