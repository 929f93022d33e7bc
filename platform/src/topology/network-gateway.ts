import type {
  Cidr,
  CircuitConnectionProps,
  HubGatewayProps,
  SiteConnectionProps,
  VirtualHubGatewayKind,
} from "@aks-topology/constructs";
import type { NetworkGateway, VirtualHubGateway } from "@aks-topology/constructs/internal";
import type { CircuitsSpec, NetworkGatewaySpec, SitesSpec } from "../schema/network-gateway.js";
import type { VirtualHubGatewaySpec } from "../schema/virtual-hub-gateway.js";
import type { KeyPath } from "../source-map.js";

type VpnSpec = Extract<NetworkGatewaySpec, { type: "vpn" }>;

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
      return { ...common, type: spec.type, size: spec.size, circuits: circuitProps(spec.circuits) };
  }
}

/** The props of a virtual hub's gateway; `onPremises`: what is behind sites that name no ranges of their own. */
export function virtualHubGatewayProps(
  spec: VirtualHubGatewaySpec,
  onPremises: readonly Cidr[] | undefined,
): VirtualHubGatewayKind {
  const { scaleUnits } = spec;
  switch (spec.type) {
    case "vpn":
      return { type: spec.type, scaleUnits, sites: allSiteProps(spec.sites, onPremises) };
    case "express-route":
      return { type: spec.type, scaleUnits, circuits: circuitProps(spec.circuits) };
  }
}

/** Where the file has the props of a gateway's connections that it names otherwise. */
export function propsOfConnections({
  circuits,
}: NetworkGateway | VirtualHubGateway): Record<string, KeyPath> {
  return Object.fromEntries(
    circuits.map((name) => [`circuits.${name}.circuitId`, ["circuits", name, "circuit", "id"]]),
  );
}

function vpnProps(
  { type, size, activeActive, secondPublicIp, asn, sites, clients }: VpnSpec,
  onPremises: readonly Cidr[] | undefined,
): Extract<HubGatewayProps, { type: "vpn" }> {
  return {
    type,
    size,
    activeActive,
    secondPublicIpId: secondPublicIp?.id,
    asn,
    sites: allSiteProps(sites, onPremises),
    clients,
  };
}

function allSiteProps(
  sites: SitesSpec,
  onPremises: readonly Cidr[] | undefined,
): Record<string, SiteConnectionProps> {
  const named = Object.entries(sites);
  // Two sites cannot both have everything.
  const all = named.length === 1 ? onPremises : undefined;
  return Object.fromEntries(named.map(([name, site]) => [name, siteProps(site, all)]));
}

function siteProps(
  { device, prefixes, bgp, sharedKey }: SitesSpec[string],
  onPremises: readonly Cidr[] | undefined,
): SiteConnectionProps {
  return {
    device,
    prefixes: prefixes ?? (bgp === undefined ? onPremises : undefined),
    bgp,
    sharedKey: secret(sharedKey),
  };
}

function circuitProps(specs: CircuitsSpec): Record<string, CircuitConnectionProps> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, { circuit, authorizationKey, weight }]) => [
      name,
      { circuitId: circuit.id, authorizationKey: secret(authorizationKey), weight },
    ]),
  );
}

function secret(spec: CircuitsSpec[string]["authorizationKey"]): CircuitConnectionProps["authorizationKey"] {
  return spec && { keyVaultId: spec.vault.id, name: spec.name };
}
