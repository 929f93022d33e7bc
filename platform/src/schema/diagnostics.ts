import { DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { CONFLICTING_KEYS } from "../file-rules.js";
import { logWorkspace } from "./log-workspace.js";
import { idOf, type IssueParams } from "./values.js";

const flowLogs = z.strictObject({
  retentionDays: z
    .int()
    .min(1)
    .max(365)
    .default(DEFAULTS.flowLogs.retentionDays)
    .meta({ description: "Days for which flows are kept." }),
  storage: z
    .strictObject({ id: idOf("Microsoft.Storage/storageAccounts").meta({ description: "Its id." }) })
    .optional()
    .meta({
      description:
        "Existing storage account in the region of all networks, without lifecycle rules of its own: azurerm replaces them.",
      fallback: "one is created per region",
    }),
  trafficAnalytics: z.enum(["10m", "60m"]).optional().meta({
    description:
      "Interval at which Traffic Analytics evaluates flows in the workspace, which has to be a new one. It is charged by volume.",
    fallback: "it does not",
  }),
});

const NO_ANALYTICS: IssueParams = {
  problem: CONFLICTING_KEYS.code,
  hint: "Remove trafficAnalytics, or let a workspace be created.",
};

/** Where the logs of everything that is created go. */
export const diagnostics = z.union(
  [
    z.literal("none"),
    z
      .strictObject({
        workspace: logWorkspace.optional().meta({
          description: "Log Analytics workspace.",
          fallback: `one is created, which keeps logs for ${DEFAULTS.diagnostics.retentionDays} days`,
        }),
        flowLogs: flowLogs.optional().meta({
          description:
            "Flow logs of the virtual networks that are created. They are charged by volume, and their storage accounts have shared keys, with which Network Watcher writes.",
          fallback: "none",
        }),
      })
      .refine(
        ({ workspace, flowLogs }) =>
          flowLogs?.trafficAnalytics === undefined || workspace === undefined || !("id" in workspace),
        {
          path: ["flowLogs", "trafficAnalytics"],
          error:
            "Traffic Analytics needs the GUID and the region of the workspace, which its id does not have",
          params: { ...NO_ANALYTICS },
        },
      ),
  ],
  { error: "expected none, or { workspace } with { id } or { retentionDays }" },
);

export type DiagnosticsSpec = z.output<typeof diagnostics>;
