/** What a platform file says, in the words of Azure: ranges, users, ports, published services. */
import {
  type ClusterOf,
  type Fields,
  type GatewayOf,
  type Subject,
  entries,
  fields,
  optional,
  texts,
} from "./subject.js";
import { isVirtualWan, writesRules } from "./existing-hub.js";

export function sorted(values: readonly string[]): string {
  return [...values].sort().join(" ");
}

export function isV6(range: string): boolean {
  return range.includes(":");
}

/** Whether an IPv4 range contains an address. */
export function contains(range: string, address: string): boolean {
  const [base = "", length = "32"] = range.split("/");
  if (isV6(base)) return false;
  const number = (text: string): number => text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(length));
  return Math.floor(number(base) / size) === Math.floor(number(address) / size);
}

export function containsRange(space: string, range: string): boolean {
  const [address = "", length] = range.split("/");
  return Number(space.split("/")[1]) <= Number(length) && contains(space, address);
}

export interface Ranges {
  readonly nodes: readonly string[];
  readonly pods: readonly string[];
}

/** Where nodes and pods of a cluster have their addresses: on subnets, new or existing, or on the range of the file. */
export function rangesOf(subject: Subject, { id, spec }: ClusterOf): Ranges {
  const pools = entries(spec["nodePools"]);
  const subnetsOf = (suffix: string, key: string): string[] =>
    pools.flatMap(([pool, settings]) => {
      const existing = optional(fields(settings[key])["prefix"]);
      return existing === undefined ? subject.prefixes(`${id}_${pool}${suffix}`) : [existing];
    });
  const network = fields(spec["network"]);
  const plugin = network["plugin"];
  const inOverlay =
    plugin === "kubenet" ||
    plugin === "azure-cni-overlay" ||
    (plugin === "cilium" && network["pods"] !== "pod-subnet");
  const own = inOverlay
    ? [optional(network["podCidr"]) ?? "10.244.0.0/16", ...texts(fields(network["ipv6"])["podCidr"])]
    : subnetsOf("_pods", "podSubnet");
  // Pools may share an existing subnet.
  return { nodes: [...new Set(subnetsOf("", "subnet"))], pods: [...new Set(own)] };
}

/** The services that the firewall publishes to addresses of a spoke's network. */
export function publishedIn(subject: Subject, spoke: string): readonly (readonly [string, Fields])[] {
  const space = texts(subject.at(`azurerm_virtual_network.${spoke}`)?.body["address_space"]);
  return entries(fields(subject.hubOf(spoke)["firewall"])["publish"]).filter(([, service]) =>
    space.some((range) => contains(range, optional(service["to"]) ?? "")),
  );
}

/** From where the firewall of a spoke's hub calls what it publishes: its subnet, or the range of its virtual hub. */
export function publishersOf(subject: Subject, spoke: string): readonly string[] {
  const hub = subject.hubOf(spoke);
  return isVirtualWan(hub)
    ? texts([hub["addressSpace"]].flat())
    : subject.prefixes(`${subject.hubKeyOf(spoke)}_AzureFirewallSubnet`);
}

export function transport(service: Fields): string {
  return service["protocol"] === "UDP" ? "Udp" : "Tcp";
}

export function targetPort(service: Fields): string {
  return optional(service["toPort"] ?? service["port"]) ?? "";
}

/** Ranges of those who use a gateway's private address. */
export function usersOf(subject: Subject, { spec, spoke }: GatewayOf): readonly string[] {
  const frontend = fields(spec["frontend"]);
  if ((frontend["type"] ?? "public") === "public") return [];
  const users = frontend["users"] ?? "on-premises";
  if (users !== "on-premises") return texts(users);
  const { onPremises, gateway } = subject.hubOf(spoke);
  // Machines of administrators connect with the same gateway.
  const { clients } = fields(gateway);
  return [...texts(fields(onPremises)["prefixes"]), ...texts(fields(clients)["addressSpace"])];
}

/** Users whom neither the hub's network nor the spoke's holds: the others need no firewall. */
export function farUsers(subject: Subject, gateway: GatewayOf): readonly string[] {
  const near = nearSpaces(subject, gateway.spoke);
  return usersOf(subject, gateway).filter((range) => !near.some((space) => containsRange(space, range)));
}

/** Ranges that call the internal load balancers of a spoke, and the ports that they call. */
export function balancerUsersOf(
  subject: Subject,
  spoke: string,
): { users: readonly string[]; ports: readonly string[] } {
  const { users, ports } = fields(
    fields(subject.spokes.find(([key]) => key === spoke)?.[1])["loadBalancers"],
  );
  return { users: texts(users), ports: ports === undefined ? ["443"] : texts(ports) };
}

/** Users of load balancers whom neither the hub's network nor the spoke's holds. */
export function farBalancerUsers(subject: Subject, spoke: string): readonly string[] {
  return balancerUsersOf(subject, spoke).users.filter(
    (range) => !nearSpaces(subject, spoke).some((space) => containsRange(space, range)),
  );
}

/** Ranges that call the pods of a flat network by their addresses. */
export function podCallersOf({ spec }: ClusterOf): readonly string[] {
  return texts(fields(spec["network"])["reachableFrom"]);
}

/** Where the pods of a flat network have their addresses, IPv4 only. */
export function flatPodsOf(subject: Subject, cluster: ClusterOf): readonly string[] {
  const { nodes, pods } = rangesOf(subject, cluster);
  return fields(cluster.spec["network"])["plugin"] === "azure-cni"
    ? nodes.filter((range) => !isV6(range))
    : pods;
}

/** Callers of pods whom neither the hub's network nor the spoke's holds. */
export function farCallers(subject: Subject, cluster: ClusterOf): readonly string[] {
  return podCallersOf(cluster).filter(
    (range) => !nearSpaces(subject, cluster.spoke).some((space) => containsRange(space, range)),
  );
}

/** Ranges of a spoke's network and of its hub's. */
function nearSpaces(subject: Subject, spoke: string): readonly string[] {
  const made = [subject.hubKeyOf(spoke), spoke].flatMap((network) =>
    texts(subject.at(`azurerm_virtual_network.${network}`)?.body["address_space"]),
  );
  const hub = subject.hubOf(spoke);
  return hub["id"] === undefined ? made : [...made, ...texts(hub["addressSpace"])];
}

export function portsOf({ spec }: GatewayOf): readonly string[] {
  return spec["ports"] === undefined ? ["80", "443"] : texts(spec["ports"]);
}

export function firewalled(subject: Subject): readonly ClusterOf[] {
  return subject.clusters.filter(
    ({ spec, spoke }) =>
      writesRules(subject.hubOf(spoke)) && (fields(spec["egress"])["type"] ?? "firewall") === "firewall",
  );
}
