import { privateDnsOf, SpokeCluster } from "@aks-topology/constructs/internal";
import type { IConstruct } from "constructs";
import { expressionOf, variableOf } from "./expression-of.js";
import type { Validation } from "./validation.js";

/** The zones that exist already: that AKS accepts them in the cluster's region. */
export function zoneChecks(root: IConstruct): readonly Validation[] {
  return root.node
    .findAll()
    .flatMap((construct) => (construct instanceof SpokeCluster ? zoneCheck(construct) : []));
}

function zoneCheck({ cluster, spoke }: SpokeCluster): Validation[] {
  const dns = privateDnsOf(cluster.apiServer);
  if (dns?.type !== "custom-zone") return [];
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
