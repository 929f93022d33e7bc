/** The instances of a plan by where they are, and what their known values say of the references of others. */
import { isRecord, Pending } from "../read/thing.js";
import { referencesOf } from "./configuration.js";
import type { Instance, Key } from "./instances.js";
import { keyOfStep, nameOf, type Step } from "./path.js";
import type { Each, Scope } from "./scope.js";

const SUBNET_NAMES: Readonly<Record<string, string>> = {
  azurerm_firewall: "AzureFirewallSubnet",
  azurerm_virtual_network_gateway: "GatewaySubnet",
};

export class InstanceIndex {
  readonly #byPlace = new Map<string, Instance[]>();
  readonly #stack: string | undefined;

  constructor(instances: readonly Instance[], stack: string | undefined) {
    this.#stack = stack;
    for (const instance of instances) {
      const place = `${instance.module}/${instance.resource}`;
      this.#byPlace.set(place, [...(this.#byPlace.get(place) ?? []), instance]);
    }
  }

  /** @param resource within the module: `azurerm_subnet.nodes` */
  instances({ address }: Pick<Scope, "address">, resource: string): readonly Instance[] {
    return this.#byPlace.get(`${address}/${resource}`) ?? [];
  }

  /** Whether steps lead to a resource with several instances, and do not say to which. */
  isRepeated(steps: readonly Step[], scope: Scope): boolean {
    const [type, name, key] = steps;
    const instances = this.instances(scope, `${nameOf(type) ?? ""}.${nameOf(name) ?? ""}`);
    return instances.some((instance) => instance.key !== undefined) && keyOfStep(key) === undefined;
  }

  /**
   * A part of `each.value` whose `for_each` is a local value: the key that it is, where another resource of the same `for_each`
   * has a known attribute of the instance with that key.
   */
  keyShown(steps: readonly Step[], scope: Scope, each: Each): Key | undefined {
    if (nameOf(steps[0]) !== "each" || each.key === undefined) return undefined;
    const wanted = JSON.stringify(steps);
    const keys = [...scope.configuration.resources()]
      .filter(([, { forEach }]) => JSON.stringify(forEach) === JSON.stringify(each.of))
      .flatMap(([address, { expressions }]) => {
        const own = this.instances(scope, address).find(({ key }) => key === each.key);
        return Object.entries(expressions).flatMap(([name, expression]) => {
          const [base = [], index, ...more] = referencesOf(expression) ?? [];
          const value = own?.values[name];
          if (more.length > 0 || JSON.stringify(index) !== wanted || typeof value !== "string") return [];
          return this.#keyOf(value, name, base, scope) ?? [];
        });
      });
    return new Set(keys).size === 1 ? keys[0] : undefined;
  }

  /** The key of the only instance that has a value. */
  #keyOf(value: string, wanted: string, base: readonly Step[], scope: Scope): Key | undefined {
    if (!this.isRepeated(base, scope)) return undefined;
    const all = this.instances(scope, base.map((step) => nameOf(step) ?? "").join("."));
    const found = all.filter((item) => item.values[usualAttribute(item.type, wanted)] === value);
    return found.length === 1 ? found[0]?.key : undefined;
  }

  /** What a value can only be that is known after apply, whatever the expression is; undefined where there are several. */
  onlyFor(address: string, path: readonly string[]): Pending | undefined {
    const last = path.at(-1);
    if (last === "next_hop_in_ip_address") return this.#onlyAppliance();
    return path.join(".") === "ip_configuration.subnet_id" ? this.#onlySubnetOf(address) : undefined;
  }

  /** The subnet of a firewall or a gateway, which Azure requires to have a certain name: it is one that the plan creates. */
  #onlySubnetOf(address: string): Pending | undefined {
    const type = Object.keys(SUBNET_NAMES).find((own) => address.includes(`${own}.`));
    if (type === undefined) return undefined;
    const subnets = this.#ofType("azurerm_subnet").filter(
      ({ values }) => values["name"] === SUBNET_NAMES[type],
    );
    const [only] = subnets;
    const isOnly = subnets.length === 1 && this.#ofType(type).length === 1;
    return only && isOnly ? new Pending({ stack: this.#stack, address: only.address }, "id") : undefined;
  }

  /** The firewall of a plan that creates nothing else with a private address that is not known. */
  #onlyAppliance(): Pending | undefined {
    const [only, ...others] = this.#ofType("azurerm_firewall");
    const hasOthers = WITH_ADDRESSES.some((type) =>
      this.#ofType(type).some(({ values }) => hasUnknown(values)),
    );
    if (only === undefined || others.length > 0 || hasOthers) return undefined;
    return new Pending({ stack: this.#stack, address: only.address }, "ip_configuration");
  }

  #ofType(type: string): readonly Instance[] {
    return [...this.#byPlace.values()].flat().filter((item) => item.type === type);
  }
}

/** Types that may be, or be in front of, an appliance. */
const WITH_ADDRESSES = ["azurerm_network_interface", "azurerm_lb"];

function hasUnknown({ ip_configuration, frontend_ip_configuration }: Instance["values"]): boolean {
  return [ip_configuration, frontend_ip_configuration]
    .flat()
    .some((block) => isRecord(block) && typeof block["private_ip_address"] !== "string");
}

/** The instance of a key; without one the instance of the key of what refers to it, or the only one. */
export function chosen(
  instances: readonly Instance[],
  key: Key | undefined,
  own: Key | undefined,
): Instance | undefined {
  if (key !== undefined) return instances.find((instance) => instance.key === key);
  if (instances.length === 1) return instances[0];
  return own === undefined ? undefined : instances.find((instance) => instance.key === own);
}

/** The attribute of a resource of which Terraform lists the resource alone, as of `azurerm_subnet.nodes[each.key].id`. */
export function usualAttribute(type: string, wanted: string): string {
  if (/(^|_)ids?$/.test(wanted)) return "id";
  if (wanted.endsWith("name")) return "name";
  if (type === "azurerm_public_ip") return "ip_address";
  return type === "azurerm_firewall" ? "ip_configuration" : "id";
}
