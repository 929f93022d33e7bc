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
  SITE_OUTSIDE_ON_PREMISES,
  SITE_WITHOUT_ROUTES,
  TOO_MANY_CONNECTIONS,
} from "../../network/connection-rules.js";
import type { CircuitConnectionProps } from "../../network/circuit-connection.js";
import type { NetworkGatewayKind, VpnOptions } from "../../network/network-gateway.js";
import type { SiteConnectionProps } from "../../network/site-connection.js";
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
      return judgeCircuits(kind, surroundings);
  }
}

function judgeVpn(
  kind: Extract<NetworkGatewayKind, { readonly type: "vpn" }>,
  { hub, location, onPremises }: Surroundings,
): Judgement[] {
  const { size = DEFAULTS.networkGateway.vpn, sites = {}, clients } = kind;
  return [
    TOO_MANY_CONNECTIONS.judge({ size, count: Object.keys(sites).length }),
    ...judgeNumbers(kind),
    ...Object.entries(sites).flatMap(([name, site]) => judgeSite(name, site, onPremises)),
    ...twice(
      sites,
      "device",
      ({ device }) => device,
      (name) => `sites.${name}.device`,
    ),
    ...equalRanges(sites),
    ON_PREMISES_BEHIND_NO_SITE.judge({ sites: Object.values(sites), onPremises }, hub),
    ...(clients === undefined
      ? []
      : [
          CLOUD_LACKS.judge({
            location,
            feature: "the application that signs VPN clients in",
            prop: "clients",
          }),
        ]),
  ];
}

function judgeNumbers({ asn: gateway = DEFAULTS.networkGateway.asn, sites = {} }: VpnOptions): Judgement[] {
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

function equalRanges(sites: Readonly<Record<string, SiteConnectionProps>>): Judgement[] {
  const first = new Map<string, string>();
  return Object.entries(sites)
    .filter(([, { bgp }]) => bgp === undefined)
    .flatMap(([name, { prefixes = [] }]) =>
      prefixes.flatMap((range) => {
        const other = first.get(range.literal);
        if (other !== undefined) return [RANGE_BEHIND_TWO_SITES.judge({ name, other, range })];
        first.set(range.literal, name);
        return [];
      }),
    );
}

function judgeCircuits(
  kind: Extract<NetworkGatewayKind, { readonly type: "express-route" }>,
  { subscriptionId }: Surroundings,
): Judgement[] {
  const { size = DEFAULTS.networkGateway.expressRoute, circuits = {} } = kind;
  return [
    TOO_MANY_CONNECTIONS.judge({ size, count: Object.keys(circuits).length }),
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
  target: "device" | "circuit",
  of: (connection: T) => string,
  propOf: (name: string) => string,
): Judgement[] {
  const first = new Map<string, string>();
  return Object.entries(connections).flatMap(([name, connection]) => {
    const key = (knownText(of(connection)) ?? of(connection)).toLowerCase();
    const other = first.get(key);
    if (other !== undefined) return [CONNECTION_TWICE.judge({ name, other, target, prop: propOf(name) })];
    first.set(key, name);
    return [];
  });
}
