import type { KubernetesClusterConfig } from "@cdktf/provider-azurerm/lib/kubernetes-cluster/index.js";
import { DEFAULTS } from "../core/defaults.js";

/** When upgrades begin, once a week. */
export interface MaintenanceWindow {
  /** Day of the week. */
  readonly day: "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday";
  /** Time of day, such as `02:00`. */
  readonly start: string;
  /** Hours in which upgrades begin, 4 to 24. @default 4 */
  readonly hours?: number | undefined;
  /** Difference from UTC, such as `+01:00`. @default "+00:00" */
  readonly utcOffset?: string | undefined;
}

/** What AKS upgrades by itself, and when. */
export interface Upgrades {
  /** Versions of Kubernetes that AKS installs. @default none */
  readonly kubernetes?: "none" | "patch" | "stable" | "rapid" | "node-image" | undefined;
  /** Updates of the nodes' operating system. @default the one of azurerm, node-image */
  readonly nodeOs?: "none" | "unmanaged" | "security-patch" | "node-image" | undefined;
  /** @default any time */
  readonly window?: MaintenanceWindow | undefined;
}

const NODE_OS = {
  none: "None",
  unmanaged: "Unmanaged",
  "security-patch": "SecurityPatch",
  "node-image": "NodeImage",
} as const satisfies Record<NonNullable<Upgrades["nodeOs"]>, string>;

type Arguments = Pick<
  KubernetesClusterConfig,
  | "automaticUpgradeChannel"
  | "nodeOsUpgradeChannel"
  | "maintenanceWindowAutoUpgrade"
  | "maintenanceWindowNodeOs"
>;

export function upgradeArguments({ kubernetes, nodeOs, window }: Upgrades = {}): Arguments {
  return {
    ...(kubernetes === undefined || kubernetes === "none" ? {} : { automaticUpgradeChannel: kubernetes }),
    ...(nodeOs === undefined ? {} : { nodeOsUpgradeChannel: NODE_OS[nodeOs] }),
    ...(window === undefined ? {} : windows(window, kubernetes, nodeOs)),
  };
}

/** A window for each kind of upgrade that AKS begins by itself. */
function windows(
  window: MaintenanceWindow,
  kubernetes: Upgrades["kubernetes"],
  nodeOs: Upgrades["nodeOs"],
): Arguments {
  const weekly = {
    frequency: "Weekly",
    interval: 1,
    dayOfWeek: window.day,
    startTime: window.start,
    utcOffset: window.utcOffset ?? DEFAULTS.upgrades.window.utcOffset,
    duration: window.hours ?? DEFAULTS.upgrades.window.hours,
  };
  const ofNodes = nodeOs !== "none" && nodeOs !== "unmanaged";
  return {
    ...(kubernetes === undefined || kubernetes === "none" ? {} : { maintenanceWindowAutoUpgrade: weekly }),
    ...(ofNodes ? { maintenanceWindowNodeOs: weekly } : {}),
  };
}
