/** Which rule collection groups a firewall's policy has, and what those of callers allow. */
import {
  balancerUsersOf,
  containsRange,
  farBalancerUsers,
  farCallers,
  farUsers,
  firewalled,
  flatPodsOf,
  portsOf,
  sorted,
} from "./facts.js";
import { writesRules } from "./existing-hub.js";
import { destinations, firewallRules, services } from "./firewall-rules.js";
import { jumpHosts } from "./jump-host.js";
import { type ClusterOf, type Invariant, type Subject, differences, fields, texts } from "./subject.js";

/** Whether the runtime is in a spoke, in a subnet that is created or that exists already. */
function hasRuntime(subject: Subject, spoke: string): boolean {
  const network = fields(fields(subject.file["routeSync"])["network"]);
  const isExisting = network["spoke"] === spoke && network["subnet"] !== undefined;
  return isExisting || subject.at(`azurerm_subnet.${spoke}_route_sync`) !== undefined;
}

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

export const ruleGroups: Invariant = {
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
