import { describe, expect, test } from "vitest";
import { block } from "../../constructs/test/support/synth.js";
import { clusterYaml, platformYaml, spokeYaml } from "./support/platform-yaml.js";
import { errorsOfText, synthOne } from "./support/synth.js";
import { twoHubs } from "./support/two-hubs.js";

const OTHER = "00000000-0000-0000-0000-00000000bbbb";

describe("private zones of peered hubs", () => {
  const PRIVATE = clusterYaml({ apiServer: "{ type: private, dns: { type: custom-zone } }" });
  const links = (output: ReturnType<typeof synthOne>): string[] =>
    Object.entries(
      block(block(output.json["resource"])["azurerm_private_dns_zone_virtual_network_link"]),
    ).map(
      ([name, link]) =>
        `${name}: ${String(block(link)["private_dns_zone_name"])} for ${String(block(link)["virtual_network_id"])}`,
    );
  const zone = (hub: string, region: string): string =>
    `\${azurerm_private_dns_zone.${hub}_aks_zone_${region}.name} for \${azurerm_virtual_network.`;
  const spokes = {
    shop: spokeYaml({ hub: "west", clusters: { main: PRIVATE } }),
    desk: spokeYaml({ hub: "west", addressSpace: "10.2.0.0/16", clusters: {} }),
    stock: spokeYaml({
      hub: "north",
      location: "northeurope",
      addressSpace: "10.9.0.0/16",
      clusters: { main: PRIVATE },
    }),
  };

  test("are linked to the network of the other hub and to its spokes", () => {
    const output = synthOne(twoHubs({ north: { peerWith: "[west]" }, spokes }));
    expect(links(output).sort()).toEqual(
      [
        `shop_zone_privatelink-westeurope-azmk8s-io: ${zone("west", "westeurope")}shop.id}`,
        `west_zone_privatelink-westeurope-azmk8s-io: ${zone("west", "westeurope")}west.id}`,
        `stock_zone_privatelink-northeurope-azmk8s-io: ${zone("north", "northeurope")}stock.id}`,
        `north_zone_privatelink-northeurope-azmk8s-io: ${zone("north", "northeurope")}north.id}`,
        `west_peering_north_north_zone_privatelink-westeurope-azmk8s-io: ${zone("west", "westeurope")}north.id}`,
        `west_peering_north_west_zone_privatelink-northeurope-azmk8s-io: ${zone("north", "northeurope")}west.id}`,
        `stock_zone_privatelink-westeurope-azmk8s-io: ${zone("west", "westeurope")}stock.id}`,
        `shop_zone_privatelink-northeurope-azmk8s-io: ${zone("north", "northeurope")}shop.id}`,
        `desk_zone_privatelink-northeurope-azmk8s-io: ${zone("north", "northeurope")}desk.id}`,
      ].sort(),
    );
  });

  test("stay with their hub where the other has one of the same name, or is not peered", () => {
    const inOneRegion = { north: { location: "westeurope", peerWith: "[west]" } };
    const stock = { ...spokes.stock, location: "westeurope" };
    for (const text of [twoHubs({ spokes }), twoHubs({ ...inOneRegion, spokes: { ...spokes, stock } })]) {
      expect(errorsOfText(text)).toEqual([]);
      expect(links(synthOne(text)).filter((link) => /west_peering|desk_zone/.test(link))).toEqual([]);
    }
  });
});

test("a private record is written into the zone of its name that an existing hub has", () => {
  const group = `/subscriptions/${OTHER}/resourceGroups/rg-dns/providers/Microsoft.Network`;
  const output = synthOne(
    platformYaml({
      hub: {
        id: `${group}/virtualNetworks/vnet-hub`,
        addressSpace: "10.0.0.0/22",
        firewall: "{ privateAddress: 10.0.0.4 }",
        privateZones: `[{ id: ${group}/privateDnsZones/internal.contoso.com }]`,
      },
      spokes: {
        shop: spokeYaml({
          gateways:
            "{ edge: { frontend: { type: public-and-private, users: [10.0.1.0/24] }, dns: [{ type: private, name: shop, zone: { name: internal.contoso.com } }, { type: private, name: own, zone: { name: own.contoso.com } }, { type: public, name: shop, zone: { name: internal.contoso.com } }] } }",
          clusters: { main: clusterYaml({ ingress: "{ type: agic-addon, gateway: edge }" }) },
        }),
      },
    }),
  );
  const records = Object.values(block(block(output.json["resource"])["azurerm_private_dns_a_record"])).map(
    block,
  );
  expect(
    records.map((record) => [record["name"], record["zone_name"], record["resource_group_name"]]),
  ).toEqual([
    ["own", expect.stringContaining("azurerm_private_dns_zone."), expect.anything()],
    ["shop", "internal.contoso.com", "rg-dns"],
  ]);
  // The public zone of that name is another one.
  const [record] = Object.values(block(block(output.json["resource"])["azurerm_dns_a_record"])).map(block);
  expect(record?.["zone_name"]).toMatch(/^\$\{azurerm_dns_zone\./);
});

describe("a zone private.REGION of an existing hub", () => {
  const group = `/subscriptions/${OTHER}/resourceGroups/rg-dns/providers/Microsoft.Network`;
  const zone = `${group}/privateDnsZones/private.westeurope.azmk8s.io`;
  const platform = (apiServer: string): string =>
    platformYaml({
      hub: {
        id: `${group}/virtualNetworks/vnet-hub`,
        addressSpace: "10.0.0.0/22",
        firewall: "{ privateAddress: 10.0.0.4, policy: { id: " + `${group}/firewallPolicies/afwp } }`,
        privateZones: `[{ id: ${zone} }]`,
      },
      spokes: { shop: spokeYaml({ clusters: { main: clusterYaml({ apiServer }) } }) },
    });

  test("is that of an API server with VNet Integration, as AKS accepts it", () => {
    const access = "{ type: private, dns: { type: custom-zone } }";
    const text = platform(`{ type: vnet-integration, access: ${access} }`);
    expect(errorsOfText(text)).toEqual([]);
    const { resource } = synthOne(text).json;
    const [aks] = Object.values(block(block(resource)["azurerm_kubernetes_cluster"])).map(block);
    expect(aks?.["private_dns_zone_id"]).toBe(zone);
  });

  test("is none of a private endpoint", () => {
    const errors = errorsOfText(platform("{ type: private, dns: { type: custom-zone } }"));
    expect(errors.map(({ code }) => code)).toEqual(["PRIVATE_ZONE_MISSING"]);
  });
});
