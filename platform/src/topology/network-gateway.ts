import type {
  Cidr,
  CircuitConnectionProps,
  HubGatewayProps,
  SiteConnectionProps,
} from "@aks-topology/constructs";
import type { NetworkGateway } from "@aks-topology/constructs/internal";
import type { NetworkGatewaySpec } from "../schema/network-gateway.js";
import type { KeyPath } from "../source-map.js";

type VpnSpec = Extract<NetworkGatewaySpec, { type: "vpn" }>;
type ExpressRouteSpec = Extract<NetworkGatewaySpec, { type: "express-route" }>;

/** The props of a gateway; `onPremises`: what is behind sites that name no ranges of their own. */
export function networkGatewayProps(
  spec: NetworkGatewaySpec,
  onPremises: readonly Cidr[] | undefined,
): HubGatewayProps {
  const { subnetPrefix, publicIp } = spec;
  const common = { subnetPrefix, publicIpId: publicIp?.id };
  switch (spec.type) {
    case "vpn":
      return { ...common, ...vpnProps(spec, onPremises) };
    case "express-route":
      return { ...common, type: spec.type, size: spec.size, circuits: circuits(spec) };
  }
}

/** Where the file has the props of a gateway's connections that it names otherwise. */
export function propsOfConnections({ circuits }: NetworkGateway): Record<string, KeyPath> {
  return Object.fromEntries(
    circuits.map((name) => [`circuits.${name}.circuitId`, ["circuits", name, "circuit", "id"]]),
  );
}

function vpnProps(
  { type, size, activeActive, secondPublicIp, asn, sites, clients }: VpnSpec,
  onPremises: readonly Cidr[] | undefined,
): Extract<HubGatewayProps, { type: "vpn" }> {
  const named = Object.entries(sites);
  // Two sites cannot both have everything.
  const all = named.length === 1 ? onPremises : undefined;
  const connections = named.map(([name, site]) => [name, siteProps(site, all)] as const);
  return {
    type,
    size,
    activeActive,
    secondPublicIpId: secondPublicIp?.id,
    asn,
    sites: Object.fromEntries(connections),
    clients,
  };
}

function siteProps(
  { device, prefixes, bgp, sharedKey }: VpnSpec["sites"][string],
  onPremises: readonly Cidr[] | undefined,
): SiteConnectionProps {
  return {
    device,
    prefixes: prefixes ?? (bgp === undefined ? onPremises : undefined),
    bgp,
    sharedKey: secret(sharedKey),
  };
}

function circuits({ circuits: specs }: ExpressRouteSpec): Record<string, CircuitConnectionProps> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, { circuit, authorizationKey, weight }]) => [
      name,
      { circuitId: circuit.id, authorizationKey: secret(authorizationKey), weight },
    ]),
  );
}

function secret(
  spec: ExpressRouteSpec["circuits"][string]["authorizationKey"],
): CircuitConnectionProps["authorizationKey"] {
  return spec && { keyVaultId: spec.vault.id, name: spec.name };
}
