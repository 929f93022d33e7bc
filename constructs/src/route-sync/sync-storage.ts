import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account/index.js";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container/index.js";
import { StorageQueue } from "@cdktf/provider-azurerm/lib/storage-queue/index.js";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";

/** Queue of the wake-ups, and of those that failed repeatedly. */
export const QUEUE_NAME = "route-sync";
/** Azure Functions adds this ending to a queue's name for its poison messages. */
export const POISON_QUEUE_NAME = `${QUEUE_NAME}-poison`;

export interface SyncStorageProps {
  readonly placement: Placement;
  /** Whether copies are kept in several zones: storage that needs them is refused in a region without (RedundancyConfigurationNotAvailableInRegion). */
  readonly zoneRedundant: boolean;
  /** @default a name made unique by a hash */
  readonly accountName?: string | undefined;
}

/** The runtime's storage: queues and its package. Shared keys are off; only identities with roles have access. */
export class SyncStorage extends Construct {
  readonly account: StorageAccount;
  readonly queue: StorageQueue;
  readonly poisonQueue: StorageQueue;
  readonly deployments: StorageContainer;

  constructor(scope: Construct, id: string, props: SyncStorageProps) {
    super(scope, id);
    this.account = new StorageAccount(this, "~storage_account", {
      name: props.accountName ?? Naming.of(this).uniqueName(this, "storageAccount", "sync"),
      ...placed(props.placement),
      accountTier: "Standard",
      accountReplicationType: props.zoneRedundant ? "ZRS" : "LRS",
      minTlsVersion: "TLS1_2",
      sharedAccessKeyEnabled: false,
      defaultToOauthAuthentication: true,
      allowNestedItemsToBePublic: false,
      crossTenantReplicationEnabled: false,
    });
    const storageAccountId = this.account.id;
    this.queue = new StorageQueue(this, "queue", { name: QUEUE_NAME, storageAccountId });
    this.poisonQueue = new StorageQueue(this, "poison_queue", { name: POISON_QUEUE_NAME, storageAccountId });
    this.deployments = new StorageContainer(this, "deployments", { name: "deployments", storageAccountId });
  }
}
