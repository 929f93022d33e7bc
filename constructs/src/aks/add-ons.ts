import { KubernetesClusterExtension } from "@cdktf/provider-azurerm/lib/kubernetes-cluster-extension/index.js";
import { KubernetesFluxConfiguration } from "@cdktf/provider-azurerm/lib/kubernetes-flux-configuration/index.js";
import { Construct } from "constructs";
import { DEFAULTS } from "../core/defaults.js";
import { omitUndefined } from "../core/omit-undefined.js";
import type { Placement } from "../core/placement.js";
import { assignRole } from "../governance/roles.js";
import type { EgressFeature, RegistryHosts } from "../firewall/egress-requirements.js";
import { LogWorkspace, type LogWorkspaceRef } from "../monitor/log-workspace.js";
import { CertManager } from "./cert-manager.js";
import type { Cluster } from "./cluster.js";
import { LogCollection, MetricCollection } from "./monitoring.js";

/** A Git repository that Flux applies to the cluster. */
export interface GitRepository {
  /** `https://host/path` or `ssh://git@host/path`. */
  readonly url: string;
  /** @default "main" */
  readonly branch?: string | undefined;
  /** Folder of the repository that is applied. @default its root */
  readonly path?: string | undefined;
}

/** A private container registry that the nodes may pull from. */
export interface PrivateRegistry extends RegistryHosts {
  /** Azure Resource Manager id of the registry. */
  readonly id: string;
}

/** What a cluster runs in addition to workloads. Workload identity and its issuer are always on. */
export interface AddOns {
  /** Container insights, into a new or an existing workspace. @default off */
  readonly monitoring?: { readonly workspace?: LogWorkspaceRef | undefined } | undefined;
  /** Managed Prometheus, into a new or an existing Azure Monitor workspace. @default off */
  readonly metrics?: { readonly workspaceId?: string | undefined } | undefined;
  /** Azure Policy, which the built-in policies for clusters need. @default off */
  readonly policy?: boolean | undefined;
  /** Defender for Containers, into the workspace of `monitoring` unless one is given. @default off */
  readonly defender?: { readonly workspace?: LogWorkspaceRef | undefined } | undefined;
  /** Secrets from Key Vault as files, re-read at an interval (`2m`). @default off */
  readonly keyVaultSecrets?: { readonly rotationInterval: string } | undefined;
  /**
   * Identity and roles of cert-manager, which gets certificates of Let's Encrypt by records in public DNS zones (their ids). The
   * operator of the cluster installs it. @default off
   */
  readonly certManager?: { readonly zoneIds: readonly string[] } | undefined;
  /** Flux, and what it reads. @default off */
  readonly gitOps?: { readonly repository?: GitRepository } | undefined;
  /** Registries that the kubelet pulls from. @default none */
  readonly registries?: readonly PrivateRegistry[] | undefined;
}

/** The egress features that add-ons require. */
export function featuresOf(addOns: AddOns): EgressFeature[] {
  const rows: readonly (readonly [EgressFeature, boolean])[] = [
    ["monitoring-logs", addOns.monitoring !== undefined],
    ["monitoring-metrics", addOns.metrics !== undefined],
    ["azure-policy", addOns.policy === true],
    ["defender", addOns.defender !== undefined],
    ["key-vault", addOns.keyVaultSecrets !== undefined],
    ["cluster-extensions", addOns.gitOps !== undefined],
    ["cert-manager", addOns.certManager !== undefined],
    // Its images.
    ["quay", addOns.certManager !== undefined],
  ];
  return rows.flatMap(([feature, on]) => (on ? [feature] : []));
}

/** The Git server that Flux calls, and how. */
export function gitHostOf({ url }: GitRepository): { host: string; ssh: boolean } {
  const { hostname, protocol } = new URL(url);
  return { host: hostname, ssh: protocol === "ssh:" };
}

export interface ClusterAddOnsProps {
  readonly cluster: Cluster;
  readonly placement: Placement;
  readonly addOns: AddOns;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** Switches add-ons on, with the workspaces, collection rules and roles that they do nothing without. */
export class ClusterAddOns extends Construct {
  /** Undefined where it is off. */
  readonly certManager: CertManager | undefined;
  readonly #props: ClusterAddOnsProps;
  #workspaceId: string | undefined;

  constructor(scope: Construct, id: string, props: ClusterAddOnsProps) {
    super(scope, id);
    this.#props = props;
    const { resource } = props.cluster;
    const { monitoring, metrics, policy, defender, keyVaultSecrets, gitOps, registries = [] } = props.addOns;
    this.certManager = this.#certManager(props.addOns.certManager);
    if (monitoring !== undefined) this.#collectLogs(monitoring.workspace);
    if (metrics !== undefined) {
      resource.putMonitorMetrics({});
      new MetricCollection(this, "metrics", { ...this.#common(), ...metrics });
    }
    if (policy !== undefined) resource.azurePolicyEnabled = policy;
    if (defender !== undefined) {
      resource.putMicrosoftDefender({ logAnalyticsWorkspaceId: this.#workspace(defender.workspace) });
    }
    if (keyVaultSecrets !== undefined) {
      const { rotationInterval: secretRotationInterval } = keyVaultSecrets;
      resource.putKeyVaultSecretsProvider({ secretRotationEnabled: true, secretRotationInterval });
    }
    if (gitOps !== undefined) this.#readGit(gitOps.repository);
    for (const registry of registries) this.#pullFrom(registry);
  }

  #collectLogs(given: LogWorkspaceRef | undefined): void {
    const workspaceId = this.#workspace(given);
    this.#props.cluster.resource.putOmsAgent({
      logAnalyticsWorkspaceId: workspaceId,
      msiAuthForMonitoringEnabled: true,
    });
    new LogCollection(this, "logs", { ...this.#common(), workspaceId });
  }

  #certManager(options: AddOns["certManager"]): CertManager | undefined {
    if (options === undefined) return undefined;
    const { placement, nameParts, cluster } = this.#props;
    const { oidcIssuerUrl } = cluster.resource;
    return new CertManager(this, "cert_manager", {
      ...options,
      cluster: { oidcIssuerUrl },
      placement,
      nameParts,
    });
  }

  #readGit(repository: GitRepository | undefined): void {
    const { clusterId } = this.#props.cluster;
    const extension = new KubernetesClusterExtension(this, "flux", {
      name: "flux",
      clusterId,
      extensionType: "microsoft.flux",
    });
    if (repository === undefined) return;
    new KubernetesFluxConfiguration(this, "git", {
      name: "platform",
      clusterId,
      namespace: "flux-system",
      scope: "cluster",
      gitRepository: {
        url: repository.url,
        referenceType: "branch",
        referenceValue: repository.branch ?? DEFAULTS.addOns.gitBranch,
      },
      kustomizations: [
        omitUndefined({
          name: "platform",
          path: repository.path,
          garbageCollectionEnabled: true,
        }),
      ],
      dependsOn: [extension],
    });
  }

  #pullFrom({ id, name }: PrivateRegistry): void {
    const { cluster } = this.#props;
    assignRole(this, `registry_${name.toLowerCase()}`, {
      requirement: "pull-images",
      scope: id,
      principalId: cluster.resource.kubeletIdentity.objectId,
      description: "Nodes pull the team's images.",
    });
  }

  /** The given workspace, or a new one that the cluster's add-ons share. */
  #workspace(given: LogWorkspaceRef | undefined): string {
    if (given?.id !== undefined) return given.id;
    const { placement, nameParts } = this.#props;
    this.#workspaceId ??= new LogWorkspace(this, "logs_workspace", {
      placement,
      nameParts,
      retentionDays: given?.retentionDays ?? DEFAULTS.addOns.retentionDays,
    }).resource.id;
    return this.#workspaceId;
  }

  #common(): { cluster: Cluster; placement: Placement; nameParts: readonly string[] } {
    const { cluster, placement, nameParts } = this.#props;
    return { cluster, placement, nameParts };
  }
}
