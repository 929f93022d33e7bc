import {
  Hub,
  knownRangesOf,
  VirtualWanHub,
  type IpGroup,
  type PublishedService,
} from "@aks-topology/constructs/internal";
import { fileKeyOf } from "../renames/file-keys.js";
import type { BuiltPlatform } from "../topology/platform.js";
import { path, type DeclaredPath } from "./declared-path.js";
import { keyOfHub } from "./named-things.js";

/** Services that a hub's firewall publishes, from a client that may use them and from one that may not. */
export function publishedPaths(hub: BuiltPlatform["hubs"][number]): readonly DeclaredPath[] {
  if (!(hub instanceof Hub || hub instanceof VirtualWanHub)) return [];
  const own = fileKeyOf(hub);
  const groups = hub.firewall?.ipGroups?.groups;
  return (hub.published?.services ?? []).flatMap(({ name, port, protocol = "TCP", publicIp = 1, from }) => {
    const key = [...keyOfHub(own), "firewall", "publish", name];
    const ends = { to: `${own}/firewall/${publicIp}`, port, protocol };
    const client = from === undefined ? "internet" : clientIn(from, groups);
    const allowed =
      client === undefined
        ? []
        : [path(`${own}: ${client} -> ${name}`, key, "delivered", { from: client, ...ends })];
    const others = path(`${own}: internet -> ${name}`, key, "dropped", { from: "internet", ...ends });
    return from === undefined || hasUnknown(from) ? allowed : [...allowed, others];
  });
}

type Callers = NonNullable<PublishedService["from"]>;

/** A range that a service is published to; undefined where all are in IP groups that exist already. */
function clientIn(from: Callers, groups: ReadonlyMap<string, IpGroup> | undefined): string | undefined {
  const ranges = "ipGroups" in from ? knownRangesOf(from.ipGroups, groups) : from;
  return ranges[0]?.literal;
}

/** Whether callers are in IP groups that exist already, whose ranges are not known. */
function hasUnknown(from: Callers): boolean {
  return "ipGroups" in from && from.ipGroups.some((group) => "id" in group);
}
