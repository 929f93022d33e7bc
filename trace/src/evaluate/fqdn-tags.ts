import { Unsure, type Tri } from "../tri.js";

/**
 * Host names behind the FQDN tags of Azure Firewall, as far as Microsoft documents them; `*` is one or more labels
 * (Microsoft Learn, "Outbound network and FQDN rules for AKS clusters", "FQDN tags overview"; read in November 2026).
 */
const FQDN_TAGS: Readonly<Record<string, readonly string[]>> = {
  azurekubernetesservice: [
    "*.hcp.*.azmk8s.io",
    "mcr.microsoft.com",
    "*.data.mcr.microsoft.com",
    "mcr-0001.mcr-msedge.net",
    "management.azure.com",
    "login.microsoftonline.com",
    "packages.microsoft.com",
    "acs-mirror.azureedge.net",
    "packages.aks.azure.com",
  ],
  windowsupdate: ["*.windowsupdate.com", "*.update.microsoft.com", "download.microsoft.com"],
  azurebackup: ["*.backup.windowsazure.com"],
};

/** Domains of Microsoft, whose host names a tag may have without a documentation. */
const MICROSOFT = [
  "azure.com",
  "azure.net",
  "azureedge.net",
  "azmk8s.io",
  "microsoft.com",
  "microsoftonline.com",
  "windows.net",
  "windowsupdate.com",
  "windowsazure.com",
  "msedge.net",
];

/** Domains in which customers name their own resources: no tag has these. */
const CUSTOMERS = [
  "core.windows.net",
  "database.windows.net",
  "servicebus.windows.net",
  "vault.azure.net",
  "azmk8s.io",
  "cloudapp.azure.com",
  "openai.azure.com",
];

export function isInFqdnTag(hostName: string, tag: string): Tri {
  const patterns = FQDN_TAGS[tag.toLowerCase()] ?? [];
  if (patterns.some((pattern) => nameFits(hostName, pattern))) return true;
  const isBelow = (domain: string): boolean => nameFits(hostName, `*.${domain}`);
  const isMicrosofts = MICROSOFT.some(isBelow) && !CUSTOMERS.some(isBelow);
  return isMicrosofts && new Unsure(`whether ${hostName} is in the FQDN tag ${tag}`);
}

/** `*` is any text, dots included, as in the rules of the firewall. */
export function nameFits(hostName: string, pattern: string): boolean {
  const name = hostName.toLowerCase();
  const [first = "", ...others] = pattern.toLowerCase().split("*");
  const last = others.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let end = first.length;
  for (const part of others) {
    const found = name.indexOf(part, end);
    if (found < 0) return false;
    end = found + part.length;
  }
  return name.length - last.length >= end && name.endsWith(last);
}
