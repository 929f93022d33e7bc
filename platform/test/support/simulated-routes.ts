/** Routes and security rules of traced examples, evaluated by the simulator's own code. */
import { addressIn } from "../../../trace/src/address.js";
import { Cidr } from "../../../trace/src/cidr.js";
import { effectiveRoutes } from "../../../trace/src/evaluate/effective-routes.js";
import { judge } from "../../../trace/src/evaluate/security-group.js";
import { selectRoute } from "../../../trace/src/evaluate/select-route.js";
import { configurationThings } from "../../../trace/src/files/configuration-json.js";
import type { AddressSet, Model, Network, NextHop, Subnet } from "../../../trace/src/model/model.js";
import { readModel } from "../../../trace/src/read/read-model.js";
import { Unsure } from "../../../trace/src/tri.js";
import { tagsOf } from "../../../simulator/src/reachability/attachment.js";
import {
  effectiveRoutes as simulatedRoutes,
  routeTo,
  type RouteFacts,
} from "../../../simulator/src/reachability/routes.js";
import {
  deciding,
  judge as simulatedJudge,
  type SecurityGroup,
  type SecurityRule,
} from "../../../simulator/src/reachability/rules.js";
import { synthText } from "./synth.js";

interface Agreement {
  readonly compared: number;
  /** Where one of them cannot know. */
  readonly skipped: number;
  readonly differences: readonly string[];
}

export function modelOf(text: string): Model {
  const stacks = [...synthText(text)].map(([name, { json }]) => ({ name, json }));
  return readModel(configurationThings(stacks));
}

/** Addresses in each subnet and range of the model, and some that nothing has. */
function probes({ networks, clusters }: Model): readonly string[] {
  const ranges = [
    ...networks.flatMap(({ subnets, gateway }) => [
      ...subnets.flatMap(({ prefixes }) => prefixes),
      ...(gateway?.prefixes ?? []),
    ]),
    ...clusters.flatMap(({ podRanges }) => podRanges),
  ].filter(({ family, length }) => family === 4 && length > 0);
  const known = ranges.map((range) => range.at(range.last - range.first).toString());
  return [
    ...new Set([...spread(known), "10.255.255.9", "172.20.0.9", "192.168.77.9", "100.64.0.9", "20.30.0.9"]),
  ];
}

/** Enough for each kind of range: a platform may have dozens of subnets. */
const MOST_PROBES = 12;

function spread(addresses: readonly string[]): readonly string[] {
  const step = Math.ceil(addresses.length / MOST_PROBES);
  return addresses.filter((_, index) => index % step === 0);
}

const HOPS: Readonly<Record<NextHop["type"], string>> = {
  network: "VnetLocal",
  peering: "VNetPeering",
  appliance: "VirtualAppliance",
  nodes: "VirtualAppliance",
  internet: "Internet",
  gateway: "VirtualNetworkGateway",
  endpoint: "InterfaceEndpoint",
  service: "VirtualNetworkServiceEndpoint",
  none: "None",
};

/** Type of a hop, and the address of an appliance where that is known. */
function hopOf(nextHop: NextHop): string {
  return [HOPS[nextHop.type], ...applianceOf(nextHop)].join(" ");
}

function applianceOf(nextHop: NextHop): readonly string[] {
  if (nextHop.type !== "appliance" || nextHop.ip.kind !== "range" || !nextHop.ip.range.isAddress) return [];
  return [nextHop.ip.range.toString()];
}

/** Next hops of each subnet to each probe. */
export function compareRoutes(model: Model): Agreement {
  const all = probes(model);
  const found = subnetsOf(model).flatMap((subnet) => {
    const simulated = simulatedRoutes(factsOf(subnet));
    const routes = effectiveRoutes(subnet, model);
    return all.map((address) => {
      const { route, unsure } = selectRoute(routes, addressIn(Cidr.of(address)), subnet);
      if (unsure !== undefined || route === undefined) return undefined;
      // The simulator does not know what a virtual hub announces.
      if (route.kind === "bgp" && route.nextHop.type === "appliance") return undefined;
      const own = hopOf(route.nextHop);
      const found = routeTo(simulated, address);
      const type = (found?.nextHopType ?? "None").replace("Global", "");
      const other = [type, found?.nextHopIpAddress ?? []].flat().join(" ");
      return own === other ? "" : `${subnet.address} to ${address}: ${own}, the simulator ${other}`;
    });
  });
  return agreement(found);
}

function agreement(found: readonly (string | undefined)[]): Agreement {
  const compared = found.filter((item) => item !== undefined);
  return {
    compared: compared.length,
    skipped: found.length - compared.length,
    differences: compared.filter((item) => item !== ""),
  };
}

function subnetsOf({ networks }: Model): readonly Subnet[] {
  return networks
    .flatMap(({ subnets }) => subnets)
    .filter(
      ({ routeTable, securityGroup }) => routeTable?.isOpaque !== true && securityGroup?.isOpaque !== true,
    );
}

function factsOf({ network, routeTable }: Subnet): RouteFacts {
  const peers = network.peerings.filter(
    ({ allowsAccess, remote }) => allowsAccess && remote?.peerings.some((half) => half.remote === network),
  );
  const lent = peers.filter(
    ({ usesRemoteGateways, remote }) =>
      usesRemoteGateways &&
      remote?.peerings.some((half) => half.remote === network && half.allowsTransit) === true,
  );
  const learnedBy = (from: Network | undefined): readonly string[] => texts(from?.gateway?.prefixes ?? []);
  return {
    space: texts(network.space),
    peers: peers.map(({ remote }) => ({ prefixes: texts(remote?.space ?? []), global: false })),
    learned: [...learnedBy(network), ...lent.flatMap(({ remote }) => learnedBy(remote))],
    propagates: routeTable?.propagates !== false,
    userRoutes: (routeTable?.routes ?? []).flatMap(({ name, prefix, nextHop }) =>
      prefix instanceof Cidr
        ? [
            {
              name,
              prefix: whole(prefix),
              nextHopType: HOPS[nextHop.type],
              nextHopIpAddress: applianceOf(nextHop)[0],
            },
          ]
        : [],
    ),
    // Their addresses are known after apply.
    endpoints: [],
  };
}

function texts(ranges: readonly Cidr[]): string[] {
  return ranges.map(whole);
}

function whole(range: Cidr): string {
  return range.isAddress ? `${range.toString()}/${range.length}` : range.toString();
}

const PORTS = [22, 443, 65_200];

/** What each subnet's group says of packets between it and each probe. */
export function compareSecurityGroups(model: Model, ports: readonly number[] = PORTS): Agreement {
  const all = probes(model);
  const found = subnetsOf(model).flatMap((subnet) => {
    const [prefix] = subnet.prefixes;
    const group = groupOf(subnet);
    if (prefix === undefined || group === undefined) return [];
    const own = prefix.at(5n).toString();
    const tags = tagsOf(factsOf(subnet));
    // The simulator has no overlays, nor plugins of a team's own, whose pods belong to the tag VirtualNetwork.
    const isPod = (far: string): boolean =>
      subnet.network.podRanges.some((range) => range.contains(Cidr.of(far)));
    const others = all.filter((far) => !isPod(far));
    return others.flatMap((far) =>
      ports.flatMap((port) =>
        (["inbound", "outbound"] as const).map((direction) => {
          const [source, destination] = direction === "inbound" ? [far, own] : [own, far];
          const { allows } = judge(subnet, direction, {
            source: addressIn(Cidr.of(source)),
            destination: addressIn(Cidr.of(destination)),
            protocol: "TCP",
            port,
          });
          if (allows instanceof Unsure) return undefined;
          const verdicts = simulatedJudge(
            [group],
            {
              direction: direction === "inbound" ? "Inbound" : "Outbound",
              protocol: "Tcp",
              source,
              sourcePort: "*",
              destination,
              destinationPort: String(port),
            },
            tags,
          );
          const other = deciding(verdicts)?.decides?.access === "Allow";
          return allows === other
            ? ""
            : `${subnet.address}, ${direction} ${source} to ${destination}:${port}: ${allows}, the simulator ${other}`;
        }),
      ),
    );
  });
  return agreement(found);
}

/** Undefined without a group, or where a rule has addresses that are known after apply. */
function groupOf({ securityGroup, key }: Subnet): SecurityGroup | undefined {
  const rules = securityGroup?.rules.map((rule): SecurityRule | undefined => {
    const [sources, destinations] = [rule.sources.map(entryOf), rule.destinations.map(entryOf)];
    if (!areKnown(sources) || !areKnown(destinations)) return undefined;
    const ports = rule.ports.map(({ from, to }) => `${from}-${to}`);
    return {
      name: rule.name,
      direction: rule.direction === "inbound" ? "Inbound" : "Outbound",
      priority: rule.priority,
      access: rule.allows ? "Allow" : "Deny",
      protocol: rule.protocol,
      sources,
      sourcePorts: ["*"],
      destinations,
      destinationPorts: ports.length === 0 ? ["*"] : ports,
    };
  });
  if (rules === undefined || !areKnown(rules)) return undefined;
  return { id: key, association: { subnet: key }, rules: [...rules, ...DEFAULT_RULES] };
}

function areKnown<T>(list: readonly (T | undefined)[]): list is readonly T[] {
  return !list.includes(undefined);
}

function entryOf(set: AddressSet): string | undefined {
  switch (set.kind) {
    case "any":
      return "*";
    case "range":
      return whole(set.range);
    case "tag":
      return set.tag;
    case "address":
    case "unknown":
      return undefined;
  }
}

const DEFAULT_RULES: readonly SecurityRule[] = (
  [
    ["Inbound", 65_000, "Allow", "VirtualNetwork", "VirtualNetwork"],
    ["Inbound", 65_001, "Allow", "AzureLoadBalancer", "*"],
    ["Inbound", 65_500, "Deny", "*", "*"],
    ["Outbound", 65_000, "Allow", "VirtualNetwork", "VirtualNetwork"],
    ["Outbound", 65_001, "Allow", "*", "Internet"],
    ["Outbound", 65_500, "Deny", "*", "*"],
  ] as const
).map(([direction, priority, access, from, to]) => ({
  name: `${direction} ${priority}`,
  direction,
  priority,
  access,
  protocol: "*",
  sources: [from],
  sourcePorts: ["*"],
  destinations: [to],
  destinationPorts: ["*"],
}));
