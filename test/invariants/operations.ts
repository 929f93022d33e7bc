/** Sign-in, upgrades and system pools: what the file says of a cluster, or its baseline where it says nothing. */
import {
  type ClusterOf,
  type Invariant,
  type Subject,
  entries,
  list,
  fields,
  optional,
  texts,
  unless,
} from "./subject.js";

function isDated({ file }: Subject): boolean {
  return file["baseline"] !== undefined && file["baseline"] !== "relaxed";
}

function clustersOf(
  subject: Subject,
): readonly (ClusterOf & { readonly body: Readonly<Record<string, unknown>> })[] {
  return subject.clusters.flatMap((cluster) => {
    const body = subject.at(`azurerm_kubernetes_cluster.${cluster.id}`)?.body;
    return body === undefined ? [] : [{ ...cluster, body }];
  });
}

const signIn: Invariant = {
  name: "with a baseline users sign in through Entra ID, and no certificate of an administrator is of use",
  broken: (subject) =>
    clustersOf(subject).flatMap(({ id, spec, body }) => {
      const said = fields(spec["authentication"]);
      const type = optional(said["type"]) ?? (isDated(subject) ? "entra-id" : "local-accounts");
      const entra = body["azure_active_directory_role_based_access_control"];
      const isLocalOff = type === "entra-id" && said["localAccounts"] !== "enabled";
      return unless([
        [(entra !== undefined) === (type === "entra-id"), `${id} does not have the sign-in ${type}.`],
        [(body["local_account_disabled"] === true) === isLocalOff, `${id} has local accounts otherwise.`],
        [
          type !== "entra-id" ||
            (fields(entra)["azure_rbac_enabled"] === true) === (said["authorization"] !== "kubernetes-rbac"),
          `${id} does not have the declared authorization.`,
        ],
        [
          texts(fields(entra)["admin_group_object_ids"]).join() === texts(said["adminGroups"]).join(),
          `${id} does not have the declared groups of administrators.`,
        ],
      ]);
    }),
};

const commands: Invariant = {
  name: "with a baseline no command runs past the network of a private API server",
  broken: (subject) =>
    clustersOf(subject).flatMap(({ id, spec, body }) => {
      const said = spec["runCommand"] ?? (isDated(subject) ? "disabled" : "enabled");
      return unless([
        [(body["run_command_enabled"] === false) === (said === "disabled"), `${id} runs commands otherwise.`],
      ]);
    }),
};

const upgraded: Invariant = {
  name: "with a baseline Kubernetes and node images are upgraded in a weekly window",
  broken: (subject) =>
    clustersOf(subject)
      .filter(({ spec }) => spec["upgrades"] === undefined)
      .flatMap(({ id, body }) =>
        unless([
          [
            body["automatic_upgrade_channel"] === (isDated(subject) ? "patch" : undefined),
            `${id} has the channel ${optional(body["automatic_upgrade_channel"]) ?? "none"}.`,
          ],
          ...["maintenance_window_auto_upgrade", "maintenance_window_node_os"].map(
            (window) =>
              [
                (fields(body[window])["frequency"] === "Weekly") === isDated(subject),
                `${id}: ${window} is not weekly.`,
              ] as const,
          ),
        ]),
      ),
};

const REFUSING = /:(NoSchedule|NoExecute)$/;

const systemPools: Invariant = {
  name: "system pools refuse pods of workloads only where another pool takes them",
  broken: (subject) =>
    clustersOf(subject).flatMap(({ id, spec, body }) => {
      const pools = entries(spec["nodePools"]);
      const others = subject
        .of("azurerm_kubernetes_cluster_node_pool")
        .filter(({ name }) => pools.some(([pool]) => name === `${id}_${pool}`));
      const isOpen =
        others.some(
          (pool) =>
            pool.body["mode"] === "User" &&
            pool.body["os_type"] === "Linux" &&
            !texts(pool.body["node_taints"]).some((taint) => REFUSING.test(taint)),
        ) ||
        pools.some(
          ([, pool]) =>
            pool["nodes"] === "auto" &&
            !list(pool["taints"])
              .map(String)
              .some((taint) => REFUSING.test(taint)),
        );
      const own = fields(body["default_node_pool"])["only_critical_addons_enabled"] === true;
      const wanted = optional(spec["systemPools"]) ?? (isDated(subject) && isOpen ? "dedicated" : "shared");
      return unless([
        [!own || isOpen, `${id} has no pool for the pods of workloads.`],
        [own === (wanted === "dedicated"), `${id} does not have ${wanted} system pools.`],
        ...others
          .filter((pool) => pool.body["mode"] === "System")
          .map(
            (pool) =>
              [
                texts(pool.body["node_taints"]).includes("CriticalAddonsOnly=true:NoSchedule") === own,
                `${pool.address} takes other pods than the first pool.`,
              ] as const,
          ),
      ]);
    }),
};

const wiring: Invariant = {
  name: "with a baseline there are outputs to wire with, per cluster and spoke",
  broken: (subject) => {
    const isWanted = (subject.file["outputs"] ?? (isDated(subject) ? "all" : "basic")) === "all";
    return clustersOf(subject).flatMap(({ id, spoke }) =>
      [
        `${spoke}_subnet_ids`,
        ...[
          "oidc_issuer_url",
          "identity_principal_id",
          "kubelet_object_id",
          "node_resource_group",
          "fqdn",
        ].map((name) => `${id}_${name}`),
      ]
        .filter((name) => Object.hasOwn(subject.outputs, name) !== isWanted)
        .map((name) => `The output ${name} is ${isWanted ? "missing" : "not asked for"}.`),
    );
  },
};

export const OPERATIONS: readonly Invariant[] = [signIn, commands, upgraded, systemPools, wiring];
