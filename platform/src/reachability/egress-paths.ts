import {
  Cidr,
  ExistingCluster,
  IP_GROUP,
  regionOf,
  type CreatedCluster,
} from "@aks-topology/constructs/internal";
import type { Protocol } from "@aks-topology/trace";
import type { PlannedRule } from "../describe.js";
import { fileKeyOf } from "../renames/file-keys.js";
import { isForwarded } from "./dns-resolver-paths.js";
import type { DeclaredPath } from "./declared-path.js";
import type { NamedCluster } from "./named-things.js";

const EVERYTHING: readonly string[] = ["*", "0.0.0.0/0", "Internet", "service tag Internet"];

/** A port where the rule allows all. */
const ANY_PORT = 443;

/** From nodes or pods to each destination that the firewall's rules were derived for, where it is known. */
export function egressPaths(cluster: NamedCluster, rules: readonly PlannedRule[]): readonly DeclaredPath[] {
  return rules
    .filter((rule) => rule.cluster === cluster.planned)
    .flatMap((rule) => clientsOf(cluster, rule).flatMap((from) => pathsOf(cluster, rule, from)))
    .filter(({ to }) => !isForwarded(cluster.spoke.hub, to));
}

/** The pools and pods whose ranges a rule has. */
function clientsOf({ name, cluster }: NamedCluster, { sources }: PlannedRule): readonly string[] {
  const pools = cluster.pools
    .filter(({ subnet }) => sources.includes(subnet.prefix.literal))
    .map((pool) => `${name}/node/${fileKeyOf(pool)}`);
  // A pod may run on any pool.
  const isForAll = pools.length === cluster.pools.length;
  return isForAll ? [...pools, `${name}/pod`] : pools;
}

function pathsOf({ name, key }: NamedCluster, rule: PlannedRule, from: string): readonly DeclaredPath[] {
  return destinationEnds(rule, `${name}/api`).map(({ isApi, ...ends }): DeclaredPath => ({
    name: `${name}: ${rule.ruleSet}/${rule.name}, ${from.slice(name.length + 1)} -> ${ends.to}:${ends.port}`,
    from,
    ...ends,
    expect: "delivered",
    key: [...key, isApi ? "apiServer" : "egress"],
  }));
}

/** What a rule's packets go to. */
export interface DestinationEnds {
  readonly to: string;
  readonly protocol: Protocol;
  readonly port: number;
  /** Whether it is the API server, whose name is known once the cluster exists. */
  readonly isApi: boolean;
}

/** An endpoint of each destination of a rule, on the first of each range of its ports. @param api name of the API server */
export function destinationEnds(
  { destinations, protocol, ports }: Pick<PlannedRule, "destinations" | "protocol" | "ports">,
  api = "",
): readonly DestinationEnds[] {
  // The ranges of an IP group that exists already are not known: nothing can be proved of them.
  const known = destinations.filter((destination) => !destination.startsWith(IP_GROUP));
  return known.flatMap((destination) => {
    const isApi = isApiServer(destination);
    const to = isApi ? api : sampleOf(destination);
    return (ports.length === 0 ? [ANY_PORT] : ports).map((port) => ({
      to,
      protocol: protocolOf(protocol),
      port: firstOf(port),
      isApi,
    }));
  });
}

/** Whether a destination of a derived rule is an API server, whose name is known once the cluster exists. */
export function isApiServer(destination: string): boolean {
  return (
    destination.includes("API server") ||
    /azurerm_kubernetes_cluster\.[\w-]+\.(private_)?fqdn/.test(destination)
  );
}

function firstOf(port: number | string): number {
  return Number(String(port).split("-")[0]);
}

function protocolOf(text: string): Protocol {
  return text === "UDP" ? "UDP" : "TCP";
}

/** One that an FQDN tag has, whose host names Microsoft documents. */
const SAMPLES: Readonly<Record<string, string>> = { AzureKubernetesService: "mcr.microsoft.com" };

/** One endpoint of a destination: an address range, a host name for a pattern, a service tag. */
function sampleOf(destination: string): string {
  if (destination.startsWith("tag ")) return SAMPLES[destination.slice("tag ".length)] ?? "mcr.microsoft.com";
  if (destination.startsWith("service tag ")) return `tag:${destination.slice("service tag ".length)}`;
  if (EVERYTHING.includes(destination)) return "internet";
  if (/^[\d.:a-f]+(\/\d+)?$/i.test(destination) && /\d/.test(destination)) return destination;
  if (
    destination.includes(".") &&
    !/^(Azure|Storage|Sql|EventHub)/.test(destination) &&
    !isOfRegion(destination)
  )
    return destination.replaceAll("*", "sample");
  return `tag:${destination}`;
}

/** Whether a text is the tag of a service in a region, such as `ServiceBus.westeurope`: no domain has such a name. */
function isOfRegion(destination: string): boolean {
  const [, region = "", ...more] = destination.toLowerCase().split(".");
  return more.length === 0 && regionOf(region) !== undefined;
}

/**
 * What leaves without a rule: to the Internet, where egress passes a firewall or is filtered. Nothing is forbidden where a
 * rule allows everything, or where nothing filters.
 */
export function forbiddenEgress(
  cluster: NamedCluster,
  rules: readonly PlannedRule[],
): readonly DeclaredPath[] {
  const own = rules.filter((rule) => rule.cluster === cluster.planned);
  const isOpen = own.some(({ destinations }) => destinations.some((text) => EVERYTHING.includes(text)));
  const { name, key, cluster: construct } = cluster;
  if (isOpen || !isFiltered(construct, own)) return [];
  return ["node", "pod"].flatMap((part) =>
    [443, 22].map((port) => ({
      name: `${name}: ${part} -> internet:${port}`,
      from: `${name}/${part}`,
      to: "internet",
      protocol: "TCP" as const,
      port,
      expect: "dropped" as const,
      key: [...key, "egress"],
    })),
  );
}

/** To the Internet, where nothing filters. A gateway of the hub may learn another default route, which the file does not say. */
export function openEgress(
  { name, planned, key, cluster, spoke }: NamedCluster,
  rules: readonly PlannedRule[],
): readonly DeclaredPath[] {
  const own = rules.filter((rule) => rule.cluster === planned);
  if (cluster instanceof ExistingCluster || isFiltered(cluster, own) || spoke.hub.gateway !== undefined)
    return [];
  if (!["load-balancer", "nat-gateway"].includes(cluster.egress.outbound.type)) return [];
  return ["node", "pod"].map((part) => ({
    name: `${name}: ${part} -> internet:${ANY_PORT}`,
    from: `${name}/${part}`,
    to: "internet",
    protocol: "TCP" as const,
    port: ANY_PORT,
    expect: "delivered" as const,
    key: [...key, "egress"],
  }));
}

function isFiltered(cluster: CreatedCluster | ExistingCluster, rules: readonly PlannedRule[]): boolean {
  return cluster.routesToAppliance || (rules.length > 0 && !(cluster instanceof ExistingCluster));
}

/** Whether a rule allows the ranges of a network. */
export function allowsNetwork(rules: readonly PlannedRule[], space: readonly Cidr[]): boolean {
  return rules.some(({ destinations }) =>
    destinations.some((text) => {
      if (EVERYTHING.includes(text)) return true;
      if (!/^[\d.]+\/\d+$/.test(text)) return false;
      const range = Cidr.of(text);
      return space.some((own) => own.overlaps(range));
    }),
  );
}
