/** Clusters of AKS Automatic: their subnets, who calls the API server, how they act. */
import { differences, fields, type Invariant, optional, texts, unless } from "./subject.js";

const ZONES: Readonly<Record<string, string>> = { "public-fqdn": "None", "system-zone": "System" };

const automatic: Invariant = {
  name: "an Automatic cluster has its three subnets, its own identity, and the callers of the file",
  broken: (subject) =>
    subject.automaticClusters.flatMap(({ id, spec }) => {
      const body = subject.at(`azurerm_kubernetes_automatic_cluster.${id}`)?.body ?? {};
      const hosted = fields(body["hosted_system"]);
      const access = fields(fields(spec["apiServer"])["access"]);
      const isPrivate = (access["type"] ?? "private") === "private";
      const closed = fields(body["private_cluster"]);
      const dns = optional(fields(access["dns"])["type"]) ?? "public-fqdn";
      const on = (value: unknown, subnet: string): boolean =>
        subject.target(value, "azurerm_subnet")?.name === `${id}_${subnet}`;
      return [
        ...differences(
          `callers of the API server of ${id}`,
          texts(fields(body["api_server_access"])["authorized_ip_ranges"]),
          isPrivate ? [] : texts(access["authorizedIpRanges"]),
        ),
        ...unless([
          [on(hosted["node_subnet_id"], "nodes"), `${id}: the nodes are on another subnet.`],
          [
            on(hosted["system_node_subnet_id"], "system_nodes"),
            `${id}: the system nodes are on another subnet.`,
          ],
          [
            on(fields(body["api_server_access"])["subnet_id"], "api_server"),
            `${id}: the API server is not on its own subnet.`,
          ],
          [
            subject.target(fields(body["identity"])["identity_ids"], "azurerm_user_assigned_identity")
              ?.name === id,
            `${id} acts as another identity.`,
          ],
          ["private_cluster" in body === isPrivate, `${id} is ${isPrivate ? "not private" : "private"}.`],
          [
            !isPrivate ||
              (closed["public_fully_qualified_domain_name_enabled"] === true) === (dns === "public-fqdn"),
            `${id} has a public name against apiServer.dns.`,
          ],
          [
            !isPrivate ||
              (dns === "custom-zone"
                ? subject.target(closed["private_dns_zone_id"], "azurerm_private_dns_zone") !== undefined
                : closed["private_dns_zone_id"] === ZONES[dns]),
            `${id} has the zone ${String(closed["private_dns_zone_id"])}.`,
          ],
        ]),
      ];
    }),
};

export const AUTOMATIC: readonly Invariant[] = [automatic];
