import type { IConstruct } from "constructs";

/** The keys of a construct below its stack, such as "shop/main", for messages. */
export function nameInPlatform({ node }: IConstruct): string {
  return node.scopes
    .slice(2)
    .map((scope) => scope.node.id)
    .join("/");
}
