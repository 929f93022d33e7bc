import type { IConstruct } from "constructs";
import { knownText } from "../../core/known.js";
import { CLOUD_LACKS } from "../../core/rules/clouds.js";
import type { Judgement } from "../../core/rule.js";
import {
  ASN_OF_THE_GATEWAY,
  ASN_RESERVED,
  BGP_PEER_LINK_LOCAL,
  CIRCUIT_NOT_AUTHORIZED,
  CONNECTION_TWICE,
  ON_PREMISES_BEHIND_NO_SITE,
  RANGE_BEHIND_TWO_SITES,
  type SharedTarget,
  SITE_OUTSIDE_ON_PREMISES,
  SITE_WITHOUT_ROUTES,
  TOO_MANY_CONNECTIONS,
  TOO_MANY_CONNECTIONS_OF_VIRTUAL_HUB,
} from "../../network/connection-rules.js";
import type { CircuitConnectionProps } from "../../network/circuit-connection.js";
import type { NetworkGatewayKind, VpnOptions } from "../../network/network-gateway.js";
import type { SiteConnectionProps } from "../../network/site-connection.js";
import type { VirtualHubGatewayKind } from "../../network/virtual-hub-gateway.js";
import { DEFAULTS } from "../../core/defaults.js";
import type { Cidr } from "../../net/cidr.js";

/** What the connections of a gateway are judged by. */
interface Surroundings {
  readonly hub: IConstruct;
  readonly location: string;
  /** Ranges that the hub routes to the gateway. */
  readonly onPremises: readonly Cidr[];
  /** The gateway's subscription, in lower case; undefined where it is that of the credentials. */
  readonly subscriptionId: string | undefined;
}

/** Judges the connections of a hub's gateway. Props are those of the gateway. */
export function judgeConnections(kind: NetworkGatewayKind, surroundings: Surroundings): Judgement[] {
  switch (kind.type) {
    case "vpn":
      return judgeVpn(kind, surroundings);
    case "express-route":
      return [
        TOO_MANY_CONNECTIONS.judge({
          size: kind.size ?? DEFAULTS.networkGateway.expressRoute,
          count: Object.keys(kind.circuits ?? {}).length,
        }),
        ...judgeCircuits(kind.circuits ?? {}, surroundings),
      ];
  }
}

/** Judges the connections of a virtual hub's gateway, whose autonomous system number is Azure's. */
export function judgeVirtualHubConnections(
  kind: VirtualHubGatewayKind,
  surroundings: Omit<Surroundings, "location">,
): Judgement[] {
  const { type } = kind;
  switch (type) {
    case "vpn": {
      const { sites = {} } = kind;
      const count = Object.keys(sites).length;
      return [TOO_MANY_CONNECTIONS_OF_VIRTUAL_HUB.judge({ type, count }), ...judgeSites(kind, surroundings)];
    }
    case "express-route": {
      const { circuits = {} } = kind;
      const count = Object.keys(circuits).length;
      return [
        TOO_MANY_CONNECTIONS_OF_VIRTUAL_HUB.judge({ type, count }),
        ...judgeCircuits(circuits, surroundings),
      ];
    }
  }
}

function judgeVpn(
  kind: Extract<NetworkGatewayKind, { readonly type: "vpn" }>,
  surroundings: Surroundings,
): Judgement[] {
  const { size = DEFAULTS.networkGateway.vpn, sites = {}, clients } = kind;
  return [
    TOO_MANY_CONNECTIONS.judge({ size, count: Object.keys(sites).length }),
    ...judgeSites(kind, surroundings),
    ...(clients === undefined
      ? []
      : [
          CLOUD_LACKS.judge({
            location: surroundings.location,
            feature: "the application that signs VPN clients in",
            prop: "clients",
          }),
        ]),
  ];
}

function judgeSites(
  kind: Pick<VpnOptions, "asn" | "sites">,
  { hub, onPremises }: Pick<Surroundings, "hub" | "onPremises">,
): Judgement[] {
  const { sites = {} } = kind;
  return [
    ...judgeNumbers(kind),
    ...Object.entries(sites).flatMap(([name, site]) => judgeSite(name, site, onPremises)),
    ...twice(
      sites,
      "device",
      ({ device }) => device,
      (name) => `sites.${name}.device`,
    ),
    ...twice(
      sites,
      "BGP speaker",
      ({ bgp }) => bgp?.address,
      (name) => `sites.${name}.bgp.address`,
    ),
    ...sharedRanges(sites),
    ON_PREMISES_BEHIND_NO_SITE.judge({ sites: Object.values(sites), onPremises }, hub),
  ];
}

function judgeNumbers({
  asn: gateway = DEFAULTS.networkGateway.asn,
  sites = {},
}: Pick<VpnOptions, "asn" | "sites">): Judgement[] {
  return [
    ...(gateway === DEFAULTS.networkGateway.asn
      ? []
      : [ASN_RESERVED.judge({ asn: gateway, gateway, prop: "asn" })]),
    ...Object.entries(sites).flatMap(([name, { bgp }]) => {
      if (bgp === undefined) return [];
      const speaker = { asn: bgp.asn, gateway, prop: `sites.${name}.bgp.asn` };
      return [
        ASN_RESERVED.judge(speaker),
        ASN_OF_THE_GATEWAY.judge(speaker),
        BGP_PEER_LINK_LOCAL.judge({ name, address: bgp.address }),
      ];
    }),
  ];
}

function judgeSite(name: string, site: SiteConnectionProps, onPremises: readonly Cidr[]): Judgement[] {
  const subject = { name, site, onPremises };
  return [SITE_WITHOUT_ROUTES.judge(subject), SITE_OUTSIDE_ON_PREMISES.judge(subject)];
}

/** Each range of a site that overlaps one of a site before it. Sites with BGP may announce what they like. */
function sharedRanges(sites: Readonly<Record<string, SiteConnectionProps>>): Judgement[] {
  const ranges = Object.entries(sites)
    .filter(([, { bgp }]) => bgp === undefined)
    .flatMap(([name, { prefixes = [] }]) => prefixes.map((range) => ({ name, range })));
  return ranges.flatMap(({ name, range }, i) => {
    const other = ranges.slice(0, i).find((each) => each.name !== name && each.range.overlaps(range));
    return other === undefined ? [] : [RANGE_BEHIND_TWO_SITES.judge({ name, range, other })];
  });
}

function judgeCircuits(
  circuits: Readonly<Record<string, CircuitConnectionProps>>,
  { subscriptionId }: Pick<Surroundings, "subscriptionId">,
): Judgement[] {
  return [
    ...Object.entries(circuits).map(([name, circuit]) =>
      CIRCUIT_NOT_AUTHORIZED.judge({ name, circuit, subscriptionId }),
    ),
    ...twice<CircuitConnectionProps>(
      circuits,
      "circuit",
      ({ circuitId }) => circuitId,
      (name) => `circuits.${name}.circuitId`,
    ),
  ];
}

function twice<T>(
  connections: Readonly<Record<string, T>>,
  target: SharedTarget,
  of: (connection: T) => string | undefined,
  propOf: (name: string) => string,
): Judgement[] {
  const first = new Map<string, string>();
  return Object.entries(connections).flatMap(([name, connection]) => {
    const text = of(connection);
    if (text === undefined) return [];
    const key = (knownText(text) ?? text).toLowerCase();
    const other = first.get(key);
    if (other !== undefined) return [CONNECTION_TWICE.judge({ name, other, target, prop: propOf(name) })];
    first.set(key, name);
    return [];
  });
}
