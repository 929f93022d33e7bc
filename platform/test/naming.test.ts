import { NAME_FORMATS } from "@aks-topology/constructs/internal";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { clusterYaml, platformYaml, spokeYaml, type Yaml } from "./support/platform-yaml.js";
import { errorsOfText, synthOne } from "./support/synth.js";
import { SEED } from "../../test/support/seed.js";

const CLUSTER = clusterYaml({ ingress: { type: "agic-addon", gateway: "public" } });
const SPOKES = { shop: spokeYaml({ gateways: { public: {} }, clusters: { main: CLUSTER } }) };

/** Azure names by their Terraform addresses. */
function namesOf(parts: Readonly<Record<string, Yaml>>): Map<string, string> {
  const output = synthOne(platformYaml({ spokes: SPOKES, ...parts }));
  const types = [
    "resource_group",
    "virtual_network",
    "subnet",
    "firewall",
    "firewall_policy",
    "kubernetes_cluster",
    "application_gateway",
    "user_assigned_identity",
    "public_ip",
    "virtual_network_peering",
  ];
  return new Map(
    types.flatMap((type) =>
      output
        .addresses(`azurerm_${type}`)
        .map((address): [string, string] => [
          address.replace("azurerm_", ""),
          String(output.resource(`azurerm_${type}`, address.split(".")[1] ?? "")["name"]),
        ]),
    ),
  );
}

describe("naming.pattern", () => {
  test("{type}-{workload} gives the names of a file without it", () => {
    expect(namesOf({ naming: '{ pattern: "{type}-{workload}" }' })).toEqual(namesOf({}));
  });

  test("replaces every token", () => {
    const naming =
      '{ pattern: "{keys}_{type}-{platform}-{env}-{region}-{nn}", env: test, regions: { westeurope: weu }, number: 7 }';
    const names = namesOf({ naming });
    expect(names.get("resource_group.shop")).toBe("shop_rg-contoso-test-weu-07");
    expect(names.get("subnet.shop_main_system")).toBe("shop-main-system_snet-contoso-test-weu-07");
    expect(names.get("public_ip.hub_firewall_1")).toBe("hub-firewall-1_pip-contoso-test-weu-07");
    expect([...names.values()]).toContain("AzureFirewallSubnet");
  });

  test("drops the separator of a token without a value", () => {
    const naming = '{ pattern: "{env}-{type}-{env}-{workload}-{env}" , env: x }';
    expect(namesOf({ naming }).get("virtual_network.shop")).toBe("x-vnet-x-contoso-shop-x");
  });

  test("names things after the region of their spoke", () => {
    const names = namesOf({
      naming: '{ pattern: "{type}-{workload}-{region}", regions: { northeurope: neu } }',
      spokes: { ...SPOKES, lab: spokeYaml({ addressSpace: "10.2.0.0/16", location: "northeurope" }) },
    });
    expect(names.get("virtual_network.shop")).toBe("vnet-contoso-shop-westeurope");
    expect(names.get("virtual_network.lab")).toBe("vnet-contoso-lab-neu");
  });

  test("keeps names that are unique in Azure within their length, with a hash", () => {
    const output = synthOne(
      platformYaml({
        naming:
          '{ pattern: "{type}-{workload}-{env}-{region}-{nn}", env: prod, regions: { westeurope: weu } }',
        spokes: {
          shop: spokeYaml({
            gateways: { public: {} },
            clusters: {
              main: clusterYaml({
                network: "{ plugin: kubenet, podCidr: 10.244.0.0/16 }",
                ingress: { type: "agic-addon", gateway: "public" },
              }),
            },
          }),
        },
      }),
    );
    const { name } = output.resource("azurerm_storage_account", "route_sync_storage");
    expect(name).toMatch(/^stcontososyncprodw[0-9a-f]{6}$/);
  });

  test("a name that does not fit its type is refused, whatever the pattern", () => {
    const pattern = fc.constantFrom(
      "{type}-{workload}",
      "{workload}-{type}-{region}-{nn}",
      "{type}.{keys}.{platform}",
      "{keys}",
      "{type}-{workload}-{workload}-{region}",
    );
    fc.assert(
      fc.property(pattern, fc.integer({ min: 1, max: 24 }), (text, length) => {
        const file = platformYaml({
          name: "a".repeat(length),
          naming: `{ pattern: "${text}" }`,
          spokes: SPOKES,
        });
        const errors = errorsOfText(file);
        expect(
          errors.every(({ code }) => ["NAME_TOO_LONG", "NAME_INVALID", "NAME_TAKEN"].includes(code)),
        ).toBe(true);
        if (errors.length > 0) return;
        const { name } = synthOne(file).resource("azurerm_kubernetes_cluster", "shop_main");
        expect(String(name).length).toBeLessThanOrEqual(NAME_FORMATS.cluster.max);
        expect(String(name)).toMatch(NAME_FORMATS.cluster.pattern);
      }),
      { numRuns: 12, seed: SEED },
    );
  });
});

describe("name of one thing", () => {
  test("replaces that name alone", () => {
    const named = {
      hub: "{ name: corp, addressSpace: 10.0.0.0/22, firewall: { name: fw, publicIps: 20 }, gateway: { type: vpn, name: gw } }",
      spokes: {
        shop: {
          ...SPOKES.shop,
          name: "net",
          gateways: { public: { name: "edge" } },
          clusters: { main: { ...CLUSTER, name: "k8s" } },
        },
      },
    };
    const before = namesOf({
      hub: "{ addressSpace: 10.0.0.0/22, firewall: { publicIps: 20 }, gateway: { type: vpn } }",
    });
    const after = namesOf(named);
    const changed = [...after].filter(([address, name]) => before.get(address) !== name);
    expect(Object.fromEntries(changed)).toEqual({
      "virtual_network.hub": "corp",
      "firewall.hub_firewall": "fw",
      "virtual_network.shop": "net",
      "application_gateway.shop_gateway_public": "edge",
      "kubernetes_cluster.shop_main": "k8s",
    });
    expect([...after.keys()]).toEqual([...before.keys()]);
  });

  test.each([
    ["two clusters of one name", "aa", "aa", ["NAME_TAKEN"]],
    ["two names", "aa", "ab", []],
  ])("%s", (_, one, other, codes) => {
    const cluster = (name: string, podCidr: string): Yaml =>
      clusterYaml({ name, network: `{ plugin: azure-cni-overlay, podCidr: ${podCidr} }` });
    const clusters = { one: cluster(one, "10.100.0.0/16"), two: cluster(other, "10.101.0.0/16") };
    const errors = errorsOfText(platformYaml({ spokes: { shop: spokeYaml({ clusters }) } }));
    expect([...new Set(errors.map(({ code }) => code))]).toEqual(codes);
  });
});

test("every token of a pattern is in the reference", () => {
  const page = readFileSync(new URL("../../docs/reference/names.md", import.meta.url), "utf8");
  for (const token of ["type", "workload", "platform", "keys", "env", "region", "nn"])
    expect(page).toContain(`\`{${token}}\``);
});
