import type { Change, Stack } from "@aks-topology/terraform";
import {
  addressOf,
  Cidr,
  ExistingCluster,
  type ICluster,
  type MirrorConfiguration,
} from "@aks-topology/constructs/internal";
import { TerraformStack } from "cdktf";
import { KUBENET_MIRROR_LEFT } from "./file-rules.js";
import { fileKeyOf } from "./renames/file-keys.js";
import type { KeyPath } from "./source-map.js";
import type { BuiltPlatform } from "./topology/platform.js";

/**
 * Reports what of an earlier synthesis's mirrors nothing would remove: clusters that were on kubenet with a mirror and are on
 * another plugin now without one, and mirrors that retire other routes than were mirrored. The routes would stay in the
 * gateway's table, and take traffic, for ever.
 */
export function reportLeftMirrors(
  built: BuiltPlatform,
  earlier: readonly Stack[],
  changes: readonly Change[],
): void {
  const mirrored = mirrorsIn(earlier);
  const now = new Map(
    built.routeSyncs.flatMap(({ configuration }) => configuration.map((mirror) => [mirror.name, mirror])),
  );
  const judge = (
    cluster: ICluster,
    path: KeyPath,
    wasOnKubenet: (mirror: EarlierMirror) => boolean,
  ): void => {
    const before = mirrored.get(cluster.fullName);
    if (before === undefined) return;
    const mirror = now.get(cluster.fullName);
    if (mirror !== undefined) reportOtherRange(built, [...path, "mirror"], before, mirror);
    else if (cluster.network.type !== "kubenet" && wasOnKubenet(before)) reportLeft(built, cluster, path);
  };
  for (const spoke of built.spokes) {
    const stack = TerraformStack.of(spoke).node.id;
    const pathOf = ({ key }: ICluster): KeyPath => ["spokes", spoke.key, "clusters", key];
    for (const cluster of spoke.clusters) {
      const address = addressOf(cluster.cluster.resource);
      const change = changes.find((each) => each.stack === stack && each.address === address);
      const before = change?.previousAddress ?? address;
      judge(cluster, pathOf(cluster), () => pluginIn(earlier, stack, before) === "kubenet");
    }
    // Terraform has no plugin of what exists already: a mirror that retired has done its work.
    for (const cluster of spoke.node.children.filter((child) => child instanceof ExistingCluster))
      judge(cluster, pathOf(cluster), ({ policy }) => policy !== "retire");
  }
  for (const name of Object.keys(built.platform.mirrors)) {
    const [before, mirror] = [mirrored.get(name), now.get(name)];
    if (before !== undefined && mirror !== undefined)
      reportOtherRange(built, ["mirrors", name], before, mirror);
  }
}

function reportLeft({ locator }: BuiltPlatform, cluster: ICluster, path: KeyPath): void {
  const name = `${fileKeyOf(cluster.spoke)}/${fileKeyOf(cluster)}`;
  locator.report(
    KUBENET_MIRROR_LEFT,
    [...path, "network", "plugin"],
    `The last synthesis had ${name} on kubenet with a mirror; without it, the mirrored routes stay in the gateway's table.`,
    cluster instanceof ExistingCluster
      ? "Add mirror: { policy: retire }, and remove it when the mirror is retired."
      : "Run `aks-topology migrate FILE --to azure-cni-overlay`: it retires the mirror first.",
  );
}

/** Reports a mirror that retires without the range whose routes it has written. */
function reportOtherRange(
  { locator }: BuiltPlatform,
  path: KeyPath,
  before: EarlierMirror,
  { policy, podCidrs }: MirrorConfiguration,
): void {
  if (policy !== "retire") return;
  const left = before.podCidrs.filter((range) => !podCidrs.some((other) => isWithin(range, other)));
  if (left.length === 0) return;
  locator.report(
    KUBENET_MIRROR_LEFT,
    path,
    `The last synthesis mirrored routes of pods in ${left.join(" and ")}; the mirror retires those of ${podCidrs.join(" and ")} only, and the others stay in the gateway's table.`,
    `Add podCidr: ${left[0] ?? ""} to the mirror until it is retired.`,
  );
}

function isWithin(range: string, other: string): boolean {
  return range === other || (isRange(range) && isRange(other) && Cidr.of(other).contains(Cidr.of(range)));
}

/** Whether a text is a range, and not an expression of Terraform. */
function isRange(text: string): boolean {
  return /^[0-9a-f.:]+\/\d+$/.test(text);
}

/** A mirror in the settings of an earlier runtime. */
interface EarlierMirror {
  readonly name: string;
  readonly podCidrs: readonly string[];
  /** Undefined for the default. */
  readonly policy: string | undefined;
}

/** The mirrors in the runtimes' settings, by name. Terraform has them as JSON, or as an expression of it. */
function mirrorsIn(stacks: readonly Stack[]): ReadonlyMap<string, EarlierMirror> {
  const texts = stacks.flatMap(({ json }) => [
    ...resourcesIn(json, "azurerm_function_app_flex_consumption").map((app) =>
      at(at(app, "app_settings"), "ROUTE_SYNC_MIRRORS"),
    ),
    ...resourcesIn(json, "azurerm_storage_blob").map((blob) => at(blob, "source_content")),
  ]);
  const mirrors = texts
    .filter((text) => typeof text === "string")
    // A mirror begins with its name.
    .flatMap((text) => text.split(/(?="name"\s*[=:])/).map(mirrorIn))
    .filter((mirror) => mirror !== undefined);
  return new Map(mirrors.map((mirror) => [mirror.name, mirror]));
}

function mirrorIn(text: string): EarlierMirror | undefined {
  const [, name] = /"name"\s*[=:]\s*"([^"]+)"/.exec(text) ?? [];
  if (name === undefined) return undefined;
  const [, ranges = ""] = /"podCidrs"\s*[=:]\s*\[([^\]]*)\]/.exec(text) ?? [];
  const [, policy] = /"policy"\s*[=:]\s*"([^"]+)"/.exec(text) ?? [];
  return { name, podCidrs: [...ranges.matchAll(/"([^"]+)"/g)].map(([, range = ""]) => range), policy };
}

function pluginIn(stacks: readonly Stack[], stack: string, address: string): unknown {
  const json = stacks.find(({ name }) => name === stack)?.json;
  const [type = "", name = ""] = address.split(".");
  const profile = at(at(at(at(json, "resource"), type), name), "network_profile");
  return at(Array.isArray(profile) ? profile[0] : profile, "network_plugin");
}

function resourcesIn(json: unknown, type: string): unknown[] {
  const found = at(at(json, "resource"), type);
  return typeof found === "object" && found !== null ? Object.values(found) : [];
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
