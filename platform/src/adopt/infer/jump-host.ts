import { DEFAULTS } from "@aks-topology/constructs/internal";
import { isWithin, sameId, type FoundResource, type Inventory } from "../inventory.js";
import type { FoundHub } from "../relations.js";
import { compact, type Spec } from "../spec.js";
import { block, blocks, flag, text, texts } from "../values.js";
import type { Names } from "./names.js";

/** Source: `linuxMachine` of the constructs. What differs from it would be replaced, so that it is none. */
const USER = "azureuser";
const OFFER = "ubuntu-24_04-lts";
const INTERFACE = "azurerm_network_interface";

/** The key `jumpHost` of a hub's Bastion: a machine in the hub's network, on a subnet of its own; undefined where there is none. */
export function jumpHostSpec(
  inventory: Inventory,
  hub: FoundHub,
  key: string,
  names: Names,
): Spec | undefined {
  const machine = inventory
    .of("azurerm_linux_virtual_machine")
    .find((one) => isJumpHost(inventory, one, hub));
  if (machine === undefined) return undefined;
  const { values } = machine;
  const zone = text(values, "zone");
  return compact(
    {
      name: names.differing(machine, "virtualMachine", key, "jump-host"),
      sshPublicKey: text(block(values, "admin_ssh_key"), "public_key")?.trim(),
      vmSize: text(values, "size"),
      zone: zone === undefined ? undefined : Number(zone),
    },
    DEFAULTS.jumpHost,
  );
}

function isJumpHost(inventory: Inventory, { values }: FoundResource, { id }: FoundHub): boolean {
  const [keys, image] = [blocks(values, "admin_ssh_key"), block(values, "source_image_reference")];
  const [cardId, ...others] = texts(values, "network_interface_ids");
  const card = inventory.byId(INTERFACE, cardId);
  const subnetId = card && subnetOf(card);
  return (
    others.length === 0 &&
    subnetId !== undefined &&
    isWithin(subnetId, id) &&
    inventory.of(INTERFACE).filter((one) => sameId(subnetOf(one), subnetId)).length === 1 &&
    keys.length === 1 &&
    text(keys[0] ?? {}, "username") === USER &&
    text(image, "offer") === OFFER &&
    flag(values, "secure_boot_enabled") &&
    flag(values, "vtpm_enabled")
  );
}

function subnetOf({ values }: FoundResource): string | undefined {
  return text(block(values, "ip_configuration"), "subnet_id");
}
