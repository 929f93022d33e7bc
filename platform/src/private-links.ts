import { SpokeFrontDoor } from "@aks-topology/constructs";
import { addressOf, ExistingCluster, isCreatedCluster, knownText } from "@aks-topology/constructs/internal";
import { ANY_SUBSCRIPTION } from "./any-subscription.js";
import { ResolvedStacks, type Stack } from "@aks-topology/terraform";
import { hasErrors, type PlatformProblem } from "./problem.js";
import type { LoadedPlatform } from "./load.js";
import { inspect } from "./synthesize.js";

/** A private link service that AKS creates for a cluster, and to which Front Door connects. */
export interface PrivateLink {
  /** As `shop/main`. */
  readonly cluster: string;
  /** Azure Resource Manager id of the cluster; in the subscription of zeros where the file names none. */
  readonly clusterId: string;
  /** Name of the private link service, in the cluster's node resource group. */
  readonly service: string;
  /** What Front Door says when it asks for its connection. */
  readonly requestMessage: string;
}

/** The private links of a platform file; none where it has errors. */
export function privateLinks(loaded: LoadedPlatform): {
  readonly problems: readonly PlatformProblem[];
  readonly links: readonly PrivateLink[];
} {
  const { problems, built, stacks } = inspect(loaded);
  if (hasErrors(problems)) return { problems, links: [] };
  const ids = clusterIds(stacks);
  const doors = built.app.node.findAll().filter((construct) => construct instanceof SpokeFrontDoor);
  const links = doors.flatMap(({ cluster, backend, requestMessage }): PrivateLink[] => {
    if (backend.type !== "private-link") return [];
    const clusterId = idOf(cluster, ids);
    if (clusterId === undefined) return [];
    const { serviceName: service } = backend;
    return [{ cluster: `${cluster.spoke.key}/${cluster.key}`, clusterId, service, requestMessage }];
  });
  return { problems, links };
}

function clusterIds(stacks: readonly Stack[]): ReadonlyMap<string, unknown> {
  const resolved = new ResolvedStacks(stacks, { subscription: ANY_SUBSCRIPTION });
  return new Map(
    resolved
      .elements("azurerm_kubernetes_cluster")
      .map(({ address, attribute }) => [address, attribute("id")] as const),
  );
}

function idOf(cluster: SpokeFrontDoor["cluster"], ids: ReadonlyMap<string, unknown>): string | undefined {
  if (cluster instanceof ExistingCluster) return knownText(cluster.clusterId);
  const id = isCreatedCluster(cluster) ? ids.get(addressOf(cluster.cluster.resource)) : undefined;
  return typeof id === "string" ? id : undefined;
}
