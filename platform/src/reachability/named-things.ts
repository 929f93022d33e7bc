import type {
  CreatedCluster,
  ExistingCluster,
  ExistingGateway,
  Spoke,
  SpokeGateway,
} from "@aks-topology/constructs/internal";
import { locationOf } from "../location.js";
import { fileKeyOf } from "../renames/file-keys.js";
import type { KeyPath } from "../source-map.js";
import { clustersOf } from "./endpoint-names.js";

/** A cluster with its names. */
export interface NamedCluster {
  /** `shop/main`. */
  readonly name: string;
  /** As derived rules name it. */
  readonly planned: string;
  readonly key: KeyPath;
  readonly cluster: CreatedCluster | ExistingCluster;
  readonly spoke: Spoke;
}

export interface NamedGateway {
  readonly name: string;
  readonly key: KeyPath;
  readonly gateway: SpokeGateway | ExistingGateway;
  readonly spoke: Spoke;
}

export function namedClusters(spokes: readonly Spoke[]): readonly NamedCluster[] {
  return spokes.flatMap((spoke) =>
    clustersOf(spoke).map((cluster) => {
      const [inSpoke, own] = [fileKeyOf(spoke), fileKeyOf(cluster)];
      const location = locationOf(cluster);
      return {
        name: `${inSpoke}/${own}`,
        planned: `${location.network}/${location.name}`,
        key: ["spokes", spoke.key, "clusters", cluster.key],
        cluster,
        spoke,
      };
    }),
  );
}

export function namedGateways(spokes: readonly Spoke[]): readonly NamedGateway[] {
  return spokes.flatMap((spoke) =>
    [...spoke.gateways, ...spoke.existingGateways].map((gateway) => ({
      name: `${fileKeyOf(spoke)}/${fileKeyOf(gateway)}`,
      key: ["spokes", spoke.key, "gateways", gateway.key],
      gateway,
      spoke,
    })),
  );
}

/** The key of a hub in the file, by its name. */
export function keyOfHub(key: string): KeyPath {
  return key === "hub" ? ["hub"] : ["hubs", key];
}
