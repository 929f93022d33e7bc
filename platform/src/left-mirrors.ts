import type { Change, Stack } from "@aks-topology/terraform";
import { addressOf } from "@aks-topology/constructs/internal";
import { TerraformStack } from "cdktf";
import { KUBENET_MIRROR_LEFT } from "./file-rules.js";
import { fileKeyOf } from "./renames/file-keys.js";
import type { BuiltPlatform } from "./topology/platform.js";

/**
 * Reports clusters that an earlier synthesis had on kubenet with a mirror, and that are on another plugin now without one:
 * with the runtime gone, the mirrored routes would stay in the gateway's table, and take traffic, for ever.
 */
export function reportLeftMirrors(
  built: BuiltPlatform,
  earlier: readonly Stack[],
  changes: readonly Change[],
): void {
  const mirrored = mirrorsIn(earlier);
  const now = new Set(built.routeSyncs.flatMap(({ configuration }) => configuration.map(({ name }) => name)));
  for (const spoke of built.spokes) {
    const stack = TerraformStack.of(spoke).node.id;
    for (const cluster of spoke.clusters) {
      const { key, fullName, network } = cluster;
      if (network.type === "kubenet" || now.has(fullName) || !mirrored.has(fullName)) continue;
      const address = addressOf(cluster.cluster.resource);
      const change = changes.find((each) => each.stack === stack && each.address === address);
      if (pluginIn(earlier, stack, change?.previousAddress ?? address) !== "kubenet") continue;
      built.locator.report(
        KUBENET_MIRROR_LEFT,
        ["spokes", spoke.key, "clusters", key, "network", "plugin"],
        `The last synthesis had ${fileKeyOf(spoke)}/${fileKeyOf(cluster)} on kubenet with a mirror; without it, the mirrored routes stay in the gateway's table.`,
        "Run `aks-topology migrate FILE --to azure-cni-overlay`: it retires the mirror first.",
      );
    }
  }
}

/** Names of the mirrors in the runtime's settings, which Terraform has as an expression of JSON. */
function mirrorsIn(stacks: readonly Stack[]): ReadonlySet<string> {
  const texts = stacks.flatMap(({ json }) => [
    ...resourcesIn(json, "azurerm_function_app_flex_consumption").map((app) =>
      at(at(app, "app_settings"), "ROUTE_SYNC_MIRRORS"),
    ),
    ...resourcesIn(json, "azurerm_storage_blob").map((blob) => at(blob, "source_content")),
  ]);
  const names = texts.flatMap((text) =>
    typeof text === "string" ? [...text.matchAll(/"name" [=:] "([^"]+)"|"name":"([^"]+)"/g)] : [],
  );
  return new Set(names.map(([, expression, json]) => expression ?? json ?? ""));
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
