/** Paths of arguments within a resource. */
import { parseTemplate } from "../expression-reader.js";
import { soleExpression } from "../expression.js";

/** A name, the index of a block, or a key: of a map, or the name of a block. */
export type PathStep =
  | { readonly kind: "name"; readonly name: string }
  /** `single`: the block occurs at most once, so that its index says nothing. */
  | { readonly kind: "index"; readonly index: number; readonly single: boolean }
  | { readonly kind: "key"; readonly key: string };

export type Path = readonly PathStep[];

/** As Terraform writes it: `ip_configuration[1].name`, `tags["team"]`. */
export function pathText(path: Path): string {
  return path
    .map((step) => {
      switch (step.kind) {
        case "name":
          return `.${step.name}`;
        case "index":
          return step.single ? "" : `[${step.index}]`;
        case "key":
          return `[${JSON.stringify(step.key)}]`;
      }
    })
    .join("")
    .slice(1);
}

/** Without indexes and keys, as the lists of forcing arguments have them: `ip_configuration.name`. */
export function plainPath(path: Path): string {
  return path.flatMap((step) => (step.kind === "name" ? [step.name] : [])).join(".");
}

/** Whether `ignore_changes` contains a path, or one above it. */
export function isIgnored(path: Path, ignored: readonly string[]): boolean {
  const words = path.map((step) =>
    step.kind === "name" ? step.name : String(step.kind === "index" ? step.index : step.key),
  );
  return ignored.some((entry) => {
    const prefix = wordsOf(entry);
    return prefix.length <= words.length && prefix.every((word, i) => word === words[i]);
  });
}

function wordsOf(entry: string): readonly string[] {
  const expression = soleExpression(parseTemplate(`\${${entry}}`));
  if (expression?.kind !== "traversal") return [entry];
  const steps = expression.steps.flatMap((step) => {
    switch (step.kind) {
      case "attribute":
        return [step.name];
      case "index":
        return [String(step.key)];
      case "dynamic":
      case "splat":
        return [];
    }
  });
  return [expression.root, ...steps];
}
