/** Clusters: who calls the API server, how they act and leave, and their nodes. */
import {
  type ClusterOf,
  type Fields,
  type Invariant,
  type Subject,
  differences,
  fields,
  list,
  optional,
  texts,
  unless,
} from "./subject.js";
import { declaredAddresses, isVirtualWan } from "./existing-hub.js";

/** Public addresses of the firewall in a virtual hub, as ranges. */
function addressesInHub(subject: Subject, spoke: string): readonly string[] {
  const hub = subject.hubOf(spoke);
  if (!isVirtualWan(hub)) return [];
  const firewall = `azurerm_firewall.${subject.hubKeyOf(spoke)}_firewall`;
  return Array.from(
    { length: Number(fields(hub["firewall"])["publicIps"] ?? 1) },
    (_, i) => `\${element(${firewall}.virtual_hub[0].public_ip_addresses, ${i})}/32`,
  );
}

/** The only ranges that may call a public API server; empty for any caller. */
function callersOf(subject: Subject, { id, spec, spoke }: ClusterOf, access: Fields): readonly string[] {
  const given = texts(access["authorizedIpRanges"]);
  if (access["includeEgress"] !== true) return given;
  const addresses = (first: string): readonly string[] =>
    subject
      .of("azurerm_public_ip")
      .filter(({ name }) => name.startsWith(first) && !name.endsWith("management"))
      .map(({ name }) => `\${azurerm_public_ip.${name}.ip_address}/32`);
  const prefixes = subject
    .of("azurerm_public_ip_prefix")
    .filter(({ name }) => name.startsWith(`${id}_`))
    .map(({ name }) => `\${azurerm_public_ip_prefix.${name}.ip_prefix}`);
  switch (fields(spec["egress"])["type"] ?? "firewall") {
    case "firewall":
      return [
        ...given,
        ...addresses(`${subject.hubKeyOf(spoke)}_firewall_`),
        ...addressesInHub(subject, spoke),
        ...declaredAddresses(subject.hubOf(spoke)["firewall"]),
      ];
    case "appliance":
      return [
        ...given,
        ...(fields(spec["egress"])["privateIp"] === undefined
          ? declaredAddresses(subject.hubOf(spoke)["appliance"])
          : []),
      ];
    case "nat-gateway":
      return [...given, ...addresses(`${id}_nat_`), ...prefixes];
    case "load-balancer":
      // AKS admits its own load balancer; this range means it alone.
      return given.length === 0 ? ["0.0.0.0/32"] : given;
    default:
      return given;
  }
}

const apiServer: Invariant = {
  name: "an API server is reached by whom the platform file names",
  broken: (subject) =>
    subject.standardClusters.flatMap((cluster) => {
      const { id, spec } = cluster;
      const resource = subject.at(`azurerm_kubernetes_cluster.${id}`)?.body ?? {};
      const outer = fields(spec["apiServer"]);
      const integrated = outer["type"] === "vnet-integration";
      const access = integrated ? fields(outer["access"]) : outer;
      const isPrivate = (access["type"] ?? "private") === "private";
      const dns = optional(fields(access["dns"])["type"]) ?? "public-fqdn";
      const profile = fields(resource["api_server_access_profile"]);
      const zone = optional(resource["private_dns_zone_id"]);
      return [
        ...differences(
          `callers of the API server of ${id}`,
          texts(profile["authorized_ip_ranges"]),
          isPrivate ? [] : callersOf(subject, cluster, access),
        ),
        ...unless([
          [
            resource["private_cluster_enabled"] === isPrivate,
            `${id} is ${isPrivate ? "not private" : "private"}.`,
          ],
          [
            (resource["private_cluster_public_fqdn_enabled"] === true) ===
              (isPrivate && dns === "public-fqdn"),
            `${id} has a public name against apiServer.dns.`,
          ],
          [
            isPrivate
              ? {
                  "public-fqdn": zone === "None",
                  "system-zone": zone === "System",
                  "custom-zone":
                    zone === optional(fields(access["dns"])["zoneId"]) ||
                    list(subject.hub["privateZones"]).some((each) => fields(each)["id"] === zone) ||
                    subject.target(zone, "azurerm_private_dns_zone") !== undefined,
                }[dns] === true
              : zone === undefined,
            `${id} has the zone ${String(zone)}.`,
          ],
          [
            (profile["virtual_network_integration_enabled"] === true) === integrated,
            `${id}: VNet Integration is not what the platform file says.`,
          ],
          [
            !integrated ||
              subject.target(profile["subnet_id"], "azurerm_subnet")?.name === `${id}_api_server`,
            `${id}: the API server is not on its own subnet.`,
          ],
        ]),
      ];
    }),
};

const clusterDefaults: Invariant = {
  name: "a cluster acts as its own identity, takes workload identities, and leaves by the declared egress",
  broken: (subject) =>
    subject.standardClusters.flatMap(({ id, spec }) => {
      const body = subject.at(`azurerm_kubernetes_cluster.${id}`)?.body ?? {};
      const identity = fields(body["identity"]);
      const profile = fields(body["network_profile"]);
      const type = optional(fields(spec["egress"])["type"]) ?? "firewall";
      const outbound: Readonly<Record<string, string>> = {
        firewall: "userDefinedRouting",
        appliance: "userDefinedRouting",
        "load-balancer": "loadBalancer",
        "nat-gateway": "userAssignedNATGateway",
        none: "none",
      };
      return unless([
        [identity["type"] === "UserAssigned", `${id} has no identity of its own.`],
        [
          spec["identity"] === undefined
            ? subject.target(identity["identity_ids"], "azurerm_user_assigned_identity")?.name === id
            : texts(identity["identity_ids"]).includes(optional(fields(spec["identity"])["id"]) ?? ""),
          `${id} acts as another identity.`,
        ],
        [body["oidc_issuer_enabled"] === true, `${id} issues no tokens.`],
        [body["workload_identity_enabled"] === true, `${id} takes no workload identities.`],
        [
          body["sku_tier"] === (spec["tier"] ?? "Standard"),
          `${id} has the tier ${String(body["sku_tier"])}.`,
        ],
        [
          profile["outbound_type"] === outbound[type],
          `${id} leaves by ${String(profile["outbound_type"])}, not by ${String(outbound[type])}.`,
        ],
        [
          optional(profile["network_policy"]) === policyOf(fields(spec["network"])),
          `${id} has the network policy ${String(profile["network_policy"])}.`,
        ],
      ]);
    }),
};

function policyOf(network: Fields): string | undefined {
  return optional(network["policy"]) ?? (network["plugin"] === "cilium" ? "cilium" : undefined);
}

/** What Terraform has of a pool of which AKS creates the nodes: the switch, and a subnet. */
function createdByAks(subject: Subject, id: string, key: string): readonly string[] {
  const cluster = subject.at(`azurerm_kubernetes_cluster.${id}`)?.body ?? {};
  const { mode, default_node_pools: pools } = fields(cluster["node_provisioning_profile"]);
  const name = `${id}/${key}`;
  return unless([
    [mode === "Auto" && pools === "None", `AKS creates no nodes for ${name}, or others too.`],
    [
      subject.at(`azurerm_kubernetes_cluster_node_pool.${id}_${key}`) === undefined,
      `${name} is a pool of Terraform too.`,
    ],
    [subject.at(`azurerm_subnet.${id}_${key}`) !== undefined, `${name} has no subnet.`],
  ]);
}

const autoscaling: Invariant = {
  name: "a pool has the declared nodes: a number, or what the autoscaler may make of it",
  broken: (subject) =>
    subject.standardClusters.flatMap(({ id, spec }) =>
      Object.entries(fields(spec["nodePools"])).flatMap(([key, pool], i) => {
        const cluster = subject.at(`azurerm_kubernetes_cluster.${id}`)?.body ?? {};
        const body =
          i === 0
            ? fields(cluster["default_node_pool"])
            : (subject.at(`azurerm_kubernetes_cluster_node_pool.${id}_${key}`)?.body ?? {});
        const { nodes, vmSize, maxPods, maxSurge = "33%", zones, spot } = fields(pool);
        if (nodes === "auto") return createdByAks(subject, id, key);
        const fixed = typeof nodes === "number";
        const { min, max } = fields(nodes);
        const name = `${id}/${key}`;
        return unless([
          [body["vm_size"] === vmSize, `${name} has the size ${String(body["vm_size"])}.`],
          [body["max_pods"] === maxPods, `${name} has ${String(body["max_pods"])} pods per node.`],
          [
            // AKS has no surge of capacity that there may not be.
            String(fields(body["upgrade_settings"])["max_surge"]) ===
              String(spot === undefined ? maxSurge : undefined),
            `${name} has another surge.`,
          ],
          [texts(body["zones"]).join() === list(zones).map(String).join(), `${name} is in other zones.`],
          [
            fixed
              ? body["node_count"] === nodes && body["auto_scaling_enabled"] !== true
              : body["auto_scaling_enabled"] === true &&
                body["min_count"] === min &&
                body["max_count"] === max,
            `${name} does not have the declared nodes.`,
          ],
          [
            subject.target(body["vnet_subnet_id"], "azurerm_subnet")?.name === `${id}_${key}`,
            `${name} is not on its own subnet.`,
          ],
        ]);
      }),
    ),
};

export const CLUSTERS: readonly Invariant[] = [apiServer, clusterDefaults, autoscaling];
