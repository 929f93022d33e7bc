/** What changes in the manifests of clusters, which Terraform does not know: you apply them. */
import type { Change } from "@aks-topology/terraform";
import { isDeepStrictEqual } from "node:util";
import { parseAllDocuments } from "yaml";
import { isValues, type Values } from "../adopt/values.js";
import type { Manifests } from "../manifests.js";
import type { RenamedClusters } from "../topology/cluster-manifests.js";

const CLUSTER = /^azurerm_kubernetes_cluster\.(.+)$/;

/** The change of one file below `kubernetes/`. */
export interface ManifestChange {
  /** `kubernetes/SPOKE-CLUSTER/NAME.yaml` in the output folder. */
  readonly file: string;
  readonly action: "create" | "update" | "delete";
  /** What is interrupted or lost once it is applied; null where nothing is. */
  readonly effect: string | null;
}

/**
 * The changes from one set of manifests to another, sorted by file. Comments are not compared.
 *
 * @param changes those of Terraform, which say which clusters were renamed: their manifests move
 * @param renamed what was renamed without a change of Terraform's, as two clusters that swap their keys are
 */
export function manifestChanges(
  earlier: Manifests,
  after: Manifests,
  changes: readonly Change[],
  renamed: RenamedClusters,
): readonly ManifestChange[] {
  const before = swapped(moved(earlier, changes), after, renamed);
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths.flatMap((path) => {
    const [old, now] = [before.get(path), after.get(path)];
    // Parsing takes longer than all the rest of a comparison.
    if (old === now) return [];
    const [olds, nows] = [documentsOf(old), documentsOf(now)];
    if (old !== undefined && now !== undefined && isDeepStrictEqual(olds, nows)) return [];
    const action = old === undefined ? "create" : now === undefined ? "delete" : "update";
    const [cluster = ""] = path.split("/");
    const effects = olds.flatMap((document) => poolEffects(document, nows, cluster));
    return [{ file: `kubernetes/${path}`, action, effect: effects.length === 0 ? null : effects.join("; ") }];
  });
}

/** The earlier manifests under the names of today: folders and outputs have the keys of clusters. */
function moved(manifests: Manifests, changes: readonly Change[]): Manifests {
  const renamed = new Map(
    changes.flatMap(({ address, previousAddress }) => {
      const [old, now] = [previousAddress ?? "", address].map((each) => CLUSTER.exec(each)?.[1]);
      return old === undefined || now === undefined ? [] : [[old.replaceAll("_", "-"), { old, now }]];
    }),
  );
  return new Map(
    [...manifests].map(([path, text]) => {
      const [folder = "", name = ""] = path.split("/");
      const keys = renamed.get(folder);
      return keys === undefined
        ? [path, text]
        : [
            `${keys.now.replaceAll("_", "-")}/${name}`,
            text.replaceAll(`OUTPUT_${keys.old}_`, `OUTPUT_${keys.now}_`),
          ];
    }),
  );
}

/** The manifests, those of clusters that have each other's keys now under the keys of today. */
function swapped(manifests: Manifests, after: Manifests, renamed: RenamedClusters): Manifests {
  const filesIn = (texts: Manifests, folder: string): Manifests =>
    new Map([...texts].filter(([path]) => path.startsWith(`${folder}/`)));
  const named = [...renamed].flatMap(([now, keys]) => {
    const current = filesIn(manifests, now);
    // Without a change, the earlier manifests have the keys of today already.
    if (current.size === 0 || isSame(current, filesIn(after, now))) return [];
    const files = [...filesIn(manifests, keys.folder)];
    return files.map(([path, text]): [string, string] => [
      `${now}${path.slice(keys.folder.length)}`,
      text.replaceAll(`OUTPUT_${keys.old}_`, `OUTPUT_${keys.now}_`),
    ]);
  });
  return new Map([...manifests, ...named]);
}

function isSame(one: Manifests, other: Manifests): boolean {
  return one.size === other.size && [...one].every(([path, text]) => isSameText(text, other.get(path)));
}

/** Whether two manifests are equal but for comments. */
function isSameText(one: string | undefined, other: string | undefined): boolean {
  return one === other || isDeepStrictEqual(documentsOf(one), documentsOf(other));
}

/**
 * What becomes of the nodes of a pool of node auto-provisioning. Limits stop the creation of nodes alone; nodes that no longer fit their
 * pool are replaced. Source: Karpenter documentation, NodePools, disruption by drift; AKS documentation, node auto-provisioning.
 */
function poolEffects(old: Values, nows: readonly Values[], cluster: string): readonly string[] {
  if (old["kind"] !== "NodePool" && old["kind"] !== "AKSNodeClass") return [];
  const now = nows.find((each) => each["kind"] === old["kind"] && nameOf(each) === nameOf(old));
  const pool = `${cluster}/${nameOf(old)}`;
  const isClass = old["kind"] === "AKSNodeClass";
  if (now === undefined)
    return isClass ? [] : [`pool ${pool} goes: its nodes stay until you delete its NodePool`];
  const lower = isClass ? undefined : lowerLimit(child(old, "limits"), child(now, "limits"));
  return [
    ...(lower === undefined
      ? []
      : [`the limit of pool ${pool} falls to ${lower}: pods that do not fit on its nodes wait`]),
    ...(isDeepStrictEqual(child(old, isClass ? "" : "template"), child(now, isClass ? "" : "template"))
      ? []
      : [`nodes of pool ${pool} that do not fit its new settings are replaced`]),
  ];
}

/** A limit that falls, such as `cpu 100`. */
function lowerLimit(before: Values, after: Values): string | undefined {
  const size = (limits: Values, name: string): number =>
    name in limits ? Number.parseFloat(String(limits[name])) : Number.POSITIVE_INFINITY;
  const name = ["cpu", "memory"].find((each) => size(after, each) < size(before, each));
  return name === undefined ? undefined : `${name} ${String(after[name])}`;
}

function nameOf(document: Values): string {
  const { metadata } = document;
  return isValues(metadata) ? String(metadata["name"]) : "";
}

/** A part of the spec of a document; the spec itself for no name. */
function child({ spec }: Values, name: string): Values {
  const inner = name === "" || !isValues(spec) ? spec : spec[name];
  return isValues(inner) ? inner : {};
}

function documentsOf(text: string | undefined): readonly Values[] {
  if (text === undefined) return [];
  return parseAllDocuments(text).flatMap((document) => {
    const content: unknown = document.toJS();
    return isValues(content) ? [content] : [];
  });
}
