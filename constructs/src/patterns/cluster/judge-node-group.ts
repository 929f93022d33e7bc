import { knownText } from "../../core/known.js";
import { clusterNameRule } from "../../core/name-rules.js";
import type { Judgement } from "../../core/rule.js";
import { NODE_GROUP_NAME_LENGTH } from "../../core/rules/names.js";
import type { ISpoke } from "../estate/spoke.js";

/** What AKS names the nodes' resource group; nothing where a name is unknown, or too long itself. */
export function judgeNodeGroup(
  { resourceGroupName, location }: ISpoke,
  { resource }: { readonly resource: { readonly nameInput?: string | undefined } },
  dnsPrefix: string | undefined,
): Judgement[] {
  const cluster = knownText(resource.nameInput ?? "") ?? "";
  const name = knownText(`MC_${resourceGroupName}_${cluster}_${location}`);
  if (name === undefined || cluster.length > clusterNameRule(dnsPrefix).max) return [];
  return [NODE_GROUP_NAME_LENGTH.judge({ name, max: 80 })];
}
