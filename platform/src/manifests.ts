import type { ManifestFile } from "@aks-topology/constructs/internal";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Document } from "yaml";
import type { ClusterManifests } from "./topology/cluster-manifests.js";

/** The text of each manifest by its path below `kubernetes/`, which is `SPOKE-CLUSTER/NAME.yaml`. */
export type Manifests = ReadonlyMap<string, string>;

/** The manifests of clusters as they are written. */
export function manifestTexts(clusterManifests: readonly ClusterManifests[]): Manifests {
  return new Map(
    clusterManifests.flatMap(({ folder, files }) =>
      files.map((file) => [`${folder}/${file.name}`, yamlOf(file)] as const),
    ),
  );
}

/** Writes the manifests of each cluster to `folder/SPOKE-CLUSTER/NAME.yaml`. A cluster without any has an empty folder. */
export function writeManifests(
  folder: string,
  clusterManifests: readonly ClusterManifests[],
  texts: Manifests,
): void {
  mkdirSync(folder, { recursive: true });
  for (const { folder: name } of clusterManifests) mkdirSync(join(folder, name), { recursive: true });
  for (const [path, text] of texts) writeFileSync(join(folder, path), text);
}

function yamlOf({ about, documents }: ManifestFile): string {
  const header = about.map((line) => `# ${line}\n`).join("");
  const texts = documents.map((content) =>
    new Document(content, { aliasDuplicateObjects: false }).toString({ lineWidth: 0 }),
  );
  return `${header}${texts.join("---\n")}`;
}
