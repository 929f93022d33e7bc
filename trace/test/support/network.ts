import {
  readModel,
  trace,
  type Model,
  type Question,
  type ReadOptions,
  type Thing,
  type Trace,
} from "@aks-topology/trace";

/** Resources by Terraform address; `ref` writes what others refer to. */
export type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The id that a test gives to a resource, by its Terraform address. */
export function id(address: string): string {
  const [type = "", name = ""] = address.split(".");
  const kinds: Readonly<Record<string, string>> = {
    azurerm_virtual_network: "Microsoft.Network/virtualNetworks",
    azurerm_route_table: "Microsoft.Network/routeTables",
    azurerm_network_security_group: "Microsoft.Network/networkSecurityGroups",
  };
  return `/subscriptions/s/resourceGroups/rg/providers/${kinds[type] ?? type}/${name}`;
}

/** Things with an id, a name and a resource group of their own. */
export function things(resources: Resources): readonly Thing[] {
  return Object.entries(resources).map(([address, attributes]) => {
    const [type = "", name] = address.split(".");
    const own = { name, resource_group_name: "rg", id: id(address), ...attributes };
    const values = new Map<string, unknown>(Object.entries(own));
    return { type, address, attribute: (attribute) => values.get(attribute) };
  });
}

export function model(resources: Resources, options: ReadOptions = {}): Model {
  return readModel(things(resources), options);
}

/** A question about TCP port 443 unless it says otherwise. */
export function ask(
  of: Model,
  question: Pick<Question, "from" | "to"> & Partial<Pick<Question, "protocol" | "port">>,
): Trace {
  return trace({ protocol: "TCP", port: 443, ...question }, of);
}

export function network(name: string, space: string, more: object = {}): Resources {
  return { [`azurerm_virtual_network.${name}`]: { address_space: [space], location: "westeurope", ...more } };
}

/** A subnet without default outbound access. */
export function subnet(name: string, of: string, prefix: string, more: object = {}): Resources {
  return {
    [`azurerm_subnet.${name}`]: {
      virtual_network_name: of,
      address_prefixes: [prefix],
      default_outbound_access_enabled: false,
      ...more,
    },
  };
}

/** One half of a peering. */
export function half(from: string, to: string, more: object = {}): Resources {
  return {
    [`azurerm_virtual_network_peering.${from}-${to}`]: {
      virtual_network_name: from,
      remote_virtual_network_id: id(`azurerm_virtual_network.${to}`),
      ...more,
    },
  };
}
