import { TerraformStack } from "cdktf";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { BuiltPlatform } from "./topology/platform.js";
import type { KeyPath } from "./source-map.js";
import type { Platform } from "./schema/platform.js";
import { PLUGIN_CHANGE_REPLACES } from "./file-rules.js";

type Major = Platform["azurerm"];

/** The network settings whose change may make the provider replace a cluster. */
interface Network {
  readonly plugin: string | undefined;
  readonly mode: string | undefined;
  /** @default `azure` */
  readonly dataPlane: string;
  readonly policy: string | undefined;
  readonly pods: readonly string[];
  readonly services: readonly string[];
  readonly dnsServiceIp: string | undefined;
}

/** One network setting: whether its change replaces the cluster, its key in the file, and its value in words. */
interface Part {
  readonly replaces: (old: Network, now: Network, major: Major) => boolean;
  readonly key: KeyPath;
  readonly words: (network: Network) => string;
}

const PLUGIN = { key: ["plugin"], words: pluginWords };
const DEFAULT_DATA_PLANE = "azure";

/**
 * Source: azurerm 4.55.0 and 5.2.0, kubernetes_cluster, ForceNew in `network_profile` and its customized differences.
 * An argument that is no longer set keeps its value, since these arguments are computed.
 */
const PARTS: readonly Part[] = [
  {
    ...PLUGIN,
    replaces: (old, now, major) =>
      old.plugin !== now.plugin &&
      !(major === 5 && old.plugin === "kubenet" && now.plugin === "azure" && now.mode === "overlay"),
  },
  { ...PLUGIN, replaces: (old, now) => old.mode !== now.mode && now.mode !== "overlay" },
  {
    ...PLUGIN,
    replaces: (old, now, major) =>
      old.dataPlane !== now.dataPlane && !(major === 5 && now.dataPlane === "cilium"),
  },
  {
    key: ["policy"],
    words: ({ policy }) =>
      policy === undefined ? "no network policy engine" : `network policies of ${policy}`,
    replaces: (old, now, major) =>
      old.policy !== undefined &&
      now.policy !== undefined &&
      old.policy !== now.policy &&
      !(major === 5 && now.policy === "cilium"),
  },
  {
    key: ["podCidr"],
    words: ({ pods }) => `pods in ${pods.join(" and ") || "subnets"}`,
    replaces: (old, now, major) => changed(old.pods, now.pods) && (major === 4 || old.pods.length > 0),
  },
  {
    key: ["serviceCidr"],
    words: ({ services }) => `services in ${services.join(" and ")}`,
    replaces: (old, now) => changed(old.services, now.services),
  },
  {
    key: ["dnsServiceIp"],
    words: ({ dnsServiceIp }) => `DNS at ${dnsServiceIp ?? "the default address"}`,
    replaces: (old, now) => now.dnsServiceIp !== undefined && old.dnsServiceIp !== now.dnsServiceIp,
  },
];

/**
 * Warns of clusters whose network differs from that of an earlier synthesis in `outdir`, if the provider would replace
 * them. Only synthesized files are compared: Terraform's state is not read.
 */
export function checkPluginChanges(built: BuiltPlatform, { azurerm }: Platform, outdir: string): void {
  // Read once per stack: a large platform may have all its spokes in one file.
  const written = new Map<string, Map<string, Network>>();
  for (const spoke of built.spokes) {
    const stack = TerraformStack.of(spoke).node.id;
    const before = written.get(stack) ?? writtenNetworks(join(outdir, "stacks", stack, "cdk.tf.json"));
    written.set(stack, before);
    for (const { key, cluster } of spoke.clusters) {
      const old = before.get(`${spoke.key}_${key}`);
      const now = networkOf(cluster.resource.networkProfileInput ?? {});
      const part = old === undefined ? undefined : replacedBy(old, now, azurerm);
      if (old === undefined || part === undefined) continue;
      built.locator.report(
        PLUGIN_CHANGE_REPLACES,
        ["spokes", spoke.key, "clusters", key, "network", ...part.key],
        `The last synthesis had ${part.words(old)}; with ${part.words(now)} the provider replaces the cluster.`,
        azurerm === 4 && replacedBy(old, now, 5) === undefined
          ? "Keep it, or set azurerm: 5, which makes this change in place."
          : "Keep it. To replace the cluster on purpose, give it another key.",
        "warning",
      );
    }
  }
}

/** The setting whose change replaces the cluster; the plugin, if other settings change with it. */
function replacedBy(old: Network, now: Network, major: Major): Part | undefined {
  const part = PARTS.find(({ replaces }) => replaces(old, now, major));
  return part !== undefined && pluginWords(old) !== pluginWords(now) ? { ...part, ...PLUGIN } : part;
}

function changed(old: readonly string[], now: readonly string[]): boolean {
  return now.length > 0 && old.join() !== now.join();
}

function pluginWords({ plugin, mode, dataPlane }: Network): string {
  const kinds = [mode, dataPlane === DEFAULT_DATA_PLANE ? undefined : dataPlane].filter(
    (kind) => kind !== undefined,
  );
  const name = `network plugin ${plugin ?? "none"}`;
  return kinds.length === 0 ? name : `${name} (${kinds.join(", ")})`;
}

function writtenNetworks(file: string): Map<string, Network> {
  if (!existsSync(file)) return new Map();
  const clusters = at(at(parsed(file), "resource"), "azurerm_kubernetes_cluster");
  return new Map(
    Object.keys(clusters).map((name) => {
      const profile = Object.entries(at(at(clusters, name), "network_profile")).map(
        ([key, value]): [string, unknown] => [
          key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
          value,
        ],
      );
      return [name, networkOf(Object.fromEntries(profile))];
    }),
  );
}

function networkOf(profile: object): Network {
  const value = (key: string): unknown => Reflect.get(profile, key);
  const ranges = (one: string, several: string): readonly string[] =>
    texts(value(several)) ?? texts([value(one)]) ?? [];
  return {
    plugin: text(value("networkPlugin")),
    mode: text(value("networkPluginMode")),
    dataPlane: text(value("networkDataPlane")) ?? DEFAULT_DATA_PLANE,
    policy: text(value("networkPolicy")),
    pods: ranges("podCidr", "podCidrs"),
    services: ranges("serviceCidr", "serviceCidrs"),
    dnsServiceIp: text(value("dnsServiceIp")),
  };
}

/** A file that was edited or damaged does not prevent a new synthesis. */
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

function texts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === "string") ? value : undefined;
}

function at(value: unknown, key: string): Record<string, unknown> {
  const inner: unknown = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return typeof inner === "object" && inner !== null ? Object.fromEntries(Object.entries(inner)) : {};
}
