import { TerraformResource, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { knownText } from "./known.js";
import { check } from "./problem.js";
import type { Judgement } from "./rule.js";
import {
  namesNotKept,
  TAG_LIMITS,
  TAG_NAME_NOT_KEPT,
  TAG_NAME_TOO_LONG,
  TOO_MANY_TAGS,
  type TagLimit,
} from "./rules/tags.js";
import { treeState } from "./tree-state.js";

const watch = treeState("tag-watch", () => ({ isOn: false }));

/**
 * Checks once for the app of a construct that every resource takes its tags. Resources have the tags of their platform, so
 * that one mistake shows at many of them: each is reported for the first one.
 */
export function watchTags(construct: IConstruct): void {
  const { root } = construct.node;
  const state = watch.of(root);
  if (state.isOn) return;
  state.isOn = true;
  check(construct, () => tooMuch(root));
}

function tooMuch(root: IConstruct): Judgement[] {
  const judged = new Set<string>();
  const judgedNames = new Set<string>();
  return root.node
    .findAll()
    .filter((node) => TerraformResource.isTerraformResource(node))
    .flatMap((resource) => {
      const limit = TAG_LIMITS[resource.terraformResourceType];
      if (limit === undefined) return [];
      const names = tagNames(resource);
      const key = JSON.stringify([names, limit.most, limit.longest, limit.names?.words]);
      if (judged.has(key)) return [];
      judged.add(key);
      return judgementsOf(names, limit, judgedNames);
    });
}

function judgementsOf(names: readonly string[], limit: TagLimit, judged: Set<string>): Judgement[] {
  const unjudged = names.filter((name) => !judged.has(name));
  namesNotKept({ names, limit }).forEach((name) => judged.add(name));
  return [
    TOO_MANY_TAGS.judge({ names, limit }),
    TAG_NAME_TOO_LONG.judge({ names, limit }),
    TAG_NAME_NOT_KEPT.judge({ names: unjudged, limit }),
  ];
}

/** The names of a resource's tags; none where Terraform alone knows them. */
function tagNames(resource: TerraformResource): readonly string[] {
  const tags: unknown = Reflect.get(resource, "tagsInput");
  return typeof tags !== "object" || tags === null || Token.isUnresolved(tags)
    ? []
    : Object.keys(tags).map((name) => knownText(name) ?? name);
}
