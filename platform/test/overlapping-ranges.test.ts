// Every pair of things that are routed to each other: one problem, at the value of one of the two.
import { expect, test } from "vitest";
import { errorsOfText } from "./support/synth.js";

/** What has a range, with the key that holds it. */
const KINDS = {
  hub: "hub.addressSpace",
  spoke: "spokes.stock.addressSpace",
  peer: "hub.peers",
  "on-premises": "hub.onPremises.prefixes",
  site: "hub.gateway.sites.berlin.prefixes",
  "BGP speaker": "hub.gateway.sites.porto.bgp.address",
  "VPN clients": "hub.gateway.clients.addressSpace",
  pods: "spokes.shop.clusters.main.network.podCidr",
  services: "spokes.shop.clusters.main.network.serviceCidr",
} as const;
type Kind = keyof typeof KINDS;

/** Ranges of kinds, where they have no free ones. */
type Ranges = Partial<Record<Kind, string>>;

/** A hub with a VPN gateway to two sites, of which one speaks BGP, and two spokes. */
function platform(ranges: Ranges): string {
  const site = ranges.site ?? "172.20.0.0/24";
  const speaker = ranges["BGP speaker"]?.replace(/\/.*/, "").replace(/0$/, "4") ?? "172.22.0.1";
  return `apiVersion: aks-topology/v1
name: contoso
location: westeurope
baseline: relaxed
hub:
  addressSpace: [10.0.0.0/22, ${ranges.hub ?? "10.4.0.0/22"}]
  firewall: { publicIps: 20 }
  peers: [${ranges.peer ?? "10.20.0.0/16"}]
  gateway:
    type: vpn
    sites:
      berlin: { device: 203.0.113.10, prefixes: [${site}] }
      porto: { device: 203.0.113.11, bgp: { asn: 65010, address: ${speaker} } }
    clients: { addressSpace: [${ranges["VPN clients"] ?? "10.19.0.0/24"}], tenantId: 22222222-2222-2222-2222-222222222222 }
  onPremises: { prefixes: [172.20.0.0/15${ranges.site === undefined ? "" : ", 10.64.0.0/10"}, ${ranges["on-premises"] ?? "172.22.0.0/16"}] }
spokes:
  shop:
    addressSpace: 10.1.0.0/16
    clusters:
      main:
        network:
          plugin: azure-cni-overlay
          podCidr: ${ranges.pods ?? "10.244.0.0/16"}
          serviceCidr: ${ranges.services ?? "172.16.0.0/16"}
        nodePools: { system: { vmSize: Standard_D4ds_v5, nodes: 3 } }
  stock: { addressSpace: ${ranges.spoke ?? "10.2.0.0/16"} }
`;
}

/** Pairs that may overlap, with the reason. */
const MAY: Readonly<Record<string, string>> = {
  "peer in on-premises": "a summary that is announced",
  "hub in on-premises": "a summary that is announced",
  "spoke in on-premises": "a summary that is announced",
  "VPN clients in on-premises": "a summary that is announced",
  "hub in site": "a summary that is announced",
  "spoke in site": "a summary that is announced",
  "peer in site": "a summary that is announced",
  "VPN clients in site": "a summary that is announced",
  "site in on-premises": "a part of what is on-premises",
  "on-premises in site": "a part of what is on-premises",
  "BGP speaker in on-premises": "the device is on-premises",
  "BGP speaker in site": "the gateway has a route of its own to the speaker",
};

const [LARGE, SMALL] = ["10.96.0.0/13", "10.100.0.0/16"];

const PAIRS = Object.keys(KINDS).flatMap((inner) =>
  Object.keys(KINDS)
    // A speaker is one address, in which nothing is.
    .filter((outer) => outer !== inner && outer !== "BGP speaker")
    .map((outer) => [inner as Kind, outer as Kind] as const),
);

test("without a range that another has, there is no problem", () => {
  expect(errorsOfText(platform({}))).toEqual([]);
});

test.each(PAIRS)("%s in %s", (inner, outer) => {
  const found = errorsOfText(platform({ [inner]: SMALL, [outer]: LARGE })).map(({ code, path }) => ({
    code,
    key: path.replace(/\.\d+$/, ""),
  }));
  if (MAY[`${inner} in ${outer}`] !== undefined) {
    expect(found).toEqual([]);
    return;
  }
  expect(found).toHaveLength(1);
  expect([KINDS[inner], KINDS[outer]]).toContain(found[0]?.key);
});

test("ranges and speakers of two sites", () => {
  const sites = (berlin: string, porto: string): string[] =>
    errorsOfText(
      platform({})
        .replace(/berlin: .*/, `berlin: { device: 203.0.113.10, ${berlin} }`)
        .replace(/porto: .*/, `porto: { device: 203.0.113.11, ${porto} }`),
    ).map(({ code, path, message }) => `${code} ${path}: ${message}`);
  expect(sites("prefixes: [172.20.0.0/16]", "prefixes: [172.20.7.0/24, 172.21.0.0/16]")).toEqual([
    "CONNECTION_ROUTES hub.gateway.sites.porto.prefixes: 172.20.7.0/24 behind the connection porto overlaps 172.20.0.0/16 behind berlin, and ranges of two sites must not overlap without BGP.",
  ]);
  expect(sites("prefixes: [172.20.0.0/16]", "prefixes: [172.20.0.0/16]")).toEqual([
    expect.stringContaining("172.20.0.0/16 is behind the connections berlin and porto"),
  ]);
  const speaker = (asn: number): string => `bgp: { asn: ${asn}, address: 172.22.0.1 }`;
  expect(sites(speaker(65_020), speaker(65_021))).toEqual([
    "CONNECTION_TWICE hub.gateway.sites.porto.bgp.address: The connections berlin and porto have the same BGP speaker.",
  ]);
});
