import { expect, test } from "vitest";
import { Construct } from "constructs";
import { DNS_ZONE_KIND } from "../../src/gateway/rules.js";
import { GatewayRecord } from "../../src/gateway/gateway-record.js";
import { synth, type Synthesized } from "../support/synth.js";

const ADDRESS = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/publicIPAddresses/pip-shop";

/** Two records of one zone that is created with them. */
function records(target: "public" | "private", tags?: Readonly<Record<string, string>>): Synthesized {
  return synth((stack) => {
    const zones = new Construct(stack, "zones");
    for (const name of ["shop", "@"])
      new GatewayRecord(stack, `record_${name === "@" ? "root" : name}`, {
        name,
        zone: { name: "contoso.com" },
        target:
          target === "public"
            ? { type: "public", publicIpId: ADDRESS }
            : { type: "private", address: "10.1.254.10" },
        placement: { location: "westeurope", resourceGroupName: "rg-shop", tags },
        networks: [],
        zones,
      });
  });
}

test("public records share their zone and follow the public address", () => {
  const output = records("public", { owner: "shop" });
  expect(output.addresses("azurerm_dns_zone")).toEqual(["azurerm_dns_zone.zones_dns_contoso-com"]);
  expect(output.resource("azurerm_dns_zone", "zones_dns_contoso-com")).toEqual({
    name: "contoso.com",
    resource_group_name: "rg-shop",
    tags: { owner: "shop" },
  });
  expect(records("public").resource("azurerm_dns_zone", "zones_dns_contoso-com")).not.toHaveProperty("tags");
  expect(output.resource("azurerm_dns_a_record", "record_shop")).toEqual({
    name: "shop",
    ttl: 300,
    zone_name: "${azurerm_dns_zone.zones_dns_contoso-com.name}",
    resource_group_name: "${azurerm_dns_zone.zones_dns_contoso-com.resource_group_name}",
    target_resource_id: ADDRESS,
  });
});

test("private records share their zone and have the fixed address", () => {
  const output = records("private");
  expect(output.addresses("azurerm_private_dns_zone")).toHaveLength(1);
  expect(output.resource("azurerm_private_dns_a_record", "record_root")).toMatchObject({
    name: "@",
    ttl: 300,
    records: ["10.1.254.10"],
  });
});

test.each([
  [undefined, "zone"],
  ["certManager.zones.0", "certManager.zones.0"],
])("a zone of the other kind, named by %s, is a problem of %s", (given, prop) => {
  const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/contoso.com";
  expect(DNS_ZONE_KIND.judge({ id, type: "dnsZones", prop: given }).problem?.prop).toBe(prop);
  expect(DNS_ZONE_KIND.judge({ id, type: "privateDnsZones", prop: given }).problem).toBeUndefined();
});
