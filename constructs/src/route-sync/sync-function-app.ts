import { ApplicationInsights } from "@cdktf/provider-azurerm/lib/application-insights/index.js";
import { FunctionAppFlexConsumption } from "@cdktf/provider-azurerm/lib/function-app-flex-consumption/index.js";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment/index.js";
import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace/index.js";
import { ServicePlan } from "@cdktf/provider-azurerm/lib/service-plan/index.js";
import type { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity/index.js";
import { DataResource, dependable, type ITerraformDependable, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { DEFAULTS } from "../core/defaults.js";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";
import { accessRestrictions, type AppAccess, type ScmAccess } from "./app-access.js";
import type { SyncPackage } from "./sync-package.js";
import { QUEUE_NAME, type SyncStorage } from "./sync-storage.js";

export interface SyncFunctionAppProps {
  readonly placement: Placement;
  readonly storage: SyncStorage;
  readonly package: SyncPackage;
  readonly identity: UserAssignedIdentity;
  /** Settings of the runtime beyond its storage and identity. */
  readonly settings: Readonly<Record<string, string>>;
  /** @default a name made unique by a hash */
  readonly name?: string | undefined;
  /** Azure Resource Manager id of a Log Analytics workspace for its telemetry. @default one is created */
  readonly workspaceId?: string | undefined;
  /** Memory of an instance in MB: 512, 2048 or 4096. @default 512 */
  readonly memory?: number | undefined;
  /** Node's major version. @default "22" */
  readonly nodeVersion?: "22" | "24" | undefined;
  /** Subnet for traffic into the spoke. @default none: the runtime calls Azure over its public addresses */
  readonly subnetId?: string | undefined;
  /** Allowed callers of its functions. @default "action-groups" */
  readonly access?: AppAccess | undefined;
  /** Allowed callers of its deployment site. @default none */
  readonly scm?: ScmAccess | undefined;
  /** What must exist before the app starts: its roles. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** The smallest value that azurerm 4.55 accepts. */
const MAXIMUM_INSTANCES = 40;
const LOG_RETENTION_DAYS = 30;

/** The runtime as a Function App on Flex Consumption, with its telemetry. */
export class SyncFunctionApp extends Construct {
  readonly resource: FunctionAppFlexConsumption;
  readonly insights: ApplicationInsights;

  constructor(scope: Construct, id: string, props: SyncFunctionAppProps) {
    super(scope, id);
    const naming = Naming.of(this);
    const workspaceId = props.workspaceId ?? this.#workspace(props).id;
    this.insights = new ApplicationInsights(this, "~application_insights", {
      name: naming.name(this, "applicationInsights", "route-sync"),
      ...placed(props.placement),
      workspaceId,
      applicationType: "web",
      // Host and runtime send their telemetry as the identity.
      localAuthenticationDisabled: true,
    });
    this.resource = this.#makeApp(props);
  }

  #workspace({ placement }: SyncFunctionAppProps): LogAnalyticsWorkspace {
    return new LogAnalyticsWorkspace(this, "~log_analytics_workspace", {
      name: Naming.of(this).name(this, "logWorkspace", "route-sync"),
      ...placed(placement),
      sku: "PerGB2018",
      retentionInDays: LOG_RETENTION_DAYS,
    });
  }

  #makeApp(props: SyncFunctionAppProps): FunctionAppFlexConsumption {
    const plan = new ServicePlan(this, "~service_plan", {
      name: Naming.of(this).name(this, "servicePlan", "route-sync"),
      ...placed(props.placement),
      osType: "Linux",
      skuName: "FC1",
    });
    const settings = this.#settings(props);
    const memory = props.memory ?? DEFAULTS.routeSync.memoryMegabytes;
    const nodeVersion = props.nodeVersion ?? DEFAULTS.routeSync.nodeVersion;
    const subnet = props.subnetId === undefined ? {} : { virtualNetworkSubnetId: props.subnetId };
    const restrictions = accessRestrictions(
      props.access ?? DEFAULTS.routeSync.access,
      props.scm ?? { type: DEFAULTS.routeSync.scm },
    );
    const input = new DataResource(this, "~inputs", {
      input: {
        settings,
        package: props.package.sha256,
        memory,
        nodeVersion,
        tags: props.placement.tags ?? {},
        restrictions,
        ...subnet,
      },
    });
    return new FunctionAppFlexConsumption(this, "~function_app", {
      name: props.name ?? Naming.of(this).uniqueName(this, "functionApp", "route-sync"),
      ...placed(props.placement),
      servicePlanId: plan.id,
      storageContainerType: "blobContainer",
      storageContainerEndpoint: `${props.storage.account.primaryBlobEndpoint}${props.storage.deployments.name}`,
      storageAuthenticationType: "UserAssignedIdentity",
      storageUserAssignedIdentityId: props.identity.id,
      runtimeName: "node",
      runtimeVersion: nodeVersion,
      instanceMemoryInMb: memory,
      maximumInstanceCount: MAXIMUM_INSTANCES,
      httpsOnly: true,
      webdeployPublishBasicAuthenticationEnabled: false,
      ...subnet,
      identity: { type: "UserAssigned", identityIds: [props.identity.id] },
      siteConfig: {
        applicationInsightsConnectionString: this.insights.connectionString,
        minimumTlsVersion: "1.2",
        ...restrictions,
      },
      appSettings: settings,
      dependsOn: [props.package.blob, this.#grantTelemetry(props), ...props.dependsOn],
      lifecycle: replacedOnChange(input),
    });
  }

  #grantTelemetry(props: SyncFunctionAppProps): RoleAssignment {
    return new RoleAssignment(this, "telemetry", {
      scope: this.insights.id,
      roleDefinitionName: "Monitoring Metrics Publisher",
      principalId: props.identity.principalId,
      principalType: "ServicePrincipal",
      description: "The Functions host sends its telemetry as the identity.",
    });
  }

  #settings(props: SyncFunctionAppProps): Record<string, string> {
    const { account } = props.storage;
    return {
      ...identityConnection("AzureWebJobsStorage", props.identity.clientId),
      AzureWebJobsStorage__accountName: account.name,
      // The provider writes a connection string without a key here; empty, the identity's settings count.
      AzureWebJobsStorage: "",
      ...identityConnection("RouteSyncStorage", props.identity.clientId),
      // Made of the hosts, since the endpoints end with a slash.
      RouteSyncStorage__queueServiceUri: `https://${account.primaryQueueHost}`,
      RouteSyncStorage__blobServiceUri: `https://${account.primaryBlobHost}`,
      ROUTE_SYNC_QUEUE: QUEUE_NAME,
      ROUTE_SYNC_CLIENT_ID: props.identity.clientId,
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: `Authorization=AAD;ClientId=${props.identity.clientId}`,
      ...props.settings,
    };
  }
}

function identityConnection(name: string, clientId: string): Record<string, string> {
  return { [`${name}__credential`]: "managedidentity", [`${name}__clientId`]: clientId };
}

/**
 * The provider never reads `AzureWebJobsStorage` back and writes its own value on every update (azurerm #29149,
 * #30732). Ignored here, it causes no change in each plan; a change of anything else replaces the app instead of
 * updating it, so that the value stays empty. The app has no state that could be lost.
 */
function replacedOnChange(inputs: TerraformResource): {
  ignoreChanges: string[];
  replaceTriggeredBy: string[];
} {
  return { ignoreChanges: ['app_settings["AzureWebJobsStorage"]'], replaceTriggeredBy: [dependable(inputs)] };
}
