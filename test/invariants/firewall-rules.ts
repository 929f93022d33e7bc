/** The rules of a firewall's policy in Terraform, as text that is compared. */
import { type Element, type Fields, type Subject, fields, list, optional, texts } from "./subject.js";

/** Rules of the firewall's policy that allow egress, each with its group. */
export function firewallRules(subject: Subject): readonly (readonly [Element, Fields])[] {
  return subject.of("azurerm_firewall_policy_rule_collection_group").flatMap((group) =>
    ["application_rule_collection", "network_rule_collection"].flatMap((kind) =>
      list(group.body[kind])
        .map(fields)
        .flatMap((collection) => list(collection["rule"]).map(fields))
        .map((item) => [group, item] as const),
    ),
  );
}

/** Protocols and ports of a rule of either kind: `Https:443`, `TCP:1521`. */
export function services(item: Fields): readonly string[] {
  const application = list(item["protocols"])
    .filter((each) => typeof each === "object")
    .map(fields);
  return application.length > 0
    ? application.map(({ type, port }) => `${optional(type) ?? ""}:${optional(port) ?? ""}`)
    : texts(item["protocols"]).flatMap((each) =>
        texts(item["destination_ports"]).map((port) => `${each}:${port}`),
      );
}

export function destinations(item: Fields): readonly string[] {
  return [
    "destination_addresses",
    "destination_ip_groups",
    "destination_fqdns",
    "destination_fqdn_tags",
  ].flatMap((key) => texts(item[key]));
}
