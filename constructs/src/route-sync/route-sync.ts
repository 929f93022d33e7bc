import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config/index.js";
import { DataAzurermSubscription } from "@cdktf/provider-azurerm/lib/data-azurerm-subscription/index.js";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment/index.js";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity/index.js";
import { Fn, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { placed } from "../core/placement.js";
import type { Cidr } from "../net/cidr.js";
import { ResourceGroup } from "../network/resource-group.js";
import type { IRouteTable } from "../network/route-table.js";
import { SyncFunctionApp } from "./sync-function-app.js";
import { SyncPackage } from "./sync-package.js";
import { SyncRoles } from "./sync-roles.js";
import { SyncStorage } from "./sync-storage.js";
import { WakeUp } from "./wake-up.js";

/** One table that follows another. */
export interface MirrorProps {
  /** Name of the mirror: lower-case words joined by `-`. */
  readonly name: string;
  /** The table that AKS writes, and the resource group it stands in. */
  readonly source: { readonly table: IRouteTable; readonly resourceGroupId: string };
  /** The gateway's table; several mirrors may share it. */
  readonly target: IRouteTable;
  /** Ranges of the cluster's pods: only routes inside them are mirrored. */
  readonly podCidrs: readonly Cidr[];
  /** What must stand before the runtime looks for the first time: the cluster. */
  readonly after: readonly ITerraformDependable[];
}

export interface RouteSyncProps {
  readonly location: string;
  readonly mirrors: readonly MirrorProps[];
  /** First words of the custom roles' names, which are unique in a tenant. */
  readonly roleNamePrefix: string;
  /** Schedule of the sweep, as NCRONTAB with seconds. @default every ten minutes */
  readonly sweep?: string;
  /** @default the package that comes with this library */
  readonly packageFile?: string;
  /** @default no tags */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Ten minutes: alerts may take twenty, and a person who waits looks again after ten. */
const DEFAULT_SWEEP = "0 */10 * * * *";

/** What the runtime's identity may do with its own storage. Source: Azure Functions, identity-based connections. */
const STORAGE_ROLES = [
  ["blobs", "Storage Blob Data Owner", "Keys, leases and schedules of the Functions host, and the package."],
  ["queues", "Storage Queue Data Contributor", "Wake-ups and their poison queue."],
] as const;

/** The runtime that keeps gateways' tables in step, deployed and connected. */
export class RouteSync extends Construct {
  readonly resourceGroup: ResourceGroup;
  readonly identity: UserAssignedIdentity;
  readonly roles: SyncRoles;
  readonly storage: SyncStorage;
  readonly app: SyncFunctionApp;
  readonly wakeUp: WakeUp;
  /** The mirrors as the runtime's configuration has them. */
  readonly configuration: readonly Readonly<Record<string, unknown>>[];

  constructor(scope: Construct, id: string, props: RouteSyncProps) {
    super(scope, id);
    const tags = props.tags === undefined ? {} : { tags: props.tags };
    this.resourceGroup = new ResourceGroup(this, "~group", {
      location: props.location,
      nameParts: ["route-sync"],
      ...tags,
    });
    const { placement } = this.resourceGroup;
    this.identity = new UserAssignedIdentity(this, "identity", {
      name: Naming.of(this).name(this, "identity", "route-sync"),
      ...placed(placement),
    });
    this.storage = new SyncStorage(this, "storage", { placement });
    const storageRoles = this.#grantStorage();
    this.configuration = props.mirrors.map(mirrorConfiguration);
    this.roles = this.#grantRoles(props);
    const deployer = this.#grantDeployer();
    const bundle = new SyncPackage(this, "package", {
      storage: this.storage,
      ...(props.packageFile === undefined ? {} : { file: props.packageFile }),
      // The clusters take minutes: time for the uploader's role to reach the storage account.
      after: [deployer, ...props.mirrors.flatMap((mirror) => mirror.after)],
    });
    this.app = new SyncFunctionApp(this, "app", {
      placement,
      storage: this.storage,
      package: bundle,
      identity: this.identity,
      settings: {
        ROUTE_SYNC_MIRRORS: Fn.jsonencode(this.configuration),
        ROUTE_SYNC_SWEEP: props.sweep ?? DEFAULT_SWEEP,
      },
      after: [...storageRoles, ...this.roles.ready],
    });
    this.wakeUp = new WakeUp(this, "wake_up", { placement, app: this.app });
    for (const { name, source } of props.mirrors) {
      this.wakeUp.on({
        key: name,
        resourceGroupId: source.resourceGroupId,
        routeTableId: source.table.routeTableId,
      });
    }
  }

  #grantStorage(): RoleAssignment[] {
    return STORAGE_ROLES.map(
      ([id, role, description]) =>
        new RoleAssignment(this, `storage_${id}`, {
          scope: this.storage.account.id,
          roleDefinitionName: role,
          principalId: this.identity.principalId,
          principalType: "ServicePrincipal",
          description,
        }),
    );
  }

  /** Whoever applies uploads the package, and without shared keys that takes a role too. */
  #grantDeployer(): RoleAssignment {
    const client = new DataAzurermClientConfig(this, "~client", {});
    return new RoleAssignment(this, "storage_deployer", {
      scope: this.storage.account.id,
      roleDefinitionName: "Storage Blob Data Contributor",
      principalId: client.objectId,
      description: "Whoever applies this configuration uploads the package.",
    });
  }

  #grantRoles(props: RouteSyncProps): SyncRoles {
    const subscription = new DataAzurermSubscription(this, "~subscription", {});
    const roles = new SyncRoles(this, "role", {
      principalId: this.identity.principalId,
      subscriptionIds: [subscription.id],
      namePrefix: props.roleNamePrefix,
    });
    const targets = new Map(props.mirrors.map((mirror) => [mirror.target, mirror.name]));
    for (const { name, source } of props.mirrors)
      roles.assign("source_reader", name, source.table.routeTableId, `the source of ${name}`);
    for (const [target, name] of targets)
      roles.assign("target_writer", name, target.routeTableId, `the target of ${name}`);
    return roles;
  }
}

function mirrorConfiguration(mirror: MirrorProps): Readonly<Record<string, unknown>> {
  return {
    name: mirror.name,
    source: { id: mirror.source.table.routeTableId },
    target: { id: mirror.target.routeTableId },
    podCidrs: mirror.podCidrs.map(String),
  };
}
