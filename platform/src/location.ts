import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { fileIdOf } from "./renames/file-keys.js";

/** The location of a construct: the key of its network, and the keys below it. Segments with `~` are not keys. */
export function locationOf(construct: IConstruct): { network: string; name: string } {
  const { scopes } = construct.node;
  const below = scopes.slice(scopes.indexOf(TerraformStack.of(construct)) + 1).map(fileIdOf);
  const [network = "", ...keys] = below.filter((id) => !id.startsWith("~"));
  return { network, name: keys.join("/") };
}
