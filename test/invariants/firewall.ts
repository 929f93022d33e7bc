/** The firewall's rules, each against the platform file. */
import { firewalled, isV6, rangesOf, sorted, targetPort } from "./facts.js";
import {
  type ClusterOf,
  type Fields,
  type Invariant,
  type Subject,
  differences,
  entries,
  fields,
  list,
  optional,
  texts,
  unless,
} from "./subject.js";
import { isVirtualWan } from "./existing-hub.js";
import { destinations, firewallRules, services } from "./firewall-rules.js";
import { ruleGroups } from "./rule-groups.js";

/** What nodes call: by the tag, or, in the clouds for which it is not documented, by names. */
const OWN_RULES =
  /^AzureKubernetesService on Http:80 Https:443$|\*\.hcp\.\w+\.cx\.(?:aks\.containerservice\.azure\.us|prod\.service\.azk8s\.cn)\b.* on Https:443$/;

const published: Invariant = {
  name: "the firewall publishes exactly the declared services, to the declared senders",
  broken: (subject) => {
    const found = subject.of("azurerm_firewall_policy_rule_collection_group").flatMap(({ body }) =>
      list(body["nat_rule_collection"])
        .map(fields)
        .flatMap((collection) => list(collection["rule"]).map(fields))
        .map((nat) =>
          [
            texts(nat["protocols"]).join(),
            sorted([...texts(nat["source_addresses"]), ...texts(nat["source_ip_groups"])]),
            optional(nat["destination_address"]),
            texts(nat["destination_ports"]).join(),
            optional(nat["translated_address"]),
            optional(nat["translated_port"]),
          ].join(" | "),
        ),
    );
    const services = subject.hubs.flatMap(([hub, spec]) =>
      entries(fields(spec["firewall"])["publish"]).map(([, service]) => {
        const number = Number(optional(service["publicIp"]) ?? "1");
        return {
          hub,
          service,
          address: isVirtualWan(spec)
            ? `\${element(azurerm_firewall.${hub}_firewall.virtual_hub[0].public_ip_addresses, ${number - 1})}`
            : publicAddress(hub, fields(spec["firewall"])["publicIps"], number),
        };
      }),
    );
    const wanted = services.map(({ hub, address, service }) =>
      [
        optional(service["protocol"]) ?? "TCP",
        sorted(senders(hub, service["from"])),
        address,
        optional(service["port"]),
        optional(service["to"]),
        targetPort(service),
      ].join(" | "),
    );
    return differences("published services", found, wanted);
  },
};

function senders(hub: string, from: unknown): readonly string[] {
  if (from === undefined) return ["*"];
  return Array.isArray(from) ? texts(from) : ipGroupIds(hub, fields(from)["ipGroups"]);
}

/** Ids of IP groups: of those of a hub's firewall by their names, of existing ones as the file gives them. */
function ipGroupIds(hub: string, groups: unknown): readonly string[] {
  return list(groups).map((group) =>
    typeof group === "string"
      ? `\${azurerm_ip_group.${hub}_firewall_ip_groups_${group}.id}`
      : (optional(fields(group)["id"]) ?? ""),
  );
}

const ipGroups: Invariant = {
  name: "each IP group of a firewall has exactly the declared ranges, and no rule names another that is created",
  broken: (subject) => {
    const found = subject
      .of("azurerm_ip_group")
      .map(({ name, body }) => `${name}: ${sorted(texts(body["cidrs"]))}`);
    const wanted = subject.hubs.flatMap(([hub, spec]) =>
      Object.entries(fields(fields(spec["firewall"])["ipGroups"])).map(
        ([group, ranges]) => `${hub}_firewall_ip_groups_${group}: ${sorted(texts(ranges))}`,
      ),
    );
    return differences("IP groups", found, wanted);
  },
};

const inspected: Invariant = {
  name: "the firewall decrypts exactly the destinations that say so",
  broken: (subject) =>
    firewalled(subject).flatMap(({ id, spec }) => {
      const found = firewallRules(subject)
        .filter(([group, item]) => group.name === id && item["terminate_tls"] === true)
        .map(([, item]) => optional(item["name"]) ?? "");
      const wanted = entries(fields(spec["egress"])["allow"])
        .filter(([, target]) => target["inspectTls"] === true)
        .map(([name]) => `allow-${name}`);
      return differences(`${id}: inspected destinations`, found, wanted);
    }),
};

/** The address of a firewall, counted from 1: of one that is created a reference, else as the file gives it. */
function publicAddress(hub: string, given: unknown, number: number): string {
  const existing = Array.isArray(given) ? fields(given[number - 1]) : undefined;
  return existing === undefined
    ? `\${azurerm_public_ip.${hub}_firewall_${String(number)}.ip_address}`
    : (optional(existing["address"]) ?? "");
}

/** Sources of a rule that only the nodes of some pools need; undefined for one of the whole cluster. */
function sourcesOfSome(subject: Subject, { id, spec }: ClusterOf, rule: string): string | undefined {
  const needs = rule.startsWith("windows-")
    ? (pool: Fields) => pool["os"] === "Windows"
    : rule === "gpu-drivers"
      ? (pool: Fields) =>
          [pool["vmSize"], ...list(pool["vmSizes"])].some((size) =>
            /^Standard_N[CDV]/i.test(optional(size) ?? ""),
          )
      : undefined;
  if (needs === undefined) return undefined;
  const pools = entries(spec["nodePools"]).filter(([, pool]) => needs(pool));
  const ranges = pools.flatMap(([pool, { subnet }]) => {
    const given = optional(fields(subnet)["prefix"]);
    return given === undefined ? subject.prefixes(`${id}_${pool}`) : [given];
  });
  return sorted([...new Set(ranges)].filter((range) => !isV6(range)));
}

const sources: Invariant = {
  name: "a firewall rule names the subnets of the cluster that needs it, and no rule is open at an end",
  broken: (subject) => [
    ...firewalled(subject).flatMap((cluster) => {
      const { nodes } = rangesOf(subject, cluster);
      const podSubnets = Object.keys(fields(cluster.spec["nodePools"])).flatMap((pool) =>
        subject.prefixes(`${cluster.id}_${pool}_pods`),
      );
      const wanted = sorted([...nodes, ...podSubnets].filter((range) => !isV6(range)));
      return firewallRules(subject)
        .filter(([group]) => [cluster.id, `${cluster.id}_api_server`].includes(group.name))
        .flatMap(([group, item]) => {
          const name = optional(item["name"]) ?? "";
          const found = sorted(texts(item["source_addresses"]));
          const due = sourcesOfSome(subject, cluster, name) ?? wanted;
          return found === due ? [] : [`${group.name}.${name} is for ${found}, not for ${due}.`];
        });
    }),
    ...firewallRules(subject).flatMap(([group, item]) =>
      unless([
        [
          texts(item["source_addresses"]).every((range) => /^(?!0\.)[\d.]+\/\d+$/.test(range)),
          `${group.name}.${optional(item["name"])} is open to ${texts(item["source_addresses"]).join()}.`,
        ],
        [
          destinations(item).every((to) => to !== "*" && to !== "0.0.0.0/0") || declaresAll(subject),
          `${group.name}.${optional(item["name"])} leads everywhere.`,
        ],
        [destinations(item).length > 0, `${group.name}.${optional(item["name"])} has no destination.`],
      ]),
    ),
  ],
};

/** Whether a team asks for `*` itself. */
function declaresAll(subject: Subject): boolean {
  return JSON.stringify(subject.file).includes('"*"');
}

const allowLists: Invariant = {
  name: "the firewall opens each declared destination with its ports and protocol, and the tunnel only where it is used",
  broken: (subject) =>
    firewalled(subject).flatMap(({ id, spoke, spec }) => {
      const rules = firewallRules(subject).filter(([group]) => group.name === id);
      const found = rules.map(([, item]) => `${sorted(destinations(item))} on ${sorted(services(item))}`);
      const egress = fields(spec["egress"]);
      const allow = entries(egress["allow"]).map(([, target]) => {
        const ports = texts(target["ports"] ?? 443);
        const names = texts(target["fqdns"]);
        const groups = ipGroupIds(subject.hubKeyOf(spoke), target["ipGroups"]);
        const to = [...names, ...texts(target["addresses"]), ...groups, ...texts(target["serviceTags"])];
        const web = names.length > 0 && target["protocol"] === undefined;
        const protocol = optional(target["protocol"]) ?? "TCP";
        return `${sorted(to)} on ${sorted(ports.map((port) => `${web ? (port === "80" ? "Http" : "Https") : protocol}:${port}`))}`;
      });
      const apiServer = fields(spec["apiServer"]);
      const tunnel = apiServer["type"] === "public";
      const has = (opening: RegExp): boolean => found.some((each) => opening.test(each));
      return unless([
        ...allow.map(
          (opening) => [found.includes(opening), `${id} lacks ${opening}: ${found.join("; ")}.`] as const,
        ),
        [has(OWN_RULES), `${id} lacks AKS's own rule.`],
        [
          has(/^AzureCloud\.\w+ on UDP:1194$/) === tunnel,
          `${id}: the tunnel over UDP 1194 does not fit the API server.`,
        ],
        [
          has(/^AzureCloud\.\w+ on TCP:9000$/) === tunnel,
          `${id}: the tunnel over TCP 9000 does not fit the API server.`,
        ],
        [has(/UDP:123$/) === (egress["ntp"] === true), `${id}: NTP is not what egress.ntp says.`],
      ]);
    }),
};

export const FIREWALL: readonly Invariant[] = [
  published,
  ipGroups,
  inspected,
  sources,
  allowLists,
  ruleGroups,
];
