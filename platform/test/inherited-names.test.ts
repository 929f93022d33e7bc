import { expect, test } from "vitest";
import { stringify } from "yaml";
import { errorsOfText, synthText } from "./support/synth.js";

/** Names that JavaScript objects inherit, which a lookup or an assignment may take for something else. */
const NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "prototype"];

/** Things of a platform file by name, each map next to what it needs. */
interface Maps {
  readonly tags?: object;
  readonly spokes?: object;
  readonly clusters?: object;
  readonly pools?: object;
  readonly labels?: object;
  readonly allow?: object;
  readonly gateways?: object;
  readonly publish?: object;
  readonly policies?: object;
}

const POOL = { vmSize: "Standard_D4ds_v5", nodes: 3 };
function cluster(range: number, maps: Maps = {}): object {
  return {
    network: { plugin: "azure-cni-overlay", podCidr: `10.${range}.0.0/16` },
    apiServer: { type: "vnet-integration" },
    addOns: { policy: true },
    egress: { type: "firewall", allow: { ...maps.allow } },
    nodePools: { system: { ...POOL, labels: { ...maps.labels } }, ...maps.pools },
  };
}

function platformWith(maps: Maps): string {
  return stringify({
    apiVersion: "aks-topology/v1",
    name: "contoso",
    location: "westeurope",
    ...(maps.tags === undefined ? {} : { tags: maps.tags }),
    hub: { addressSpace: "10.0.0.0/22", firewall: { publish: { ...maps.publish } } },
    spokes: {
      shop: {
        addressSpace: "10.1.0.0/16",
        gateways: { ...maps.gateways },
        clusters: { main: cluster(100, maps), ...maps.clusters },
      },
      ...maps.spokes,
    },
    governance: { policies: { ...maps.policies } },
  });
}

/** An object with a key of any name: a literal would take `__proto__` for the prototype. */
function named(name: string, value: unknown): object {
  return Object.fromEntries([[name, value]]);
}

const KINDS: Readonly<Record<string, (name: string) => Maps>> = {
  "a spoke": (name) => ({ spokes: named(name, { addressSpace: "10.2.0.0/16" }) }),
  "a cluster": (name) => ({ clusters: named(name, cluster(101)) }),
  "a node pool": (name) => ({ pools: named(name, POOL) }),
  "a gateway": (name) => ({ gateways: named(name, {}) }),
  "a tag": (name) => ({ tags: named(name, "value") }),
  "a label of nodes": (name) => ({ labels: named(name, "value") }),
  "a destination": (name) => ({ allow: named(name, { fqdns: ["x.contoso.com"] }) }),
  "a published service": (name) => ({ publish: named(name, { to: "10.1.254.10", port: 443 }) }),
  "a policy": (name) => ({ policies: named(name, { type: "internal-load-balancers" }) }),
  "a parameter of a policy": (name) => ({
    policies: {
      own: {
        type: "definition",
        id: "/providers/Microsoft.Authorization/policyDefinitions/00000000-0000-0000-0000-000000000001",
        parameters: named(name, "value"),
      },
    },
  }),
  "a certificate": (name) => ({
    gateways: {
      edge: { tls: { type: "own-key-vault", certificates: named(name, ["shop.contoso.com"]) } },
    },
  }),
  "a trusted root": (name) => ({ gateways: { edge: { trustedRoots: named(name, "nonsense") } } }),
};

const cases = Object.entries(KINDS).flatMap(([kind, mapsOf]) =>
  NAMES.map((name) => ({ kind, name, mapsOf })),
);

test.each(cases)("$kind named $name is written, or refused where it begins", ({ name, mapsOf }) => {
  const text = platformWith(mapsOf(name));
  const line = text.split("\n").findIndex((part) => part.includes(`${name}:`)) + 1;
  expect(line).toBeGreaterThan(0);
  const errors = errorsOfText(text);
  if (errors.length > 0) {
    expect(errors).toContainEqual(expect.objectContaining({ line }));
    return;
  }
  const written = [...synthText(text).values()].map(({ json }) => JSON.stringify(json)).join("\n");
  expect(written).toMatch(new RegExp(`(?<![a-zA-Z])${name}(?![a-zA-Z])`));
});

test("names that are like any other are taken", () => {
  const refused = Object.entries(KINDS).filter(
    ([, mapsOf]) => errorsOfText(platformWith(mapsOf("prototype"))).length > 0,
  );
  expect(refused.map(([kind]) => kind)).toEqual(["a trusted root"]);
});
