import type { AlertAuth } from "./alert-auth.js";
import type { AppAccess, ScmAccess } from "./app-access.js";
import type { HeartbeatOptions } from "./heartbeat.js";
import type { MirrorProps } from "./mirror.js";
import type { ExistingSystemTopic } from "./source-events.js";
import type { PrivateStorage } from "./sync-storage.js";
import type { SyncNetwork } from "./sync-network.js";

export interface RouteSyncProps {
  /** Last part of its names, where a platform has several runtimes: the region. @default the only one, or the main one */
  readonly key?: string | undefined;
  /** Azure region, such as `westeurope`. */
  readonly location: string;
  /** One runtime serves any number of clusters, in any number of subscriptions of one tenant. */
  readonly mirrors: readonly MirrorProps[];
  /** First words of the custom roles' names, which are unique in a tenant. */
  readonly roleNamePrefix: string;
  /** Authentication of the alert's call. @default a function key */
  readonly alertAuth?: AlertAuth | undefined;
  /**
   * Events through Event Grid, within seconds, in addition to the activity log's alerts, which take minutes.
   * @default a new system topic per resource group
   */
  readonly eventGrid?:
    | { readonly type: "none" }
    | {
        readonly type: "system-topics";
        /** Topics that exist already, by the key of the group that they listen to. @default none */
        readonly existing?: Readonly<Record<string, ExistingSystemTopic>> | undefined;
      };
  /** Schedule of the sweep, as NCRONTAB with seconds; at least every 15 minutes. @default every five minutes */
  readonly sweep?: string | undefined;
  /** A call at a fixed interval that needs no timer of the runtime's host. @default every 15 minutes */
  readonly heartbeat?: HeartbeatOptions | undefined;
  /** Allowed callers of the runtime's functions. @default "action-groups" */
  readonly access?: AppAccess | undefined;
  /** Allowed callers of the function app's deployment site, which Terraform does not use. @default none */
  readonly scm?: ScmAccess | undefined;
  /**
   * Whether the deploying identity is granted the role it needs to upload the package. With `"none"` it must already have
   * "Storage Blob Data Contributor" on the storage account, or on a scope above.
   * @default "assign"
   */
  readonly deployerRole?: "assign" | "none" | undefined;
  /** Recipients of the alarms on the runtime. @default none: the alarms appear only in Azure Monitor */
  readonly notify?:
    | {
        readonly emails?: readonly string[] | undefined;
        readonly actionGroupIds?: readonly string[] | undefined;
      }
    | undefined;
  /** Subnet of the runtime's outbound calls. @default none: it calls Azure over its public addresses */
  readonly network?: SyncNetwork | undefined;
  /** Closes the storage account to all callers but those of a network, which `network` is part of. @default any caller with a role reaches it */
  readonly privateStorage?: PrivateStorage | undefined;
  /** Azure Resource Manager id of a Log Analytics workspace for the runtime's telemetry. @default one is created */
  readonly workspaceId?: string | undefined;
  /** Memory of an instance in MB. @default 512 */
  readonly memory?: 512 | 2048 | 4096 | undefined;
  /** Node's major version. @default "22" */
  readonly nodeVersion?: "22" | "24" | undefined;
  /** @default a name made unique by a hash */
  readonly functionAppName?: string | undefined;
  /** 3 to 24 lower-case letters and digits, unique in Azure. @default a name made unique by a hash */
  readonly storageAccountName?: string | undefined;
  /** @default the package that comes with this library */
  readonly packageFile?: string | undefined;
  /** @default no tags */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}
