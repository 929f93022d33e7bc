import type { ResolvedElement } from "@aks-topology/terraform";
import { formatAddress, type Address, type Model, type Subnet } from "@aks-topology/trace";
import type { ItemKind, PictureItem } from "./picture.js";
import { blockOf, textOf, type Lookup } from "./source.js";
import { counted } from "@aks-topology/constructs/internal";

/** What is in a subnet. */
export function occupantsOf(subnet: Subnet, lookup: Lookup): readonly PictureItem[] {
  return OCCUPANTS.flatMap((find) => find(subnet, lookup));
}

type Find = (subnet: Subnet, lookup: Lookup) => readonly PictureItem[];

const OCCUPANTS: readonly Find[] = [
  firewalls,
  applicationGateways,
  gatewaysForContainers,
  networkGateways,
  pools,
  pods,
  endpoints,
  apiServers,
  services,
  loadBalancers,
  machines,
  resolverEndpoints,
  bastions,
  functions,
];

interface Named {
  readonly address: string;
  readonly name: string;
}

function item(
  lookup: Lookup,
  thing: Named,
  kind: ItemKind,
  title: string,
  detail: readonly string[],
): PictureItem {
  return { ...lookup.shown(thing), kind, title, detail: detail.filter((text) => text !== "").join(" · ") };
}

function firewalls(subnet: Subnet, lookup: Lookup): readonly PictureItem[] {
  return lookup.source.model.firewalls
    .filter((firewall) => firewall.subnet === subnet)
    .map((firewall) => {
      const title = firewall.isAzure
        ? `Azure Firewall ${lookup.text(firewall.address, "sku_tier")}`.trim()
        : "Network appliance";
      return item(lookup, firewall, "firewall", title, [
        plainAddress(firewall.ip),
        publicAddresses(firewall.publicAddresses, lookup.source.model),
      ]);
    });
}

function applicationGateways(subnet: Subnet, lookup: Lookup): readonly PictureItem[] {
  return lookup.source.model.gateways
    .filter((gateway) => gateway.subnet === subnet && !isForContainers(gateway))
    .map((gateway) => {
      const tier = textOf(blockOf(lookup.element(gateway.address)?.attribute("sku"))["tier"]);
      return item(lookup, gateway, "gateway", `Application Gateway ${shortTier(tier)}`.trim(), [
        publicAddresses(gateway.publicAddresses, lookup.source.model),
        gateway.privateAddress === undefined ? "" : `private ${plainAddress(gateway.privateAddress)}`.trim(),
        gateway.isManaged ? "AGIC" : "",
      ]);
    });
}

function gatewaysForContainers(subnet: Subnet, lookup: Lookup): readonly PictureItem[] {
  return lookup.source.model.gateways
    .filter((gateway) => gateway.subnet === subnet && isForContainers(gateway))
    .map((gateway) => {
      const { length } = gateway.publicAddresses;
      return item(lookup, gateway, "gateway", "Application Gateway for Containers", [
        counted(length, "frontend"),
      ]);
    });
}

function isForContainers({ address }: { readonly address: string }): boolean {
  return address.startsWith("azurerm_application_load_balancer.");
}

function shortTier(tier: string): string {
  return tier.replaceAll("_", " ");
}

function networkGateways(subnet: Subnet, lookup: Lookup): readonly PictureItem[] {
  const { gateway } = subnet.network;
  if (gateway?.subnet !== subnet) return [];
  const type = lookup.text(gateway.address, "type");
  const title = type === "Vpn" ? "VPN gateway" : type === "ExpressRoute" ? "ExpressRoute gateway" : "Gateway";
  return [item(lookup, gateway, "network-gateway", title, [lookup.text(gateway.address, "sku")])];
}

function pools(subnet: Subnet, lookup: Lookup): readonly PictureItem[] {
  return lookup.source.model.clusters.flatMap((cluster) =>
    cluster.pools.filter((pool) => pool.subnet === subnet).map((pool) => poolItem(pool, lookup)),
  );
}

/** The first pool is part of the cluster's resource. */
export function poolItem(pool: Named, lookup: Lookup, where = ""): PictureItem {
  const isPart = !pool.address.startsWith("azurerm_kubernetes_cluster_node_pool.");
  const found = item(lookup, pool, "pool", `Node pool ${pool.name}`, [poolDetail(pool, lookup), where]);
  return isPart ? { ...found, address: `${pool.address}#pool/${pool.name}` } : found;
}

/** Its nodes and their size: `3–10 × Standard_D4ds_v5`. */
function poolDetail(pool: Named, lookup: Lookup): string {
  const element = lookup.element(pool.address);
  const block = blockOf(element?.attribute("default_node_pool"));
  const read = (name: string): string => textOf(block[name]) || textOf(element?.attribute(name));
  const [min, max, count, size] = [read("min_count"), read("max_count"), read("node_count"), read("vm_size")];
  const nodes = max === "" ? count : min === max ? max : `${min || "0"}–${max}`;
  if (size === "") return nodes;
  return nodes === "" ? size : `${nodes} × ${size}`;
}

function pods(subnet: Subnet, lookup: Lookup): readonly PictureItem[] {
  return lookup.source.model.clusters.flatMap((cluster) =>
    cluster.pools
      .filter((pool) => pool.podSubnet === subnet)
      .map((pool) => part(lookup, pool, `Pods of ${pool.name}`, "", "pods")),
  );
}

/** What is a part of a resource that is shown elsewhere. */
function part(lookup: Lookup, thing: Named, title: string, detail: string, kind: ItemKind): PictureItem {
  const id = kind === "load-balancer" ? `${kind}/${detail}` : `${kind}/${title}`;
  return { ...item(lookup, thing, kind, title, [detail]), address: `${thing.address}#${id}` };
}

function endpoints(subnet: Subnet, lookup: Lookup): readonly PictureItem[] {
  const { clusters, endpoints: all } = lookup.source.model;
  return all
    .filter((endpoint) => endpoint.subnet === subnet)
    .map((endpoint) => {
      const cluster = clusters.find(({ address }) => address === endpoint.address);
      return cluster === undefined
        ? item(lookup, endpoint, "endpoint", "Private endpoint", [endpoint.targetName ?? endpoint.name])
        : part(lookup, cluster, "API server", "private endpoint", "api");
    });
}

function apiServers(subnet: Subnet, lookup: Lookup): readonly PictureItem[] {
  return lookup.source.model.clusters
    .filter(({ api }) => api.type === "integrated" && api.subnet === subnet)
    .map((cluster) => part(lookup, cluster, "API server", "VNet integration", "api"));
}

function services(subnet: Subnet, lookup: Lookup): readonly PictureItem[] {
  return lookup.source.model.services
    .filter(({ ip }) => isIn(ip, subnet))
    .map(({ ip, cluster }) =>
      part(lookup, cluster, "Internal load balancer", plainAddress(ip), "load-balancer"),
    );
}

function loadBalancers(subnet: Subnet, lookup: Lookup): readonly PictureItem[] {
  return lookup.source.model.loadBalancers
    .filter(({ frontends }) => frontends[0]?.subnet === subnet)
    .map((balancer) =>
      item(lookup, balancer, "load-balancer", "Load balancer", [
        balancer.frontends.map(({ address }) => plainAddress(address)).join(", "),
      ]),
    );
}

function machines(subnet: Subnet, lookup: Lookup): readonly PictureItem[] {
  return lookup.source.model.interfaces
    .filter((nic) => nic.subnet === subnet && !nic.address.startsWith("azurerm_bastion_host."))
    .map((nic) => jumpHost(nic, lookup) ?? item(lookup, nic, "machine", nic.name, [plainAddress(nic.ip)]));
}

/** The machine of a network interface, where the file has it. */
function jumpHost(
  { machines: [address = ""] }: Model["interfaces"][number],
  lookup: Lookup,
): PictureItem | undefined {
  const machine = lookup.element(address);
  if (machine?.type !== "azurerm_linux_virtual_machine") return undefined;
  const thing = { address, name: textOf(machine.attribute("name")) };
  return item(lookup, thing, "machine", "Jump host", [textOf(machine.attribute("size"))]);
}

function resolverEndpoints(subnet: Subnet, lookup: Lookup): readonly PictureItem[] {
  const inbound = lookup.elements("azurerm_private_dns_resolver_inbound_endpoint").map((element) => ({
    element,
    title: "DNS inbound endpoint",
    at: blockOf(element.attribute("ip_configurations")),
  }));
  const outbound = lookup.elements("azurerm_private_dns_resolver_outbound_endpoint").map((element) => ({
    element,
    title: "DNS outbound endpoint",
    at: { subnet_id: element.attribute("subnet_id") },
  }));
  return [...inbound, ...outbound].flatMap(({ element, title, at }) => {
    if (textOf(at["subnet_id"]).toLowerCase() !== subnet.key) return [];
    const thing = { address: element.address, name: textOf(element.attribute("name")) };
    return [
      item(lookup, thing, "endpoint", title, [
        "private_ip_address" in at ? textOf(at["private_ip_address"]) : "",
      ]),
    ];
  });
}

function bastions(subnet: Subnet, lookup: Lookup): readonly PictureItem[] {
  return lookup
    .elements("azurerm_bastion_host")
    .filter((host) => bastionSubnet(host) === subnet.key)
    .map((host) => {
      const thing = { address: host.address, name: textOf(host.attribute("name")) };
      return item(lookup, thing, "machine", `Azure Bastion ${textOf(host.attribute("sku"))}`.trim(), []);
    });
}

/** Key of its subnet; "" for a host of the tier Developer, which has none. */
export function bastionSubnet(host: Pick<ResolvedElement, "attribute">): string {
  return textOf(blockOf(host.attribute("ip_configuration"))["subnet_id"]).toLowerCase();
}

function functions(subnet: Subnet, lookup: Lookup): readonly PictureItem[] {
  return lookup
    .elements("azurerm_function_app_flex_consumption")
    .filter((app) => textOf(app.attribute("virtual_network_subnet_id")).toLowerCase() === subnet.key)
    .map((app) =>
      item(lookup, { address: app.address, name: textOf(app.attribute("name")) }, "function", "Route sync", [
        "Azure Functions",
      ]),
    );
}

function publicAddresses(keys: readonly string[], { publicAddresses: all }: Model): string {
  const { length } = all.filter(({ key }) => keys.includes(key));
  if (length === 0) return "";
  return counted(length, "public IP");
}

/** An address that is known: not the one of a range that Azure chooses from. */
function plainAddress(address: Address): string {
  return address.kind === "range" && address.range.isAddress ? formatAddress(address) : "";
}

function isIn(ip: Address, subnet: Subnet): boolean {
  return ip.kind === "range" && subnet.prefixes.some((prefix) => prefix.contains(ip.range));
}
