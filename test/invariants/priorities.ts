/** What Azure takes in an order: each place once, and rules that allow allow. */
import { type Element, type Invariant, type Subject, fields, list, optional, unless } from "./subject.js";

/** A sentence for each priority of `items` that is taken twice or outside of its range. */
function places(
  where: string,
  items: readonly unknown[],
  [first, last]: readonly [number, number],
): readonly string[] {
  const priorities = items.map((item) => Number(fields(item)["priority"]));
  return unless([
    [
      new Set(priorities).size === priorities.length,
      `${where} takes a priority twice: ${priorities.join()}.`,
    ],
    [
      priorities.every((priority) => priority >= first && priority <= last),
      `${where} has a priority outside of ${String(first)} to ${String(last)}: ${priorities.join()}.`,
    ],
  ]);
}

function groupedBy(elements: readonly Element[], key: (element: Element) => string): readonly Element[][] {
  const groups = new Map<string, Element[]>();
  for (const element of elements) {
    const group = groups.get(key(element)) ?? [];
    groups.set(key(element), [...group, element]);
  }
  return [...groups.values()];
}

const unique: Invariant = {
  name: "rules of one security group, firewall policy, gateway or site have priorities of their own",
  broken: (subject) => [
    ...groupedBy(
      subject.of("azurerm_network_security_rule"),
      ({ body }) => `${String(body["network_security_group_name"])} ${String(body["direction"])}`,
    ).flatMap((rules) =>
      places(
        rules[0]?.address ?? "",
        rules.map(({ body }) => body),
        [100, 4096],
      ),
    ),
    ...groupedBy(groupsOf(subject), ({ body }) => String(body["firewall_policy_id"])).flatMap((groups) =>
      places(
        "The firewall's policy",
        groups.map(({ body }) => body),
        [100, 65_000],
      ),
    ),
    ...groupsOf(subject).flatMap((group) => places(group.address, collectionsOf(group), [100, 65_000])),
    ...subject
      .of("azurerm_application_gateway")
      .flatMap(({ address, body }) => places(address, list(body["request_routing_rule"]), [1, 20_000])),
    ...subject
      .of("azurerm_function_app_flex_consumption")
      .flatMap(({ address, body }) =>
        ["ip_restriction", "scm_ip_restriction"].flatMap((key) =>
          places(`${address} ${key}`, list(fields(body["site_config"])[key]), [1, 2_147_483_647]),
        ),
      ),
  ],
};

function groupsOf(subject: Subject): readonly Element[] {
  return subject.of("azurerm_firewall_policy_rule_collection_group");
}

const KINDS = ["nat_rule_collection", "network_rule_collection", "application_rule_collection"] as const;

function collectionsOf({ body }: Element): readonly unknown[] {
  return KINDS.flatMap((kind) => list(body[kind]));
}

const actions: Invariant = {
  name: "the firewall's collections allow or translate",
  broken: (subject) =>
    groupsOf(subject).flatMap(({ address, body }) =>
      KINDS.flatMap((kind) =>
        list(body[kind]).flatMap((collection) => {
          const action = optional(fields(collection)["action"]);
          const wanted = kind === "nat_rule_collection" ? "Dnat" : "Allow";
          return unless([[action === wanted, `${address}: a collection has the action ${String(action)}.`]]);
        }),
      ),
    ),
};

export const PRIORITIES: readonly Invariant[] = [unique, actions];
