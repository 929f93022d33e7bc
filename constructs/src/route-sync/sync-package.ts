import { StorageBlob } from "@cdktf/provider-azurerm/lib/storage-blob/index.js";
import { AssetType, TerraformAsset, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { SyncStorage } from "./sync-storage.js";

/**
 * The name under which Flex Consumption looks for an app's package. Source: Azure Functions documentation,
 * "Automate function app resource deployment", deployment package.
 */
const PACKAGE_BLOB = "released-package.zip";

const BUNDLED_PACKAGE = fileURLToPath(new URL("../../assets/route-sync.zip", import.meta.url));

/** The licences of what the bundled package contains. Every copy of it must include them. */
export function bundledPackageNotices(): string {
  return readFileSync(new URL("../../assets/THIRD_PARTY_NOTICES", import.meta.url), "utf8");
}

export interface SyncPackageProps {
  readonly storage: SyncStorage;
  /** Path of a package to deploy instead of the one that comes with this library. @default the bundled one */
  readonly file?: string | undefined;
  /** What must exist first, including the uploader's role. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * The runtime's package in the deployment container. The provider's `zip_deploy_file` calls an address that Flex
 * Consumption does not have (azurerm #29630), so Terraform writes the blob itself.
 */
export class SyncPackage extends Construct {
  readonly blob: StorageBlob;
  /** SHA-256 of the package, in hexadecimal. */
  readonly sha256: string;

  constructor(scope: Construct, id: string, props: SyncPackageProps) {
    super(scope, id);
    const file = props.file ?? BUNDLED_PACKAGE;
    if (!existsSync(file))
      throw new Error(`The runtime's package ${file} is missing: build it with "npm run build".`);
    const content = readFileSync(file);
    this.sha256 = createHash("sha256").update(content).digest("hex");
    const asset = new TerraformAsset(this, "~asset", {
      path: file,
      type: AssetType.FILE,
      assetHash: this.sha256.slice(0, 16),
    });
    this.blob = new StorageBlob(this, "~blob", {
      name: PACKAGE_BLOB,
      storageAccountName: props.storage.account.name,
      storageContainerName: props.storage.deployments.name,
      type: "Block",
      contentType: "application/zip",
      contentMd5: createHash("md5").update(content).digest("hex"),
      source: asset.path,
      dependsOn: [...props.dependsOn],
    });
  }
}
