import type { Stack } from "@aks-topology/terraform";
import { treeOf, type Tree } from "./tree.js";

/** How many resources of each type that a file may also name by id. */
export type PartCounts = Readonly<Record<string, number>>;

/** The parts of a file that it creates: those without an id. */
export function createdParts(file: Tree): PartCounts {
  const hubs = file["hub"] === undefined ? things(file["hubs"]) : [treeOf(file["hub"])];
  const spokes = things(file["spokes"]);
  const created = hubs.filter(isCreated);
  const virtual = created.filter(({ type }) => type === "virtual-wan");
  // A virtual hub always has a firewall, and Azure manages its network.
  const firewalls = created.filter((hub) => "firewall" in hub || virtual.includes(hub));
  const networks = created.filter((hub) => !virtual.includes(hub));
  const clusters = spokes.flatMap((spoke) => things(spoke["clusters"])).filter(isCreated);
  return {
    azurerm_virtual_network: [...networks, ...spokes.filter(({ network }) => network === undefined)].length,
    azurerm_virtual_hub: virtual.length,
    azurerm_virtual_wan: virtual.filter(({ wan }) => wan === undefined).length,
    azurerm_firewall: firewalls.length,
    azurerm_firewall_policy: firewalls.length,
    azurerm_virtual_network_gateway: networks.filter((hub) => "gateway" in hub).length,
    azurerm_vpn_gateway: gatewaysOf(virtual, "vpn"),
    azurerm_express_route_gateway: gatewaysOf(virtual, "express-route"),
    azurerm_kubernetes_automatic_cluster: clusters.filter(isAutomatic).length,
    azurerm_kubernetes_cluster: clusters.filter((cluster) => !isAutomatic(cluster)).length,
    azurerm_application_gateway: spokes.flatMap((spoke) => things(spoke["gateways"])).filter(isCreated)
      .length,
  };
}

function gatewaysOf(hubs: readonly Tree[], type: string): number {
  return hubs.filter(({ gateway }) => treeOf(gateway)["type"] === type).length;
}

/** The same parts among the resources of stacks. */
export function emittedParts(file: Tree, stacks: readonly Stack[]): PartCounts {
  return Object.fromEntries(
    Object.keys(createdParts(file)).map((type) => [
      type,
      stacks.flatMap(({ json }) => Object.keys(treeOf(treeOf(json["resource"])[type]))).length,
    ]),
  );
}

function things(map: unknown): readonly Tree[] {
  return Object.values(treeOf(map)).map(treeOf);
}

function isAutomatic({ type }: Tree): boolean {
  return type === "automatic";
}

function isCreated({ id }: Tree): boolean {
  return id === undefined;
}
