import { DEFAULTS } from "../../core/defaults.js";
import { knownNumber, knownText } from "../../core/known.js";
import { defineRule } from "../../core/rule.js";
import { EPHEMERAL_DEFAULT, localDiskOf } from "../local-disks.js";
import { names, openPools, poolProp, windowsPools, type ClusterChoices } from "../cluster-choices.js";
import { minorOf } from "../kubernetes-versions.js";
import type { NodePoolSpec } from "../node-pool.js";

/** Minor version of Kubernetes 1. Source: AKS release notes 2026-05-29. */
const LAST_WITH_WINDOWS_2019 = 32;

const UPGRADE_CHANNEL = defineRule({
  code: "UPGRADE_CHANNEL",
  title: "Upgrade channel that contradicts a version or another channel",
  explanation:
    "An automatic upgrade installs newer versions than the file names, and the next plan would go back, which AKS refuses. The channel node-image of the cluster is that of its nodes too.",
  remedy: "Name the minor version only, such as 1.34, with kubernetes: patch; or no version.",
  source: "azurerm, azurerm_kubernetes_cluster, automatic_upgrade_channel; AKS documentation, auto-upgrade",
  terraform: "structure",
});

const NODE_SETTINGS = defineRule({
  code: "NODE_SETTINGS",
  title: "Node settings that AKS rejects",
  explanation:
    "A distribution belongs to one operating system, nodes that Azure may take back run no system pods, and an ephemeral disk is part of the machine's cache or local disk, so that it is no larger.",
  remedy: "Change one of the two settings.",
  source: "AKS documentation, node images; add a spot node pool; storage concepts, ephemeral OS disks",
  terraform: "structure",
});

/** What contradicts sign-in, upgrades and the settings of nodes. */
export const SETTING_COMBINATIONS = [
  defineRule({
    code: "CLUSTER_WITHOUT_ADMINS",
    title: "Cluster that no one can administer",
    explanation:
      "Without local accounts, users sign in through Entra ID. What they may do is decided by bindings in the cluster, which only an administrator can create: without a group of administrators there is none.",
    remedy: "Name adminGroups, or use authorization: azure-rbac, where role assignments in Azure decide.",
    source: "AKS documentation, manage local accounts; use Kubernetes RBAC with Entra ID",
    terraform: "structure",
  }).case({
    title: "authorization kubernetes-rbac × no local accounts × no group of administrators",
    matches: ({ settings: { authentication } }: ClusterChoices) =>
      authentication?.type === "entra-id" &&
      authentication.authorization === "kubernetes-rbac" &&
      authentication.localAccounts !== "enabled" &&
      (authentication.adminGroups ?? []).length === 0,
    prop: "authentication",
    message:
      "The cluster has no local accounts and no group of administrators, so that no user can create a binding.",
  }),

  UPGRADE_CHANNEL.case({
    title: "channel patch × a patch version; channel stable or rapid × a version",
    severity: "warning",
    matches: ({ settings: { upgrades }, kubernetesVersion }: ClusterChoices) => {
      const version = knownText(kubernetesVersion ?? "") ?? "";
      if (upgrades?.kubernetes === "patch") return /^\d+\.\d+\.\d+$/.test(version);
      return version !== "" && (upgrades?.kubernetes === "stable" || upgrades?.kubernetes === "rapid");
    },
    prop: "kubernetesVersion",
    message: ({ settings: { upgrades }, kubernetesVersion }) =>
      `The channel ${upgrades?.kubernetes ?? ""} installs newer versions than ${kubernetesVersion ?? ""}, and the next plan would go back.`,
  }),
  UPGRADE_CHANNEL.case({
    title: "channel node-image × another channel of the nodes' operating system",
    matches: ({ settings: { upgrades } }: ClusterChoices) =>
      upgrades?.kubernetes === "node-image" &&
      upgrades.nodeOs !== undefined &&
      upgrades.nodeOs !== "node-image",
    prop: "upgrades.nodeOs",
    message: ({ settings: { upgrades } }) =>
      `The channel node-image of the cluster needs the same of its nodes, which have ${upgrades?.nodeOs ?? ""}.`,
    remedy: "Write nodeOs: node-image, or kubernetes: patch.",
  }),

  defineRule({
    code: "SYSTEM_POOL_DEDICATED",
    title: "System pools that refuse pods, without a pool that takes them",
    explanation:
      "System pools that are dedicated have the taint CriticalAddonsOnly. Pods of workloads, and of add-ons such as AGIC, need another Linux pool without such taints: they stay Pending without one.",
    remedy: "Add a pool of mode User, or write systemPools: shared.",
    source: "AKS documentation, manage system node pools",
    terraform: "structure",
  }).case({
    title: "dedicated system pools × no Linux pool of mode User without taints",
    matches: (choices: ClusterChoices) =>
      choices.pools.some(({ dedicated }) => dedicated === true) && openPools(choices).length === 0,
    prop: "systemPools",
    message: "The system pools refuse pods of workloads and add-ons, and no other Linux pool takes them.",
  }),

  defineRule({
    code: "COST_ANALYSIS",
    title: "Cost analysis in tier Free",
    explanation: "Costs per namespace are part of the tiers Standard and Premium.",
    remedy: "Use tier: Standard, or remove costAnalysis.",
    source: "AKS documentation, cost analysis",
    terraform: "structure",
  }).case({
    title: "costAnalysis × tier Free",
    matches: ({ settings, tier }: ClusterChoices) => settings.costAnalysis === true && tier === "Free",
    prop: "costAnalysis",
    message: "Tier Free has no cost analysis.",
  }),

  NODE_SETTINGS.case({
    title: "a distribution × the other operating system",
    matches: (choices: ClusterChoices) => ofOtherSystem(choices).length > 0,
    prop: (choices) => `${poolProp(ofOtherSystem(choices))}.osSku`,
    message: (choices) =>
      ofOtherSystem(choices)
        .map(
          ({ name, osSku, os = "Linux" }) =>
            `Pool ${name} has the operating system ${os}, and ${osSku ?? ""} is none of it.`,
        )
        .join(" "),
    remedy: "Choose AzureLinux or Ubuntu for Linux, Windows2022 for Windows.",
  }),
  NODE_SETTINGS.case({
    title: "Windows Server 2019 × a version of Kubernetes after 1.32",
    source: "AKS release notes 2026-05-29; Azure/AKS, Windows Server 2019 retirement",
    matches: (choices: ClusterChoices) => retired(choices).length > 0,
    prop: (choices) => `${poolProp(retired(choices))}.osSku`,
    message: (choices) =>
      `AKS has not supported Windows Server 2019 since 2026-03-01, and creates no pools of it from Kubernetes 1.33 on: ${names(retired(choices))}.`,
    remedy: "Write osSku: Windows2022.",
  }),
  NODE_SETTINGS.case({
    title: "trustedCertificates × a Windows pool",
    severity: "warning",
    source: "AKS documentation, custom certificate authority, limitations",
    matches: (choices: ClusterChoices) =>
      choices.settings.trustedCertificates !== undefined && windowsPools(choices).length > 0,
    prop: "trustedCertificates",
    message: (choices) => `Windows nodes do not get the certificates: ${names(windowsPools(choices))}.`,
    remedy: "Install them in the images of the pods there.",
  }),
  NODE_SETTINGS.case({
    title: "a spot pool × system pods",
    matches: (choices: ClusterChoices) => spotSystemPools(choices).length > 0,
    prop: (choices) => `${poolProp(spotSystemPools(choices))}.spot`,
    message: (choices) =>
      `System pods cannot run on nodes that Azure may take back: ${names(spotSystemPools(choices))}.`,
    remedy: "Remove spot, or put a pool of mode System without it first.",
  }),
  NODE_SETTINGS.case({
    title: "a spot pool × maxSurge",
    severity: "warning",
    source:
      "AKS documentation, add a spot node pool, limitations; hashicorp/terraform-provider-azurerm #19355",
    matches: (choices: ClusterChoices) => surgingSpotPools(choices).length > 0,
    prop: (choices) => `${poolProp(surgingSpotPools(choices))}.maxSurge`,
    message: (choices) =>
      `AKS takes no maximum surge for nodes that Azure may take back: ${names(surgingSpotPools(choices))} is created without it.`,
    remedy: "Remove maxSurge.",
  }),
  NODE_SETTINGS.case({
    title: "an ephemeral disk × a size whose local disk is smaller",
    source:
      "AKS documentation, storage concepts, ephemeral OS disks; rancher/rancher #33679 (VMCacheSizeTooSmall)",
    matches: (choices: ClusterChoices) => withoutRoomForDisk(choices).length > 0,
    prop: (choices) => `${poolProp(withoutRoomForDisk(choices))}.osDisk`,
    message: (choices) =>
      withoutRoomForDisk(choices)
        .map((pool) => {
          const room = localDiskOf(pool.vmSize) ?? 0;
          const size = knownText(pool.vmSize) ?? pool.vmSize;
          return room === 0
            ? `The machines of pool ${pool.name} (${size}) have no local disk.`
            : `The disk of pool ${pool.name} has ${ephemeralSize(pool) ?? 0} GB; ${size} has room for ${room} GB.`;
        })
        .join(" "),
    remedy: "Choose a size with a larger local disk, a smaller sizeGb, or type: managed.",
  }),
] as const;

function ofOtherSystem({ pools }: ClusterChoices): readonly NodePoolSpec[] {
  return pools.filter(
    ({ os, osSku }) => osSku !== undefined && osSku.startsWith("Windows") !== (os === "Windows"),
  );
}

/** Pools of Windows Server 2019 that AKS does not create. Where no version is given, AKS chooses a newer one than the last with it. */
function retired({ pools, kubernetesVersion }: ClusterChoices): readonly NodePoolSpec[] {
  const isUnknown = kubernetesVersion !== undefined && minorOf(kubernetesVersion) === undefined;
  if (isUnknown || (minorOf(kubernetesVersion) ?? Infinity) <= LAST_WITH_WINDOWS_2019) return [];
  return pools.filter(({ os, osSku }) => os === "Windows" && osSku === "Windows2019");
}

/** The default counts as none: a file without the key has it too. */
function surgingSpotPools({ pools }: ClusterChoices): readonly NodePoolSpec[] {
  return pools.filter(
    ({ spot, maxSurge = DEFAULTS.nodePool.maxSurge }) =>
      spot !== undefined &&
      (knownText(maxSurge) ?? DEFAULTS.nodePool.maxSurge) !== DEFAULTS.nodePool.maxSurge,
  );
}

function spotSystemPools({ pools }: ClusterChoices): readonly NodePoolSpec[] {
  return pools.filter(({ spot, mode }, i) => spot !== undefined && (i === 0 || mode === "System"));
}

/** GB of a pool's ephemeral disk; undefined where it has none, or the number is not known here. */
function ephemeralSize({ osDisk }: NodePoolSpec): number | undefined {
  if (osDisk?.type !== "ephemeral") return undefined;
  return osDisk.sizeGb === undefined ? EPHEMERAL_DEFAULT : knownNumber(osDisk.sizeGb);
}

function withoutRoomForDisk({ pools }: ClusterChoices): readonly NodePoolSpec[] {
  return pools.filter((pool) => {
    const [size, room] = [ephemeralSize(pool), localDiskOf(pool.vmSize)];
    return size !== undefined && room !== undefined && size > room;
  });
}
