import type { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace/index.js";
import { NetworkWatcherFlowLog } from "@cdktf/provider-azurerm/lib/network-watcher-flow-log/index.js";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account/index.js";
import { Construct, type IConstruct } from "constructs";
import { DEFAULTS } from "../core/defaults.js";
import { Naming } from "../core/naming.js";
import { knownText } from "../core/known.js";
import { placed, type Placement } from "../core/placement.js";
import { report } from "../core/problem.js";
import { VirtualNetwork } from "../network/virtual-network.js";
import { FLOW_LOG_STORAGE_REGIONS } from "./rules.js";

/** Flow logs of the virtual networks that are created. */
export interface FlowLogOptions {
  /** Days for which flows are kept, 1 to 365. @default 30 */
  readonly retentionDays?: number | undefined;
  /** Id of an existing storage account, in the region of all networks. @default one is created per region */
  readonly storageAccountId?: string | undefined;
  /** Interval at which Traffic Analytics evaluates flows, in minutes, in a workspace that is created. @default it does not */
  readonly trafficAnalyticsMinutes?: 10 | 60 | undefined;
}

export interface FlowLogsProps extends FlowLogOptions {
  /** Resource group of the storage accounts. */
  readonly placement: () => Placement;
  /** The workspace of the logs, where it is created; its region. */
  readonly workspace: { readonly resource: LogAnalyticsWorkspace; readonly region: string } | undefined;
}

/**
 * Azure creates a Network Watcher per subscription and region with the first network there, under these names. Source:
 * Network Watcher documentation, enable or disable.
 */
const WATCHER_GROUP = "NetworkWatcherRG";
function watcherOf(region: string): string {
  return `NetworkWatcher_${region}`;
}

/**
 * Storage that flow logs are written to. Network Watcher writes with the account's key unless the log has an identity, which
 * azurerm cannot set, so that shared keys are on here and nowhere else. Source: Network Watcher documentation, virtual network
 * flow logs.
 */
export class FlowLogStorage extends Construct {
  readonly account: StorageAccount;

  constructor(
    scope: Construct,
    id: string,
    props: { readonly placement: Placement; readonly region: string },
  ) {
    super(scope, id);
    const { placement, region } = props;
    this.account = new StorageAccount(this, "~storage_account", {
      name: Naming.of(this).uniqueName(this, "storageAccount", "flows", region),
      ...placed({ ...placement, location: region }),
      accountTier: "Standard",
      accountReplicationType: "LRS",
      minTlsVersion: "TLS1_2",
      sharedAccessKeyEnabled: true,
      defaultToOauthAuthentication: true,
      allowNestedItemsToBePublic: false,
      crossTenantReplicationEnabled: false,
    });
  }
}

/** What passed between which addresses, of each virtual network that is created: who talked to whom, and what was denied. */
export class FlowLogs extends Construct {
  readonly #props: FlowLogsProps;
  readonly #storage = new Map<string, FlowLogStorage>();

  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    this.#props = props;
  }

  /** Logs the flows of every virtual network that is created below `root`. Call it when the tree is finished. */
  collectFrom(root: IConstruct): void {
    const networks = root.node.findAll().filter((construct) => construct instanceof VirtualNetwork);
    const regions = [...new Set(networks.map(({ placement }) => regionOf(placement)))];
    const { storageAccountId } = this.#props;
    if (storageAccountId !== undefined) report(this, FLOW_LOG_STORAGE_REGIONS.judge(regions));
    for (const network of networks) this.#log(network);
  }

  #log(network: VirtualNetwork): void {
    const { retentionDays = DEFAULTS.flowLogs.retentionDays } = this.#props;
    const { placement, resource } = network;
    const region = regionOf(placement);
    const { provider } = resource;
    const tags = placement.tags ?? {};
    new NetworkWatcherFlowLog(network, "flow_log", {
      // At most one per network, so that the network's name is enough.
      name: resource.name,
      networkWatcherName: watcherOf(region),
      resourceGroupName: WATCHER_GROUP,
      location: placement.location,
      ...(provider === undefined ? {} : { provider }),
      ...(Object.keys(tags).length === 0 ? {} : { tags: { ...tags } }),
      targetResourceId: resource.id,
      storageAccountId: this.#storageIn(region),
      enabled: true,
      version: 2,
      retentionPolicy: { enabled: true, days: retentionDays },
      ...this.#trafficAnalytics(),
    });
  }

  #storageIn(region: string): string {
    const { storageAccountId, placement } = this.#props;
    if (storageAccountId !== undefined) return storageAccountId;
    const known = knownText(region) ?? region;
    const storage =
      this.#storage.get(known) ?? new FlowLogStorage(this, known, { placement: placement(), region });
    this.#storage.set(known, storage);
    return storage.account.id;
  }

  #trafficAnalytics(): Pick<ConstructorParameters<typeof NetworkWatcherFlowLog>[2], "trafficAnalytics"> {
    const { trafficAnalyticsMinutes: intervalInMinutes, workspace } = this.#props;
    if (intervalInMinutes === undefined || workspace === undefined) return {};
    return {
      trafficAnalytics: {
        enabled: true,
        intervalInMinutes,
        workspaceId: workspace.resource.workspaceId,
        workspaceRegion: workspace.region,
        workspaceResourceId: workspace.resource.id,
      },
    };
  }
}

function regionOf({ location, region = location }: Placement): string {
  return region;
}
