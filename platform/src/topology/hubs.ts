import { knownText, parseArmId } from "@aks-topology/constructs/internal";
import { INVALID_VALUE, MISSING_KEY, UNKNOWN_REFERENCE } from "../file-rules.js";
import type { ExistingVirtualWanSpec } from "../schema/existing-virtual-wan.js";
import type { ExistingHubSpec } from "../schema/existing-hub.js";
import type { CreatedHubSpec, HubSpec } from "../schema/hub.js";
import type { Platform } from "../schema/platform.js";
import type { KeyPath } from "../source-map.js";
import type { SourceLocator } from "./source-locator.js";

/**
 * The subscription in which a hub is created, and in which whatever belongs to no single spoke is: with a hub that exists
 * already, that of its first spoke. Undefined where the provider decides.
 */
export function homeOf(platform: Platform, { key, spec }: NamedHub): string | undefined {
  if (spec.id === undefined) return spec.subscriptionId;
  const first = Object.entries(platform.spokes).find(([spoke]) => hubOf(platform, spoke)?.key === key);
  return first?.[1].subscriptionId;
}

/** Whether anything is changed in a hub that exists already: the file says so by each of these keys. */
export function changesHub(spec: ExistingHubSpec | ExistingVirtualWanSpec): boolean {
  // Connections are part of a virtual hub.
  if (spec.type === "virtual-wan") return true;
  const { peering, firewall, gateway } = spec;
  return peering === "both" || firewall?.policy !== undefined || gateway?.routeTable !== undefined;
}

/** The subscription of a hub's network: its home, or that of its id. */
export function networkSubscriptionOf(hub: HubSpec): string | undefined {
  return hub.id !== undefined ? parseArmId(knownText(hub.id) ?? "")?.subscriptionId : hub.subscriptionId;
}

/** A hub of the file, with the path of its keys. */
export interface NamedHub {
  readonly key: string;
  readonly spec: HubSpec;
  readonly path: KeyPath;
}

/** Name of the hub that the short form `hub: X` describes, equal to `hubs: { hub: X }`. */
const SHORT = "hub";

/** All hubs in the order of the file; the first is the main hub, whose subscription holds what no other hub owns. */
export function hubsOf({ hub, hubs }: Pick<Platform, "hub" | "hubs">): readonly NamedHub[] {
  if (hub !== undefined) return [{ key: SHORT, spec: hub, path: [SHORT] }];
  return Object.entries(hubs ?? {}).map(([key, spec]) => ({ key, spec, path: ["hubs", key] }));
}

/** The hub of a spoke: the one that it names, else the only one; undefined where there is none. */
export function hubOf(platform: Platform, spoke: string): NamedHub | undefined {
  const hubs = hubsOf(platform);
  const named = platform.spokes[spoke]?.hub;
  if (named !== undefined) return hubs.find(({ key }) => key === named);
  return hubs.length === 1 ? hubs[0] : undefined;
}

/** The subscription of a spoke: its own, else the home of its hub; undefined where the provider decides. */
export function subscriptionOf(platform: Platform, spoke: string): string | undefined {
  const own = platform.spokes[spoke]?.subscriptionId;
  const hub = own === undefined ? hubOf(platform, spoke) : undefined;
  return hub === undefined ? own : homeOf(platform, hub);
}

/** Whether a hub is a network that is created, so that it can name the hubs that it is peered with. */
export function canBePeered(spec: HubSpec): spec is CreatedHubSpec {
  return spec.id === undefined && spec.type !== "virtual-wan";
}

/** Two hubs that are peered, with the key that says so. */
export interface HubPair {
  /**
   * Sorted by name, so that the order of the file moves nothing; one that exists already is the first. The connection is part
   * of the second.
   */
  readonly keys: readonly [string, string];
  readonly path: KeyPath;
}

/** Every pair of hubs that are peered, once; names without a hub are reported. */
export function hubPairsOf(locator: SourceLocator, platform: Platform): readonly HubPair[] {
  const hubs = hubsOf(platform);
  const pairs = new Map<string, HubPair>();
  for (const { key, spec, path } of hubs)
    for (const [i, other] of (canBePeered(spec) ? spec.peerWith : []).entries()) {
      const at = [...path, "peerWith", i];
      const known = hubs.map((each) => each.key).filter((name) => name !== key);
      const existing = hubs.some((each) => each.key === other && each.spec.id !== undefined);
      const [first, second] = existing ? [other, key] : [key, other].sort();
      if (first === undefined || second === undefined || !known.includes(other)) {
        const message =
          other === key ? `Hub ${key} cannot be peered with itself.` : `There is no hub "${other}".`;
        const hint = known.length === 0 ? "Remove it." : `The other hubs: ${known.join(", ")}.`;
        locator.report(UNKNOWN_REFERENCE, at, message, hint);
      } else if (hubs.some((each) => each.key === other && each.spec.type === "virtual-wan")) {
        const message = `Hub ${other} is a virtual hub, which is peered with no network.`;
        locator.report(INVALID_VALUE, at, message, "Remove it: the hubs of one Virtual WAN are connected.");
      } else if (!pairs.has(`${first} ${second}`))
        pairs.set(`${first} ${second}`, { keys: [first, second], path: at });
    }
  return [...pairs.values()];
}

/** Names that other stacks and addresses use. */
const RESERVED_SPOKES: ReadonlySet<string> = new Set([SHORT, "route-sync"]);
const RESERVED_HUBS: ReadonlySet<string> = new Set(["route-sync"]);

/** Name of the stack of the Front Doors that clusters share. */
export const FRONT_DOOR_STACK = "front-door";

/** Name of the stack of the workspace that all logs go to. */
export const DIAGNOSTICS_STACK = "diagnostics";

/** Name of the stack of the action group that alerts notify. */
export const ALERTS_STACK = "alerts";

/** Name of the stack of the DDoS protection plan. */
export const DDOS_STACK = "ddos";

/** Whether a network has a DDoS protection plan that is created for it. */
export function createsDdosPlan(platform: Pick<Platform, "hub" | "hubs" | "spokes">): boolean {
  const networks = [...hubsOf(platform).map(({ spec }) => spec), ...Object.values(platform.spokes)];
  return networks.some((network) => "ddos" in network && network.ddos === "plan");
}

/** Whether a name is that of a stack that belongs to no spoke, in a platform that has it. */
function isSharedStack(platform: Platform, name: string): boolean {
  const { frontDoors, diagnostics, alerts } = platform;
  if (name === DDOS_STACK) return createsDdosPlan(platform);
  if (name === FRONT_DOOR_STACK) return Object.keys(frontDoors).length > 0;
  if (name === ALERTS_STACK) return createsActionGroup(alerts);
  return name === DIAGNOSTICS_STACK && createsLogStore(diagnostics);
}

/** Whether a workspace, or storage for flows, is created for the platform's logs. */
export function createsLogStore(diagnostics: Platform["diagnostics"]): boolean {
  if (typeof diagnostics !== "object") return false;
  const { workspace, flowLogs } = diagnostics;
  const createsStorage = flowLogs !== undefined && flowLogs.storage === undefined;
  return createsStorage || workspace === undefined || !("id" in workspace);
}

/** Whether an action group is created for the platform's alerts. */
export function createsActionGroup(alerts: Platform["alerts"]): boolean {
  return alerts !== undefined && alerts.emails.length > 0;
}

/** Whether a hub's name is free; reported where it is not. */
export function hasFreeName(locator: SourceLocator, platform: Platform, { key, path }: NamedHub): boolean {
  if (!RESERVED_HUBS.has(key) && !isSharedStack(platform, key)) return true;
  locator.report(INVALID_VALUE, path, `The hub name "${key}" is reserved.`, "Rename it.");
  return false;
}

/** The hub of a spoke, if the spoke's name is free and the hub exists; reported where it is not so. */
export function checkedHubOf(
  locator: SourceLocator,
  platform: Platform,
  spoke: string,
): NamedHub | undefined {
  const path = ["spokes", spoke];
  const hubs = hubsOf(platform);
  const known = `The hubs: ${hubs.map(({ key }) => key).join(", ")}.`;
  const named = platform.spokes[spoke]?.hub;
  if (RESERVED_SPOKES.has(spoke) || isSharedStack(platform, spoke)) {
    locator.report(INVALID_VALUE, path, `The spoke name "${spoke}" is reserved.`, "Rename it.");
    return undefined;
  }
  if (hubs.some(({ key }) => key === spoke)) {
    const message = `The spoke name "${spoke}" is also the name of a hub.`;
    locator.report(
      INVALID_VALUE,
      path,
      message,
      "Rename one of the two: hubs and spokes share one namespace.",
    );
    return undefined;
  }
  const hub = hubOf(platform, spoke);
  if (hub !== undefined) return hub;
  if (named === undefined) {
    const message = `The spoke names no hub, and the file has ${hubs.length}.`;
    locator.report(MISSING_KEY, [...path, "hub"], message, `Add hub: NAME. ${known}`);
  } else locator.report(UNKNOWN_REFERENCE, [...path, "hub"], `There is no hub "${named}".`, known);
  return undefined;
}
