import { bastionSubnet } from "./occupants.js";
import type { PictureBox, PictureItem } from "./picture.js";
import { textOf, type Lookup } from "./source.js";

/** Resources that are in no network, and what is said of each. */
const SERVICES: Readonly<Record<string, string>> = {
  azurerm_private_dns_zone: "Private DNS zone",
  azurerm_private_dns_resolver: "Private DNS resolver",
  azurerm_private_dns_resolver_dns_forwarding_ruleset: "DNS forwarding rules",
  azurerm_dns_zone: "DNS zone",
  azurerm_key_vault: "Key Vault",
  azurerm_log_analytics_workspace: "Log Analytics",
  azurerm_monitor_workspace: "Azure Monitor workspace",
};

/** The id of the box of what is in no network. */
const SERVICES_BOX = "services";

/** What applies to subnets, and is shown here where nothing describes the subnet. */
const LABELS: Readonly<Record<string, string>> = {
  azurerm_route_table: "Route table",
  azurerm_network_security_group: "Network security group",
  azurerm_nat_gateway: "NAT gateway",
};

/** What is in no network; nothing where there is none. */
export function serviceBoxes(lookup: Lookup, networks: readonly PictureBox[]): readonly PictureBox[] {
  const labelled = new Set(networks.flatMap(({ labels }) => labels.map(({ address }) => address)));
  const unattached = itemsOf(LABELS, lookup).filter(({ address }) => !labelled.has(address));
  const items = [
    ...zoneItems(lookup),
    ...developerBastions(lookup),
    ...itemsOf(SERVICES, lookup),
    ...functionItems(lookup),
    ...unattached,
  ];
  if (items.length === 0) return [];
  return [
    {
      id: SERVICES_BOX,
      kind: "services",
      parent: undefined,
      title: "Services",
      address: "",
      name: "",
      isExisting: false,
      place: undefined,
      details: [],
      labels: [],
      items,
      usage: undefined,
    },
  ];
}

function itemsOf(titles: Readonly<Record<string, string>>, lookup: Lookup): readonly PictureItem[] {
  return Object.entries(titles).flatMap(([type, title]) =>
    lookup.elements(type).map((element): PictureItem => {
      const name = textOf(element.attribute("name"));
      const shown = lookup.shown({ address: element.address, name });
      return { ...shown, kind: "service", title, detail: name };
    }),
  );
}

/** Zones that exist already. Those that are created are among the resources. */
function zoneItems(lookup: Lookup): readonly PictureItem[] {
  return lookup.source.model.zones
    .map((zone) => ({ ...lookup.shown(zone), detail: zone.name }))
    .filter(({ isExisting }) => isExisting)
    .map((zone): PictureItem => ({ ...zone, kind: "service", title: "Private DNS zone" }));
}

/** Hosts without a subnet, which several customers share. */
function developerBastions(lookup: Lookup): readonly PictureItem[] {
  return lookup
    .elements("azurerm_bastion_host")
    .filter((host) => bastionSubnet(host) === "")
    .map((host): PictureItem => {
      const shown = lookup.shown({ address: host.address, name: textOf(host.attribute("name")) });
      return { ...shown, kind: "machine", title: "Azure Bastion Developer", detail: shown.name };
    });
}

/** Apps without a network of the platform; the others are in their subnets. */
function functionItems(lookup: Lookup): readonly PictureItem[] {
  const subnets = new Set(
    lookup.source.model.networks.flatMap((network) => network.subnets.map(({ key }) => key)),
  );
  return lookup
    .elements("azurerm_function_app_flex_consumption")
    .filter((app) => !subnets.has(textOf(app.attribute("virtual_network_subnet_id")).toLowerCase()))
    .map((app): PictureItem => {
      const name = textOf(app.attribute("name"));
      return {
        ...lookup.shown({ address: app.address, name }),
        kind: "function",
        title: "Route sync",
        detail: name,
      };
    });
}
