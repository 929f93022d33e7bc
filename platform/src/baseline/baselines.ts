import { DEFAULTS, type FrontDoorTier, type FrontDoorWafProps } from "@aks-topology/constructs/internal";
import type { CreatedClusterSpec } from "../schema/cluster.js";
import type { DiagnosticsSpec } from "../schema/diagnostics.js";
import type { NodePoolSpec } from "../schema/node-pool.js";

/** Keys of a cluster for which a baseline may have a default. */
export type ClusterDefaults = Partial<
  Pick<CreatedClusterSpec, "authentication" | "upgrades" | "imageCleanerHours" | "runCommand" | "systemPools">
>;

/** What applies where a file has no key, by the baseline that it names. */
export interface Baseline {
  readonly diagnostics?: DiagnosticsSpec;
  readonly outputs?: "basic" | "all";
  /** The defaults of a cluster, which may follow from what its file says. */
  readonly cluster?: (spec: CreatedClusterSpec) => ClusterDefaults;
  /** The defaults of a Front Door, shared or a cluster's own. */
  readonly frontDoor?: (spec: { readonly tier?: FrontDoorTier | undefined }) => FrontDoorDefaults;
}

/** Keys of a Front Door for which a baseline may have a default. */
interface FrontDoorDefaults {
  readonly waf?: FrontDoorWafProps;
}

/** Upgrades of 2026-11: patches of the minor version and node images, once a week. */
const UPGRADES = {
  kubernetes: "patch",
  nodeOs: "node-image",
  window: { day: "Sunday", start: "02:00", ...DEFAULTS.upgrades.window },
} as const;

/**
 * Defaults by date. Those of a date never change, since they decide about platforms that live: what is added later gets
 * another date. `relaxed` has what applied before there were baselines, as a file without the key.
 */
const BASELINES = {
  "2026-11": {
    diagnostics: { workspace: { retentionDays: DEFAULTS.diagnostics.retentionDays } },
    outputs: "all",
    cluster: (spec) => ({
      authentication: { type: "entra-id", ...DEFAULTS.authentication },
      upgrades: UPGRADES,
      imageCleanerHours: 168,
      runCommand: "disabled",
      systemPools: hasOpenPool(spec) ? "dedicated" : "shared",
    }),
    // Standard has no managed rules, and rules of their own are the team's.
    frontDoor: ({ tier }) => (tier === "Premium" ? { waf: { mode: DEFAULTS.frontDoorWaf.mode } } : {}),
  },
  relaxed: {},
} as const satisfies Readonly<Record<string, Baseline>>;

export type BaselineName = keyof typeof BASELINES;

/** The defaults of a baseline. */
export function baselineOf(name: BaselineName): Baseline {
  return BASELINES[name];
}

/** Whether a pool after the first one takes pods of workloads and add-ons. */
function hasOpenPool({ nodePools }: CreatedClusterSpec): boolean {
  return Object.values(nodePools)
    .slice(1)
    .some(
      (pool) =>
        isForWorkloads(pool) && (pool.taints ?? []).every((taint) => taint.endsWith(":PreferNoSchedule")),
    );
}

function isForWorkloads(pool: NodePoolSpec): boolean {
  return pool.nodes === "auto" || (pool.mode !== "System" && pool.os === "Linux" && pool.spot === undefined);
}
