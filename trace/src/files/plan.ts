/** Things of what `terraform show -json` writes of a plan or a state. */
import { isRecord, Pending, type Thing } from "../read/thing.js";
import { InstanceIndex } from "./instance-index.js";
import { instancesOf, type Instance } from "./instances.js";
import { PlannedValues, type Unresolved } from "./planned-values.js";
import type { FileProblems } from "./problem.js";
import { Resolver } from "./resolver.js";
import { Scopes, type Each } from "./scope.js";
import { isOfInterest, LIFECYCLE, plainThing } from "./unread.js";

type Json = Readonly<Record<string, unknown>>;

export interface ReadThings {
  readonly things: readonly Thing[];
  /** References of a plan that its JSON does not show. */
  readonly unresolved: readonly Unresolved[];
}

/** @param stack sets the things of several files apart */
export function stateThings(values: Json, stack: string | undefined, problems: FileProblems): ReadThings {
  const instances = instancesOf(values["root_module"], "values.root_module", problems);
  const things = withoutTwins(instances).map(({ address, type, values: own }) =>
    plainThing(type, address, stack, own),
  );
  return { things, unresolved: [] };
}

/** Data sources that were read when planning are in the prior state, not among the planned values. */
export function planThings(plan: Json, stack: string | undefined, problems: FileProblems): ReadThings {
  const planned = instancesOf(
    record(plan["planned_values"])["root_module"],
    "planned_values.root_module",
    problems,
  );
  const prior = record(record(plan["prior_state"])["values"])["root_module"];
  const addresses = new Set(planned.map(({ address }) => address));
  const read =
    prior === undefined
      ? []
      : instancesOf(prior, "prior_state.values.root_module", problems).filter(
          ({ resource, address }) => resource.startsWith("data.") && !addresses.has(address),
        );
  const instances = withoutTwins([...planned, ...read]);
  const scopes = new Scopes(record(plan["configuration"])["root_module"], instances);
  const index = new InstanceIndex(instances, stack);
  const resolver = new Resolver(scopes, index, record(plan["variables"]), stack);
  const unknown = unknownsOf(plan["resource_changes"]);
  const found = instances
    .filter(({ type }) => type.startsWith("azurerm_"))
    .map((instance) =>
      plannedThing(instance, scopes, {
        resolver,
        index,
        stack,
        unknown: unknown.get(instance.address) ?? {},
      }),
    );
  const others = instances.filter(({ type }) => !type.startsWith("azurerm_") && isOfInterest(type));
  return {
    things: [
      ...found.map(({ thing }) => thing),
      ...others.map(({ type, address, values }) => plainThing(type, address, stack, values)),
    ],
    unresolved: found.flatMap(({ unresolved }) => unresolved),
  };
}

/** What is known after apply, by the address of its resource. */
function unknownsOf(changes: unknown): ReadonlyMap<string, Json> {
  return new Map(
    (Array.isArray(changes) ? changes : [])
      .filter(isRecord)
      .map((change) => [String(change["address"]), record(record(change["change"])["after_unknown"])]),
  );
}

/** Where the mirrors of route sync are written, as JSON in a text that is known after apply. */
const SETTINGS: ReadonlyMap<string, string> = new Map([
  ["azurerm_function_app_flex_consumption", "app_settings"],
  ["azurerm_storage_blob", "source_content"],
]);

interface Planning {
  readonly resolver: Resolver;
  readonly index: InstanceIndex;
  readonly stack: string | undefined;
  /** What of the resource is known after apply. */
  readonly unknown: Json;
}

function plannedThing(
  { address, module, resource, type, key, values }: Instance,
  scopes: Scopes,
  { resolver, index, stack, unknown }: Planning,
): { thing: Thing; unresolved: readonly Unresolved[] } {
  const scope = scopes.at(module);
  const configuration = scope?.configuration.resource(resource);
  const expressions = configuration?.expressions ?? {};
  const completed = new Map<string, unknown>(Object.entries(values));
  const unresolved: Unresolved[] = [];
  if (scope !== undefined) {
    const each: Each = { key, of: configuration?.forEach };
    const planned = new PlannedValues(resolver, index, address, scope, each);
    for (const name of new Set([...Object.keys(expressions), ...Object.keys(values)]))
      completed.set(name, planned.complete(values[name], expressions[name], [name], unknown[name]));
    unresolved.push(...planned.unresolved);
  }
  if (scope !== undefined && SETTINGS.has(type))
    completed.set("route_table_references", resolver.tablesIn(expressions[SETTINGS.get(type) ?? ""], scope));
  const own = { stack, address };
  completed.set("lifecycle", LIFECYCLE);
  // Others refer to a thing without a name by that same attribute.
  if (completed.get("name") === undefined) completed.set("name", new Pending(own, "name"));
  return { thing: { type, ...own, attribute: (name) => completed.get(name) }, unresolved };
}

/** Without data sources that read what a resource of the same files manages. */
function withoutTwins(instances: readonly Instance[]): readonly Instance[] {
  const idOf = ({ values }: Instance): string | undefined =>
    typeof values["id"] === "string" ? values["id"].toLowerCase() : undefined;
  const isData = ({ resource }: Instance): boolean => resource.startsWith("data.");
  const managed = new Set(instances.filter((instance) => !isData(instance)).map(idOf));
  return instances.filter((instance) => {
    const id = idOf(instance);
    return !isData(instance) || id === undefined || !managed.has(id);
  });
}

function record(value: unknown): Json {
  return isRecord(value) ? value : {};
}
