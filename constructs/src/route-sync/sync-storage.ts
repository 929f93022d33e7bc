import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account/index.js";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container/index.js";
import { StorageQueue } from "@cdktf/provider-azurerm/lib/storage-queue/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";

/** Queue of the wake-ups, and of those that failed repeatedly. */
export const QUEUE_NAME = "route-sync";
/** Azure Functions adds this ending to a queue's name for its poison messages. */
export const POISON_QUEUE_NAME = `${QUEUE_NAME}-poison`;

/** Reaches the storage account by private endpoints alone: the identity that applies has to be in the network, too. */
export interface PrivateStorage {
  /** Creates the endpoints of blobs and queues below `scope`; returns what must exist before their names resolve to them. */
  readonly connect: (scope: Construct, account: StorageAccount) => readonly ITerraformDependable[];
}

export interface SyncStorageProps {
  readonly placement: Placement;
  /** Whether copies are kept in several zones: storage that needs them is refused in a region without (RedundancyConfigurationNotAvailableInRegion). */
  readonly zoneRedundant: boolean;
  /** @default a name made unique by a hash */
  readonly accountName?: string | undefined;
  /** @default any caller with a role reaches it */
  readonly access?: PrivateStorage | undefined;
}

/** The runtime's storage: queues and its package. Shared keys are off; only identities with roles have access. */
export class SyncStorage extends Construct {
  readonly account: StorageAccount;
  readonly queue: StorageQueue;
  readonly poisonQueue: StorageQueue;
  readonly deployments: StorageContainer;
  /** What must exist before blobs and messages are read or written. */
  readonly ways: readonly ITerraformDependable[];

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
      ...(props.access === undefined ? {} : CLOSED),
    });
    const storageAccountId = this.account.id;
    this.queue = new StorageQueue(this, "queue", { name: QUEUE_NAME, storageAccountId });
    this.poisonQueue = new StorageQueue(this, "poison_queue", { name: POISON_QUEUE_NAME, storageAccountId });
    this.deployments = new StorageContainer(this, "deployments", { name: "deployments", storageAccountId });
    this.ways = props.access?.connect(this, this.account) ?? [];
  }
}

/**
 * Event Grid still delivers by the bypass of trusted services, with a system-assigned identity. Sources: Event Grid
 * documentation, storage queues as event handlers; Azure Storage documentation, network security, exceptions.
 */
const CLOSED = {
  publicNetworkAccessEnabled: false,
  networkRules: { defaultAction: "Deny", bypass: ["AzureServices"] },
};
