/**
 * What a reference in a plan is worth.
 *
 * A plan lists what each expression refers to, and not the expression. Where it refers to one thing only, the value is taken
 * to be that thing's attribute. Where to several, the value is that of the only one that is not known yet: the others, such as
 * conditions and keys, are known while planning. Of `azurerm_subnet.nodes[each.value.name].id` the plan has the resource and
 * the key. To a local value, or to several that are not known, nothing is assumed.
 */
import { Pending } from "../read/thing.js";
import { isExpression, referencesOf } from "./configuration.js";
import { chosen, usualAttribute, type InstanceIndex } from "./instance-index.js";
import type { Key } from "./instances.js";
import { keyOfStep, nameOf, valueAt, type Step } from "./path.js";
import type { Each, Scope, Scopes } from "./scope.js";

/** More references than lead from one value to another: they go round in circles. */
const MOST = 40;

/** Stands for a repeated resource of which one instance is meant. */
const REPEATED = Symbol("one of several instances");

/** How the types end whose ids attributes take. An id of another type is a part of a longer text. */
const TYPES: Readonly<Record<string, string>> = {
  subnet_id: "azurerm_subnet",
  vnet_subnet_id: "azurerm_subnet",
  pod_subnet_id: "azurerm_subnet",
  route_table_id: "azurerm_route_table",
  network_security_group_id: "azurerm_network_security_group",
  virtual_hub_id: "azurerm_virtual_hub",
  virtual_network_id: "azurerm_virtual_network",
  remote_virtual_network_id: "azurerm_virtual_network",
  nat_gateway_id: "azurerm_nat_gateway",
  firewall_policy_id: "firewall_policy",
  public_ip_address_id: "azurerm_public_ip",
};

/** Of an object such as `{ id = azurerm_virtual_network.hub.id, name = "hub" }` what one of its members refers to. */
function memberOf(
  references: readonly (readonly Step[])[],
  rest: readonly Step[],
): readonly Step[] | undefined {
  const name = nameOf(rest.at(-1));
  const found = references.filter((steps) => name !== undefined && nameOf(steps.at(-1)) === name);
  return rest.length === 1 && found.length === 1 ? found[0] : undefined;
}

export class Resolver {
  readonly #scopes: Scopes;
  readonly #index: InstanceIndex;
  readonly #variables: Readonly<Record<string, unknown>>;
  readonly #stack: string | undefined;

  /** @param variables of the root module: `{ "name": { "value": … } }` */
  constructor(
    scopes: Scopes,
    index: InstanceIndex,
    variables: Readonly<Record<string, unknown>>,
    stack: string | undefined,
  ) {
    this.#scopes = scopes;
    this.#index = index;
    this.#variables = variables;
    this.#stack = stack;
  }

  /**
   * @param wanted the attribute that takes the value
   * @returns the value, undefined where it is not known
   */
  expression(expression: unknown, scope: Scope, each: Each, wanted: string): unknown {
    const found = this.#of(expression, [], scope, each, wanted, 0);
    const type = TYPES[wanted];
    if (!(found instanceof Pending) || type === undefined) return found;
    return found.attribute === "id" && !found.owner.includes(`${type}.`) ? undefined : found;
  }

  /** The route tables that an expression refers to, however it does. */
  tablesIn(expression: unknown, scope: Scope): readonly Pending[] {
    const none: Each = { key: undefined, of: undefined };
    const found = (referencesOf(expression) ?? []).map((steps) =>
      this.#reference(steps, scope, none, "route_table_id", 0),
    );
    return found.filter(
      (value): value is Pending => value instanceof Pending && value.owner.includes("azurerm_route_table."),
    );
  }

  #of(
    expression: unknown,
    rest: readonly Step[],
    scope: Scope,
    each: Each,
    wanted: string,
    depth: number,
  ): unknown {
    if (depth > MOST || !isExpression(expression)) return undefined;
    const references = referencesOf(expression);
    // Of a configuration in JSON the text of the expression is the constant value, in addition to the references.
    if (references === undefined) return valueAt(expression["constant_value"], rest) ?? undefined;
    const [only, ...others] = references;
    if (only === undefined) return undefined;
    if (others.length === 0) return this.#reference([...only, ...rest], scope, each, wanted, depth + 1);
    if (rest.length === 0) return this.#oneOf(references, scope, each, wanted, depth + 1);
    const member = memberOf(references, rest);
    return member && this.#reference(member, scope, each, wanted, depth + 1);
  }

  /** The only one of several that is not known while planning; of repeated resources the instance whose key another one is. */
  #oneOf(
    references: readonly (readonly Step[])[],
    scope: Scope,
    each: Each,
    wanted: string,
    depth: number,
  ): unknown {
    const values = references.map((steps) =>
      this.#index.isRepeated(steps, scope)
        ? REPEATED
        : (this.#reference(steps, scope, each, wanted, depth) ?? this.#index.keyShown(steps, scope, each)),
    );
    const keys = values.filter(
      (value): value is Key => typeof value === "string" || typeof value === "number",
    );
    const isKnown = references.every(
      (steps, index) => values[index] !== undefined || this.#isPlain(steps, scope, each, depth),
    );
    if (!isKnown) return undefined;
    const pending = values.flatMap((value, index) => {
      if (value instanceof Pending) return value;
      if (value !== REPEATED) return [];
      const found = keys.map((key) =>
        this.#reference([...(references[index] ?? []), { key }], scope, each, wanted, depth),
      );
      return [found.find((item) => item instanceof Pending)];
    });
    return pending.length === 1 ? pending[0] : undefined;
  }

  /** Whether a value comes from variables and literals alone, so that it is known while planning. */
  #isPlain(steps: readonly Step[], scope: Scope, each: Each, depth: number): boolean {
    if (depth > MOST) return false;
    const [first, second] = steps;
    const isPlain = (expression: unknown, where: Scope, of: Each): boolean =>
      (referencesOf(expression) ?? []).every((next) => this.#isPlain(next, where, of, depth + 1));
    switch (nameOf(first)) {
      case "var": {
        const { caller } = scope;
        return (
          caller === undefined ||
          isPlain(caller.call.expressions[nameOf(second) ?? ""], caller.scope, caller.each)
        );
      }
      case "each":
        return isPlain(each.of, scope, { key: undefined, of: undefined });
      default:
        return false;
    }
  }

  #reference(steps: readonly Step[], scope: Scope, each: Each, wanted: string, depth: number): unknown {
    const [first, second, ...rest] = steps;
    const name = nameOf(second);
    switch (nameOf(first)) {
      case "var":
        return this.#variable(name ?? "", rest, scope, wanted, depth);
      case "module":
        return this.#output(name ?? "", rest, scope, wanted, depth);
      case "each": {
        if (name !== "value" || each.key === undefined) return undefined;
        const none: Each = { key: undefined, of: undefined };
        return this.#of(each.of, [{ key: each.key }, ...rest], scope, none, wanted, depth);
      }
      case "data":
        return this.#resource(
          `data.${name ?? ""}.${nameOf(rest[0]) ?? ""}`,
          rest.slice(1),
          scope,
          each,
          wanted,
          depth,
        );
      case "local":
      case "count":
      case "self":
      case undefined:
        return undefined;
      default:
        return this.#resource(`${nameOf(first) ?? ""}.${name ?? ""}`, rest, scope, each, wanted, depth);
    }
  }

  #variable(name: string, rest: readonly Step[], { caller }: Scope, wanted: string, depth: number): unknown {
    if (caller === undefined) return valueAt(this.#variables[name], [{ name: "value" }, ...rest]);
    return this.#of(caller.call.expressions[name], rest, caller.scope, caller.each, wanted, depth);
  }

  #output(module: string, steps: readonly Step[], scope: Scope, wanted: string, depth: number): unknown {
    const key = keyOfStep(steps[0]);
    const [output, ...rest] = key === undefined ? steps : steps.slice(1);
    const child = this.#scopes.child(scope, module, key);
    const name = nameOf(output);
    if (child === undefined || name === undefined) return undefined;
    const none: Each = { key: undefined, of: undefined };
    return this.#of(child.configuration.output(name), rest, child, none, wanted, depth);
  }

  #resource(
    resource: string,
    steps: readonly Step[],
    scope: Scope,
    each: Each,
    wanted: string,
    depth: number,
  ): unknown {
    const key = keyOfStep(steps[0]);
    const [attribute, ...rest] = key === undefined ? steps : steps.slice(1);
    const instance = chosen(this.#index.instances(scope, resource), key, each.key);
    if (instance === undefined) return undefined;
    const name = nameOf(attribute) ?? usualAttribute(instance.type, wanted);
    const known = valueAt(instance.values[name], rest) ?? undefined;
    if (known !== undefined) return known;
    const configuration = scope.configuration.resource(resource);
    const configured = configuration?.expressions[name];
    if (isExpression(configured)) {
      const own: Each = { key: instance.key, of: configuration?.forEach };
      return this.#of(configured, rest, scope, own, wanted, depth);
    }
    return new Pending({ stack: this.#stack, address: instance.address }, name, nameOf(rest.at(-1)));
  }
}
