/**
 * What a reference in a plan is worth.
 *
 * A plan lists what each expression refers to, and not the expression. Where it refers to one thing only, the value is taken
 * to be that thing's attribute; where to several, or to a local value, nothing is assumed.
 */
import { Pending } from "../read/thing.js";
import { isExpression, referencesOf } from "./configuration.js";
import type { Instance, Key } from "./instances.js";
import { keyOfStep, nameOf, valueAt, type Step } from "./path.js";
import type { Each, Scope, Scopes } from "./scope.js";

/** More references than lead from one value to another: they go round in circles. */
const MOST = 40;

/** How the types end whose ids attributes take. An id of another type is a part of a longer text. */
const TYPES: Readonly<Record<string, string>> = {
  subnet_id: "azurerm_subnet",
  vnet_subnet_id: "azurerm_subnet",
  pod_subnet_id: "azurerm_subnet",
  route_table_id: "azurerm_route_table",
  network_security_group_id: "azurerm_network_security_group",
  virtual_network_id: "azurerm_virtual_network",
  remote_virtual_network_id: "azurerm_virtual_network",
  nat_gateway_id: "azurerm_nat_gateway",
  firewall_policy_id: "firewall_policy",
  public_ip_address_id: "azurerm_public_ip",
};

export class Resolver {
  readonly #scopes: Scopes;
  readonly #instances = new Map<string, Instance[]>();
  readonly #variables: Readonly<Record<string, unknown>>;
  readonly #stack: string | undefined;

  /** @param variables of the root module: `{ "name": { "value": … } }` */
  constructor(
    scopes: Scopes,
    instances: readonly Instance[],
    variables: Readonly<Record<string, unknown>>,
    stack: string | undefined,
  ) {
    this.#scopes = scopes;
    this.#variables = variables;
    this.#stack = stack;
    for (const instance of instances) {
      const key = `${instance.module}/${instance.resource}`;
      this.#instances.set(key, [...(this.#instances.get(key) ?? []), instance]);
    }
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
    if (only === undefined || others.length > 0) return undefined;
    return this.#reference([...only, ...rest], scope, each, wanted, depth + 1);
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
    const instance = chosen(this.#instances.get(`${scope.address}/${resource}`) ?? [], key, each.key);
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
    return new Pending({ stack: this.#stack, address: instance.address }, name);
  }
}

/** The instance of a key; without one the instance of the key of what refers to it, or the only one. */
function chosen(
  instances: readonly Instance[],
  key: Key | undefined,
  own: Key | undefined,
): Instance | undefined {
  if (key !== undefined) return instances.find((instance) => instance.key === key);
  if (instances.length === 1) return instances[0];
  return own === undefined ? undefined : instances.find((instance) => instance.key === own);
}

/** The attribute of a resource of which Terraform lists the resource alone, as of `azurerm_subnet.nodes[each.key].id`. */
function usualAttribute(type: string, wanted: string): string {
  if (/(^|_)ids?$/.test(wanted)) return "id";
  if (wanted.endsWith("name")) return "name";
  if (type === "azurerm_public_ip") return "ip_address";
  return type === "azurerm_firewall" ? "ip_configuration" : "id";
}
