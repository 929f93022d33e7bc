import { knownText } from "@aks-topology/constructs/internal";
import type { BuiltPlatform } from "../topology/platform.js";
import type { Subject } from "./subject.js";

/** What a cluster and its tables are called in Azure, for commands. */
export interface ClusterNames {
  readonly resourceGroup: string;
  readonly cluster: string;
  /** Name of the mirror in the runtime's configuration. */
  readonly mirror: string;
  /** The custom table of the nodes; undefined where AKS manages one. */
  readonly nodeTable: string | undefined;
  /** The gateway's own table; undefined where no gateway addresses the pods. */
  readonly gatewayTable: string | undefined;
}

/** The names of a cluster that was built; undefined where it could not be. */
export function namesOf({ spokes }: BuiltPlatform, subject: Subject): ClusterNames | undefined {
  const spoke = spokes.find(({ key }) => key === subject.spoke);
  const cluster = spoke?.clusters.find(({ key }) => key === subject.key);
  if (spoke === undefined || cluster === undefined) return undefined;
  const gateway = spoke.gateways.find(({ key }) => key === subject.gateway?.key);
  return {
    resourceGroup: nameIn(spoke.resourceGroup.resource.nameInput, "RESOURCE-GROUP"),
    cluster: nameIn(cluster.cluster.resource.nameInput, "CLUSTER"),
    mirror: cluster.fullName,
    nodeTable: tableName(cluster.routeTable),
    gatewayTable: tableName(gateway?.routeTable),
  };
}

function tableName(table: object | undefined): string | undefined {
  if (table === undefined) return undefined;
  const resource: unknown = "resource" in table ? table.resource : undefined;
  const name: unknown =
    typeof resource === "object" && resource !== null ? Reflect.get(resource, "nameInput") : undefined;
  return nameIn(typeof name === "string" ? name : undefined, "ROUTE-TABLE");
}

function nameIn(name: string | undefined, unknown: string): string {
  return (name === undefined ? undefined : knownText(name)) ?? unknown;
}
