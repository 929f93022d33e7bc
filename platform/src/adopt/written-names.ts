/** The names of single resources in a file, below `naming.names`. */
import { UNKNOWN_REFERENCE } from "../file-rules.js";
import type { PlatformProblem } from "../problem.js";
import { keyOfElement, namesOfPair, type Matching } from "./matching.js";
import type { Spec } from "./spec.js";
import { isValues } from "./values.js";

const NAMES = "naming.names.";

/** The file with the names of Azure in place of those that the pattern gives, without those that were refused. */
export function withNames(spec: Spec, { elements, pairs }: Matching, refused: ReadonlySet<string>): Spec {
  const before = namesIn(spec);
  const differing = elements.flatMap((element) => {
    const found = pairs.get(keyOfElement(element));
    const names = found && namesOfPair(element, found);
    return names === undefined ? [] : [names];
  });
  // A name that is still there is not one of the pattern: no key can change it.
  const fixed = new Set(differing.filter(([ours, theirs]) => before[ours] === theirs).map(([ours]) => ours));
  const names = Object.entries({ ...before, ...Object.fromEntries(differing) }).filter(
    ([ours]) => !fixed.has(ours) && !refused.has(ours),
  );
  return withOnly(spec, names);
}

/** The names that a file has and that its pattern gives no resource. */
export function unknownNames(problems: readonly PlatformProblem[]): readonly string[] {
  return problems.flatMap(({ code, path }) =>
    code === UNKNOWN_REFERENCE.code && path.startsWith(NAMES) ? [path.slice(NAMES.length)] : [],
  );
}

/** The file without some of the names. */
export function withoutNames(spec: Spec, refused: ReadonlySet<string>): Spec {
  return withOnly(
    spec,
    Object.entries(namesIn(spec)).filter(([ours]) => !refused.has(ours)),
  );
}

function namesIn({ naming }: Spec): Spec {
  return isValues(naming) && isValues(naming["names"]) ? naming["names"] : {};
}

function withOnly(spec: Spec, names: readonly (readonly [string, unknown])[]): Spec {
  const { apiVersion, baseline, name, location, naming: whole, ...rest } = spec;
  const pattern = Object.entries(isValues(whole) ? whole : {}).filter(([key]) => key !== "names");
  const sorted = Object.fromEntries([...names].sort(([a], [b]) => (a < b ? -1 : 1)));
  const naming = { ...Object.fromEntries(pattern), ...(names.length === 0 ? {} : { names: sorted }) };
  return {
    apiVersion,
    baseline,
    name,
    location,
    ...(Object.keys(naming).length === 0 ? {} : { naming }),
    ...rest,
  };
}
