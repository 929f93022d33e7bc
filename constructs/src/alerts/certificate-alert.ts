import type { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault/index.js";
import { Construct } from "constructs";
import type { Placement } from "../core/placement.js";
import { QueryAlert } from "../monitor/query-alert.js";

export interface CertificateAlertProps {
  readonly vault: KeyVault;
  /** That of the vault. */
  readonly placement: Placement;
  /** Name of the alert rule. */
  readonly name: string;
  /** Ids of the action groups to notify. */
  readonly actionGroupIds: readonly string[];
}

/**
 * Key Vault logs these 30 days before a certificate expires, and when it has: "Events are logged regardless if there is
 * event subscription created on key vault." Source: Key Vault documentation, "Enable Key Vault logging" (howto-logging).
 */
const EXPIRING = `AzureDiagnostics
| where ResourceProvider == "MICROSOFT.KEYVAULT"
| where OperationName in ("CertificateNearExpiryEventGridNotification", "CertificateExpiredEventGridNotification")`;

/** An alert on certificates of a vault that expire within 30 days: they were not renewed, as their policy says. */
export class CertificateAlert extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { vault, placement, name, actionGroupIds }: CertificateAlertProps,
  ) {
    super(scope, id);
    new QueryAlert(this, "~rule", {
      placement,
      name,
      description:
        "A certificate in the gateway's vault expires within 30 days, or has expired, and was not renewed: az keyvault certificate list.",
      severity: 1,
      scopeId: vault.id,
      query: EXPIRING,
      table: "may-be-missing",
      threshold: { type: "rows" },
      // Longer than the interval, so that an event that is logged late is seen.
      window: "P1D",
      every: "PT6H",
      actionGroupIds,
    });
  }
}
