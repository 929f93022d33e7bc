import fc from "fast-check";
import { expect, test } from "vitest";
import { block } from "../../constructs/test/support/synth.js";
import { platformYaml, spokeYaml, type Yaml } from "./support/platform-yaml.js";
import { errorsOfText, synthOne } from "./support/synth.js";
import { SEED } from "../../test/support/seed.js";

// Keys that meet the project's own words, and each other once they are joined.
const KEYS = ["a", "b", "a-b", "main", "main-agic", "main-tls", "gateway", "peering", "api-server", "load"];
const POOLS = ["a", "system", "balancers", "main"];
const key = fc.constantFrom(...KEYS);

interface Spoke {
  readonly gateway: string;
  readonly way: string;
  readonly clusters: readonly { readonly name: string; readonly pool: string; readonly behind: boolean }[];
}

const spoke: fc.Arbitrary<Spoke> = fc.record({
  gateway: key,
  way: fc.constantFrom("agic-helm", "gateway-to-load-balancer"),
  clusters: fc.uniqueArray(
    fc.record({
      name: key,
      pool: fc.constantFrom(...POOLS),
      behind: fc.boolean(),
    }),
    { selector: ({ name }) => name, minLength: 1, maxLength: 3 },
  ),
});

function platformOf(spokes: Record<string, Spoke>): string {
  let range = 0;
  const clusterOf = (
    { name, pool, behind }: Spoke["clusters"][number],
    { way, gateway }: Spoke,
  ): { readonly [key: string]: Yaml } => {
    range += 1;
    const hostNames = [`${name}-${range}.contoso.com`];
    return {
      network: { plugin: "azure-cni-overlay", podCidr: `10.${100 + range}.0.0/16` },
      apiServer: { type: "vnet-integration" },
      nodePools: { [pool]: { vmSize: "Standard_D4ds_v5", nodes: 3 } },
      ingress: behind ? { type: way, gateway, hostNames } : { type: "none" },
    };
  };
  return platformYaml({
    spokes: Object.fromEntries(
      Object.entries(spokes).map(([name, given], i) => [
        name,
        {
          addressSpace: `10.${i + 1}.0.0/16`,
          gateways: { [given.gateway]: {} },
          clusters: Object.fromEntries(
            given.clusters.map((cluster) => [cluster.name, clusterOf(cluster, given)]),
          ),
        },
      ]),
    ),
  });
}

/** Type, name and group of everything that is written. */
function identities(text: string): string[] {
  return Object.entries(block(synthOne(text).json["resource"])).flatMap(([type, byName]) =>
    Object.values(block(byName)).flatMap((body) => {
      const { name, ...rest } = block(body);
      const parents = Object.entries(rest).filter(([argument]) => /_name$|_policy_id$/.test(argument));
      return name === undefined || parents.length === 0 ? [] : [JSON.stringify([type, name, parents])];
    }),
  );
}

test("keys that join to one name are refused at a key, or keep their things apart", () => {
  const seen = { written: 0, refused: 0 };
  fc.assert(
    fc.property(fc.dictionary(key, spoke, { minKeys: 1, maxKeys: 2 }), (spokes) => {
      const text = platformOf(spokes);
      const errors = errorsOfText(text);
      expect(errors.filter(({ code }) => code !== "NAME_TAKEN")).toEqual([]);
      expect(errors.every(({ path }) => path.startsWith("spokes."))).toBe(true);
      seen[errors.length === 0 ? "written" : "refused"] += 1;
      if (errors.length > 0) return;
      const names = identities(text);
      expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    }),
    { numRuns: 20, seed: SEED },
  );
  expect(seen.refused).toBeGreaterThan(0);
  expect(seen.written).toBeGreaterThan(0);
}, 120_000);

function zone(subscription: string): string {
  return `/subscriptions/00000000-0000-0000-0000-00000000000${subscription}/resourceGroups/rg-dns/providers/Microsoft.Network/dnsZones/contoso.com`;
}

test("records of one name in zones of two subscriptions are two records", () => {
  const codes = (first: string, second: string): string[] =>
    errorsOfText(
      platformYaml({
        spokes: {
          shop: spokeYaml({
            gateways: Object.fromEntries(
              [first, second].map((subscription, i) => [
                `g${i}`,
                { dns: [{ type: "public", zone: { id: zone(subscription) }, name: "shop" }] },
              ]),
            ),
          }),
        },
      }),
    ).map(({ code }) => code);
  expect(codes("1", "2")).toEqual([]);
  expect(codes("1", "1")).toEqual(["NAME_TAKEN"]);
});

test("a gateway's record in zones of one name in two subscriptions is written into both", () => {
  const dns = ["1", "2", "2"].map((subscription) => ({
    type: "public",
    zone: { id: zone(subscription) },
    name: "shop",
  }));
  const output = synthOne(platformYaml({ spokes: { shop: spokeYaml({ gateways: { edge: { dns } } }) } }));
  const record = "azurerm_dns_a_record";
  const id = "shop_gateway_edge_record_public_shop_contoso-com";
  expect(output.addresses(record)).toEqual([`${record}.${id}`, `${record}.${id}_2`]);
  expect(output.resource(record, id)["provider"]).not.toBe(output.resource(record, `${id}_2`)["provider"]);
});
