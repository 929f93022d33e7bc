import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config/index.js";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment/index.js";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { cloudOf } from "../core/clouds.js";
import { DEFAULTS } from "../core/defaults.js";
import { inStackOf } from "../core/dependencies.js";
import { Naming } from "../core/naming.js";
import { report } from "../core/problem.js";
import { allZonesOf } from "../core/regions.js";
import type { Judgement } from "../core/rule.js";
import { CLOUD_LACKS, CLOUD_MAY_LACK } from "../core/rules/clouds.js";
import { placed } from "../core/placement.js";
import { ResourceGroup } from "../network/resource-group.js";
import type { IRouteTable } from "../network/route-table.js";
import { alertSettings, secureWebhook, type AlertAuth } from "./alert-auth.js";
import {
  mirrorConfiguration,
  type MirrorConfiguration,
  type MirrorHome,
  type OtherSubscription,
  type PlacedMirror,
} from "./mirror.js";
import { Heartbeat, type HeartbeatOptions } from "./heartbeat.js";
import { MirrorPlaces } from "./mirror-places.js";
import { markMirrorTarget } from "./mirror-targets.js";
import type { RouteSyncProps } from "./route-sync-props.js";
import { PRIVATE_STORAGE_WITHOUT_NETWORK } from "./rules.js";
import { SourceEvents } from "./source-events.js";
import { SyncAlerts } from "./sync-alerts.js";
import { SyncConfiguration } from "./sync-configuration.js";
import { SyncFunctionApp } from "./sync-function-app.js";
import { SyncPackage } from "./sync-package.js";
import { SyncRoles, type SyncScope } from "./sync-roles.js";
import { SyncStorage } from "./sync-storage.js";
import { WakeUp } from "./wake-up.js";

const DEFAULT_SWEEP = `0 */${DEFAULTS.routeSync.sweepMinutes} * * * *`;
const DEFAULT_HEARTBEAT: HeartbeatOptions = {
  type: "every",
  interval: `PT${DEFAULTS.routeSync.heartbeatMinutes}M`,
};

/** Roles of the runtime's identity on its own resources. Source: Azure Functions, identity-based connections. */
const STORAGE_ROLES = [
  ["blobs", "Storage Blob Data Owner", "Keys, leases and schedules of the Functions host, and the package."],
  ["queues", "Storage Queue Data Contributor", "Wake-ups and their poison queue."],
] as const;

/** The runtime that keeps the gateways' route tables in step: its Azure resources, roles, triggers and alarms. */
export class RouteSync extends Construct {
  /** Undefined for the only runtime, or the main one. */
  readonly key: string | undefined;
  readonly resourceGroup: ResourceGroup;
  readonly identity: UserAssignedIdentity;
  readonly roles: SyncRoles;
  readonly storage: SyncStorage;
  readonly app: SyncFunctionApp;
  readonly wakeUp: WakeUp;
  /** Undefined where Event Grid is off. */
  readonly events: SourceEvents | undefined;
  readonly alerts: SyncAlerts;
  /** Undefined where it is off. */
  readonly heartbeat: Heartbeat | undefined;
  /** The mirrors as the runtime's configuration has them. */
  readonly configuration: readonly MirrorConfiguration[];
  readonly #client: DataAzurermClientConfig;
  readonly #places: MirrorPlaces;
  readonly #mirrors: readonly PlacedMirror[];

  constructor(scope: Construct, id: string, props: RouteSyncProps) {
    super(scope, id);
    this.key = props.key;
    if (props.key !== undefined) Naming.provide(this, Naming.of(this).withSuffix(props.key));
    this.resourceGroup = new ResourceGroup(this, "~group", {
      location: props.location,
      nameParts: ["route-sync"],
      tags: props.tags,
    });
    const { placement } = this.resourceGroup;
    report(this, ...judgeCloud(props), PRIVATE_STORAGE_WITHOUT_NETWORK.judge(props));
    this.#client = new DataAzurermClientConfig(this, "~client", {});
    this.identity = new UserAssignedIdentity(this, "identity", {
      name: Naming.of(this).name(this, "identity", "route-sync"),
      ...placed(placement),
    });
    this.storage = new SyncStorage(this, "storage", {
      placement,
      zoneRedundant: allZonesOf(props.location).length > 0,
      accountName: props.storageAccountName,
      access: props.privateStorage,
    });
    this.#places = new MirrorPlaces(this, "~places", placement);
    this.#mirrors = props.mirrors.map((mirror) => this.#places.place(mirror));
    this.configuration = this.#mirrors.map(mirrorConfiguration);
    this.roles = this.#grantRoles(props);
    this.app = this.#deploy(props);
    const webhook = secureWebhook(props.alertAuth ?? KEY, this.#client.tenantId);
    this.wakeUp = new WakeUp(this, "wake_up", {
      placement,
      app: this.app,
      secureWebhook: webhook,
    });
    this.events = this.#listen(props);
    for (const mirror of this.#mirrors) {
      markMirrorTarget(mirror.target);
      this.wakeUp.on(mirror);
      this.events?.on(mirror);
    }
    this.heartbeat = this.#beat(props.heartbeat ?? DEFAULT_HEARTBEAT);
    this.alerts = new SyncAlerts(this, "alarm", {
      placement,
      insightsId: this.app.insights.id,
      mirrors: props.mirrors.map(({ name }) => name),
      retiring: props.mirrors.some(({ policy }) => policy === "retire"),
      ...props.notify,
    });
  }

  #beat(options: HeartbeatOptions): Heartbeat | undefined {
    switch (options.type) {
      case "none":
        return undefined;
      case "every":
        return new Heartbeat(this, "heartbeat", {
          placement: this.resourceGroup.placement,
          insightsId: this.app.insights.id,
          actionGroupId: this.wakeUp.actionGroup.id,
          interval: options.interval,
        });
    }
  }

  /** Roles before the app, the package before the app, and tables and clusters before both. */
  #deploy(props: RouteSyncProps): SyncFunctionApp {
    const { placement } = this.resourceGroup;
    const { storage, identity } = this;
    // Creating the clusters takes minutes: time for the uploader's role to propagate to the storage account.
    const dependsOn = [
      ...this.#grantDeployer(props),
      ...storage.ways,
      ...inStackOf(
        this,
        this.#mirrors.flatMap((mirror) => mirror.dependsOn),
      ),
    ];
    const bundle = new SyncPackage(this, "package", {
      storage,
      file: props.packageFile,
      dependsOn,
    });
    const configuration = new SyncConfiguration(this, "configuration", {
      storage,
      mirrors: this.configuration,
      dependsOn,
    });
    return new SyncFunctionApp(this, "app", {
      placement,
      storage,
      package: bundle,
      identity,
      name: props.functionAppName,
      workspaceId: props.workspaceId,
      memory: props.memory,
      nodeVersion: props.nodeVersion,
      subnetId: props.network?.subnet.subnetId,
      access: props.access,
      scm: props.scm,
      settings: {
        ...configuration.settings,
        ...cloudSettings(props.location),
        ROUTE_SYNC_SWEEP: props.sweep ?? DEFAULT_SWEEP,
        ...alertSettings(props.alertAuth ?? KEY, this.#client.tenantId),
      },
      dependsOn: [
        ...(configuration.blob === undefined ? [] : [configuration.blob]),
        ...this.#grantStorage(),
        ...storage.ways,
        ...this.roles.dependables,
        ...inStackOf(this, props.network?.dependables ?? []),
      ],
    });
  }

  #listen(props: RouteSyncProps): SourceEvents | undefined {
    const { eventGrid = { type: DEFAULTS.routeSync.eventGrid } } = props;
    switch (eventGrid.type) {
      case "none":
        return undefined;
      case "system-topics":
        return new SourceEvents(this, "events", {
          placement: this.resourceGroup.placement,
          storage: this.storage,
          existingTopics: this.#places.byGroup(props.mirrors, eventGrid.existing ?? {}),
          isPrivate: props.privateStorage !== undefined,
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

  /** The deploying identity uploads the package, which without shared keys requires a role. */
  #grantDeployer(props: RouteSyncProps): ITerraformDependable[] {
    switch (props.deployerRole ?? DEFAULTS.routeSync.deployerRole) {
      case "none":
        return [];
      case "assign":
        return [
          new RoleAssignment(this, "storage_deployer", {
            scope: this.storage.account.id,
            roleDefinitionName: "Storage Blob Data Contributor",
            principalId: this.#client.objectId,
            description: "Whoever applies this configuration uploads the package.",
          }),
        ];
    }
  }

  #grantRoles(props: RouteSyncProps): SyncRoles {
    const others = this.#mirrors.flatMap(({ home, targetHome }): [string, OtherSubscription][] =>
      [home, targetHome].flatMap(({ subscription }) =>
        subscription === undefined ? [] : [[subscription.key, subscription] as const],
      ),
    );
    const roles = new SyncRoles(this, "role", {
      principalId: this.identity.principalId,
      otherSubscriptions: [...new Map(others).values()],
      namePrefix: props.roleNamePrefix,
    });
    const targets = new Set<IRouteTable>();
    for (const { name, source, target, home, targetHome, dependsOn } of this.#mirrors) {
      const placeOf = ({ subscription }: MirrorHome): Partial<SyncScope> => ({
        subscription,
        dependsOn: this.#untilRolesAreKnown(dependsOn),
      });
      const id = source.table?.routeTableId ?? source.group.id;
      roles.allowReading(name, { id, words: `the source of ${name}`, ...placeOf(home) });
      if (targets.has(target)) continue;
      targets.add(target);
      roles.allowWriting(name, {
        id: target.routeTableId,
        words: `the target of ${name}`,
        ...placeOf(targetHome),
      });
    }
    return roles;
  }

  /**
   * What takes minutes before a role is looked up by its name in another subscription: the clusters, and the storage
   * account for a mirror of tables that exist already.
   */
  #untilRolesAreKnown(clusters: readonly ITerraformDependable[]): readonly ITerraformDependable[] {
    return clusters.length === 0 ? [this.storage.account] : inStackOf(this, clusters);
  }
}

/** Which Resource Manager and which sign-in the runtime calls; the public cloud's are its defaults. */
function cloudSettings(location: string): Record<string, string> {
  const { name } = cloudOf(location);
  return name === "public" ? {} : { ROUTE_SYNC_CLOUD: name };
}

function judgeCloud({ location, alertAuth }: RouteSyncProps): Judgement[] {
  return [
    CLOUD_MAY_LACK.judge({ location, feature: "Flex Consumption of Azure Functions" }),
    ...(alertAuth?.type === "entra"
      ? [CLOUD_LACKS.judge({ location, feature: "secure webhooks of alerts", prop: "alertAuth" })]
      : []),
  ];
}

const KEY: AlertAuth = { type: DEFAULTS.routeSync.alertAuth };
