/** The platform file of what was found, before anything is built: every choice that an attribute or a relation shows. */
import type { FoundResource, Inventory } from "../inventory.js";
import { FreeKeys } from "../keys.js";
import { arePeered, isVirtualHub, type FoundHub, type FoundSpoke, type Relations } from "../relations.js";
import { compact, unlessEmpty, type Spec } from "../spec.js";
import { textMap } from "../values.js";
import { alertsSpec } from "./alerts.js";
import { diagnosticsSpec } from "./diagnostics.js";
import { existingHubSpec } from "./existing-hub.js";
import { frontDoorsSpec, sharedDoors } from "./front-door.js";
import { governanceSpec } from "./governance.js";
import { hubSpec } from "./hub.js";
import { isKept, type KeptIds } from "./kept.js";
import { mirrorsSpec, subscriptionOfMirrors } from "./mirrors.js";
import { Names } from "./names.js";
import { routeSyncSpec } from "./route-sync.js";
import { spokeSpec } from "./spoke.js";
import { existingVirtualHubSpec, virtualHubSpec } from "./virtual-hub.js";

export function platformSpec(inventory: Inventory, relations: Relations, kept: KeptIds): Spec {
  const { hubs, spokes } = relations;
  const names = new Names(inventory, relations);
  const hubKeys = keysOfHubs(hubs, names);
  const mirrors = hubs.length + spokes.length === 0 ? mirrorsSpec(inventory, names.location) : undefined;
  if (mirrors !== undefined) return mirrorsOnly(inventory, names, mirrors, kept);
  const free = new FreeKeys([...hubKeys.values(), "hub", "route-sync"]);
  const isOnly = hubs.length === 1;
  const hubSpecs = hubs.map((hub) => {
    const key = hubKeys.get(hub) ?? "hub";
    return [key, compact(specOfHub(inventory, hub, { key, keys: hubKeys, spokes, names, kept }))] as const;
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
    governance: governanceSpec(inventory, names.platform, keyed),
    diagnostics: diagnosticsSpec(inventory, kept),
    alerts: alertsSpec(inventory),
    frontDoors: frontDoorsSpec(inventory, sharedDoors(inventory, names.platform)),
    hub: isOnly ? hubSpecs[0]?.[1] : undefined,
    hubs: isOnly ? undefined : Object.fromEntries(hubSpecs),
    spokes: Object.fromEntries(spokeSpecs),
    routeSync: routeSyncSpec(inventory, keyed, kept),
  });
}

/** The file of a runtime alone, between clusters and gateways of which only ids are known. */
function mirrorsOnly(inventory: Inventory, names: Names, mirrors: Spec, kept: KeptIds): Spec {
  const subscriptionId = subscriptionOfMirrors(inventory, mirrors);
  return compact({
    apiVersion: "aks-topology/v1",
    baseline: "relaxed",
    name: names.platform,
    location: names.location,
    tags: commonTags(inventory.of("azurerm_resource_group")),
    naming: names.naming,
    mirrors,
    routeSync: unlessEmpty(compact({ subscriptionId, ...routeSyncSpec(inventory, [], kept) })),
  });
}

interface HubContext {
  readonly key: string;
  readonly keys: ReadonlyMap<FoundHub, string>;
  readonly spokes: readonly FoundSpoke[];
  readonly names: Names;
  readonly kept: KeptIds;
}

function specOfHub(
  inventory: Inventory,
  hub: FoundHub,
  { key, keys, spokes, names, kept }: HubContext,
): Spec {
  const isNamed = isKept(kept, hub.id);
  if (isVirtualHub(hub))
    return isNamed
      ? existingVirtualHubSpec(inventory, hub, names)
      : virtualHubSpec(inventory, hub, key, { names, kept });
  const own = spokes.filter((spoke) => spoke.hub === hub);
  return isNamed
    ? existingHubSpec(inventory, hub, own, { names, kept })
    : { ...hubSpec(inventory, hub, key, { names, kept }), peerWith: peersOf(inventory, hub, keys) };
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
