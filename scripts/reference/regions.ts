import { CLOUDS, REGIONS, REGIONS_AS_OF } from "@aks-topology/constructs/internal";
import { GENERATED, table } from "./markdown.ts";

/** What the checks know of Azure's regions. */
export function regionsPage(): string {
  const rows = REGIONS.map(({ name, cloud, zones, pairedWith = "", lacks = [] }) => [
    `\`${name}\``,
    CLOUDS[cloud].words,
    zones === undefined ? "not known" : zones ? "yes" : "no",
    pairedWith === "" ? "" : `\`${pairedWith}\``,
    lacks.join(", "),
  ]);
  return `${GENERATED}

# Regions

What the checks know of Azure's regions, as of ${REGIONS_AS_OF}. Azure adds regions and zones several times a year: a region that is missing here
is the warning \`REGION_UNKNOWN\`, and is treated as one that has availability zones. Zones in a region without are
\`REGION_WITHOUT_ZONES\`; the zones of public addresses of VPN and ExpressRoute gateways, and the zone-redundant storage of route sync, follow from the table.

Sources: what Azure Resource Manager lists, as
[Azure Verified Modules](https://github.com/Azure/terraform-azurerm-avm-utl-regions) keep it; for the other clouds their
[regions lists](https://learn.microsoft.com/azure/reliability/regions-list). What is not offered: AKS documentation,
[API Server VNet Integration](https://learn.microsoft.com/azure/aks/api-server-vnet-integration) and
[user-assigned identities](https://learn.microsoft.com/azure/aks/user-assigned-managed-identity).

${table(["region", "cloud", "availability zones", "paired with", "not offered"], rows)}
`;
}
