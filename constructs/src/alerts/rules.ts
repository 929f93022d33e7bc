import { defineRule } from "../core/rule.js";

export const ALERTS_WITHOUT_LOGS = defineRule({
  code: "ALERTS_WITHOUT_LOGS",
  title: "No alert on certificates that expire, for want of logs",
  explanation:
    "Key Vault writes to its log that a certificate expires within 30 days; it has no metric of it. Where the vault sends its log nowhere, no alert can read it.",
  remedy: "Add diagnostics, or watch the certificates by other means.",
  source: 'Key Vault documentation, "Azure Key Vault logging"',
}).case({
  severity: "warning",
  matches: ({ vaults, hasLogs }: { readonly vaults: readonly string[]; readonly hasLogs: boolean }) =>
    vaults.length > 0 && !hasLogs,
  message: ({ vaults }) =>
    `No alert watches the certificates of ${vaults.join(", ")}: the platform has no diagnostics.`,
  remedy: "Add diagnostics: { workspace: { retentionDays: 90 } }, or a workspace by id.",
});

export const ALERT_RULES = [ALERTS_WITHOUT_LOGS.rule] as const;
