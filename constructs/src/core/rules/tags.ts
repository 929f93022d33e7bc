import { defineRule } from "../rule.js";

/** Rules on tags, of which some types of resources take less than others. */

/** What a type of resource takes of tags, where that is less than other types do. */
export interface TagLimit {
  /** A resource of the type: "a private DNS zone". */
  readonly words: string;
  /** Tags of one resource. @default as many as other types take: 50 */
  readonly most?: number;
  /** Characters of a tag's name. @default as many as other types take: 512 */
  readonly longest?: number;
  /** How names are to be that the type keeps. @default it keeps all */
  readonly names?: { readonly pattern: RegExp; readonly words: string };
}

const DNS_NAMES = {
  pattern: /^[A-Za-z][A-Za-z0-9_.-]*$/,
  words: "a letter first, then letters, digits, dashes, dots and underscores",
};
const ZONE: Omit<TagLimit, "words"> = { most: 15, names: DNS_NAMES };
const PRIVATE_RECORD: TagLimit = { ...ZONE, words: "a record of a private DNS zone" };
const RECORD: TagLimit = { ...ZONE, words: "a DNS record" };
const FRONT_DOOR = { pattern: /^[^#:]*$/, words: "no # and no colon" };

const SOURCE =
  "Azure Resource Manager documentation, use tags to organize resources, limitations; azurerm #6129: names that private zones do not keep";

/** By the type in Terraform. */
export const TAG_LIMITS: Readonly<Partial<Record<string, TagLimit>>> = {
  azurerm_private_dns_zone: { ...ZONE, words: "a private DNS zone" },
  azurerm_private_dns_zone_virtual_network_link: { ...ZONE, words: "a link of a private DNS zone" },
  azurerm_private_dns_a_record: PRIVATE_RECORD,
  azurerm_private_dns_aaaa_record: PRIVATE_RECORD,
  azurerm_private_dns_cname_record: PRIVATE_RECORD,
  azurerm_private_dns_txt_record: PRIVATE_RECORD,
  azurerm_dns_zone: { ...ZONE, words: "a DNS zone" },
  azurerm_dns_a_record: RECORD,
  azurerm_dns_aaaa_record: RECORD,
  azurerm_dns_cname_record: RECORD,
  azurerm_dns_txt_record: RECORD,
  azurerm_storage_account: { longest: 128, words: "a storage account" },
  azurerm_cdn_frontdoor_profile: { names: FRONT_DOOR, words: "a Front Door profile" },
  azurerm_cdn_frontdoor_firewall_policy: { names: FRONT_DOOR, words: "a firewall policy of Front Door" },
};

/** The tags of a resource, by their names, and what its type takes. */
export interface Tagged {
  readonly names: readonly string[];
  readonly limit: TagLimit;
}

const TAG_LIMIT = defineRule({
  code: "TAG_LIMIT",
  title: "Tags that a type of resource does not take",
  explanation:
    "Every resource gets the tags of the platform. Azure takes 50 with names of up to 512 characters, and some types less: DNS zones, their links and records 15 with plain names, storage accounts names of 128 characters, Front Door names without # and colons. Azure rejects what is too many or too long, and DNS drops other names, which every plan then adds again.",
  remedy: "Shorten, rename or remove tags.",
  source: SOURCE,
});

export const TOO_MANY_TAGS = TAG_LIMIT.case({
  matches: ({ names, limit: { most } }: Tagged) => most !== undefined && names.length > most,
  prop: "tags",
  message: ({ names, limit: { most, words } }) =>
    `There are ${names.length} tags, and ${words} takes ${most ?? ""}.`,
  remedy: ({ limit: { most } }) =>
    `Keep ${most ?? ""} of them; one tag may hold several values, such as JSON text.`,
});

export const TAG_NAME_TOO_LONG = TAG_LIMIT.case({
  matches: (tagged: Tagged) => tooLong(tagged) !== undefined,
  prop: "tags",
  message: (tagged) =>
    `The tag name that begins with "${(tooLong(tagged) ?? "").slice(0, 20)}" has ${tooLong(tagged)?.length ?? 0} characters, and those of ${tagged.limit.words} have at most ${tagged.limit.longest ?? ""}.`,
  remedy: ({ limit: { longest } }) => `Shorten it to ${longest ?? ""} characters.`,
});

export const TAG_NAME_NOT_KEPT = TAG_LIMIT.case({
  severity: "warning",
  matches: (tagged: Tagged) => namesNotKept(tagged).length > 0,
  prop: "tags",
  message: (tagged) =>
    `${listOf(namesNotKept(tagged))}: ${tagged.limit.words} does not support ${namesNotKept(tagged).length === 1 ? "this tag name" : "these tag names"}.`,
  remedy: ({ limit: { names } }) => `Write names with ${names?.words ?? ""}.`,
});

function tooLong({ names, limit: { longest = Infinity } }: Tagged): string | undefined {
  return names.find((name) => name.length > longest);
}

/** Names of tags that the type does not keep. */
export function namesNotKept({ names, limit }: Tagged): readonly string[] {
  return names.filter((name) => limit.names?.pattern.test(name) === false);
}

function listOf(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(", ");
}

export const TAG_RULES = [TAG_LIMIT] as const;
