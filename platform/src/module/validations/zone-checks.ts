import { privateDnsOf, SpokeCluster } from "@aks-topology/constructs";
import type { IConstruct } from "constructs";
import type { Json } from "../configuration.js";
import { expressionOf, variableIn, variableOf } from "./expression-of.js";
import { isRecord } from "../inputs/schema-shape.js";
import type { Validation } from "./validation.js";

/** The kinds of zones by the records that are written into them. */
const ZONES: readonly (readonly [record: string, zone: string, words: string])[] = [
  ["azurerm_dns_a_record", "dnsZones", "public"],
  ["azurerm_private_dns_a_record", "privateDnsZones", "private"],
];

/** The zones that exist already: that AKS takes them in the cluster's region, that they are of the records' kind. */
export function zoneChecks(root: IConstruct, { resource }: Json): readonly Validation[] {
  const ofClusters = root.node
    .findAll()
    .flatMap((construct) => (construct instanceof SpokeCluster ? zoneCheck(construct) : []));
  const records = isRecord(resource) ? resource : {};
  return [...ofClusters, ...ZONES.flatMap((kind) => kindChecks(records[kind[0]], kind))];
}

function kindChecks(records: unknown, [, zone, words]: (typeof ZONES)[number]): Validation[] {
  const names = Object.values(isRecord(records) ? records : {}).map((record) =>
    isRecord(record) ? variableIn(String(record["zone_name"])) : undefined,
  );
  return [...new Set(names.filter((name) => name !== undefined))].map((variable) => ({
    variable,
    code: "DNS_ZONE_KIND",
    // What is no id at all is told by its form.
    condition: `!startswith(var.${variable}, "/subscriptions/") || can(regex("(?i)/resourceGroups/[^/]+/providers/Microsoft.Network/${zone}/[^/]+$", var.${variable}))`,
    error_message: `It must be the id of a ${words} DNS zone, which ends in Microsoft.Network/${zone}/NAME.`,
  }));
}

function zoneCheck({ cluster, spoke }: SpokeCluster): Validation[] {
  const dns = privateDnsOf(cluster.apiServer);
  if (dns?.kind !== "custom-zone") return [];
  const variable = variableOf(expressionOf(cluster, dns.zone.zoneId));
  if (variable === undefined) return [];
  const location = expressionOf(spoke, spoke.location);
  const region = variableOf(location) === undefined ? spoke.location : `\${${location}}`;
  const id = `^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/privateDnsZones/`;
  return [
    {
      variable,
      code: "PRIVATE_ZONE_NAME",
      // What is no id at all is told by its form.
      condition: `!startswith(var.${variable}, "/subscriptions/") || can(regex("(?i:${id})([^/]+\\\\.)?privatelink\\\\.${region}\\\\.azmk8s\\\\.io$", var.${variable}))`,
      error_message:
        "It must be the id of a private DNS zone that AKS takes in the cluster's region: privatelink.REGION.azmk8s.io or NAME.privatelink.REGION.azmk8s.io.",
    },
  ];
}
