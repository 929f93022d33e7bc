import { expect, test } from "vitest";
import { parsePlatform, tracePlatform } from "../src/index.js";
import { errorsOfText, problemsOfText, synthOne } from "./support/synth.js";

const VAULT =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/kv-keys";
const CIRCUIT =
  "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg-er/providers/Microsoft.Network/expressRouteCircuits/erc";

function file(gateway: string, prefixes = "192.168.0.0/16"): string {
  return `
apiVersion: aks-topology/v1
name: contoso
location: westeurope
baseline: relaxed
hub:
  subscriptionId: 11111111-1111-1111-1111-111111111111
  addressSpace: 10.0.0.0/22
  firewall: { publicIps: 20 }
  gateway: { ${gateway} }
  onPremises: { prefixes: [${prefixes}] }
spokes:
  shop:
    addressSpace: 10.1.0.0/16
    clusters:
      main:
        network: { plugin: azure-cni-overlay }
        apiServer: { type: private, dns: { type: public-fqdn } }
        nodePools:
          system: { vmSize: Standard_D4ds_v5, nodes: 3 }
`;
}

const KEY = `{ vault: { id: ${VAULT} }, name: berlin }`;

test("a site without prefixes and BGP has all ranges on-premises", () => {
  const output = synthOne(file("type: vpn, sites: { berlin: { device: vpn.contoso.example } }"));
  expect(output.resource("azurerm_local_network_gateway", "hub_gateway_berlin")).toMatchObject({
    gateway_fqdn: "vpn.contoso.example",
    address_space: ["192.168.0.0/16"],
  });
  const gateway = output.resource("azurerm_virtual_network_gateway", "hub_gateway");
  expect(gateway).not.toHaveProperty("enable_bgp");
  expect(gateway["ip_configuration"]).toHaveLength(1);
});

test("a site with BGP has no ranges, and both ends speak it", () => {
  const output = synthOne(
    file(
      "type: vpn, asn: 64900, sites: { berlin: { device: 203.0.113.10, bgp: { asn: 64901, address: 192.168.0.1 } } }",
    ),
  );
  const site = output.resource("azurerm_local_network_gateway", "hub_gateway_berlin");
  expect(site).toMatchObject({
    gateway_address: "203.0.113.10",
    bgp_settings: { asn: 64_901, bgp_peering_address: "192.168.0.1" },
  });
  expect(site).not.toHaveProperty("address_space");
  expect(output.resource("azurerm_virtual_network_gateway", "hub_gateway")).toMatchObject({
    enable_bgp: true,
    bgp_settings: { asn: 64_900 },
  });
  expect(output.resource("azurerm_virtual_network_gateway_connection", "hub_gateway_berlin")).toMatchObject({
    enable_bgp: true,
    type: "IPsec",
  });
});

test("keys are read from Key Vault, by their vault and name", () => {
  const vpn = synthOne(file(`type: vpn, sites: { berlin: { device: 203.0.113.10, sharedKey: ${KEY} } }`));
  expect(vpn.resource("azurerm_virtual_network_gateway_connection", "hub_gateway_berlin")).toMatchObject({
    shared_key: "${data.azurerm_key_vault_secret.hub_gateway_berlin.value}",
  });
  expect(vpn.data("azurerm_key_vault_secret", "hub_gateway_berlin")).toMatchObject({
    key_vault_id: VAULT,
    name: "berlin",
  });
  const circuit = synthOne(
    file(
      `type: express-route, circuits: { berlin: { circuit: { id: ${CIRCUIT} }, authorizationKey: ${KEY}, weight: 7 } }`,
    ),
  );
  expect(circuit.resource("azurerm_virtual_network_gateway_connection", "hub_gateway_berlin")).toMatchObject({
    type: "ExpressRoute",
    express_route_circuit_id: CIRCUIT,
    authorization_key: "${data.azurerm_key_vault_secret.hub_gateway_berlin.value}",
    routing_weight: 7,
  });
});

test("a renamed site keeps its names in Azure, and moves in the state", () => {
  const output = synthOne(file("type: vpn, sites: { spree: { was: berlin, device: 203.0.113.10 } }"));
  expect(output.resource("azurerm_local_network_gateway", "hub_gateway_spree")).toMatchObject({
    name: "lgw-contoso-hub-berlin",
  });
  expect(output.json["moved"]).toContainEqual({
    from: "azurerm_virtual_network_gateway_connection.hub_gateway_berlin",
    to: "azurerm_virtual_network_gateway_connection.hub_gateway_spree",
  });
});

test("VPN clients reach what is open to all of on-premises, with a way back through the firewall", () => {
  const text = file(
    "type: vpn, clients: { addressSpace: [10.9.0.0/24], tenantId: 22222222-2222-2222-2222-222222222222 }",
  );
  const result = parsePlatform(text, "platform.yaml");
  if (!result.ok) expect.fail("The file has problems.");
  const trace = (to: string, port: number): string | undefined =>
    tracePlatform(result.loaded, { from: "10.9.0.7", to, port, protocol: "TCP" }).trace?.verdict;
  expect(trace("shop/main/api", 443)).toBe("delivered");
  expect(trace("shop/main/node", 22)).toBe("dropped");
});

test("two sites do not both have all ranges on-premises", () => {
  const sites = "berlin: { device: 203.0.113.10 }, porto: { device: 203.0.113.11 }";
  expect(errorsOfText(file(`type: vpn, sites: { ${sites} }`)).map(({ code, path }) => [code, path])).toEqual([
    ["CONNECTION_ROUTES", "hub.gateway.sites.berlin.prefixes"],
    ["CONNECTION_ROUTES", "hub.gateway.sites.porto.prefixes"],
  ]);
});

test("VPN devices have all public addresses", () => {
  const output = synthOne(file("type: vpn, activeActive: true"));
  expect(output.output("network_gateway_public_ips")["value"]).toEqual([
    "${azurerm_public_ip.hub_gateway.ip_address}",
    "${azurerm_public_ip.hub_gateway_secondIp.ip_address}",
  ]);
});

test.each([
  ["the gateway's own number is reserved", "type: vpn, asn: 65520", ["CONNECTION_BGP"]],
  ["Azure's number is the gateway's by default", "type: vpn, asn: 65515", []],
  [
    "a number of four bytes",
    "type: vpn, sites: { berlin: { device: 203.0.113.10, bgp: { asn: 4200000000, address: 192.168.0.1 } } }",
    [],
  ],
  [
    "a private address of a device",
    "type: vpn, sites: { berlin: { device: 192.168.0.1 } }",
    ["INVALID_VALUE"],
  ],
  ["an address that is none", "type: vpn, sites: { berlin: { device: 203.0.113.300 } }", ["INVALID_VALUE"]],
  [
    "a circuit of the hub's own subscription",
    `type: express-route, circuits: { berlin: { circuit: { id: ${CIRCUIT.replaceAll("9999", "1111")} } } }`,
    [],
  ],
  [
    "a circuit of another one",
    `type: express-route, circuits: { berlin: { circuit: { id: ${CIRCUIT} } } }`,
    ["CIRCUIT_NOT_AUTHORIZED"],
  ],
  [
    "a second address without a second instance",
    "type: vpn, secondPublicIp: { id: /subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Network/publicIPAddresses/pip }",
    ["INVALID_VALUE"],
  ],
])("%s", (_, gateway, codes) => {
  expect(errorsOfText(file(gateway)).map(({ code }) => code)).toEqual(codes);
});

test("the gateway's limit of connections is that of its size", () => {
  const sites = (count: number): string =>
    Array.from(
      { length: count },
      (_, i) => `s${i}: { device: 203.0.113.${i}, prefixes: [192.168.${i}.0/24] }`,
    ).join(", ");
  const codes = (size: string, count: number): string[] =>
    problemsOfText(file(`type: vpn, size: ${size}, sites: { ${sites(count)} }`)).map(({ code }) => code);
  expect(codes("VpnGw1AZ", 30)).toEqual([]);
  expect(codes("VpnGw1AZ", 31)).toEqual(["TOO_MANY_CONNECTIONS"]);
  expect(codes("VpnGw4AZ", 31)).toEqual([]);
});
