import type { ManifestFile } from "@aks-topology/constructs/internal";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Document } from "yaml";
import type { ClusterManifests } from "./topology/cluster-manifests.js";

/** Writes the manifests of each cluster to `folder/SPOKE-CLUSTER/NAME.yaml`. */
export function writeManifests(folder: string, clusterManifests: readonly ClusterManifests[]): void {
  mkdirSync(folder, { recursive: true });
  for (const { folder: name, files } of clusterManifests) {
    const target = join(folder, name);
    mkdirSync(target, { recursive: true });
    for (const file of files) writeFileSync(join(target, file.name), yamlOf(file));
  }
}

function yamlOf({ about, documents }: ManifestFile): string {
  const header = about.map((line) => `# ${line}\n`).join("");
  const texts = documents.map((content) =>
    new Document(content, { aliasDuplicateObjects: false }).toString({ lineWidth: 0 }),
  );
  return `${header}${texts.join("---\n")}`;
}
