/** Things of configurations in JSON, as CDKTF writes them. */
import { ResolvedStacks, type Stack } from "@aks-topology/terraform";
import { isRecord, Pending, type Thing } from "../read/thing.js";
import { SHOW, type FileProblems } from "./problem.js";
import { isOfInterest } from "./unread.js";

type Json = Readonly<Record<string, unknown>>;

/** Stands for the subscription that only the provider's environment knows. */
const SUBSCRIPTION = "00000000-0000-0000-0000-000000000000";

/** What in a configuration only Terraform expands. */
export function findUnexpanded(json: Json, problems: FileProblems): void {
  const modules = Object.keys(record(json["module"]));
  const repeated = ["resource", "data"].flatMap((mode) =>
    Object.entries(record(json[mode])).flatMap(([type, named]) =>
      Object.entries(record(named))
        .filter(
          ([, body]) =>
            isRecord(body) && type.startsWith("azurerm_") && ("count" in body || "for_each" in body),
        )
        .map(([name]) => `${mode === "data" ? "data." : ""}${type}.${name}`),
    ),
  );
  if (modules.length > 0)
    problems.add("NEEDS_PLAN", `Modules are not read from a configuration: ${modules.join(", ")}.`, SHOW);
  if (repeated.length > 0)
    problems.add(
      "NEEDS_PLAN",
      `Resources with count or for_each are not read from a configuration: ${repeated.join(", ")}.`,
      SHOW,
    );
}

/** @param stacks each the JSON of one folder */
export function configurationThings(stacks: readonly Stack[]): readonly Thing[] {
  const resolved = new ResolvedStacks(stacks, {
    subscription: SUBSCRIPTION,
    unknown: (element, attribute, nested) => new Pending(element, attribute, nested),
  });
  const types = new Set(
    stacks.flatMap(({ json }) => ["resource", "data"].flatMap((mode) => Object.keys(record(json[mode])))),
  );
  return [...types].filter(isOfInterest).flatMap((type) => resolved.elements(type));
}

/** The configuration of a folder: Terraform joins its files. */
export function joined(files: readonly Json[]): Json {
  return files.reduce<Json>((whole, file) => join(whole, file), {});
}

function join(one: Json, other: Json): Json {
  return Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((key) => {
      const [a, b] = [one[key], other[key]];
      if (a === undefined) return [key, b];
      if (b === undefined) return [key, a];
      if (isRecord(a) && isRecord(b)) return [key, join(a, b)];
      return [key, [a, b].flat()];
    }),
  );
}

function record(value: unknown): Json {
  return isRecord(value) ? value : {};
}
