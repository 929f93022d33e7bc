import { addressOf, routedId } from "@aks-topology/constructs/internal";
import { SUBSCRIPTION } from "../reachability/network-model.js";
import { ResolvedStacks, type ResolvedElement, type Stack } from "@aks-topology/terraform";
import type { Model, Network } from "@aks-topology/trace";
import { TerraformResource } from "cdktf";
import type { PlannedAddresses } from "../describe.js";
import { fileKeyOf } from "../renames/file-keys.js";
import { locationOf } from "../location.js";
import type { PathTrace } from "../reachability/reachability.js";
import type { Place } from "../source-map.js";
import type { BuiltPlatform } from "../topology/platform.js";

/** Types of which more is shown than where packets go. */
const SHOWN_TYPES: readonly string[] = [
  "azurerm_application_gateway",
  "azurerm_bastion_host",
  "azurerm_cdn_frontdoor_profile",
  "azurerm_dns_zone",
  "azurerm_firewall",
  "azurerm_function_app_flex_consumption",
  "azurerm_key_vault",
  "azurerm_kubernetes_automatic_cluster",
  "azurerm_kubernetes_cluster",
  "azurerm_kubernetes_cluster_node_pool",
  "azurerm_linux_virtual_machine",
  "azurerm_log_analytics_workspace",
  "azurerm_monitor_workspace",
  "azurerm_nat_gateway",
  "azurerm_network_security_group",
  "azurerm_private_dns_resolver",
  "azurerm_private_dns_resolver_dns_forwarding_ruleset",
  "azurerm_private_dns_resolver_inbound_endpoint",
  "azurerm_private_dns_resolver_outbound_endpoint",
  "azurerm_private_dns_zone",
  "azurerm_route_table",
  "azurerm_subnet",
  "azurerm_virtual_network_gateway",
];

/** What a picture is drawn from. */
export interface PictureSource {
  readonly built: BuiltPlatform;
  readonly model: Model;
  readonly stacks: readonly Stack[];
  readonly addressPlan: readonly PlannedAddresses[];
  readonly traces: readonly PathTrace[];
  /** The line of the platform file that a Terraform address is from. */
  readonly placeOf: (address: string) => Place | undefined;
}

/** The keys of a thing in the platform file: those of its network, and those below. */
interface Keys {
  readonly network: string;
  readonly name: string;
}

/** A hub or a spoke of the file. */
interface NetworkOwner {
  readonly key: string;
  readonly isHub: boolean;
  readonly place: Place;
  /** Its place among the hubs and spokes. */
  readonly order: number;
}

/** The source, with what is looked up in it. */
export class Lookup {
  readonly source: PictureSource;
  readonly #keys: ReadonlyMap<string, Keys>;
  readonly #elements: ReadonlyMap<string, ResolvedElement>;
  readonly #usage: ReadonlyMap<string, PlannedAddresses>;

  constructor(source: PictureSource) {
    this.source = source;
    const resources = source.built.app.node
      .findAll()
      .filter((item) => TerraformResource.isTerraformResource(item));
    this.#keys = new Map(resources.map((item) => [addressOf(item), locationOf(item)]));
    this.#usage = new Map(source.addressPlan.map((row) => [`${row.network} ${row.prefix}`, row]));
    const resolved = new ResolvedStacks(source.stacks, {
      subscription: SUBSCRIPTION,
      unknown: () => undefined,
    });
    const elements = SHOWN_TYPES.flatMap((type) => resolved.elements(type)).filter(
      ({ mode }) => mode === "resource",
    );
    this.#elements = new Map(elements.map((element) => [element.address, element]));
  }

  /** The hub or spoke of a network; undefined for a peer of which only the range is known. */
  ownerOf({ address, key }: Pick<Network, "address" | "key">): NetworkOwner | undefined {
    const { built } = this.source;
    const owners = [...built.hubs, ...built.spokes];
    const own = this.keysOf(address)?.network;
    const order = owners.findIndex((owner) =>
      own === undefined ? routedId(owner.network).toLowerCase() === key : fileKeyOf(owner) === own,
    );
    const owner = owners[order];
    if (owner === undefined) return undefined;
    const place = built.locator.placeOfConstruct(owner);
    return { key: fileKeyOf(owner), isHub: order < built.hubs.length, place, order };
  }

  keysOf(address: string): Keys | undefined {
    return this.#keys.get(address);
  }

  usageOf(network: string, prefix: string): PlannedAddresses | undefined {
    return this.#usage.get(`${network} ${prefix}`);
  }

  elements(type: string): readonly ResolvedElement[] {
    return [...this.#elements.values()].filter((element) => element.type === type);
  }

  element(address: string): ResolvedElement | undefined {
    return this.#elements.get(address);
  }

  /** An attribute of a resource as text; "" where it is unknown. */
  text(address: string, attribute: string): string {
    return textOf(this.element(address)?.attribute(attribute));
  }

  /** What a thing is known by. */
  shown({ address, name }: { readonly address: string; readonly name: string }): {
    readonly address: string;
    readonly name: string;
    readonly isExisting: boolean;
    readonly place: Place | undefined;
  } {
    return { address, name, isExisting: isExisting(address), place: this.source.placeOf(address) };
  }
}

/** What exists already has an id, or a description, in place of a Terraform address. */
export function isExisting(address: string): boolean {
  return !/^azurerm_\w+\./.test(address);
}

export function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** The first block of a list of blocks, or a block. */
export function blockOf(value: unknown): Readonly<Record<string, unknown>> {
  const block: unknown = Array.isArray(value) ? value[0] : value;
  return typeof block === "object" && block !== null ? Object.fromEntries(Object.entries(block)) : {};
}
