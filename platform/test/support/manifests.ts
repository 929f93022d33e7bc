import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { parseAllDocuments } from "yaml";
import { synthesize, type loadPlatform } from "../../src/index.js";

/** An object of the Kubernetes API, as far as tests read it. */
export interface KubernetesObject {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: Readonly<Record<string, unknown>>;
}

/** The objects of a manifest file. */
export function objectsIn(text: string | undefined): readonly KubernetesObject[] {
  return parseAllDocuments(text ?? "").map((document) => document.toJS() as KubernetesObject);
}

/** The manifests of a platform's clusters, by `folder/name`, written below `folder`. */
export function writtenManifests(
  result: ReturnType<typeof loadPlatform>,
  folder: string,
): Map<string, string> {
  if (!result.ok) expect.fail(JSON.stringify(result.problems));
  const { problems } = synthesize(result.loaded, folder);
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  const root = join(folder, "kubernetes");
  return new Map(
    readdirSync(root).flatMap((cluster) =>
      readdirSync(join(root, cluster)).map((name): [string, string] => [
        `${cluster}/${name}`,
        readFileSync(join(root, cluster, name), "utf8"),
      ]),
    ),
  );
}
