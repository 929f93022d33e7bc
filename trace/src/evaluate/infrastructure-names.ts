import { Unsure } from "../tri.js";
import { nameFits } from "./fqdn-tags.js";

/**
 * Azure Firewall allows the platform's own names after all application rules: storage of the platform image repository, status
 * storage of managed disks, diagnostics and logging. A rule that denies everything overrides them (Microsoft Learn,
 * "Azure Firewall rule processing logic", "Infrastructure rule collection"). The documentation names these services and not
 * their hosts; these patterns are of names that logs of firewalls show.
 */
const PATTERNS = [
  "*pir*.blob.core.windows.net",
  "md-*.blob.core.windows.net",
  "md-*.blob.storage.azure.net",
  "*.monitoring.core.windows.net",
  "*.warm.ingest.monitor.core.windows.net",
  "*.microsoftmetrics.com",
];

/** Whether the firewall may allow a name without a rule. */
export function mayBeInfrastructure(hostName: string | undefined): false | Unsure {
  if (hostName === undefined || !PATTERNS.some((pattern) => nameFits(hostName, pattern))) return false;
  return new Unsure(`whether ${hostName} is one of the infrastructure FQDNs that Azure Firewall allows`);
}
