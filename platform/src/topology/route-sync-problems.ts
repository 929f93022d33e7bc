import { knownText, type MirrorProps, type Spoke } from "@aks-topology/constructs/internal";
import type { Platform } from "../schema/platform.js";
import type { RouteSyncSpec } from "../schema/route-sync.js";
import { subscriptionOf } from "./hubs.js";
import type { SourceLocator } from "./source-locator.js";
import { CONFLICTING_KEYS, INVALID_VALUE, UNKNOWN_REFERENCE } from "../file-rules.js";

/** A platform with the spokes that were built for it. */
interface BuiltSpokes {
  readonly platform: Platform;
  readonly locator: SourceLocator;
  readonly spokes: readonly Spoke[];
}

/** Names that one runtime can have. */
export function reportSharedNames(locator: SourceLocator, { runtimes, names }: RouteSyncSpec): void {
  if (runtimes === "one") return;
  for (const name of ["functionApp", "storageAccount"] as const) {
    if (names[name] === undefined) continue;
    const message = `names.${name} is the name of one runtime, and runtimes: per-region creates several.`;
    locator.report(CONFLICTING_KEYS, ["routeSync", "names", name], message, "Remove one of the two keys.");
  }
}

/** Topics of groups that no mirror reads, or of another subscription. */
export function checkExistingTopics(
  { platform, locator, spokes }: BuiltSpokes,
  spec: RouteSyncSpec,
  mirrors: readonly MirrorProps[],
): void {
  if (spec.eventGrid.type === "none") return;
  const groups = new Map(mirrors.map(({ source: { group } }) => [group.key, group.id]));
  for (const [key, topic] of Object.entries(spec.eventGrid.existing)) {
    const path = ["routeSync", "eventGrid", "existing", key];
    if (!groups.has(key)) {
      locator.report(
        UNKNOWN_REFERENCE,
        path,
        `No mirror has its source in a group "${key}".`,
        `Use one of: ${[...groups.keys()].join(", ")}.`,
      );
      continue;
    }
    const spoke = spokes.find((each) => each.mirrors().some(({ source }) => source.group.key === key));
    const id = knownText(groups.get(key) ?? "")?.toLowerCase();
    const own = id?.split("/")[2] ?? (spoke && subscriptionOf(platform, spoke.key));
    if (own === undefined || topic.subscription === undefined || topic.subscription === own) continue;
    locator.report(
      INVALID_VALUE,
      [...path, "id"],
      `The topic is in subscription ${topic.subscription}, its resource group ${key} in ${own}.`,
      "Specify the topic of that group: Azure keeps it in the same subscription.",
    );
  }
}

/** Settings of a runtime that nothing needs. */
export function reportUnused(locator: SourceLocator): void {
  locator.report(
    INVALID_VALUE,
    ["routeSync"],
    "No gateway of this platform needs the node routes of a cluster, so no runtime is deployed.",
    "Remove the key. Mirrors exist for kubenet clusters whose ingress is a gateway.",
  );
}

/** A mirror that a cluster sets up although no gateway follows its node routes. */
export function reportMirrorsOfNothing({ platform, locator, spokes }: BuiltSpokes): void {
  for (const [key, { clusters }] of Object.entries(platform.spokes)) {
    const spoke = spokes.find((each) => each.key === key);
    if (spoke === undefined) continue;
    const followed = new Set(spoke.mirrors().map(({ namedFor }) => namedFor));
    for (const [name, spec] of Object.entries(clusters)) {
      if (spec.type === "automatic") continue;
      const { mirror, network } = spec;
      const cluster = spoke.clusters.find((each) => each.key === name);
      if (mirror === undefined || cluster === undefined || followed.has(cluster)) continue;
      const path = ["spokes", key, "clusters", name, "mirror"];
      const onKubenet = network.plugin === "kubenet";
      locator.report(
        INVALID_VALUE,
        onKubenet ? path : [...path, "policy"],
        onKubenet
          ? `No gateway has a separate table that follows the node routes of ${name}.`
          : `AKS writes no node routes for ${name} with plugin ${network.plugin}, so there is nothing to ${mirror.policy}.`,
        onKubenet
          ? "Remove the key. Mirrors exist for kubenet clusters whose ingress is a gateway."
          : "Remove the key, or write policy: retire if an overlay cluster behind a gateway was on kubenet before.",
      );
    }
  }
}
