/** Clusters and gateways that the file cannot create as they are: its rules refuse them. */
import type { PlatformProblem } from "../problem.js";
import { networkSpec } from "./infer/network-plugin.js";
import { isAutomatic, type Relations } from "./relations.js";
import type { Spec } from "./spec.js";
import { isValues } from "./values.js";

/** Ids in lower case of clusters and gateways that errors concern, with the first message of each. */
export function refusedThings(
  problems: readonly PlatformProblem[],
  inferred: Spec,
  relations: Relations,
): ReadonlyMap<string, string> {
  const refused = new Map<string, string>();
  const things = thingsIn(inferred, relations);
  for (const { severity, path, message } of problems) {
    if (severity !== "error") continue;
    const thing = things.find((one) => path === one.path || path.startsWith(`${one.path}.`));
    if (thing !== undefined && !refused.has(thing.id)) refused.set(thing.id, message);
  }
  return refused;
}

interface Thing {
  /** Dotted path of its key in the file. */
  readonly path: string;
  /** Id in lower case. */
  readonly id: string;
}

/** The clusters and gateways of the file, which has them in the order in which they were found. */
function thingsIn({ spokes: specs }: Spec, { spokes }: Relations): readonly Thing[] {
  return entriesOf(specs).flatMap(([spoke, spec], i) => {
    const found = spokes[i];
    const things = {
      gateways: found?.gateways ?? [],
      clusters: (found?.clusters ?? []).filter(
        (cluster) => isAutomatic(cluster) || networkSpec(cluster.values) !== undefined,
      ),
    };
    return (["gateways", "clusters"] as const).flatMap((kind) =>
      entriesOf(isValues(spec) ? spec[kind] : undefined).flatMap(([key], j) => {
        const id = things[kind][j]?.id.toLowerCase();
        return id === undefined ? [] : [{ path: `spokes.${spoke}.${kind}.${key}`, id }];
      }),
    );
  });
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isValues(value) ? Object.entries(value) : [];
}
