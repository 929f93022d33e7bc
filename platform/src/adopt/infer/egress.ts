import { DEFAULTS, PUBLIC_REGISTRY_SETS } from "@aks-topology/constructs/internal";
import { isWithin, sameId, type FoundResource, type Inventory } from "../inventory.js";
import { associatedWith, poolSubnetOf, type FoundSpoke } from "../relations.js";
import { compact, unlessEmpty, type Spec } from "../spec.js";
import { block, blocks, flag, number, text, texts, type Values } from "../values.js";
import { defaultHopOf } from "./default-route.js";
import { firewallHopOf, namedPolicyOf, privateAddressOf } from "./firewall-address.js";
import { ipGroupNames, ownIpGroups, type OwnIpGroups } from "./ip-groups.js";
import { isExisting, type KeptIds } from "./kept.js";
import { existingIpsSpec } from "./public-ips.js";

/** The key `egress` of a cluster; undefined where it is the default, through the hub's firewall. */
export function egressSpec(
  inventory: Inventory,
  spoke: FoundSpoke,
  cluster: FoundResource,
  kept: KeptIds,
): Spec | undefined {
  const profile = block(cluster.values, "network_profile");
  switch (text(profile, "outbound_type")) {
    case "userDefinedRouting":
      return routedSpec(inventory, spoke, cluster, kept);
    case "userAssignedNATGateway":
      return { ...natGatewaySpec(inventory, cluster, kept), ...filterSpec(inventory, cluster) };
    case "none":
    case "block":
      return noneSpec(cluster.values);
    default:
      return {
        ...loadBalancerSpec(block(profile, "load_balancer_profile")),
        ...filterSpec(inventory, cluster),
      };
  }
}

/** The address to which the node subnet's table sends 0.0.0.0/0. */
export function nextHopOf(inventory: Inventory, cluster: FoundResource): string | undefined {
  return defaultHopOf(inventory, poolSubnetOf(cluster));
}

function routedSpec(
  inventory: Inventory,
  spoke: FoundSpoke,
  cluster: FoundResource,
  kept: KeptIds,
): Spec | undefined {
  const hop = nextHopOf(inventory, cluster);
  const { firewall } = spoke.hub;
  const destinations = destinationsSpec(inventory, firewall, cluster, kept);
  const ofFirewall = privateAddressOf(firewall) ?? firewallHopOf(inventory, spoke.hub);
  const isFirewalls = firewall !== undefined && hop === undefined;
  if (isFirewalls || (hop !== undefined && hop === ofFirewall))
    return Object.keys(destinations).length === 0 ? undefined : { type: "firewall", ...destinations };
  return { type: "appliance", privateIp: hop, ...destinations };
}

function natGatewaySpec(inventory: Inventory, cluster: FoundResource, kept: KeptIds): Spec {
  const id = associatedWith(inventory, poolSubnetOf(cluster), "nat_gateway");
  const values = inventory.byId("azurerm_nat_gateway", id)?.values ?? {};
  const associated = (kind: string): readonly string[] =>
    id === undefined
      ? []
      : inventory
          .referringTo(`azurerm_nat_gateway_${kind}_association`, "nat_gateway_id", id)
          .flatMap(
            (association) =>
              text(association.values, `${kind}_${kind === "public_ip" ? "address_" : ""}id`) ?? [],
          );
  const ids = associated("public_ip");
  const publicIpPrefix = prefixSpec(inventory, associated("public_ip_prefix")[0], kept);
  const publicIps = existingIpsSpec(inventory, kept, ids) ?? ids.length;
  const [zone] = texts(values, "zones");
  return compact(
    {
      type: "nat-gateway",
      tier: text(values, "sku_name"),
      publicIps: publicIps === (publicIpPrefix === undefined ? 1 : 0) ? undefined : publicIps,
      publicIpPrefix,
      idleTimeoutMinutes: number(values, "idle_timeout_in_minutes"),
      zone: zone === undefined ? undefined : Number(zone),
    },
    DEFAULTS.natGateway,
  );
}

/** The length of a prefix of public addresses that is created, or an existing one. */
function prefixSpec(inventory: Inventory, id: string | undefined, kept: KeptIds): unknown {
  const values = inventory.byId("azurerm_public_ip_prefix", id)?.values ?? {};
  return isExisting(inventory, kept, "azurerm_public_ip_prefix", id)
    ? compact({ id, prefix: text(values, "ip_prefix") })
    : number(values, "prefix_length");
}

function noneSpec(cluster: Values): Spec {
  return compact({
    type: "none",
    registry: text(block(cluster, "bootstrap_profile"), "container_registry_id"),
  });
}

function loadBalancerSpec(profile: Values): Spec {
  const ids = texts(profile, "outbound_ip_address_ids");
  const publicIps = ids.length > 0 ? ids : number(profile, "managed_outbound_ip_count") || undefined;
  return compact(
    {
      type: "load-balancer",
      publicIps,
      outboundPorts: number(profile, "outbound_ports_allocated"),
      idleTimeoutMinutes: number(profile, "idle_timeout_in_minutes") || undefined,
    },
    DEFAULTS.loadBalancer,
  );
}

/** First word of the names of rules that a file allows by a key. */
const ALLOWED = /^allow-(.+)$/;

/** Keys of destinations, from the rules of the group whose sources are the cluster's nodes. */
function destinationsSpec(
  inventory: Inventory,
  firewall: FoundResource | undefined,
  cluster: FoundResource,
  kept: KeptIds,
): Spec {
  const policy = text(firewall?.values ?? {}, "firewall_policy_id") ?? namedPolicyOf(inventory)?.id;
  const subnet = inventory.byId("azurerm_subnet", poolSubnetOf(cluster));
  const [range] = texts(subnet?.values ?? {}, "address_prefixes");
  if (policy === undefined || range === undefined) return {};
  const rules = inventory
    .of("azurerm_firewall_policy_rule_collection_group")
    .filter(({ values }) => sameId(text(values, "firewall_policy_id"), policy))
    .flatMap(({ values }) => [
      ...blocks(values, "application_rule_collection"),
      ...blocks(values, "network_rule_collection"),
    ])
    .flatMap((collection) => blocks(collection, "rule"))
    .filter((rule) => texts(rule, "source_addresses").includes(range));
  const fqdns = new Set(rules.flatMap((rule) => texts(rule, "destination_fqdns")));
  const registries = PUBLIC_REGISTRY_SETS.filter(({ fqdns: names }) =>
    names.every((name) => fqdns.has(name)),
  );
  const ipGroups = ownIpGroups(inventory, firewall, kept);
  const allow = Object.fromEntries(
    rules.flatMap((rule) => {
      const [, key] = ALLOWED.exec(text(rule, "name") ?? "") ?? [];
      return key === undefined ? [] : [[key, allowSpec(rule, ipGroups)]];
    }),
  );
  return compact({
    registries: registries.length === 0 ? undefined : registries.map(({ feature }) => feature),
    allow: unlessEmpty(allow),
  });
}

function allowSpec(rule: Values, own: OwnIpGroups): Spec {
  const web = blocks(rule, "protocols").map((protocol) => number(protocol, "port"));
  const fqdns = texts(rule, "destination_fqdns");
  const inspectTls = flag(rule, "terminate_tls");
  if (web.length > 0) return compact({ fqdns, ports: web, inspectTls }, { ports: [443], inspectTls: false });
  const [protocol = "TCP"] = texts(rule, "protocols");
  const ports = texts(rule, "destination_ports").map(Number);
  if (fqdns.length > 0) return compact({ fqdns, protocol, ports }, { ports: [443] });
  const ipGroups = ipGroupNames(texts(rule, "destination_ip_groups"), own);
  if (ipGroups.length > 0) return compact({ ipGroups, ports, protocol }, { protocol: "TCP" });
  const addresses = texts(rule, "destination_addresses");
  return addresses.every((address) => /^[\d.:a-f]+(\/\d+)?$/i.test(address))
    ? compact({ addresses, ports, protocol }, { protocol: "TCP" })
    : compact({ serviceTags: addresses, ports, protocol }, { protocol: "TCP", ports: [443] });
}

/** First words of the names of outbound rules, and of those that a file allows by a key. */
const OUTBOUND = /^out-allow-(.+)$/;

/** Keys of egress that security groups filter: by the outbound rules of the node subnet's group. */
function filterSpec(inventory: Inventory, cluster: FoundResource): Spec {
  const group = associatedWith(inventory, poolSubnetOf(cluster), "network_security_group");
  const rules = inventory
    .of("azurerm_network_security_rule")
    .filter(
      ({ id, values }) =>
        group !== undefined && isWithin(id, group) && text(values, "direction") === "Outbound",
    )
    .map(({ values }) => values);
  if (!rules.some((rule) => text(rule, "name")?.startsWith("out-") === true)) return {};
  const allow = Object.fromEntries(
    rules.flatMap((rule) => {
      const [, name] = OUTBOUND.exec(text(rule, "name") ?? "") ?? [];
      return name === undefined ? [] : [outboundSpec(name, rule)];
    }),
  );
  return compact({ filter: "nsg", allow: unlessEmpty(allow) });
}

/** The key of a destination, which a rule of a service tag follows by the tag, and its settings. */
function outboundSpec(name: string, rule: Values): readonly [key: string, spec: Spec] {
  const one = text(rule, "destination_address_prefix");
  const destinations = one === undefined ? texts(rule, "destination_address_prefixes") : [one];
  const port = text(rule, "destination_port_range");
  const ports = (port === undefined ? texts(rule, "destination_port_ranges") : [port]).map(Number);
  const protocol = text(rule, "protocol") === "Udp" ? "UDP" : undefined;
  if (destinations.every((destination) => /^[\d.:a-f]+(\/\d+)?$/i.test(destination)))
    return [name, compact({ addresses: destinations, ports, protocol })];
  const tag = `-${(destinations[0] ?? "").toLowerCase().replaceAll(".", "-")}`;
  const key = name.endsWith(tag) ? name.slice(0, -tag.length) : name;
  return [key, compact({ serviceTags: destinations, ports, protocol }, { ports: [443] })];
}
