/**
 * What an invariant judges: a platform file as it was written, and the Terraform and the manifests that it became. Nothing
 * here or in the invariants imports the constructs or the platform: they would share the mistakes that they look for.
 */
import { referencedAddress, referencesIn } from "@aks-topology/terraform";
import { parse } from "yaml";
import type { WrittenPlatform } from "../support/written-platform.js";

/** An object of YAML or of Terraform's JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/** A resource or a data source. */
export interface Element {
  /** `azurerm_subnet.shop_main_system`, or with `data.` before it. */
  readonly address: string;
  readonly type: string;
  /** Last part of the address. */
  readonly name: string;
  readonly stack: string;
  readonly body: Fields;
}

/** A cluster of the file with what belongs to it. */
export interface ClusterOf {
  readonly spoke: string;
  readonly key: string;
  /** First part of its addresses: `shop_main`. */
  readonly id: string;
  readonly spec: Fields;
  readonly spokeSpec: Fields;
}

/** A gateway of the file. */
export interface GatewayOf {
  readonly spoke: string;
  readonly key: string;
  /** First part of its addresses: `shop_gateway_public`. */
  readonly id: string;
  readonly spec: Fields;
}

/** A sentence that must hold of every platform. */
export interface Invariant {
  readonly name: string;
  /** What contradicts it, as sentences; empty where it holds. */
  readonly broken: (subject: Subject) => readonly string[];
}

const OTHER_STACK = /data\.terraform_remote_state\.cross-stack-reference-input-([\w-]+)\.outputs\.([\w-]+)/g;

export class Subject {
  readonly file: Fields;
  readonly manifests: ReadonlyMap<string, string>;
  readonly elements: readonly Element[];
  /** Every `provider` block by its alias; the one without is `azurerm`. */
  readonly #providers = new Map<string, Fields>();
  /** The settings of each stack's azurerm backend. */
  readonly backends: readonly Fields[];
  readonly #at: ReadonlyMap<string, Element>;
  readonly #waits = new Map<string, ReadonlySet<string>>();

  /** Outputs of all stacks by name. */
  readonly outputs: Fields;

  constructor(text: string, written: WrittenPlatform) {
    this.file = fields(parse(text));
    this.manifests = written.manifests;
    const stacks = linked(written);
    this.elements = stacks.flatMap(({ name, json }) => [
      ...elementsIn(name, fields(json["resource"]), ""),
      ...elementsIn(name, fields(json["data"]), "data."),
    ]);
    this.outputs = Object.fromEntries(stacks.flatMap(({ json }) => Object.entries(fields(json["output"]))));
    for (const { json } of stacks) {
      for (const provider of list(fields(json["provider"])["azurerm"]).map(fields)) {
        const alias = provider["alias"];
        this.#providers.set(alias === undefined ? "azurerm" : `azurerm.${text_(alias)}`, provider);
      }
    }
    this.backends = stacks.flatMap(({ json }) => {
      const backend = fields(fields(fields(json["terraform"])["backend"])["azurerm"]);
      return Object.keys(backend).length === 0 ? [] : [backend];
    });
    this.#at = new Map(this.elements.map((element) => [element.address, element]));
  }

  /** Every `provider` block. */
  get providers(): readonly Fields[] {
    return [...this.#providers.values()];
  }

  of(type: string): readonly Element[] {
    return this.elements.filter((element) => element.type === type && !element.address.startsWith("data."));
  }

  at(address: string): Element | undefined {
    return this.#at.get(address);
  }

  /** The elements that a value refers to. */
  targets(value: unknown): readonly Element[] {
    return references(value).flatMap((address) => this.at(address) ?? []);
  }

  /** The first element of a type that a value refers to. */
  target(value: unknown, type: string): Element | undefined {
    return this.targets(value).find((element) => element.type === type);
  }

  /** Whether Terraform completes `first` before it begins `second`, in one stack or because of the order of the stacks. */
  waitsFor(second: Element, first: Element): boolean {
    return this.#allBefore(second.address).has(first.address);
  }

  /** Subscription that an element is made in; undefined where the provider's own counts. */
  subscriptionOf(element: Element): string | undefined {
    const provider = this.#providers.get(optional(element.body["provider"]) ?? "azurerm");
    return provider === undefined
      ? "a provider that is not configured"
      : optional(provider["subscription_id"]);
  }

  /** All hubs by name; `hub: X` is one of the name hub. The first is the main hub. */
  get hubs(): readonly (readonly [string, Fields])[] {
    const hubs: readonly (readonly [string, Fields])[] =
      this.file["hubs"] === undefined ? [["hub", fields(this.file["hub"])]] : entries(this.file["hubs"]);
    // A virtual hub always has a firewall.
    return hubs.map(([key, spec]) => [
      key,
      spec["type"] === "virtual-wan" ? { firewall: {}, ...spec } : spec,
    ]);
  }

  /** The main hub. */
  get hub(): Fields {
    return this.hubs[0]?.[1] ?? {};
  }

  /** Name of a spoke's hub. */
  hubKeyOf(spoke: string): string {
    const spec = this.spokes.find(([key]) => key === spoke)?.[1];
    return optional(spec?.["hub"]) ?? this.hubs[0]?.[0] ?? "hub";
  }

  /** A spoke's hub. */
  hubOf(spoke: string): Fields {
    const key = this.hubKeyOf(spoke);
    return this.hubs.find(([hub]) => hub === key)?.[1] ?? {};
  }

  /** Whether an address is that of a hub's own parts. */
  isOfHub(name: string): boolean {
    return this.hubs.some(([hub]) => name.startsWith(`${hub}_`));
  }

  /** The spokes by name. One whose network exists already is in the network's subscription. */
  get spokes(): readonly (readonly [string, Fields])[] {
    return entries(this.file["spokes"]).map(([key, spec]) => {
      const subscriptionId = optional(fields(spec["network"])["id"])?.split("/")[2];
      return [key, subscriptionId === undefined ? spec : { ...spec, subscriptionId }] as const;
    });
  }

  /** The clusters that are created. */
  get clusters(): readonly ClusterOf[] {
    return this.allClusters.filter(({ spec }) => isCreated(spec));
  }

  /** All clusters of the file, those that exist already too. */
  get allClusters(): readonly ClusterOf[] {
    return this.spokes.flatMap(([spoke, spokeSpec]) =>
      entries(spokeSpec["clusters"]).map(([key, spec]) => ({
        spoke,
        key,
        id: `${spoke}_${key}`,
        spec: spec["type"] === "automatic" ? ofAutomatic(spec) : spec,
        spokeSpec,
      })),
    );
  }

  /** The clusters that are created with settings of the file's own. */
  get standardClusters(): readonly ClusterOf[] {
    return this.clusters.filter(({ spec }) => spec["type"] !== "automatic");
  }

  /** The clusters of AKS Automatic. */
  get automaticClusters(): readonly ClusterOf[] {
    return this.clusters.filter(({ spec }) => spec["type"] === "automatic");
  }

  /** The gateways that are created. */
  get gateways(): readonly GatewayOf[] {
    return this.allGateways.filter(({ spec }) => isCreated(spec));
  }

  /** All gateways of the file, those that exist already too. */
  get allGateways(): readonly GatewayOf[] {
    return this.spokes.flatMap(([spoke, spokeSpec]) =>
      entries(spokeSpec["gateways"]).map(([key, spec]) => ({
        spoke,
        key,
        id: `${spoke}_gateway_${key}`,
        spec,
      })),
    );
  }

  /** The cluster's ingress, with AGIC that it replaces. */
  ingressesOf({ spec }: ClusterOf): readonly Fields[] {
    const ingress = fields(spec["ingress"]);
    return ingress["replaces"] === undefined ? [ingress] : [ingress, fields(ingress["replaces"])];
  }

  /** The kind of AGIC that a cluster has. */
  agicOf(cluster: ClusterOf): string | undefined {
    const types = this.ingressesOf(cluster).map(({ type }) => optional(type));
    return types.find((type) => type?.startsWith("agic"));
  }

  /** The gateway that a cluster's ingress names. */
  gatewayOf(cluster: ClusterOf): GatewayOf | undefined {
    const { spoke } = cluster;
    const named = this.ingressesOf(cluster).at(-1)?.["gateway"];
    return this.gateways.find((gateway) => gateway.spoke === spoke && gateway.key === named);
  }

  /** IPv4 and IPv6 ranges of a subnet. */
  prefixes(subnet: string): readonly string[] {
    return texts(this.at(`azurerm_subnet.${subnet}`)?.body["address_prefixes"]);
  }

  #allBefore(address: string): ReadonlySet<string> {
    const known = this.#waits.get(address);
    if (known !== undefined) return known;
    const found = new Set<string>();
    this.#waits.set(address, found);
    const { lifecycle, ...body } = this.at(address)?.body ?? {};
    const triggers = fields(lifecycle)["replace_triggered_by"];
    const direct = [...references(body), ...texts(body["depends_on"]), ...references(triggers)];
    for (const next of direct) {
      if (next === address) continue;
      found.add(next);
      for (const further of this.#allBefore(next)) found.add(further);
    }
    return found;
  }
}

/** What AKS makes of an Automatic cluster: its network, its egress, the subnets of its nodes, and the API server's place. */
function ofAutomatic(spec: Fields): Fields {
  return {
    apiServer: { type: "vnet-integration", access: { type: "private" } },
    ...spec,
    network: { plugin: "cilium", podCidr: "10.244.0.0/16", serviceCidr: "10.0.0.0/16" },
    egress: { type: "load-balancer" },
    nodePools: { nodes: {}, system_nodes: {} },
  };
}

/** Whether a cluster or a gateway is created: what exists already has an id. */
export function isCreated({ id }: Fields): boolean {
  return id === undefined;
}

/** Stacks whose references to other stacks are what these references stand for. */
function linked({ stacks }: WrittenPlatform): WrittenPlatform["stacks"] {
  const outputs = new Map(stacks.map(({ name, json }) => [name, fields(json["output"])]));
  return stacks.map(({ name, json }) => {
    const text = JSON.stringify(json).replace(OTHER_STACK, (_, stack: string, output: string) => {
      const value = fields(outputs.get(stack)?.[output])["value"];
      return text_(value).replace(/^\$\{(.*)\}$/, "$1");
    });
    return { name, json: JSON.parse(text) as Fields };
  });
}

function elementsIn(stack: string, types: Fields, prefix: string): readonly Element[] {
  return Object.entries(types).flatMap(([type, named]) =>
    Object.entries(fields(named)).map(([name, body]) => ({
      address: `${prefix}${type}.${name}`,
      type,
      name,
      stack,
      body: fields(body),
    })),
  );
}

function references(value: unknown): readonly string[] {
  return referencesIn(value).flatMap((reference) => referencedAddress(reference) ?? []);
}

/** An object, or the only one of a list; empty where there is none. */
export function fields(value: unknown): Fields {
  const single: unknown = Array.isArray(value) ? value[0] : value;
  return typeof single === "object" && single !== null ? (single as Fields) : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

export function texts(value: unknown): readonly string[] {
  return list(value).map(text_);
}

export function entries(value: unknown): readonly (readonly [string, Fields])[] {
  return Object.entries(fields(value)).map(([key, item]) => [key, fields(item)] as const);
}

export function optional(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : text_(value);
}

function text_(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The value at a path of names: `site_config.minimum_tls_version`. */
export function at(body: Fields, path: string): unknown {
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  return steps.reduce((current, step) => fields(current[step]), body)[last];
}

/** The sentences whose condition does not hold. */
export function unless(conditions: readonly (readonly [boolean, string])[]): readonly string[] {
  return conditions.filter(([holds]) => !holds).map(([, sentence]) => sentence);
}

/** What two lists, as sets with repetitions, do not have in common, as sentences. */
export function differences(
  where: string,
  found: readonly string[],
  wanted: readonly string[],
): readonly string[] {
  return [
    ...without(found, wanted).map((item) => `${where}: ${item} is there and should not be.`),
    ...without(wanted, found).map((item) => `${where}: ${item} is missing.`),
  ];
}

function without(items: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return items.filter((item) => {
    const index = left.indexOf(item);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
