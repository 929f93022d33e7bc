import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { block } from "../../constructs/test/support/synth.js";
import { platformYaml, spokeYaml } from "./support/platform-yaml.js";
import { errorsOfText, synthOne } from "./support/synth.js";

const POOL =
  "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-network/providers/Microsoft.Network/networkManagers/vnm/ipamPools/spokes";
const IPAM = `{ id: ${POOL} }`;
const STATIC_CIDR = "azurerm_network_manager_ipam_pool_static_cidr";

test("ranges of a network are reserved in its pool before it is created", () => {
  const text = platformYaml({
    hub: { addressSpace: "10.0.0.0/22", ipamPool: IPAM },
    spokes: { shop: spokeYaml({ addressSpace: "[10.1.0.0/16, fd00:1::/48]", ipamPool: IPAM }) },
  });
  const resources = block(synthOne(text).json["resource"]);
  const reserved = { ipam_pool_id: POOL, provider: "azurerm.hub_ipam" };
  expect(resources[STATIC_CIDR]).toEqual({
    hub: { ...reserved, name: "vnet-contoso-hub", address_prefixes: ["10.0.0.0/22"] },
    // A pool has one family.
    shop: { ...reserved, name: "vnet-contoso-shop", address_prefixes: ["10.1.0.0/16"] },
  });
  expect(resources["azurerm_virtual_network"]).toMatchObject({
    hub: { name: "vnet-contoso-hub", depends_on: [`${STATIC_CIDR}.hub`] },
    shop: { name: "vnet-contoso-shop", depends_on: [`${STATIC_CIDR}.shop`] },
  });
});

test("a pool of another subscription is reached by a provider of that subscription", () => {
  const example = readFileSync(
    fileURLToPath(new URL("../../examples/two-subscriptions.yaml", import.meta.url)),
    "utf8",
  );
  const reservedBy = (text: string): unknown =>
    block(block(block(synthOne(text).json["resource"])[STATIC_CIDR])["orders"])["provider"];
  expect(reservedBy(example)).toBe("azurerm");
  const near = example.replace(/(id: \/subscriptions\/\S+0000000)1(\/\S+\/ipamPools)/, "$12$2");
  expect(near).not.toBe(example);
  expect(reservedBy(near)).toBe("azurerm.orders");
  const far = example.replace(/(id: \/subscriptions\/\S+0000000)1(\/\S+\/ipamPools)/, "$19$2");
  expect(reservedBy(far)).toBe("azurerm.orders_ipam");
});

test("the ranges of a network that exists already are not reserved", () => {
  const network =
    "{ id: /subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet, taken: [] }";
  const text = platformYaml({ spokes: { shop: spokeYaml({ network, ipamPool: IPAM }) } });
  expect(errorsOfText(text)).toEqual([
    expect.objectContaining({
      code: "INVALID_VALUE",
      path: "spokes.shop.ipamPool",
      hint: expect.stringContaining("Remove ipamPool") as string,
    }),
  ]);
});

test.each([
  ["hub: { addressSpace: 10.0.0.0/22, ipam: {} }", "ipamPool: { id"],
  ["hub: { type: virtual-wan, addressSpace: 10.0.0.0/23, ipamPool: {} }", ""],
])("what a pool cannot be is answered with the way round: %s", (hub, words) => {
  const text = `apiVersion: aks-topology/v1\nname: contoso\nlocation: westeurope\nbaseline: relaxed\nspokes: {}\n${hub}\n`;
  const [problem] = errorsOfText(text);
  expect(problem).toMatchObject({ code: "UNKNOWN_KEY" });
  expect(problem?.hint).toContain(words);
});
