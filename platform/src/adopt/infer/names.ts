/** The platform's name, keys and pattern, as far as the names in Azure show them. */
import type { NamedType } from "@aks-topology/constructs/internal";
import { nameOf, type FoundResource, type Inventory } from "../inventory.js";
import { commonEnding, commonWords, slug, withoutEnding, withoutPrefixes } from "../keys.js";
import type { FoundNetwork, Relations } from "../relations.js";
import { text, type Values } from "../values.js";
import type { Spec } from "../spec.js";

/** Types whose names show what the names of a platform have in common. */
const NAMED: readonly (readonly [azurerm: string, type: NamedType])[] = [
  ["azurerm_resource_group", "resourceGroup"],
  ["azurerm_virtual_network", "virtualNetwork"],
  ["azurerm_virtual_hub", "virtualHub"],
  ["azurerm_network_security_group", "networkSecurityGroup"],
  ["azurerm_route_table", "routeTable"],
  ["azurerm_firewall", "firewall"],
  ["azurerm_kubernetes_automatic_cluster", "cluster"],
  ["azurerm_kubernetes_cluster", "cluster"],
  ["azurerm_application_gateway", "applicationGateway"],
];

export class Names {
  /** The key `name` of the file. */
  readonly platform: string;
  /** The key `location` of the file. */
  readonly location: string;
  /** Whether the networks are in more than one subscription. */
  readonly hasSubscriptions: boolean;
  readonly #ending: readonly string[];

  constructor(inventory: Inventory, { hubs, spokes }: Relations) {
    const networks = [...hubs, ...spokes];
    const all = NAMED.flatMap(([azurerm, type]) =>
      inventory.of(azurerm).map((found) => withoutPrefixes(nameOf(found), type)),
    );
    this.#ending = commonEnding(all);
    const common = commonWords(networks.map((network) => this.#wordsOf(network))).join("-");
    this.platform =
      slug(common) || slug(mostCommon(all.map((name) => name.split("-")[0] ?? ""))) || "platform";
    const found = networks.flatMap(({ network }) => network ?? []);
    this.location = mostCommon(
      (found.length > 0 ? found : inventory.of("azurerm_resource_group")).flatMap(
        ({ values }) => text(values, "location") ?? [],
      ),
    );
    this.hasSubscriptions = new Set(networks.map(({ id }) => subscriptionOf(id))).size > 1;
  }

  /** The key `naming` of the file; undefined where names follow the default pattern. */
  get naming(): Spec | undefined {
    return this.#ending.length === 0 ? undefined : { pattern: `{type}-{workload}-${this.#ending.join("-")}` };
  }

  /** The key of a network, as its name shows it. */
  keyOfNetwork(network: FoundNetwork): string {
    const words = this.#wordsOf(network);
    return words.startsWith(`${this.platform}-`) ? words.slice(this.platform.length + 1) : words;
  }

  /** The key of a part of a spoke, as its name shows it. */
  keyIn(spoke: string, resource: FoundResource, type: NamedType): string {
    return withoutPrefixes(withoutEnding(nameOf(resource), this.#ending), type, this.platform, spoke);
  }

  /** The name of a resource, unless it is the one that the pattern gives. */
  differing(
    resource: FoundResource | undefined,
    type: NamedType,
    ...parts: readonly string[]
  ): string | undefined {
    if (resource === undefined) return undefined;
    const name = nameOf(resource);
    const words = [this.platform, ...parts, ...this.#ending].join("-");
    return name !== words && withoutPrefixes(name, type) === words ? undefined : name;
  }

  /** Region and subscription of a network, where they are not those of the platform. */
  placeOf({ id, network }: FoundNetwork): Values {
    const location = text(network?.values ?? {}, "location");
    return {
      subscriptionId: this.hasSubscriptions ? subscriptionOf(id) : undefined,
      location: location === this.location ? undefined : location,
    };
  }

  #wordsOf({ network, id }: FoundNetwork): string {
    const name = network === undefined ? id.slice(id.lastIndexOf("/") + 1) : nameOf(network);
    const type = network?.type === "azurerm_virtual_hub" ? "virtualHub" : "virtualNetwork";
    return slug(withoutPrefixes(withoutEnding(name, this.#ending), type));
  }
}

function subscriptionOf(id: string): string {
  return id.split("/")[2]?.toLowerCase() ?? "";
}

function mostCommon(values: readonly string[]): string {
  const count = (value: string): number => values.filter((other) => other === value).length;
  return [...values].sort((one, other) => count(other) - count(one))[0] ?? "";
}
