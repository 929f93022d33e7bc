import { sourceKey, type Mirror } from "../domain/mirror.js";
import type { Problem } from "./problem.js";

/** What no single mirror shows: names used twice, tables that are source and target, pods claimed twice. */
export function contradictions(mirrors: readonly Mirror[]): Problem[] {
  return mirrors.flatMap((mirror, index) => [
    ...sameName(mirrors, mirror, index),
    ...sourceAsTarget(mirrors, mirror, index),
    ...overlaps(mirrors, mirror, index),
  ]);
}

function sameName(mirrors: readonly Mirror[], { name }: Mirror, index: number): Problem[] {
  const first = mirrors.findIndex((other) => other.name === name);
  if (first === index) return [];
  return [
    {
      code: "MIRROR_NAME_TWICE",
      path: `mirrors[${index}].name`,
      message: `mirrors[${first}] is called ${name} already`,
      remedy: "Give every mirror a name of its own.",
    },
  ];
}

/** A table that AKS writes must never be written by us, through whichever mirror. */
function sourceAsTarget(mirrors: readonly Mirror[], { target }: Mirror, index: number): Problem[] {
  return mirrors.flatMap(({ name, source }) => {
    const clash = source.kind === "table" ? sourceKey(source) === target.key : source.id.holds(target);
    if (!clash) return [];
    return [
      {
        code: "SOURCE_IS_TARGET",
        path: `mirrors[${index}].target.id`,
        message:
          source.kind === "table"
            ? `is the source of mirror ${name}`
            : `is in the node resource group that is the source of mirror ${name}`,
        remedy: "Name the gateway's own table; the one that AKS writes is never written.",
      },
    ];
  });
}

function overlaps(mirrors: readonly Mirror[], mirror: Mirror, index: number): Problem[] {
  return mirrors.slice(0, index).flatMap((other) => {
    if (other.target.key !== mirror.target.key) return [];
    return mirror.podCidrs.flatMap((pods, at) => {
      const clash = other.podCidrs.find((theirs) => theirs.overlaps(pods));
      if (clash === undefined) return [];
      return [
        {
          code: "POD_CIDRS_OVERLAP",
          path: `mirrors[${index}].podCidrs[${at}]`,
          message: `${pods.toString()} overlaps ${clash.toString()} of mirror ${other.name}, which has the same target`,
          remedy: "Clusters behind one gateway need pod CIDRs of their own.",
        },
      ];
    });
  });
}
