/** What the body of a resource says at a path, and what it ignores. */
import { asBlocks, isArray, isObject, type JsonObject } from "../json.js";

/** The paths of `ignore_changes`. */
export function ignoredBy({ lifecycle }: JsonObject): readonly string[] | "all" {
  const block = asBlocks(lifecycle)?.[0];
  const ignored = isObject(block) ? block["ignore_changes"] : undefined;
  if (ignored === "all") return "all";
  return isArray(ignored) ? ignored.map(String) : [];
}

/** The value at a path without indexes, such as `network_profile.pod_cidr`, in the first block of each name. */
export function valueAt(body: JsonObject, path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => {
    const block = asBlocks(value)?.[0];
    return isObject(block) ? block[name] : undefined;
  }, body);
}
