/**
 * The rules that a platform lists for users and for other teams, and the rules that its Terraform has, in one form. Both are
 * written from the same rule sets by different code, so that a test compares them.
 */
import type { Stack } from "@aks-topology/terraform";
import type { Description } from "../../src/describe.js";

type Fields = Readonly<Record<string, unknown>>;

/** A rule as each of the lists has it. */
interface ListedRule {
  readonly name: string;
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly protocol: string;
  /** Empty for all. */
  readonly ports: readonly (number | string)[];
}

/** The egress rules of clusters of which lists and Terraform differ; a cluster per list. */
export function listedOtherwise(
  { egressRules, otherTeams }: Description,
  stacks: readonly Stack[],
): readonly {
  readonly cluster: string;
  readonly listed: readonly string[];
  readonly wanted: readonly string[];
}[] {
  const groups = groupsIn(stacks);
  const openings = openingsIn(stacks);
  const created = resourcesOf(stacks, "azurerm_network_security_group").map(([name]) => name);
  const forOthers = otherTeams.flatMap(({ firewallRules }) => firewallRules);
  return [...new Set(egressRules.map(({ cluster }) => cluster))].flatMap((cluster) => {
    const rules = egressRules.filter((rule) => rule.cluster === cluster);
    const address = cluster.replaceAll(/[/-]/g, "_");
    const written = [address, `${address}_api_server`].flatMap((group) => groups.get(group) ?? []);
    const requested = forOthers.filter(({ neededBy }) => neededBy === cluster);
    const inPlaceOf = written.length > 0 ? written : requested.map(lineOf).sort();
    // Security groups name no rule by itself, and open the networks around in addition. To those that exist already, their
    // owners add what is listed.
    const isOthers = !created.some((name) => name.startsWith(`${address}_`));
    if (inPlaceOf.length === 0 && isOthers) return [];
    const opened = rules.flatMap(openingsOf).filter((each) => !openings.has(each));
    if (inPlaceOf.length === 0) return opened.length === 0 ? [] : [{ cluster, listed: opened, wanted: [] }];
    const listed = rules.map(lineOf).sort();
    return listed.join() === inPlaceOf.toSorted().join() ? [] : [{ cluster, listed, wanted: inPlaceOf }];
  });
}

/** A rule in one line. */
export function lineOf({ name, sources, destinations, protocol, ports }: ListedRule): string {
  const on = ports.length === 0 ? "*" : ports.join(" ");
  return `${name}: ${sources.join(" ")} to ${destinations.join(" ")} on ${protocol} ${on}`;
}

/** What Terraform allows on firewalls, in lines: the rules of each group, by the last part of its address. */
export function groupsIn(stacks: readonly Stack[]): ReadonlyMap<string, readonly string[]> {
  const groups = resourcesOf(stacks, "azurerm_firewall_policy_rule_collection_group");
  const ranges = new Map(
    resourcesOf(stacks, "azurerm_ip_group").map(([name, { cidrs }]) => [
      `\${azurerm_ip_group.${name}.id}`,
      texts(cidrs),
    ]),
  );
  return new Map(groups.map(([name, body]) => [name, rulesIn(body, ranges).map(lineOf)]));
}

/** Ranges of IP groups by the references to their ids. */
type IpGroups = ReadonlyMap<string, readonly string[]>;

function rulesIn(group: Fields, ipGroups: IpGroups): readonly ListedRule[] {
  return ["network_rule_collection", "application_rule_collection"]
    .flatMap((kind) => list(group[kind]))
    .flatMap((collection) => list(fields(collection)["rule"]))
    .map((rule) => ruleOf(fields(rule), ipGroups));
}

function ruleOf(rule: Fields, ipGroups: IpGroups): ListedRule {
  const web = list(rule["protocols"])
    .map(fields)
    .flatMap(({ port }) => port ?? []);
  const ports = texts(web.length > 0 ? web : rule["destination_ports"]);
  return {
    name: String(rule["name"]),
    sources: texts(rule["source_addresses"]),
    destinations: [
      ...texts(rule["destination_addresses"]),
      ...texts(rule["destination_ip_groups"]).flatMap(
        (id) => ipGroups.get(id) ?? [`IP group ${id.split("/").at(-1) ?? ""}`],
      ),
      // The name of an API server is known once it exists.
      ...texts(rule["destination_fqdns"]).map((name) =>
        name.endsWith(".fqdn}") ? "the API server's name" : name,
      ),
      ...texts(rule["destination_fqdn_tags"]).map((tag) => `tag ${tag}`),
    ],
    protocol: web.length > 0 ? "HTTP/HTTPS" : texts(rule["protocols"]).join(),
    ports: ports.join() === "*" ? [] : ports,
  };
}

/** What outbound rules of security groups open. */
function openingsIn(stacks: readonly Stack[]): ReadonlySet<string> {
  return new Set(
    resourcesOf(stacks, "azurerm_network_security_rule")
      .map(([, rule]) => rule)
      .filter(({ direction, access }) => direction === "Outbound" && access === "Allow")
      .flatMap((rule) => {
        const destinations = oneOrMore(rule, "destination_address_prefix", "destination_address_prefixes");
        const ports = oneOrMore(rule, "destination_port_range", "destination_port_ranges");
        return openingsOf({ destinations, protocol: String(rule["protocol"]).toUpperCase(), ports });
      }),
  );
}

function openingsOf({
  destinations,
  protocol,
  ports,
}: Pick<ListedRule, "destinations" | "protocol" | "ports">): readonly string[] {
  return destinations.map((to) => `${to.replace("service tag ", "")} on ${protocol} ${ports.join(" ")}`);
}

function resourcesOf(stacks: readonly Stack[], type: string): readonly (readonly [string, Fields])[] {
  return stacks
    .flatMap(({ json }) => Object.entries(fields(fields(json["resource"])[type])))
    .map(([name, body]) => [name, fields(body)]);
}

function oneOrMore(rule: Fields, one: string, more: string): readonly string[] {
  return rule[one] === undefined ? texts(rule[more]) : texts([rule[one]]);
}

function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function texts(value: unknown): readonly string[] {
  return list(value).map(String);
}
