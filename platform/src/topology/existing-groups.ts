import {
  knownText,
  namedSubscriptions,
  parseArmId,
  ResourceGroup,
  type TopologyStack,
} from "@aks-topology/constructs/internal";
import { TerraformElement } from "cdktf";
import { RESOURCE_GROUP_EXISTS } from "../file-rules.js";
import type { Platform } from "../schema/platform.js";
import type { SourceLocator } from "./source-locator.js";
import { textsOf } from "./texts.js";

/** Warns of resource groups that would be created, and that the id of something that exists already is in. */
export function reportExistingGroups(
  locator: SourceLocator,
  platform: Platform,
  stacks: readonly TopologyStack[],
): void {
  const created = stacks.flatMap(createdGroups);
  const reported = new Set<string>();
  for (const { path, text } of textsOf(platform)) {
    const id = parseArmId(text);
    const group = id && created.find(({ name }) => isSame(name, id.resourceGroupName));
    if (id === undefined || group === undefined || reported.has(group.name)) continue;
    // Without a subscription in the file, the group is in that of the environment, which may be the same.
    if (group.subscription !== undefined && group.subscription !== id.subscriptionId.toLowerCase()) continue;
    reported.add(group.name);
    const message = `The resource group "${group.name}" is created here, and ${id.name} is in a group of that name already: Terraform creates none that exists.`;
    const hint = `Give the group that is created another name: naming: { names: { ${group.name}: OTHER } }.`;
    locator.report(RESOURCE_GROUP_EXISTS, path, message, hint, "warning");
  }
}

interface CreatedGroup {
  readonly name: string;
  /** In lower case; undefined where the file names none. */
  readonly subscription: string | undefined;
}

function createdGroups(stack: TopologyStack): CreatedGroup[] {
  const constructs = stack.node.findAll();
  const subscriptionOf = namedSubscriptions(
    constructs.filter((construct) => TerraformElement.isTerraformElement(construct)),
  );
  return constructs
    .filter((construct) => construct instanceof ResourceGroup)
    .flatMap(({ name, resource }) => {
      const known = knownText(name);
      return known === undefined ? [] : [{ name: known, subscription: subscriptionOf(resource) }];
    });
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
