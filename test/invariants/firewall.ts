/** The firewall's rules, each against the platform file. */
import {
  containsRange,
  farCallers,
  farUsers,
  firewalled,
  balancerUsersOf,
  farBalancerUsers,
  flatPodsOf,
  isV6,
  portsOf,
  rangesOf,
  sorted,
  targetPort,
} from "./facts.js";
import {
  type ClusterOf,
  type Element,
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
import { isVirtualWan, writesRules } from "./existing-hub.js";
import { jumpHosts } from "./jump-host.js";

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

/** Whether the runtime is in a spoke, in a subnet that is created or that exists already. */
function hasRuntime(subject: Subject, spoke: string): boolean {
  const network = fields(fields(subject.file["routeSync"])["network"]);
  const isExisting = network["spoke"] === spoke && network["subnet"] !== undefined;
  return isExisting || subject.at(`azurerm_subnet.${spoke}_route_sync`) !== undefined;
}

/** The address of a firewall, counted from 1: of one that is created a reference, else as the file gives it. */
function publicAddress(hub: string, given: unknown, number: number): string {
  const existing = Array.isArray(given) ? fields(given[number - 1]) : undefined;
  return existing === undefined
    ? `\${azurerm_public_ip.${hub}_firewall_${String(number)}.ip_address}`
    : (optional(existing["address"]) ?? "");
}

/** Rules of the firewall's policy that allow egress, each with its group. */
function firewallRules(subject: Subject): readonly (readonly [Element, Fields])[] {
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
function services(item: Fields): readonly string[] {
  const application = list(item["protocols"])
    .filter((each) => typeof each === "object")
    .map(fields);
  return application.length > 0
    ? application.map(({ type, port }) => `${optional(type) ?? ""}:${optional(port) ?? ""}`)
    : texts(item["protocols"]).flatMap((each) =>
        texts(item["destination_ports"]).map((port) => `${each}:${port}`),
      );
}

function destinations(item: Fields): readonly string[] {
  return [
    "destination_addresses",
    "destination_ip_groups",
    "destination_fqdns",
    "destination_fqdn_tags",
  ].flatMap((key) => texts(item[key]));
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

/** Clusters whose nodes call the API server by its public name, which the firewall resolves where its tier can. */
function callersByName(subject: Subject): readonly ClusterOf[] {
  return firewalled(subject).filter(
    ({ spec, spoke }) =>
      fields(spec["apiServer"])["type"] === "public" &&
      fields(subject.hubOf(spoke)["firewall"])["tier"] !== "Basic" &&
      (subject.hubOf(spoke)["id"] === undefined ||
        fields(subject.hubOf(spoke)["firewall"])["dnsProxy"] === true),
  );
}

/** Calls from a spoke to something private behind a peered hub, with the group of the client's firewall. */
function callsBetweenHubs(subject: Subject): readonly { readonly group: string; readonly rule: string }[] {
  const gateways = subject.gateways.map((gateway) => ({
    spoke: gateway.spoke,
    callers: farUsers(subject, gateway),
    to: subject.prefixes(gateway.id),
    ports: sorted(portsOf(gateway).map((port) => `TCP:${port}`)),
  }));
  const pods = subject.clusters.map((cluster) => ({
    spoke: cluster.spoke,
    callers: farCallers(subject, cluster),
    to: flatPodsOf(subject, cluster),
    ports: "Any:*",
  }));
  const balancers = subject.spokes.map(([spoke]) => ({
    spoke,
    callers: farBalancerUsers(subject, spoke),
    to: subject.prefixes(`${spoke}_load_balancers`),
    ports: sorted(balancerUsersOf(subject, spoke).ports.map((port) => `TCP:${port}`)),
  }));
  return [...gateways, ...pods, ...balancers].flatMap(({ spoke, callers, to, ports }) => {
    const server = subject.hubKeyOf(spoke);
    return subject.spokes
      .filter(([client]) => subject.hubKeyOf(client) !== server)
      .flatMap(([client]) => {
        const space = texts(subject.at(`azurerm_virtual_network.${client}`)?.body["address_space"]);
        const from = callers.filter((range) => space.some((near) => containsRange(near, range)));
        const group = `${client}_to_${server}`;
        return from.length === 0 ? [] : [{ group, rule: `${sorted(from)} to ${to.join()} on ${ports}` }];
      });
  });
}

const ruleGroups: Invariant = {
  name: "the firewall has rules for nothing but clusters behind it, private users, callers of pods and load balancers, the runtime, jump hosts and what is published",
  broken: (subject) => {
    const behind = (spoke: string): boolean => writesRules(subject.hubOf(spoke));
    const withUsers = subject.gateways.filter(
      (gateway) => behind(gateway.spoke) && farUsers(subject, gateway).length > 0,
    );
    const withCallers = subject.clusters.filter(
      (cluster) => behind(cluster.spoke) && farCallers(subject, cluster).length > 0,
    );
    const withBalancers = subject.spokes
      .map(([spoke]) => spoke)
      .filter((spoke) => behind(spoke) && farBalancerUsers(subject, spoke).length > 0);
    const calls = callsBetweenHubs(subject);
    const called = callersByName(subject);
    return [
      ...differences(
        "rule collection groups",
        subject.of("azurerm_firewall_policy_rule_collection_group").map(({ name }) => name),
        [
          ...firewalled(subject).map(({ id }) => id),
          ...called.map(({ id }) => `${id}_api_server`),
          ...withUsers.map(({ id }) => `${id}_on_premises`),
          ...withCallers.map(({ id }) => `${id}_pod_access`),
          ...withBalancers.map((spoke) => `${spoke}_balancer_users`),
          ...subject.hubs
            .filter(([, { firewall }]) => fields(firewall)["publish"] !== undefined)
            .map(([hub]) => `${hub}_publish`),
          ...subject.spokes
            .filter(([spoke]) => behind(spoke) && hasRuntime(subject, spoke))
            .map(([spoke]) => `${spoke}_route_sync`),
          ...jumpHosts(subject)
            .filter(({ spec }) => spec["firewall"] !== undefined)
            .map(({ id }) => id),
          ...new Set(calls.map(({ group }) => group)),
        ],
      ),
      ...differences(
        "calls between hubs",
        firewallRules(subject)
          .filter(([group]) => calls.some(({ group: name }) => name === group.name))
          .map(
            ([group, item]) =>
              `${group.name}: ${sorted(texts(item["source_addresses"]))} to ${destinations(item).join()} on ${sorted(services(item))}`,
          ),
        calls.map(({ group, rule }) => `${group}: ${rule}`),
      ),
      ...withUsers.flatMap((gateway) => {
        const found = firewallRules(subject)
          .filter(([group]) => group.name === `${gateway.id}_on_premises`)
          .map(
            ([, item]) =>
              `${sorted(texts(item["source_addresses"]))} to ${destinations(item).join()} on ${sorted(services(item))}`,
          );
        return differences(gateway.id, found, [
          `${sorted(farUsers(subject, gateway))} to ${subject.prefixes(gateway.id).join()} on ${sorted(portsOf(gateway).map((port) => `TCP:${port}`))}`,
        ]);
      }),
      ...withCallers.flatMap((cluster) => {
        const found = firewallRules(subject)
          .filter(([group]) => group.name === `${cluster.id}_pod_access`)
          .map(
            ([, item]) =>
              `${sorted(texts(item["source_addresses"]))} to ${sorted(destinations(item))} on ${sorted(services(item))}`,
          );
        return differences(cluster.id, found, [
          `${sorted(farCallers(subject, cluster))} to ${sorted(flatPodsOf(subject, cluster))} on Any:*`,
        ]);
      }),
      ...withBalancers.flatMap((spoke) => {
        const found = firewallRules(subject)
          .filter(([group]) => group.name === `${spoke}_balancer_users`)
          .map(
            ([, item]) =>
              `${sorted(texts(item["source_addresses"]))} to ${destinations(item).join()} on ${sorted(services(item))}`,
          );
        return differences(`${spoke} load balancers`, found, [
          `${sorted(farBalancerUsers(subject, spoke))} to ${subject.prefixes(`${spoke}_load_balancers`).join()} on ${sorted(balancerUsersOf(subject, spoke).ports.map((port) => `TCP:${port}`))}`,
        ]);
      }),
      ...called.flatMap(({ id }) => {
        const found = firewallRules(subject)
          .filter(([group]) => group.name === `${id}_api_server`)
          .map(([, item]) => `${destinations(item).join()} on ${sorted(services(item))}`);
        return differences(id, found, [`\${azurerm_kubernetes_cluster.${id}.fqdn} on TCP:443`]);
      }),
    ];
  },
};

export const FIREWALL: readonly Invariant[] = [
  published,
  ipGroups,
  inspected,
  sources,
  allowLists,
  ruleGroups,
];
