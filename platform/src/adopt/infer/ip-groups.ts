/** IP groups that a firewall's rules name. */
import { nameOf, type FoundResource, type Inventory } from "../inventory.js";
import { FreeKeys, withoutPrefixes } from "../keys.js";
import { unlessEmpty, type Spec } from "../spec.js";
import { blocks, text, texts } from "../values.js";
import { isExisting, type KeptIds } from "./kept.js";

const IP_GROUP = "azurerm_ip_group";

/** Ids of groups, in lower case, with the keys and ranges of those that the file creates. */
export type OwnIpGroups = ReadonlyMap<string, { readonly key: string; readonly ranges: readonly string[] }>;

/** The groups that are created with a firewall: those in its resource group that rules of its policy name. */
export function ownIpGroups(
  inventory: Inventory,
  firewall: FoundResource | undefined,
  kept: KeptIds,
): OwnIpGroups {
  if (firewall === undefined) return new Map();
  const free = new FreeKeys();
  const own = namedGroups(inventory, text(firewall.values, "firewall_policy_id")).filter(
    (id) => groupOf(id) === groupOf(firewall.id) && !isExisting(inventory, kept, IP_GROUP, id),
  );
  return new Map(
    own.flatMap((id) => {
      const found = inventory.byId(IP_GROUP, id);
      const ranges = texts(found?.values ?? {}, "cidrs");
      if (found === undefined || ranges.length === 0 || !ranges.every(isRange)) return [];
      return [[id, { key: free.take(keyOf(found, firewall), "group"), ranges }]];
    }),
  );
}

/** The key `ipGroups` of a firewall. */
export function ipGroupsSpec(own: OwnIpGroups): Spec | undefined {
  return unlessEmpty(Object.fromEntries([...own.values()].map(({ key, ranges }) => [key, ranges])));
}

/** How rules name groups: by the key of one that the file creates, or by its id. */
export function ipGroupNames(ids: readonly string[], own: OwnIpGroups): readonly (string | Spec)[] {
  return ids.map((id) => own.get(id.toLowerCase())?.key ?? { id });
}

/** Ids, in lower case, of the groups that rules of a policy name. */
function namedGroups(inventory: Inventory, policy: string | undefined): readonly string[] {
  if (policy === undefined) return [];
  const rules = inventory
    .referringTo("azurerm_firewall_policy_rule_collection_group", "firewall_policy_id", policy)
    .flatMap(({ values }) =>
      ["nat_rule_collection", "network_rule_collection"].flatMap((kind) => blocks(values, kind)),
    )
    .flatMap((collection) => blocks(collection, "rule"));
  const ids = rules.flatMap((rule) => [
    ...texts(rule, "source_ip_groups"),
    ...texts(rule, "destination_ip_groups"),
  ]);
  return [...new Set(ids.map((id) => id.toLowerCase()))];
}

/** The words of a group's name that the firewall's name has not. */
function keyOf(group: FoundResource, firewall: FoundResource): string {
  const words = withoutPrefixes(nameOf(group), "ipGroup").split("-");
  const common = withoutPrefixes(nameOf(firewall), "firewall").split("-");
  while (words.length > 1 && words[0] === common[0]) {
    words.shift();
    common.shift();
  }
  while (words.length > 1 && words.at(-1) === common.at(-1)) {
    words.pop();
    common.pop();
  }
  return words.join("-");
}

function isRange(text: string): boolean {
  return /^\d+(\.\d+){3}\/\d+$/.test(text);
}

/** The resource group of an id, in lower case. */
function groupOf(id: string): string {
  return id.split("/").slice(0, 5).join("/").toLowerCase();
}
