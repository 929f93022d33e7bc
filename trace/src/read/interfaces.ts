import { addressIn, type Address } from "../address.js";
import { Cidr } from "../cidr.js";
import type { NetworkInterface, SecurityGroup, Subnet } from "../model/model.js";
import type { KnownAddresses } from "./addresses.js";
import { Block } from "./block.js";
import { named, type Register, type Things } from "./index-of-things.js";
import { outside, type Networks } from "./networks.js";
import { scaleSetsOf } from "./scale-sets.js";
import { keyOf, ownerKey, type Thing } from "./thing.js";

const MACHINES = ["linux_virtual_machine", "windows_virtual_machine", "virtual_machine"].map(
  (type) => `azurerm_${type}`,
);

/** Network interfaces, and their addresses for what refers to them. Security groups are attached afterwards. */
export function readInterfaces(
  things: Things,
  { subnets }: Networks,
  known: KnownAddresses,
): readonly NetworkInterface[] {
  const machines = MACHINES.flatMap((type) => things.of(type));
  return things.of("azurerm_network_interface").flatMap((thing): NetworkInterface[] => {
    const block = Block.of(thing);
    const own = named(thing);
    const users = machines.filter((machine) =>
      Block.of(machine)
        .list("network_interface_ids")
        .some((id) => keyOf(id) === own.key),
    );
    const addresses = primaryFirst(block.blocks("ip_configuration")).flatMap((configuration, index) => {
      const subnet = subnets.get(configuration.key("subnet_id"));
      if (subnet === undefined) return [];
      const label = index === 0 ? thing.address : `${thing.address}.ip_configuration[${index}]`;
      const ip = ipOf(configuration, subnet, label);
      if (ip === undefined) return [];
      return [
        {
          ...own,
          subnet,
          ip,
          machines: users.map(({ address }) => address),
          publicAddress: configuration.key("public_ip_address_id"),
          forwards: block.flag("ip_forwarding_enabled", false) || block.flag("enable_ip_forwarding", false),
          securityGroup: undefined,
        },
      ];
    });
    const [first] = addresses;
    if (first !== undefined) for (const owner of [thing, ...users]) addKnown(owner, first.ip, known);
    return addresses;
  });
}

/** Hosts of Azure Bastion, each as a machine in its subnet with a public address, which is what they are to the network. */
export function readBastions(things: Things, { subnets }: Networks): readonly NetworkInterface[] {
  return things.of("azurerm_bastion_host").flatMap((thing): NetworkInterface[] => {
    const configuration = Block.of(thing).block("ip_configuration");
    const subnet = subnets.get(configuration?.key("subnet_id"));
    const [prefix] = subnet?.prefixes ?? [];
    if (configuration === undefined || subnet === undefined || prefix === undefined) return [];
    return [
      {
        ...named(thing),
        subnet,
        ip: addressIn(prefix, thing.address),
        machines: [],
        publicAddress: configuration.key("public_ip_address_id"),
        forwards: false,
        securityGroup: undefined,
      },
    ];
  });
}

function primaryFirst(configurations: readonly Block[]): readonly Block[] {
  return configurations.toSorted(
    (a, b) => Number(b.flag("primary", false)) - Number(a.flag("primary", false)),
  );
}

function ipOf(configuration: Block, { prefixes }: Subnet, label: string): Address | undefined {
  const given = Cidr.parse(configuration.text("private_ip_address") ?? "");
  if (given !== undefined) return addressIn(given, label);
  const family = configuration.text("private_ip_address_version") === "IPv6" ? 6 : 4;
  const prefix = prefixes.find((own) => own.family === family);
  return prefix && addressIn(prefix, label);
}

function addKnown(owner: Thing, ip: Address, known: KnownAddresses): void {
  for (const attribute of ["private_ip_address", "private_ip_addresses"])
    known.add(`${ownerKey(owner)}#${attribute}`, ip);
}

/** The addresses of the members of application security groups, by the key of the group. */
export function readMembers(
  things: Things,
  networks: Networks,
  interfaces: readonly NetworkInterface[],
): ReadonlyMap<string, readonly Address[]> {
  const members = new Map<string, Address[]>();
  const add = (group: string, addresses: readonly Address[]): void => {
    members.set(group, [...(members.get(group) ?? []), ...addresses]);
  };
  for (const thing of things.of("azurerm_network_interface_application_security_group_association")) {
    const block = Block.of(thing);
    const group = block.key("application_security_group_id");
    const card = block.key("network_interface_id");
    if (group === undefined) continue;
    const own = interfaces.filter(({ key }) => key === card).map(({ ip }) => ip);
    add(group, own);
  }
  for (const { ip, applicationGroups } of scaleSetsOf(things, networks))
    for (const group of applicationGroups) add(group, [ip]);
  return members;
}

/** Attaches security groups to interfaces, those that nothing describes as opaque ones. */
export function attachToInterfaces(
  things: Things,
  networks: Networks,
  interfaces: readonly NetworkInterface[],
  groups: Register<SecurityGroup>,
): void {
  const attach = (card: string | undefined, key: string | undefined): void => {
    if (key === undefined) return;
    const group = groups.get(key) ?? { key, ...outside(key), rules: [], isOpaque: true };
    for (const item of interfaces.filter((own) => own.key === card)) item.securityGroup = group;
  };
  for (const thing of things.of("azurerm_network_interface_security_group_association")) {
    const block = Block.of(thing);
    attach(block.key("network_interface_id"), block.key("network_security_group_id"));
  }
  for (const { key, group } of scaleSetsOf(things, networks)) attach(key, group);
}
