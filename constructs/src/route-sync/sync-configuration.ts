import { StorageBlob } from "@cdktf/provider-azurerm/lib/storage-blob/index.js";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container/index.js";
import { Fn, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { MirrorConfiguration } from "./mirror.js";
import type { SyncStorage } from "./sync-storage.js";

/**
 * Characters that one application setting of App Service takes. Source: microsoft/azure-pipelines-tasks #16588;
 * Azure's documentation gives no number. An environment variable of Linux could have 131,072 (execve(2)).
 */
const SETTING_CHARACTERS = 10_000;

/**
 * The longest that a mirror's JSON can be: two resource ids of 109 fixed characters with a group of 90 and a table of
 * 80, a name of 49, pod ranges and punctuation.
 */
const MIRROR_CHARACTERS = 760;

/** What a policy adds to it: `,"policy":"upsert-only"`. */
const POLICY_CHARACTERS = 24;

/** Mirrors that fit an application setting whatever their names are; the ids are only known while Terraform applies. */
export const MIRRORS_IN_A_SETTING = Math.floor(SETTING_CHARACTERS / MIRROR_CHARACTERS);

export interface SyncConfigurationProps {
  readonly storage: SyncStorage;
  readonly mirrors: readonly MirrorConfiguration[];
  /** What must exist before a blob is written, including the uploader's role. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** How the runtime gets to know its mirrors: a setting, or a blob when they are too many for one. */
export class SyncConfiguration extends Construct {
  /** App settings by name. */
  readonly settings: Readonly<Record<string, string>>;
  /** Undefined where a setting holds the mirrors. */
  readonly blob: StorageBlob | undefined;

  constructor(scope: Construct, id: string, props: SyncConfigurationProps) {
    super(scope, id);
    if (fitSetting(props.mirrors)) {
      this.blob = undefined;
      this.settings = { ROUTE_SYNC_MIRRORS: Fn.jsonencode(props.mirrors) };
      return;
    }
    const { account } = props.storage;
    const container = new StorageContainer(this, "~container", {
      name: "configuration",
      storageAccountId: account.id,
    });
    // The runtime looks at the blob's etag every minute: another mirror needs no new app.
    this.blob = new StorageBlob(this, "~blob", {
      name: "mirrors.json",
      storageAccountName: account.name,
      storageContainerName: container.name,
      type: "Block",
      contentType: "application/json",
      sourceContent: Fn.jsonencode({ mirrors: props.mirrors }),
      dependsOn: [...props.dependsOn],
    });
    this.settings = { ROUTE_SYNC_CONFIG_BLOB: this.blob.url };
  }
}

function fitSetting(mirrors: readonly MirrorConfiguration[]): boolean {
  const policies = mirrors.filter(({ policy }) => policy !== undefined).length;
  return mirrors.length * MIRROR_CHARACTERS + policies * POLICY_CHARACTERS <= SETTING_CHARACTERS;
}
