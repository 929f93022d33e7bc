import type { HandOverFile } from "@aks-topology/constructs";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Document } from "yaml";
import type { HandOver } from "./build/kubernetes.js";

/** Writes what clusters are handed beside the Terraform to `folder/SPOKE-CLUSTER/NAME.yaml`. */
export function writeHandOvers(folder: string, handOvers: readonly HandOver[]): void {
  mkdirSync(folder, { recursive: true });
  for (const { folder: name, files } of handOvers) {
    const target = join(folder, name);
    mkdirSync(target, { recursive: true });
    for (const file of files) writeFileSync(join(target, file.name), yamlOf(file));
  }
}

function yamlOf({ about, documents }: HandOverFile): string {
  const header = about.map((line) => `# ${line}\n`).join("");
  const texts = documents.map((content) =>
    new Document(content, { aliasDuplicateObjects: false }).toString({ lineWidth: 0 }),
  );
  return `${header}${texts.join("---\n")}`;
}
