/** Security groups, each rule against the platform file. */
import { bastionGroups, bastions } from "./bastion.js";
import { expectedInbound } from "./expected-inbound.js";
import { allowed, rule, rulesOf } from "./security-rules.js";
import {
  type Element,
  type Invariant,
  differences,
  entries,
  fields,
  optional,
  texts,
  unless,
} from "./subject.js";

const groups: Invariant = {
  name: "a security group allows exactly the inbound traffic that the platform file declares",
  broken: (subject) => {
    const expected = expectedInbound(subject);
    return [
      ...differences(
        "security groups",
        subject.of("azurerm_network_security_group").map(({ name }) => name),
        [...expected.keys()],
      ),
      ...[...expected].flatMap(([group, wanted]) =>
        differences(group, allowed(subject, group, "Inbound"), wanted),
      ),
    ];
  },
};

const denies: Invariant = {
  name: "a security group refuses all other inbound traffic, and all other outbound traffic where egress is filtered",
  broken: (subject) => {
    const filtered = new Set([
      ...bastionGroups(subject),
      ...subject.clusters
        .filter(({ spec }) => fields(spec["egress"])["filter"] === "nsg")
        .flatMap(({ id, spec }) => Object.keys(fields(spec["nodePools"])).map((pool) => `${id}_${pool}`)),
    ]);
    const denied = (group: string): readonly string[] =>
      rulesOf(subject, group)
        .filter(({ body }) => body["access"] === "Deny")
        .map(({ body }) =>
          ["direction", "priority", "protocol", "source_address_prefix", "destination_address_prefix"]
            .concat("source_port_range", "destination_port_range")
            .map((key) => optional(body[key]))
            .join(" "),
        );
    const refused = (direction: string): string => `${direction} 4096 * * * * *`;
    return subject
      .of("azurerm_network_security_group")
      .flatMap(({ name }) =>
        differences(
          name,
          denied(name),
          filtered.has(name) ? [refused("Inbound"), refused("Outbound")] : [refused("Inbound")],
        ),
      );
  },
};

const filters: Invariant = {
  name: "a filtered cluster reaches its networks and declared destinations, never all addresses",
  broken: (subject) =>
    subject.clusters.flatMap((cluster) => {
      const egress = fields(cluster.spec["egress"]);
      return Object.keys(fields(cluster.spec["nodePools"])).flatMap((pool) => {
        const group = `${cluster.id}_${pool}`;
        const found = allowed(subject, group, "Outbound");
        if (egress["filter"] !== "nsg")
          return found.map((opening) => `${group} has an outbound rule without a filter: ${opening}.`);
        const tunnel = fields(cluster.spec["apiServer"])["type"] === "public";
        const wanted = entries(egress["allow"]).flatMap(([, { addresses, serviceTags, ports, protocol }]) =>
          [...texts(addresses).map((range) => [range]), ...texts(serviceTags).map((tag) => [tag])].map((to) =>
            rule(protocol === "UDP" ? "Udp" : "Tcp", ["*"], to, texts(ports ?? 443)),
          ),
        );
        return unless([
          [
            found.some((opening) => /^Udp from \* to AzureCloud\.\w+ on 1194$/.test(opening)) === tunnel,
            `${group}: the tunnel over UDP 1194 does not fit the API server.`,
          ],
          [
            found.some((opening) => /^Tcp from \* to AzureCloud\.\w+ on 9000$/.test(opening)) === tunnel,
            `${group}: the tunnel over TCP 9000 does not fit the API server.`,
          ],
          ...wanted.map((opening) => [found.includes(opening), `${group} lacks ${opening}.`] as const),
          ...found.map(
            (opening) =>
              [!/ to (\*|Internet|0\.0\.0\.0\/0) /.test(opening), `${group} is open: ${opening}.`] as const,
          ),
          [
            found.some((opening) => opening.includes(" to ") && opening.endsWith(" on *")),
            `${group} does not reach its networks.`,
          ],
        ]);
      });
    }),
};

const associations: Invariant = {
  name: "every subnet has the security group of its name, but those of Azure's own services",
  broken: (subject) => {
    const exempt = (subnet: Element): boolean =>
      subject.isOfHub(subnet.name) || /_(pods|api_server|virtual_nodes)$/.test(subnet.name);
    return subject
      .of("azurerm_subnet")
      .filter((subnet) => !exempt(subnet))
      .flatMap((subnet) => {
        const found = subject
          .of("azurerm_subnet_network_security_group_association")
          .filter(({ body }) => subject.target(body["subnet_id"], "azurerm_subnet") === subnet)
          .map(
            ({ body }) =>
              subject.target(body["network_security_group_id"], "azurerm_network_security_group")?.name,
          );
        return differences(subnet.name, found.map(String), [subnet.name]);
      });
  },
};

export const SECURITY_GROUPS: readonly Invariant[] = [groups, denies, filters, associations, bastions];
