import type { CreatedClusterSpec } from "../schema/cluster.js";
import type { ExistingClusterSpec } from "../schema/existing-cluster.js";
import type { Platform } from "../schema/platform.js";
import type { Edit } from "./edit-yaml.js";
import type { ClusterNames } from "./names.js";
import { isOnKubenet, type Subject } from "./subject.js";

/** One step of the move, which is applied before the next one begins. */
export interface PhaseKind {
  readonly name: string;
  /** What it does, as a noun phrase. */
  readonly title: string;
  readonly explanation: string;
  /** The edits of the platform file; none where there is nothing to do. */
  readonly edits: (platform: Platform, subjects: readonly Subject[]) => readonly Edit[];
  /** Commands before the edit is applied. */
  readonly before?: (names: ClusterNames) => readonly string[];
  /** Commands whose output shows that the phase is complete, each with what it must show. */
  readonly verify: (names: ClusterNames) => readonly string[];
  /** Whether pods are reached through the gateway meanwhile. */
  readonly pods: string;
  /** How to return; null where there is no way back. */
  readonly wayBack: string | null;
}

const TAKE_BACK = "Take the edit back, and apply again.";

function onEach(edits: (subject: Subject) => readonly Edit[]): PhaseKind["edits"] {
  return (_, subjects) => subjects.flatMap(edits);
}

function routes(table: string | undefined, names: ClusterNames, expected: string): string[] {
  return table === undefined
    ? []
    : [
        `az network route-table route list -g ${names.resourceGroup} --route-table-name ${table} --query "[?starts_with(name, 'aks-')].name" -o tsv  # ${expected}`,
      ];
}

function mirror({ mirror: name }: ClusterNames, expected: string): string {
  return `npx route-sync plan --config mirrors.yaml --mirror ${name}  # ${expected}`;
}

const PROVIDER: PhaseKind = {
  name: "provider",
  title: "azurerm 5",
  explanation:
    "azurerm before 4.66 replaces a cluster whose plugin changes; azurerm 5 changes it in place. The upgrade has a phase of its own, so that its plan shows nothing else.",
  edits: ({ azurerm }) => (azurerm === 5 ? [] : [{ kind: "set", path: ["azurerm"], value: 5 }]),
  verify: () => ["terraform plan  # no changes, once it is applied with terraform init -upgrade"],
  pods: "reachable",
  wayBack: "None for the state, which azurerm 4 does not read any more; nothing in Azure changes.",
};

const NETWORK_POLICY: PhaseKind = {
  name: "network-policy",
  title: "Removal of the network policy engine",
  explanation:
    "AKS moves no cluster with a network policy engine. Removing it re-images all nodes, and pods are not filtered from then on: network policies of the cluster have no effect until an engine is installed again after the move.",
  edits: onEach((subject) =>
    isOnKubenet(subject) && subject.spec.network.policy !== undefined
      ? [{ kind: "remove", path: [...subject.path, "network", "policy"] }]
      : [],
  ),
  // An engine that is not set any more keeps its value in the provider.
  before: ({ resourceGroup, cluster }) => [
    `az aks update -g ${resourceGroup} -n ${cluster} --network-policy none`,
  ],
  verify: ({ resourceGroup, cluster }) => [
    `az aks show -g ${resourceGroup} -n ${cluster} --query networkProfile.networkPolicy -o tsv  # none`,
  ],
  pods: "reachable, but for those of nodes that are being re-imaged",
  wayBack: TAKE_BACK,
};

const OWN_TABLE: PhaseKind = {
  name: "own-table",
  title: "A route table of the gateway's own",
  explanation:
    "A gateway that shares the cluster's table loses its routes at a time that AKS chooses, and AKS refuses the move while the table that it manages is associated with the gateway's subnet. With a table of its own the gateway keeps its routes until the last node has moved.",
  edits: onEach(({ path, spec, gateway }) =>
    gateway?.spec.routeTable !== "shared"
      ? []
      : [
          { kind: "set", path: [...gateway.path, "routeTable"], value: "mirrored" },
          // Without a default route to an appliance only the sharing gateway was the reason for a custom table.
          ...(spec.routeTable === undefined && !["firewall", "appliance"].includes(spec.egress.type)
            ? [{ kind: "set", path: [...path, "routeTable"], value: "custom" } satisfies Edit]
            : []),
        ],
  ),
  verify: (names) => [
    mirror(names, "in-step"),
    ...routes(names.gatewayTable, names, "the names of all nodes"),
  ],
  pods: "unreachable through the gateway from the change of its subnet's table until the first round of the runtime, some minutes later",
  wayBack: TAKE_BACK,
};

const RETIRE: PhaseKind = {
  name: "retire",
  title: "A mirror that retires",
  explanation:
    "From now on the mirror removes no route while AKS deletes those of the nodes in batches, raises no alarm, and removes all of them once two looks, 150 s apart, have found none in the source.",
  edits: onEach((subject) =>
    subject.gateway !== undefined && isOnKubenet(subject) && subject.spec.mirror?.policy !== "retire"
      ? [{ kind: "set", path: [...subject.path, "mirror", "policy"], value: "retire" }]
      : [],
  ),
  verify: (names) => [mirror(names, "in-step")],
  pods: "reachable; those of nodes that join while the runtime restarts with its new settings wait for its first round",
  wayBack: TAKE_BACK,
};

const OVERLAY: PhaseKind = {
  name: "overlay",
  title: "Azure CNI Overlay",
  explanation:
    "AKS re-images the nodes of all pools at once and deletes their routes; a table that AKS manages is deleted. Pods get new addresses. The gateway's routes go some minutes after the last node's.",
  edits: onEach((subject) =>
    isOnKubenet(subject)
      ? [{ kind: "set", path: [...subject.path, "network", "plugin"], value: "azure-cni-overlay" }]
      : [],
  ),
  verify: (names) => [
    `az aks show -g ${names.resourceGroup} -n ${names.cluster} --query networkProfile.networkPluginMode -o tsv  # overlay`,
    ...routes(names.nodeTable, names, "nothing"),
    ...(names.gatewayTable === undefined
      ? []
      : [mirror(names, "retired"), ...routes(names.gatewayTable, names, "nothing")]),
  ],
  pods: "each unreachable while its node is re-imaged, and at worst until the mirror has retired: a mirrored route that is still there may take the traffic of a pod that got an address in its range",
  wayBack: null,
};

const FINISH: PhaseKind = {
  name: "finish",
  title: "Removal of the runtime",
  explanation:
    "With the last mirror the runtime goes. Do not begin before the mirror reports retired: a mirrored route that stays takes the traffic of whatever gets its range later.",
  edits: (platform, subjects) => {
    const leaving = subjects.filter((subject) => subject.spec.mirror !== undefined && !isOnKubenet(subject));
    if (leaving.length === 0) return [];
    const gone = new Set<unknown>(leaving.map(({ spec }) => spec));
    const isMirrored = Object.values(platform.spokes)
      .flatMap(({ clusters }) => Object.values(clusters))
      .some((spec) => !gone.has(spec) && spec.type !== "automatic" && hasNodeRoutes(spec));
    const unused =
      platform.routeSync !== undefined && Object.keys(platform.mirrors).length === 0 && !isMirrored;
    return [
      ...leaving.map(({ path }): Edit => ({ kind: "remove", path: [...path, "mirror"] })),
      ...(unused ? [{ kind: "remove", path: ["routeSync"] } satisfies Edit] : []),
    ];
  },
  before: (names) => [mirror(names, "retired"), ...routes(names.gatewayTable, names, "nothing")],
  verify: () => ["terraform plan  # no changes"],
  pods: "reachable",
  wayBack: "None is needed: overlay needs no mirror.",
};

function hasNodeRoutes({ network, mirror }: CreatedClusterSpec | ExistingClusterSpec): boolean {
  return network.plugin === "kubenet" || mirror !== undefined;
}

/** The phases in their order; their numbers begin with 1 and stay, whatever a file needs. */
export const PHASES: readonly PhaseKind[] = [PROVIDER, NETWORK_POLICY, OWN_TABLE, RETIRE, OVERLAY, FINISH];
