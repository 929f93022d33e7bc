/** The platform file of what was found, before anything is built: every choice that an attribute or a relation shows. */
import type { FoundResource, Inventory } from "../inventory.js";
import { FreeKeys } from "../keys.js";
import { arePeered, type FoundHub, type Relations } from "../relations.js";
import { compact, type Spec } from "../spec.js";
import { textMap } from "../values.js";
import { alertsSpec } from "./alerts.js";
import { diagnosticsSpec } from "./diagnostics.js";
import { existingHubSpec } from "./existing-hub.js";
import { governanceSpec } from "./governance.js";
import { hubSpec } from "./hub.js";
import { isKept, type KeptIds } from "./kept.js";
import { Names } from "./names.js";
import { routeSyncSpec } from "./route-sync.js";
import { spokeSpec } from "./spoke.js";

export function platformSpec(inventory: Inventory, relations: Relations, kept: KeptIds): Spec {
  const { hubs, spokes } = relations;
  const names = new Names(inventory, relations);
  const hubKeys = keysOfHubs(hubs, names);
  const free = new FreeKeys([...hubKeys.values(), "hub", "route-sync"]);
  const isOnly = hubs.length === 1;
  const hubSpecs = hubs.map((hub) => {
    const key = hubKeys.get(hub) ?? "hub";
    const spec = isKept(kept, hub.id)
      ? existingHubSpec(
          inventory,
          hub,
          spokes.filter((spoke) => spoke.hub === hub),
          { names, kept },
        )
      : { ...hubSpec(inventory, hub, key, { names, kept }), peerWith: peersOf(inventory, hub, hubKeys) };
    return [key, compact(spec)] as const;
  });
  const spokeSpecs = spokes.map((spoke) => {
    const key = free.take(names.keyOfNetwork(spoke), "spoke");
    const hub = isOnly ? undefined : hubKeys.get(spoke.hub);
    return [key, compact({ hub, ...spokeSpec(inventory, spoke, key, names, kept) })] as const;
  });
  const keyed = spokes.map(({ id, clusters }, i) => ({
    key: spokeSpecs[i]?.[0] ?? "",
    networkId: id,
    group: (clusters[0]?.id ?? id).split("/").slice(0, 5).join("/"),
  }));
  return compact({
    apiVersion: "aks-topology/v1",
    // What runs has no defaults of a later date: each key that differs is written.
    baseline: "relaxed",
    name: names.platform,
    location: names.location,
    tags: commonTags([...hubs, ...spokes].flatMap(({ network }) => network ?? [])),
    naming: names.naming,
    governance: governanceSpec(inventory),
    diagnostics: diagnosticsSpec(inventory, kept),
    alerts: alertsSpec(inventory),
    hub: isOnly ? hubSpecs[0]?.[1] : undefined,
    hubs: isOnly ? undefined : Object.fromEntries(hubSpecs),
    spokes: Object.fromEntries(spokeSpecs),
    routeSync: routeSyncSpec(inventory, keyed, kept),
  });
}

function keysOfHubs(hubs: readonly FoundHub[], names: Names): ReadonlyMap<FoundHub, string> {
  const free = new FreeKeys(["route-sync"]);
  return new Map(
    hubs.map((hub) => [hub, hubs.length === 1 ? "hub" : free.take(names.keyOfNetwork(hub), "hub")]),
  );
}

/** Keys of the hubs that a hub is peered with, each pair once. */
function peersOf(
  inventory: Inventory,
  hub: FoundHub,
  keys: ReadonlyMap<FoundHub, string>,
): readonly string[] | undefined {
  const all = [...keys.keys()];
  const peers = all.slice(0, all.indexOf(hub)).filter((other) => arePeered(inventory, hub.id, other.id));
  return peers.length === 0 ? undefined : peers.map((peer) => keys.get(peer) ?? "");
}

function commonTags(networks: readonly FoundResource[]): Readonly<Record<string, string>> | undefined {
  const [first, ...others] = networks.map(({ values }) => textMap(values, "tags") ?? {});
  const shared = Object.entries(first ?? {}).filter(([name, value]) =>
    others.every((tags) => tags[name] === value),
  );
  return shared.length === 0 ? undefined : Object.fromEntries(shared);
}
