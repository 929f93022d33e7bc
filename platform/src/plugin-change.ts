import { TerraformStack } from "cdktf";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { BuiltPlatform } from "./build/platform.js";
import type { Platform } from "./schema/platform.js";

/** The network plugin of a cluster as Terraform's JSON has it. */
interface WrittenPlugin {
  readonly plugin: string | undefined;
  readonly mode: string | undefined;
}

/**
 * Warns of clusters whose plugin differs from what `outdir` holds from an earlier synthesis, when the provider would
 * answer by replacing them. Only what was written here before can be compared: Terraform's state is not read.
 */
export function checkPluginChanges(built: BuiltPlatform, { azurerm }: Platform, outdir: string): void {
  // Read once a stack: a large platform has all its spokes in one file.
  const written = new Map<string, Map<string, WrittenPlugin>>();
  for (const spoke of built.spokes) {
    const stack = TerraformStack.of(spoke).node.id;
    const before = written.get(stack) ?? writtenPlugins(join(outdir, "stacks", stack, "cdk.tf.json"));
    written.set(stack, before);
    for (const { key, cluster } of spoke.clusters) {
      const old = before.get(`${spoke.key}_${key}`);
      const now = cluster.resource.networkProfileInput;
      if (old === undefined || now === undefined) continue;
      const overlaid = now.networkPluginMode === "overlay" && old.mode === undefined && azurerm === 5;
      const same = old.plugin === now.networkPlugin && old.mode === now.networkPluginMode;
      if (same || overlaid) continue;
      built.places.add(
        "PLUGIN_CHANGE_REPLACES",
        ["spokes", spoke.key, "clusters", key, "network", "plugin"],
        `The cluster ran on ${words(old)} when it was last written; the change would replace it.`,
        "Keep the plugin, or use azurerm: 5 and azure-cni-overlay, which is changed to in place.",
        "warning",
      );
    }
  }
}

function words({ plugin, mode }: WrittenPlugin): string {
  return mode === undefined ? (plugin ?? "no plugin") : `${plugin ?? ""} (${mode})`;
}

function writtenPlugins(file: string): Map<string, WrittenPlugin> {
  if (!existsSync(file)) return new Map();
  const clusters = at(at(parsed(file), "resource"), "azurerm_kubernetes_cluster");
  return new Map(
    Object.keys(clusters).map((name) => {
      const profile = at(at(clusters, name), "network_profile");
      return [name, { plugin: text(profile["network_plugin"]), mode: text(profile["network_plugin_mode"]) }];
    }),
  );
}

/** What a person or another program made of the file is no reason to refuse a new one. */
function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function at(value: unknown, key: string): Record<string, unknown> {
  const inner: unknown = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return typeof inner === "object" && inner !== null ? Object.fromEntries(Object.entries(inner)) : {};
}
