/** `moved` blocks: where resources were in the state, and where they are now. */
import type { BodyElement, Configuration } from "./configuration.js";
import { plainPath } from "./meta.js";
import { at, type Report } from "./problem.js";

/** Reports what Terraform refuses: addresses that are none, objects that are still declared, and ambiguous moves. */
export function checkMoved({ others, resources }: Configuration, report: Report): void {
  const from = new Map<string, string>();
  const to = new Map<string, string>();
  for (const block of others.filter(({ name }) => name === "moved")) {
    const [source, target] = [address(block, "from", report), address(block, "to", report)];
    if (source === undefined || target === undefined) continue;
    const bad = (message: string, hint: string): void => {
      report("TF_BAD_MOVE", block, message, hint);
    };
    if (source.split(".")[0] !== target.split(".")[0])
      bad(`${source} and ${target} are of different types.`, "Move a resource to an address of its type.");
    if (resources.has(source))
      bad(`${source} moved to ${target}, and is still declared.`, "Remove the move or the resource.");
    if (from.has(source)) bad(`${source} moved to two addresses.`, "Keep one of the two moves.");
    if (to.has(target)) bad(`Two addresses moved to ${target}.`, "Write them as a chain of moves.");
    from.set(source, target);
    to.set(target, source);
    if (reaches(target, source, from)) bad(`The moves from ${source} form a circle.`, "Remove one of them.");
  }
}

/** The address of a resource; undefined where it is none, which is reported, or an address in a module. */
function address(block: BodyElement, key: "from" | "to", report: Report): string | undefined {
  const value = block.body[key];
  const path = typeof value === "string" ? plainPath(value.replace(/^\$\{(.*)\}$/s, "$1")) : undefined;
  const [name] = path?.steps ?? [];
  if (path?.root === "module") return undefined;
  if (name?.kind === "attribute" && path?.root !== "data" && path !== undefined)
    return `${path.root}.${name.name}`;
  report(
    "TF_BAD_MOVE",
    at(block, key),
    `"${key}" is not the address of a resource.`,
    "Write an address such as azurerm_subnet.nodes.",
  );
  return undefined;
}

function reaches(start: string, end: string, next: ReadonlyMap<string, string>): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = start; at !== undefined && !seen.has(at); at = next.get(at)) {
    if (at === end) return true;
    seen.add(at);
  }
  return false;
}
