import { counted } from "@aks-topology/constructs/internal";
import type { PreflightCheck } from "./preflight.js";

/** What a cluster that moves is called in Azure. */
export interface MigrationTarget {
  /** Spoke and cluster, such as `shop/main`. */
  readonly cluster: string;
  /** Id of the cluster. */
  readonly id: string;
  /** Id of the gateway's own table. Undefined where no gateway of the file has one. */
  readonly gatewayTable: string | undefined;
}

/** A cluster as it runs. */
export interface LiveCluster {
  readonly provisioningState: string;
  readonly powerState: string;
  /** `UserAssigned`, `SystemAssigned`, … */
  readonly identity: string;
  readonly kubernetesVersion: string;
  readonly plugin: string;
  /** `overlay`, or empty. */
  readonly pluginMode: string;
  /** `none` or empty without an engine. */
  readonly networkPolicy: string;
  readonly hasAgicAddon: boolean;
  readonly pools: readonly {
    readonly name: string;
    readonly vmSize: string;
    readonly provisioningState: string;
    readonly subnet: string;
  }[];
  /** The route table of the nodes, with the subnets that use it. Undefined where they have none. */
  readonly table:
    { readonly id: string; readonly isManaged: boolean; readonly subnets: readonly string[] } | undefined;
  /** Names of routes to nodes in the gateway's own table. Undefined where there is no such table. */
  readonly mirrored: readonly string[] | undefined;
}

type Judgement = Omit<PreflightCheck, "cluster" | "check">;

/** Source: AKS documentation, update Azure CNI IPAM mode, as of August 2026. */
const OLDEST_MINOR = 27;

/** Every condition that Azure itself shows. A name of the file's own preflight replaces its check. */
const CHECKS: Readonly<Record<string, (live: LiveCluster, inFile: PreflightCheck | undefined) => Judgement>> =
  {
    "cluster state": ({ provisioningState, powerState }) =>
      provisioningState === "Succeeded" && powerState === "Running"
        ? pass("The cluster is running, and its last operation has succeeded.")
        : fail(
            `The cluster is ${powerState}, its last operation ${provisioningState}.`,
            "Wait for the operation to end, or start the cluster.",
          ),
    "network plugin": (live) =>
      isMoved(live)
        ? pass("The cluster has moved to Azure CNI Overlay.")
        : live.plugin === "kubenet"
          ? pass("The cluster is on kubenet.")
          : fail(
              `The cluster is on ${live.plugin}, and not on kubenet.`,
              "Correct network.plugin in the file.",
            ),
    "user-assigned identity": ({ identity }) =>
      identity.toLowerCase().startsWith("userassigned")
        ? pass("The cluster has one.")
        : fail(
            `The identity of the cluster is ${identity || "a service principal"}.`,
            "Set a user-assigned one with az aks update --enable-managed-identity --assign-identity.",
          ),
    "network policy": ({ networkPolicy }, inFile) => {
      if (["", "none"].includes(networkPolicy)) return pass("No network policy engine is installed.");
      const message = `The network policy engine ${networkPolicy} is installed, with which AKS moves no cluster.`;
      return inFile?.status === "phase"
        ? { status: "phase", message, hint: inFile.hint }
        : fail(message, "Remove it with az aks update --network-policy none.");
    },
    "Kubernetes version": ({ kubernetesVersion }) =>
      Number(kubernetesVersion.split(".")[1]) >= OLDEST_MINOR
        ? pass(`Kubernetes ${kubernetesVersion} supports the move.`)
        : fail(
            `Kubernetes ${kubernetesVersion} does not support the move.`,
            `Upgrade to 1.${OLDEST_MINOR} or later first.`,
          ),
    "AGIC add-on": ({ hasAgicAddon }) =>
      hasAgicAddon
        ? warn(
            "AKS keeps the version of the add-on, and Azure does not show it.",
            "Look with kubectl -n kube-system describe deployment ingress-appgw-deployment: overlay needs AGIC 1.8.0 or later.",
          )
        : pass("The add-on is not in use."),
    "node pools": ({ pools }) => {
      const busy = pools.filter(({ provisioningState }) => provisioningState !== "Succeeded");
      const refused = pools.filter(({ vmSize }) => /^Standard_DC\d+s_v2$/i.test(vmSize));
      if (refused.length > 0)
        return fail(
          `Overlay does not support DCsv2 machines (${namesOf(refused)}).`,
          "Move their pods to another pool, and delete these pools first.",
        );
      return busy.length === 0
        ? pass(`Overlay supports the machines of ${counted(pools.length, "pool")}.`)
        : fail(`The last operation on ${namesOf(busy)} has not succeeded.`, "Wait for it, or repeat it.");
    },
    "table associations": (live, inFile) => {
      const { table, pools } = live;
      const own = new Set(pools.map(({ subnet }) => subnet.toLowerCase()));
      const others = (table?.subnets ?? []).filter((subnet) => !own.has(subnet.toLowerCase()));
      if (table === undefined || others.length === 0 || isMoved(live))
        return pass("The route table of the nodes is associated with their subnets only.");
      const message = `The route table of the nodes is associated with ${others.map(lastOf).join(", ")} too.`;
      if (inFile?.status === "phase") return { status: "phase", message, hint: inFile.hint };
      return table.isManaged
        ? fail(
            message,
            "AKS deletes the table that it manages: give these subnets a table of their own first.",
          )
        : warn(message, "These subnets lose the node routes when AKS removes them.");
    },
    mirror: (live) => {
      const { mirrored } = live;
      if (mirrored === undefined) return pass("No gateway of the file has a table that is mirrored.");
      if (!isMoved(live)) return pass(`The gateway's table has ${counted(mirrored.length, "node route")}.`);
      return mirrored.length === 0
        ? pass("The mirror is retired: the gateway's table has no node route left.")
        : fail(
            `The mirror is not retired: the gateway's table still has ${counted(mirrored.length, "node route")}.`,
            "Wait for the runtime, or run route-sync retire; do not remove the runtime before.",
          );
    },
  };

/** The file's own check that a check of Azure is about. */
const IN_FILE: Readonly<Record<string, string>> = { "table associations": "own table of the gateway" };

/** Preflight with what Azure shows of one cluster. @param live undefined where the cluster does not exist */
export function withLive(
  preflight: readonly PreflightCheck[],
  cluster: string,
  live: LiveCluster | undefined,
): readonly PreflightCheck[] {
  if (live === undefined) {
    const message = "The cluster does not exist in Azure.";
    return [
      ...preflight,
      { cluster, check: "cluster state", live: true, ...fail(message, "Apply the platform first.") },
    ];
  }
  const mine = preflight.filter((check) => check.cluster === cluster);
  const found = Object.entries(CHECKS).map(([check, judge]): PreflightCheck => ({
    cluster,
    check,
    live: true,
    ...judge(
      live,
      mine.find((item) => item.check === (IN_FILE[check] ?? check)),
    ),
  }));
  const replaced = new Set(found.map(({ check }) => check));
  return [...preflight.filter((item) => item.cluster !== cluster || !replaced.has(item.check)), ...found];
}

function isMoved({ pluginMode }: LiveCluster): boolean {
  return pluginMode.toLowerCase() === "overlay";
}

function namesOf(pools: LiveCluster["pools"]): string {
  return pools.map(({ name }) => name).join(", ");
}

function lastOf(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

function pass(message: string): Judgement {
  return { status: "pass", message, hint: null };
}
function warn(message: string, hint: string): Judgement {
  return { status: "warn", message, hint };
}
function fail(message: string, hint: string): Judgement {
  return { status: "fail", message, hint };
}
