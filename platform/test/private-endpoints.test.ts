import { describe, expect, test } from "vitest";
import { block, type Synthesized } from "../../constructs/test/support/synth.js";
import { inspect, parsePlatform } from "../src/index.js";
import { clusterYaml, platformYaml, spokeYaml, type Yaml } from "./support/platform-yaml.js";
import { errorsOfText, synthOne, synthText } from "./support/synth.js";

const ID = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg/providers";
const VAULT = `${ID}/Microsoft.KeyVault/vaults/kv-one`;
const REGISTRY = `${ID}/Microsoft.ContainerRegistry/registries/images`;
const BOTH = `{ vault: { id: ${VAULT} }, images: { id: ${REGISTRY}, approval: manual } }`;
const ENDPOINT = "azurerm_private_endpoint";
const ZONE = "azurerm_private_dns_zone";
const LINK = "azurerm_private_dns_zone_virtual_network_link";

function platform(
  spoke: Readonly<Record<string, Yaml>>,
  parts: Readonly<Record<string, Yaml>> = {},
  cluster: Readonly<Record<string, Yaml>> = {},
): string {
  return platformYaml({
    ...parts,
    spokes: { shop: spokeYaml({ ...spoke, clusters: { main: clusterYaml(cluster) } }) },
  });
}

function zoneNames(output: Synthesized): readonly unknown[] {
  return Object.values(block(block(output.json["resource"])[ZONE] ?? {})).map((zone) => block(zone)["name"]);
}

describe("private endpoints of a spoke", () => {
  test("are on one subnet, which the spoke and its hub reach and no one else", () => {
    const output = synthOne(platform({ privateEndpoints: BOTH }));
    expect(output.resource("azurerm_subnet", "shop_private_endpoints")).toMatchObject({
      address_prefixes: ["10.1.253.0/26"],
      default_outbound_access_enabled: false,
      private_endpoint_network_policies: "NetworkSecurityGroupEnabled",
    });
    const rule = (name: string) =>
      output.resource("azurerm_network_security_rule", `shop_private_endpoints_${name}`);
    expect(rule("from-spoke")).toMatchObject({ access: "Allow", source_address_prefix: "10.1.0.0/16" });
    expect(rule("from-hub")).toMatchObject({ access: "Allow", source_address_prefix: "10.0.0.0/22" });
    expect(rule("deny-other-inbound")).toMatchObject({ access: "Deny", source_address_prefix: "*" });
  });

  test("connect to a vault and to a registry, which its owner approves", () => {
    const output = synthOne(platform({ privateEndpoints: BOTH }));
    const connection = (name: string) =>
      block(output.resource(ENDPOINT, `shop_private_endpoints_${name}`)["private_service_connection"]);
    expect(connection("vault")).toMatchObject({
      private_connection_resource_id: VAULT,
      subresource_names: ["vault"],
      is_manual_connection: false,
    });
    expect(connection("images")).toMatchObject({
      private_connection_resource_id: REGISTRY,
      subresource_names: ["registry"],
      is_manual_connection: true,
      request_message: expect.any(String) as unknown,
    });
    expect(output.resource(ENDPOINT, "shop_private_endpoints_vault")["depends_on"]).toEqual(
      expect.arrayContaining([expect.stringMatching(/^azurerm_subnet_network_security_group_association\./)]),
    );
  });

  test("write their names into zones of the hub, which both networks resolve", () => {
    const output = synthOne(platform({ privateEndpoints: BOTH }));
    expect(zoneNames(output)).toEqual(["privatelink.azurecr.io", "privatelink.vaultcore.azure.net"]);
    expect(output.addresses(LINK)).toHaveLength(4);
  });

  test.each([
    ["usgovvirginia", ["privatelink.azurecr.us", "privatelink.vaultcore.usgovcloudapi.net"]],
    ["chinanorth3", ["privatelink.azurecr.cn", "privatelink.vaultcore.azure.cn"]],
  ])("in %s they have the zones of the cloud", (location, expected) => {
    expect(zoneNames(synthOne(platform({ privateEndpoints: BOTH }, { location })))).toEqual(expected);
  });

  test("use a zone that exists, through a provider of its subscription", () => {
    const zone = `/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net`;
    const output = synthOne(
      platform({ privateEndpoints: `{ vault: { id: ${VAULT}, zone: { id: ${zone} } } }` }),
    );
    expect(zoneNames(output)).toEqual([]);
    expect(
      block(output.resource(ENDPOINT, "shop_private_endpoints_vault")["private_dns_zone_group"]),
    ).toMatchObject({ private_dns_zone_ids: [zone] });
    for (const name of output.addresses(LINK).map((address) => address.replace(`${LINK}.`, "")))
      expect(output.resource(LINK, name)["provider"]).toMatch(/^azurerm\.shop_endpoints_dns/);
  });

  test.each([
    ["westeurope", "privatelink.azurecr.io", "privatelink.vaultcore.azure.net"],
    ["usgovvirginia", "privatelink.vaultcore.azure.net", "privatelink.vaultcore.usgovcloudapi.net"],
  ])("in %s are refused in the zone %s", (location, name, expected) => {
    const zone = `${ID}/Microsoft.Network/privateDnsZones/${name}`;
    const privateEndpoints = `{ vault: { id: ${VAULT}, zone: { id: ${zone} } } }`;
    expect(errorsOfText(platform({ privateEndpoints }, { location }))).toEqual([
      expect.objectContaining({
        code: "PRIVATE_ZONE_NAME",
        path: "spokes.shop.privateEndpoints.vault.zone",
        hint: expect.stringContaining(` ${expected},`) as unknown,
      }),
    ]);
  });

  test("of a spoke whose hub exists already are in the hub's zone, or in one of the spoke", () => {
    const network = `${ID}/Microsoft.Network`;
    const hub = (zones: string): string =>
      `{ id: ${network}/virtualNetworks/vnet-hub, addressSpace: 10.0.0.0/22, peering: both, firewall: { privateAddress: 10.0.0.4 }${zones} }`;
    const own = synthOne(platform({ privateEndpoints: `{ vault: { id: ${VAULT} } }` }, { hub: hub("") }));
    expect(zoneNames(own)).toEqual(["privatelink.vaultcore.azure.net"]);
    const zone = `${network}/privateDnsZones/privatelink.vaultcore.azure.net`;
    const text = platform(
      { privateEndpoints: `{ vault: { id: ${VAULT} } }` },
      { hub: hub(`, privateZones: [{ id: ${zone} }]`) },
    );
    const shared = synthOne(text);
    expect(zoneNames(shared)).toEqual([]);
  });

  test("spare the firewall the rules of a registry", () => {
    const registries = `{ registries: [{ id: ${REGISTRY}, dataEndpoint: true }] }`;
    const rules = (spoke: Readonly<Record<string, Yaml>>): string =>
      JSON.stringify(
        [...synthText(platform(spoke, {}, { addOns: registries })).values()].map(({ json }) => json),
      );
    expect(rules({})).toContain("images.azurecr.io");
    expect(rules({ privateEndpoints: `{ images: { id: ${REGISTRY} } }` })).not.toContain("images.azurecr.io");
  });

  test("are paths that nodes and pods take", () => {
    const result = parsePlatform(platform({ privateEndpoints: BOTH }), "platform.yaml");
    if (!result.ok) throw new Error("The platform has problems.");
    const paths = inspect(result.loaded).paths.filter(({ name }) =>
      /kv-one|images|private endpoints/.test(name),
    );
    expect(paths.map(({ name, verdict }) => [name, verdict])).toEqual([
      ["shop/main: node -> kv-one.vault.azure.net:443", "delivered"],
      ["shop/main: pod -> kv-one.vault.azure.net:443", "delivered"],
      ["shop/main: node -> images.azurecr.io:443", "delivered"],
      ["shop/main: pod -> images.azurecr.io:443", "delivered"],
      ["shop: rest of the network -> private endpoints:22", "dropped"],
    ]);
  });

  test("connect to vaults and registries only", () => {
    const account = `${ID}/Microsoft.Storage/storageAccounts/st`;
    const found = errorsOfText(platform({ privateEndpoints: `{ data: { id: ${account} } }` }));
    expect(found.map(({ code, path }) => [code, path])).toEqual([
      ["INVALID_VALUE", "spokes.shop.privateEndpoints.data.id"],
    ]);
  });
});

describe("the vault of a gateway", () => {
  const tls = (access: string): string =>
    platform({
      gateways: `{ public: { tls: { type: own-key-vault${access}, certificates: { shop: [shop.contoso.com] } } } }`,
    });
  const vaultOf = (access: string): Readonly<Record<string, unknown>> =>
    synthOne(tls(access)).resource("azurerm_key_vault", "shop_gateway_public_tls");

  test("is reached from any address by default", () => {
    expect(vaultOf("")).not.toHaveProperty("network_acls");
  });

  test("is reached from selected ranges and the gateway's subnet", () => {
    const access = ", access: { type: selected, from: [20.1.2.0/24] }";
    expect(vaultOf(access)["network_acls"]).toEqual({
      bypass: "AzureServices",
      default_action: "Deny",
      ip_rules: ["20.1.2.0/24"],
      virtual_network_subnet_ids: ["${azurerm_subnet.shop_gateway_public.id}"],
    });
    expect(
      synthOne(tls(access)).resource("azurerm_subnet", "shop_gateway_public")["service_endpoints"],
    ).toEqual(["Microsoft.KeyVault"]);
  });

  test("is reached by its private endpoint alone, before its certificates are created", () => {
    const access = ", access: { type: private }";
    expect(vaultOf(access)).toMatchObject({
      public_network_access_enabled: false,
      network_acls: { default_action: "Deny" },
    });
    const certificate = synthOne(tls(access)).resource(
      "azurerm_key_vault_certificate",
      "shop_gateway_public_tls_certificate_shop",
    );
    expect(certificate["depends_on"]).toContain(
      "azurerm_private_endpoint.shop_private_endpoints_gateway_public",
    );
  });
});
