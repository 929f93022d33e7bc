/**
 * What a host name resolves to for a client in a network.
 *
 * A network without resolvers of its own asks Azure, which knows the private zones that are linked to the network, and
 * forwards the domains of the rulesets that it is linked to. A firewall with a DNS proxy asks the servers of its policy, or
 * Azure as seen from the firewall's network. So does the inbound endpoint of a private resolver, and of any other resolver in
 * a network the same is assumed; what a resolver on-premises forwards or answers is not known.
 */
import { formatAddress, isSame, type Address } from "../address.js";
import { tagsOfHost } from "../evaluate/host-tags.js";
import type { Firewall, Model, Network, PrivateEndpoint, PrivateZone } from "../model/model.js";
import { Unsure } from "../tri.js";
import { isPrivateApiName } from "../walk/api-server.js";
import { firewallAt, reachableNetworks, subnetOf } from "../walk/locate.js";

/** Whose zones a name is looked up in. */
export interface Resolver {
  /** Azure, as seen from this network; undefined where the resolver is not in a network that is described. */
  readonly network: Network | undefined;
  /** The servers that pass the question on, in order. */
  readonly asked: readonly { readonly address: Address; readonly at: string; readonly detail: string }[];
}

/** Resolvers on-premises: what they forward is not known. */
export const ELSEWHERE: Resolver = {
  network: undefined,
  asked: [
    {
      address: { kind: "unknown", label: "a resolver on-premises" },
      at: "on-premises",
      detail: "the network's own",
    },
  ],
};

/** Where the names of a network are resolved in the end. */
export function resolverOf(network: Network, model: Model): Resolver {
  const [server] = network.dnsServers;
  if (server === undefined) return { network, asked: [] };
  const firewall = firewallAt(model, server, network);
  if (firewall?.policy?.dnsProxy === true) {
    const proxy = { address: server, at: firewall.address, detail: "the DNS proxy of the firewall" };
    const [upstream] = firewall.policy.dnsServers;
    if (upstream === undefined) return { network: firewall.network, asked: [proxy] };
    return withServer(upstream, firewall.network, [proxy], model);
  }
  return withServer(server, network, [], model);
}

/**
 * The only server of a network where it answers no questions: a firewall without a DNS proxy (Microsoft Learn, "Azure Firewall DNS
 * settings").
 */
export function silentServer(network: Network, model: Model): Firewall | undefined {
  const [server, ...others] = network.dnsServers;
  if (server === undefined || others.length > 0) return undefined;
  const firewall = firewallAt(model, server, network);
  return firewall?.policy?.dnsProxy === false ? firewall : undefined;
}

function withServer(server: Address, from: Network, before: Resolver["asked"], model: Model): Resolver {
  const home = reachableNetworks(from).find((network) => subnetOf(network, server) !== undefined);
  const endpoint = model.resolvers.find(
    ({ inbound }) => inbound !== undefined && inbound.subnet.network === home && isSame(inbound.ip, server),
  );
  const at = endpoint?.address ?? home?.address ?? formatAddress(server);
  const detail =
    endpoint !== undefined
      ? "the inbound endpoint of the private resolver"
      : home === undefined
        ? "a resolver that nothing describes"
        : `a resolver in ${home.name}`;
  const isAzure = server.kind === "range" && server.range.toString() === "168.63.129.16";
  return {
    network: isAzure ? from : home,
    asked: [...before, { address: server, at, detail }],
  };
}

/** How a private zone answers: with the private address, not at all, or depending on what is unknown. */
export function isZoneSeen(zone: PrivateZone, { network, asked }: Resolver): boolean | Unsure {
  if (network?.isOpaque === true && !zone.links.has(network.key))
    return new Unsure(`whether ${network.name} is linked to ${zone.name}`);
  if (network !== undefined) return zone.links.has(network.key);
  return new Unsure(
    `whether ${formatAddress(asked.at(-1)?.address ?? { kind: "unknown", label: "the resolver" })} forwards ${zone.name}`,
  );
}

export interface Answer {
  /** Undefined where the name does not exist for the client. */
  readonly address: Address | undefined;
  readonly by: string;
  readonly detail: string;
  readonly unsure: Unsure | undefined;
}

interface Label {
  /** `@` for the zone itself. */
  readonly text: string;
  /** Whether the name is a public one that is an alias of the one in the zone. */
  readonly isAlias: boolean;
}

/**
 * The name in a zone: its own, or by way of the alias that Azure's public DNS has for a service with private endpoints,
 * `a.blob.core.windows.net` to `a.privatelink.blob.core.windows.net` (Microsoft Learn, "Azure Private Endpoint private DNS
 * zone values").
 */
function labelIn(name: string, { name: mixed }: PrivateZone): Label | undefined {
  const zone = mixed.toLowerCase();
  if (name === zone) return { text: "@", isAlias: false };
  if (name.endsWith(`.${zone}`)) return { text: name.slice(0, -zone.length - 1), isAlias: false };
  const domain = zone.startsWith("privatelink.") ? zone.slice("privatelink.".length) : undefined;
  const publicDomain = domain?.replace(/^vaultcore\./, "vault.");
  if (publicDomain === undefined || !name.endsWith(`.${publicDomain}`)) return undefined;
  return { text: name.slice(0, -publicDomain.length - 1), isAlias: true };
}

/** Azure writes the name of what an endpoint leads to into the zones of its group. */
function isHostOf(
  { name: own, target, targetName, zones }: PrivateEndpoint,
  label: string,
  zone: PrivateZone,
  name: string,
): boolean {
  // A private link scope of Azure Monitor has the names of its services.
  const isScope = target.toLowerCase().includes("/microsoft.insights/privatelinkscopes/");
  const isTarget = targetName !== undefined && label.split(".")[0] === targetName.toLowerCase();
  return (
    ((isScope || isTarget) && zones.some((id) => isZone(id, zone))) ||
    name.startsWith(`${own.toLowerCase()}.`)
  );
}

/** Whether an id is that of a zone. One that exists elsewhere is known by its group and name, where its links say no more. */
function isZone(id: string, { key }: PrivateZone): boolean {
  return id === key || (key.startsWith("/resourcegroups/") && id.endsWith(key));
}

/** More aliases than lead from one name to another: they go round in circles. */
const MOST_ALIASES = 8;

/** Looks up a host name that is in no cluster. */
export function lookUp(hostName: string, resolver: Resolver, model: Model, depth = 0): Answer {
  const { zones, endpoints } = model;
  const name = hostName.toLowerCase();
  const publicAnswer: Answer = {
    address: { kind: "public", family: 4, label: name, tags: tagsOfHost(name) },
    by: "public DNS",
    detail: `${name} has a public address`,
    unsure: undefined,
  };
  // The most specific zone that is linked answers, also when it has no such record (Microsoft Learn, "Azure Private DNS").
  const found = zones
    .flatMap((zone) => {
      const label = labelIn(name, zone);
      return label === undefined ? [] : [{ zone, label }];
    })
    .toSorted((a, b) => b.zone.name.length - a.zone.name.length);
  for (const { zone, label } of found) {
    const seen = isZoneSeen(zone, resolver);
    if (seen === false) continue;
    const [address] = recordOf(zone.records, label.text) ?? [];
    const alias = address === undefined ? recordOf(zone.aliases, label.text) : undefined;
    if (alias !== undefined && depth < MOST_ALIASES) return lookUp(alias, resolver, model, depth + 1);
    const endpoint = endpoints.find((item) => isHostOf(item, label.text, zone, name));
    const to = address ?? endpoint?.ip;
    // The public name is an alias of one in the zone only where the service has a private endpoint.
    if (to === undefined && label.isAlias) continue;
    const link = resolver.network && zone.links.get(resolver.network.key);
    // Azure asks public DNS (Microsoft Learn, "Fallback to internet for Azure Private DNS zones").
    if (to === undefined && link?.fallsBack === true) continue;
    if (to === undefined && [...zone.links.values()].some(({ registers }) => registers))
      return {
        address: undefined,
        by: zone.address,
        detail: `the private zone ${zone.name}, which has the names of machines`,
        unsure: new Unsure(`whether a machine of a linked network is called ${name}`),
      };
    return {
      address: to,
      by: zone.address,
      detail:
        to === undefined
          ? `the private zone ${zone.name} has no such name`
          : `the private zone ${zone.name} answers ${formatAddress(to)}`,
      unsure: seen instanceof Unsure ? seen : undefined,
    };
  }
  return (
    forwarded(name, resolver, model, depth) ??
    (isPrivateApiName(name)
      ? { ...publicAnswer, address: undefined, detail: `${name} is in no public zone` }
      : publicAnswer)
  );
}

/**
 * The answer of the servers that a name is forwarded to; undefined where no rule forwards it, or where the servers answer
 * what they know from public DNS. The rule of the longest domain counts, after the private zones (Microsoft Learn, "What is
 * Azure DNS Private Resolver").
 */
function forwarded(
  name: string,
  { network, asked }: Resolver,
  model: Model,
  depth: number,
): Answer | undefined {
  const [rule] = (network?.forwarding ?? [])
    .filter(({ domain }) => domain === "." || `.${name}.`.endsWith(`.${domain}`))
    .toSorted((a, b) => b.domain.length - a.domain.length);
  const [server] = rule?.servers ?? [];
  if (network === undefined || rule === undefined || server === undefined || depth >= MOST_ALIASES)
    return undefined;
  const next = withServer(server, network, asked, model);
  if (next.network !== undefined) return lookUp(name, next, model, depth + 1);
  // Servers that resolve everything resolve public names, too.
  if (rule.domain === ".") return undefined;
  const to = formatAddress(server);
  return {
    address: undefined,
    by: rule.address,
    detail: `the rule ${rule.name} forwards ${rule.domain} to ${to}`,
    unsure: new Unsure(`what ${to} answers for ${name}`),
  };
}

/** The record of a label, else that of a wildcard above it (RFC 4592). */
function recordOf<T>(records: ReadonlyMap<string, T>, label: string): T | undefined {
  const parts = label.split(".");
  const wildcards = parts.map((_, index) => ["*", ...parts.slice(index + 1)].join("."));
  const found = [label, ...wildcards].find((own) => records.has(own));
  return found === undefined ? undefined : records.get(found);
}
