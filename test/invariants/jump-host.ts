/** The machine in a hub that Azure Bastion connects to. */
import { isCreated } from "./existing-hub.js";
import { rule } from "./security-rules.js";
import {
  differences,
  fields,
  list,
  optional,
  unless,
  type Fields,
  type Invariant,
  type Subject,
} from "./subject.js";

/** A jump host: the end of the addresses of its resources, its hub, and what the file says of both. */
interface JumpHostOf {
  readonly id: string;
  readonly hub: string;
  readonly spec: Fields;
  readonly jumpHost: Fields;
}

export function jumpHosts(subject: Subject): readonly JumpHostOf[] {
  return subject.hubs.filter(isCreated).flatMap(([hub, spec]) => {
    const jumpHost = fields(spec["bastion"])["jumpHost"];
    return jumpHost === undefined ? [] : [{ id: `${hub}_jump-host`, hub, spec, jumpHost: fields(jumpHost) }];
  });
}

/** Bastion alone; of the tier Developer from an address of Azure's. Source: Azure Bastion documentation, quickstart of Developer. */
export function inboundOfJumpHost(subject: Subject, hub: string, id: string): readonly string[] {
  const bastion = subject.prefixes(`${hub}_AzureBastionSubnet`);
  const from = bastion.length === 0 ? ["168.63.129.16/32"] : bastion;
  return [rule("Tcp", from, subject.prefixes(id), ["22"])];
}

const subnets: Invariant = {
  name: "the subnet of a jump host has its security group",
  broken: (subject) =>
    jumpHosts(subject).flatMap(({ id }) => {
      const found = subject
        .of("azurerm_subnet_network_security_group_association")
        .filter(({ body }) => subject.target(body["subnet_id"], "azurerm_subnet")?.name === id)
        .map(
          ({ body }) =>
            subject.target(body["network_security_group_id"], "azurerm_network_security_group")?.name,
        );
      return differences(id, found.map(String), [id]);
    }),
};

const machines: Invariant = {
  name: "there is no machine but the jump hosts that the file asks for, each with its key, without a password and a public address",
  broken: (subject) => {
    const wanted = jumpHosts(subject);
    return [
      ...["azurerm_linux_virtual_machine", "azurerm_network_interface"].flatMap((type) =>
        differences(
          type,
          subject.of(type).map(({ name }) => name),
          wanted.map(({ id }) => id),
        ),
      ),
      ...wanted.flatMap(({ id, jumpHost }) => {
        const machine = subject.at(`azurerm_linux_virtual_machine.${id}`)?.body ?? {};
        const card = subject.at(`azurerm_network_interface.${id}`);
        const [key, ...more] = list(machine["admin_ssh_key"]).map(fields);
        const configurations = list(card?.body["ip_configuration"]).map(fields);
        return unless([
          [key?.["public_key"] === jumpHost["sshPublicKey"], `${id} has another key.`],
          [more.length === 0, `${id} has several keys.`],
          [key?.["username"] === machine["admin_username"], `The key of ${id} is another user's.`],
          [machine["disable_password_authentication"] === true, `${id} takes passwords.`],
          [machine["admin_password"] === undefined, `${id} has a password.`],
          [machine["secure_boot_enabled"] === true, `${id} boots what is not signed.`],
          [machine["vtpm_enabled"] === true, `${id} has no TPM.`],
          [machine["patch_mode"] === "AutomaticByPlatform", `Nothing installs updates on ${id}.`],
          [optional(machine["zone"]) === jumpHost["zone"]?.toString(), `${id} is in another zone.`],
          [
            list(machine["network_interface_ids"]).every(
              (each) => subject.target(each, "azurerm_network_interface") === card,
            ),
            `${id} has another interface.`,
          ],
          [
            configurations.every(
              (one) =>
                one["public_ip_address_id"] === undefined &&
                subject.target(one["subnet_id"], "azurerm_subnet")?.name === id,
            ),
            `${id} has a public address, or another subnet.`,
          ],
          [card?.body["ip_forwarding_enabled"] !== true, `${id} forwards packets.`],
        ]);
      }),
    ];
  },
};

/** What the firewall lets a jump host call: names, never ranges, but for custom resolvers. */
const egress: Invariant = {
  name: "the firewall allows a jump host its own subnet as source, and names as destinations",
  broken: (subject) =>
    jumpHosts(subject)
      .filter(({ spec }) => spec["firewall"] !== undefined)
      .flatMap(({ id, hub }) => {
        const group = subject.at(`azurerm_firewall_policy_rule_collection_group.${id}`)?.body ?? {};
        const application = list(group["application_rule_collection"])
          .map(fields)
          .flatMap((collection) => list(collection["rule"]).map(fields));
        const network = list(group["network_rule_collection"])
          .map(fields)
          .flatMap((collection) => list(collection["rule"]).map(fields));
        const sources = subject.prefixes(id);
        return unless([
          [application.length > 0, `The firewall of ${hub} allows ${id} nothing.`],
          ...[...application, ...network].map(
            (one) =>
              [
                JSON.stringify(one["source_addresses"]) === JSON.stringify(sources),
                `${String(one["name"])} of ${id} has other sources.`,
              ] as const,
          ),
          ...application.map(
            (one) =>
              [
                list(one["destination_fqdns"]).every((name) => !String(name).includes("*")),
                `${String(one["name"])} of ${id} allows a pattern.`,
              ] as const,
          ),
          ...network.map(
            (one) =>
              [
                JSON.stringify(one["destination_ports"]) === '["53"]',
                `${String(one["name"])} of ${id} is more than DNS.`,
              ] as const,
          ),
        ]);
      }),
};

export const JUMP_HOSTS: readonly Invariant[] = [subnets, machines, egress];
