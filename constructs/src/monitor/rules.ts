import { defineRule } from "../core/rule.js";

export const FLOW_LOG_STORAGE_REGIONS = defineRule({
  code: "FLOW_LOG_STORAGE_REGIONS",
  title: "One storage account for flow logs of several regions",
  explanation:
    "The storage account of a flow log has to be in the region of the network. Azure refuses the logs of networks elsewhere.",
  remedy: "Remove the storage account: one is created per region.",
  source: "Network Watcher documentation, virtual network flow logs",
}).case({
  matches: (regions: readonly string[]) => regions.length > 1,
  prop: "flowLogs.storage",
  message: (regions) =>
    `The networks are in ${regions.length} regions, ${regions.join(", ")}, and flowLogs names one storage account.`,
  remedy: "Remove flowLogs.storage: one is created per region.",
});

export const MONITOR_RULES = [FLOW_LOG_STORAGE_REGIONS.rule] as const;
