import { addressOf } from "@aks-topology/constructs/internal";
import { ANY_SUBSCRIPTION } from "../any-subscription.js";
import { ResolvedStacks, type Stack } from "@aks-topology/terraform";
import { TerraformElement } from "cdktf";
import type { BuiltPlatform } from "../topology/platform.js";
import type { MigrationTarget } from "./live-preflight.js";
import { nameOf, type Subject } from "./subject.js";

/** The ids of clusters and of their gateways' tables, by their names in the Terraform. */
export function targetsOf(
  { spokes }: BuiltPlatform,
  stacks: readonly Stack[],
  subjects: readonly Subject[],
): readonly MigrationTarget[] {
  const resolved = new ResolvedStacks(stacks, { subscription: ANY_SUBSCRIPTION });
  const ids = new Map(
    ["azurerm_kubernetes_cluster", "azurerm_route_table"].flatMap((type) =>
      resolved.elements(type).map(({ address, attribute }) => [address, attribute("id")] as const),
    ),
  );
  const idOf = (resource: unknown): string | undefined => {
    const id = TerraformElement.isTerraformElement(resource) ? ids.get(addressOf(resource)) : undefined;
    return typeof id === "string" ? id : undefined;
  };
  return subjects.flatMap((subject): MigrationTarget[] => {
    const spoke = spokes.find(({ key }) => key === subject.spoke);
    const cluster = spoke?.clusters.find(({ key }) => key === subject.key);
    const id = idOf(cluster?.cluster.resource);
    if (id === undefined) return [];
    const table = spoke?.gateways.find(({ key }) => key === subject.gateway?.key)?.routeTable;
    const resource: unknown = table !== undefined && "resource" in table ? table.resource : undefined;
    // A table that the gateway shares with the cluster is no mirror.
    const isShared = table !== undefined && table === cluster?.routeTable;
    return [{ cluster: nameOf(subject), id, gatewayTable: isShared ? undefined : idOf(resource) }];
  });
}
