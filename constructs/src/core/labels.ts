import { TerraformResource, type TerraformStack } from "cdktf";
import type { Node } from "constructs";
import { treeState } from "./tree-state.js";

/**
 * Names in Terraform of constructs whose ids stay what they were, since names in Azure and places follow from the ids.
 *
 * By the path of ids below the stack, such as `shop/main`: the names that the construct had, the oldest first, and last the
 * one that it has. The oldest is usually its id.
 */
export type Labels = ReadonlyMap<string, readonly string[]>;

const labels = treeState<{ all: Labels }>("labels", () => ({ all: new Map() }));

/** Names constructs of a stack in Terraform. */
export function useLabels(stack: TerraformStack, all: Labels): void {
  labels.of(stack).all = all;
}

/** The names in Terraform of the constructs down to a node, below its stack. */
export function labelPath(stack: TerraformStack, node: Node): readonly string[] {
  return labelChoices(stack, node).map((choices) => choices.at(-1) ?? "");
}

/** What each of the constructs down to a node is and was called in Terraform, the present name last. */
function labelChoices(stack: TerraformStack, { scopes }: Node): readonly (readonly string[])[] {
  const ids = scopes.slice(scopes.indexOf(stack) + 1).map((scope) => scope.node.id);
  const renamed = labels.peek(stack)?.all;
  if (renamed === undefined || renamed.size === 0) return ids.map((id) => [id]);
  return ids.map((id, i) => renamed.get(ids.slice(0, i + 1).join("/")) ?? [id]);
}

/** The paths of names that a node had in Terraform before its present one: every combination, the oldest first. */
export function formerLabelPaths(stack: TerraformStack, node: Node): readonly (readonly string[])[] {
  return labelChoices(stack, node)
    .reduce<readonly (readonly string[])[]>(
      (paths, choices) => paths.flatMap((path) => choices.map((choice) => [...path, choice])),
      [[]],
    )
    .slice(0, -1);
}

/** A `moved` block: where Terraform has a resource in its state, and where it is now. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * The moves from every earlier address of a resource to its present one. Terraform allows one source per target, so that
 * they form a chain, from one earlier address to the next: wherever a state has the resource, it arrives. An address that
 * another resource has now is no part of a chain.
 *
 * @param written how a path of names is written as the name of a resource
 */
export function movesOf(
  stack: TerraformStack,
  json: Json,
  written: (path: readonly string[]) => string,
): readonly Move[] {
  if ((labels.peek(stack)?.all.size ?? 0) === 0) return [];
  const former = formerNames(stack, written);
  const addresses = Object.entries(object(json["resource"])).flatMap(([type, byName]) =>
    Object.keys(object(byName)).map((name) => ({ type, name })),
  );
  const taken = new Set(addresses.map(({ type, name }) => `${type}.${name}`));
  return addresses.flatMap(({ type, name }) => {
    const earlier = (former.get(name) ?? [])
      .map((before) => `${type}.${before}`)
      .filter((address) => !taken.has(address));
    for (const address of earlier) taken.add(address);
    const chain = [...earlier, `${type}.${name}`];
    return chain.slice(1).map((to, i) => ({ from: chain[i] ?? to, to }));
  });
}

/** Earlier names by the present one. A resource that the rewrite for a major adds has the name of one that needs it. */
function formerNames(
  stack: TerraformStack,
  written: (path: readonly string[]) => string,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    stack.node
      .findAll()
      .filter((construct) => TerraformResource.isTerraformResource(construct))
      .map(({ node }) => {
        const name = written(labelPath(stack, node));
        const before = formerLabelPaths(stack, node).map(written);
        return [name, [...new Set(before)].filter((each) => each !== name)];
      }),
  );
}

function object(value: unknown): Json {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
