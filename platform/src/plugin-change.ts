import { addressOf } from "@aks-topology/constructs/internal";
import {
  diffStacks,
  rewriteForMajor,
  type AttributeChange,
  type Change,
  type Stack,
} from "@aks-topology/terraform";
import { TerraformStack } from "cdktf";
import type { EarlierOutput } from "./diff/earlier-output.js";
import type { BuiltPlatform } from "./topology/platform.js";
import type { KeyPath } from "./source-map.js";
import type { Platform } from "./schema/platform.js";
import { PLUGIN_CHANGE_REPLACES } from "./file-rules.js";

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

/** One network setting: its key in the file, and its value in words. */
interface Part {
  readonly key: KeyPath;
  readonly words: (network: Network) => string;
}

const DEFAULT_DATA_PLANE = "azure";
const FIRST_5 = "5.2.0";

const PLUGIN: Part = { key: ["plugin"], words: pluginWords };
const PODS: Part = {
  key: ["podCidr"],
  words: ({ pods }) => `pods in ${pods.join(" and ") || "subnets"}`,
};
const SERVICES: Part = {
  key: ["serviceCidr"],
  words: ({ services }) => `services in ${services.join(" and ")}`,
};

/** The settings of the file, by the arguments that they become. */
const PART_OF: Readonly<Record<string, Part>> = {
  "network_profile.network_plugin": PLUGIN,
  "network_profile.network_plugin_mode": PLUGIN,
  "network_profile.network_data_plane": PLUGIN,
  "network_profile.network_policy": {
    key: ["policy"],
    words: ({ policy }) =>
      policy === undefined ? "no network policy engine" : `network policies of ${policy}`,
  },
  "network_profile.pod_cidr": PODS,
  "network_profile.pod_cidrs": PODS,
  "network_profile.service_cidr": SERVICES,
  "network_profile.service_cidrs": SERVICES,
  "network_profile.dns_service_ip": {
    key: ["dnsServiceIp"],
    words: ({ dnsServiceIp }) => `DNS at ${dnsServiceIp ?? "the default address"}`,
  },
};

/**
 * Warns of clusters whose network differs from that of an earlier synthesis, if the provider would replace them for it. Only
 * synthesized files are compared: Terraform's state is not read.
 */
export function reportPluginChanges(
  built: BuiltPlatform,
  { azurerm }: Platform,
  earlier: EarlierOutput,
  stacks: readonly Stack[],
  changes: readonly Change[],
): void {
  const replaced = changes.filter(replacesNetwork);
  if (replaced.length === 0) return;
  const inPlaceOn5 = azurerm === 4 ? changesInPlaceOn5(earlier, stacks, replaced) : new Set<Change>();
  for (const spoke of built.spokes) {
    const stack = TerraformStack.of(spoke).node.id;
    for (const { key, cluster } of spoke.clusters) {
      const address = addressOf(cluster.resource);
      const change = replaced.find((each) => each.stack === stack && each.address === address);
      if (change === undefined) continue;
      const old = networkIn(earlier.stacks, stack, change.previousAddress ?? address);
      const now = networkIn(stacks, stack, address);
      const part = partOf(change);
      if (part === undefined) continue;
      built.locator.report(
        PLUGIN_CHANGE_REPLACES,
        ["spokes", spoke.key, "clusters", key, "network", ...part.key],
        `The last synthesis had ${part.words(old)}; with ${part.words(now)} the provider replaces the cluster.`,
        inPlaceOn5.has(change)
          ? `Keep it, or set azurerm: 5, which makes this change in place.${wayOff(old, now)}`
          : "Keep it. To replace the cluster on purpose, give it another key.",
        "warning",
      );
    }
  }
}

function wayOff({ plugin }: Network, { mode }: Network): string {
  return plugin === "kubenet" && mode === "overlay"
    ? " `aks-topology migrate FILE --to azure-cni-overlay` shows the phases of the move."
    : "";
}

/** Whether a cluster is replaced for its network alone. */
function replacesNetwork({ address, action, attributes }: Change): boolean {
  return (
    address.startsWith("azurerm_kubernetes_cluster.") &&
    action === "replace" &&
    attributes.some(({ path, forces }) => forces && path in PART_OF)
  );
}

/** The setting to report: the plugin, if other settings change with it. */
function partOf({ attributes }: Change): Part | undefined {
  const parts = (which: (attribute: AttributeChange) => boolean): Part[] => {
    const paths = new Set(attributes.filter(which).map(({ path }) => path));
    return Object.entries(PART_OF).flatMap(([path, part]) => (paths.has(path) ? [part] : []));
  };
  return parts(() => true).find((part) => part === PLUGIN) ?? parts(({ forces }) => forces)[0];
}

/** The changes that azurerm 5 makes in place. */
function changesInPlaceOn5(
  { stacks: before }: EarlierOutput,
  after: readonly Stack[],
  replaced: readonly Change[],
): ReadonlySet<Change> {
  const on5 = diffStacks(
    before.map(({ name, json }) => ({ name, json: rewriteForMajor(json, 5) })),
    after.map(({ name, json }) => ({ name, json: rewriteForMajor(json, 5) })),
    { versionOf: () => FIRST_5 },
  ).filter(replacesNetwork);
  const isIn5 = ({ stack, address }: Change): boolean =>
    on5.some((change) => change.stack === stack && change.address === address);
  return new Set(replaced.filter((change) => !isIn5(change)));
}

function networkIn(stacks: readonly Stack[], stack: string, address: string): Network {
  const json = stacks.find(({ name }) => name === stack)?.json;
  const cluster = at(at(at(json, "resource"), "azurerm_kubernetes_cluster"), address.split(".")[1] ?? "");
  return networkOf(at(cluster, "network_profile"));
}

function pluginWords({ plugin, mode, dataPlane }: Network): string {
  const kinds = [mode, dataPlane === DEFAULT_DATA_PLANE ? undefined : dataPlane].filter(
    (kind) => kind !== undefined,
  );
  const name = `network plugin ${plugin ?? "none"}`;
  return kinds.length === 0 ? name : `${name} (${kinds.join(", ")})`;
}

function networkOf(profile: Readonly<Record<string, unknown>>): Network {
  const value = (key: string): unknown => profile[key];
  const ranges = (one: string, several: string): readonly string[] =>
    texts(value(several)) ?? texts([value(one)]) ?? [];
  return {
    plugin: text(value("network_plugin")),
    mode: text(value("network_plugin_mode")),
    dataPlane: text(value("network_data_plane")) ?? DEFAULT_DATA_PLANE,
    policy: text(value("network_policy")),
    pods: ranges("pod_cidr", "pod_cidrs"),
    services: ranges("service_cidr", "service_cidrs"),
    dnsServiceIp: text(value("dns_service_ip")),
  };
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
