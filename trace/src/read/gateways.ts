import { Term } from "@aks-topology/terraform";
import { addressIn, type Address } from "../address.js";
import { Cidr } from "../cidr.js";
import type { ApplicationGateway, Listener, NatGateway, PublicAddressThing } from "../model/model.js";
import type { KnownAddresses } from "./addresses.js";
import { Block } from "./block.js";
import { named, Register, type Things } from "./index-of-things.js";
import type { Networks } from "./networks.js";
import { keyOf, ownerKey, type Thing } from "./thing.js";

export function readPublicAddresses(things: Things, known: KnownAddresses): readonly PublicAddressThing[] {
  return things.of("azurerm_public_ip").map((thing) => {
    const text = Block.of(thing).text("ip_address");
    const ip = text === undefined ? undefined : Cidr.parse(text);
    const address: Address =
      ip === undefined
        ? { kind: "public", family: 4, label: thing.address, tags: ["AzureCloud"] }
        : addressIn(ip, thing.address);
    for (const attribute of ["ip_address", "fqdn"]) known.add(`${ownerKey(thing)}#${attribute}`, address);
    return { ...named(thing), ip };
  });
}

/** NAT gateways, attached to their subnets. */
export function readNatGateways(things: Things, { subnets }: Networks): void {
  const gateways = new Register<NatGateway & { readonly publicAddresses: string[] }>();
  for (const thing of things.of("azurerm_nat_gateway"))
    gateways.add(thing, { ...named(thing), publicAddresses: addressesOf(thing) });
  for (const kind of ["", "_prefix"]) {
    for (const thing of things.of(`azurerm_nat_gateway_public_ip${kind}_association`)) {
      const block = Block.of(thing);
      const address = block.key(`public_ip${kind === "" ? "_address" : kind}_id`);
      if (address !== undefined) gateways.get(block.key("nat_gateway_id"))?.publicAddresses.push(address);
    }
  }
  for (const thing of things.of("azurerm_subnet_nat_gateway_association")) {
    const block = Block.of(thing);
    const subnet = subnets.get(block.key("subnet_id"));
    if (subnet !== undefined) subnet.natGateway = gateways.get(block.key("nat_gateway_id"));
  }
}

/** What a data source has of it. */
function addressesOf(thing: Thing): string[] {
  const block = Block.of(thing);
  return ["public_ip_address_ids", "public_ip_prefix_ids"].flatMap((name) =>
    block.list(name).flatMap((id) => keyOf(id) ?? []),
  );
}

export function readApplicationGateways(
  things: Things,
  { subnets }: Networks,
  known: KnownAddresses,
): readonly ApplicationGateway[] {
  return things.of("azurerm_application_gateway").flatMap((thing): ApplicationGateway[] => {
    const block = Block.of(thing);
    const subnet = block
      .blocks("gateway_ip_configuration")
      .flatMap((item) => subnets.get(item.key("subnet_id")) ?? [])[0];
    if (subnet === undefined) return [];
    const frontends = block.blocks("frontend_ip_configuration");
    const given = frontends
      .map((item) => item.value("private_ip_address"))
      .find((value) => value !== undefined);
    return [
      {
        ...named(thing),
        subnet,
        publicAddresses: frontends.flatMap((item) => item.key("public_ip_address_id") ?? []),
        privateAddress: given === undefined ? undefined : known.of(given),
        // AGIC writes the gateway where Terraform ignores its listeners.
        isManaged: block.block("lifecycle")?.texts("ignore_changes").includes("http_listener") ?? false,
        mayBeManaged: block.value("lifecycle") instanceof Term,
        listeners: listenersOf(block),
      },
    ];
  });
}

function listenersOf(block: Block): readonly Listener[] {
  const ports = new Map(
    block.blocks("frontend_port").map((item) => [item.text("name"), item.number("port")]),
  );
  const publicFrontends = block
    .blocks("frontend_ip_configuration")
    .filter((item) => item.key("public_ip_address_id") !== undefined)
    .map((item) => item.text("name"));
  return block.blocks("http_listener").map((item) => ({
    port: ports.get(item.text("frontend_port_name")),
    isPublic: publicFrontends.includes(item.text("frontend_ip_configuration_name")),
  }));
}
