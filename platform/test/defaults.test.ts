import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { isLockFile, platformShape } from "../src/index.js";
import { clusterYaml, platformOfCluster, platformYaml, spokeYaml } from "./support/platform-yaml.js";
import { isMap, isShape, optionsOf, type Shape } from "./support/shapes.js";
import { synthText } from "./support/synth.js";

// The schema documents what applies without a key, and the constructs apply it: written out, a default changes nothing.

/** The shapes of all keys with a default, with their paths. */
function* defaultsOf(shape: Shape, path: string): Generator<[Shape, string]> {
  for (const option of optionsOf(shape)) {
    for (const [key, property] of Object.entries(option.properties ?? {})) {
      if (!isShape(property)) continue;
      if (property.default !== undefined) yield [property, `${path}.${key}`];
      yield* defaultsOf(property, `${path}.${key}`);
    }
    for (const inner of [option.additionalProperties, option.items])
      if (isShape(inner)) yield* defaultsOf(inner, `${path}.*`);
  }
}

/** Whether a map has the form of an option: the keys that this one needs, no OTHERS, and its constants. */
function fits(value: Readonly<Record<string, unknown>>, option: Shape): boolean {
  const { properties = {}, required = [], additionalProperties } = option;
  return (
    required.every((key) => key in value) &&
    Object.entries(value).every(([key, item]) => {
      const property = properties[key];
      if (!isShape(property)) return isShape(additionalProperties);
      return property.const === undefined || property.const === item;
    })
  );
}

/** The value without the keys that say the same as their default. */
function withoutDefaults(value: unknown, shape: Shape): unknown {
  return mapShapes(value, shape, (item, property) =>
    isDeepStrictEqual(item, property.default) ? undefined : withoutDefaults(item, property),
  );
}

/** The value with all defaults written out; the shapes of keys that it lacks are added to `written`. */
function withDefaults(value: unknown, shape: Shape, written: Set<Shape>): unknown {
  return mapShapes(value, shape, (item, property) => {
    if (item === undefined && property.default !== undefined) written.add(property);
    return withDefaults(item ?? property.default, property, written);
  });
}

/** The value with each item and each key of its form, present or not, replaced; keys that become undefined are dropped. */
function mapShapes(value: unknown, shape: Shape, replace: (item: unknown, shape: Shape) => unknown): unknown {
  const options = optionsOf(shape);
  if (Array.isArray(value)) {
    const items = options.map((option) => option.items).find(isShape);
    return items === undefined ? value : value.map((item) => replace(item, items));
  }
  const option = isMap(value) ? options.find((each) => fits(value, each)) : undefined;
  if (!isMap(value) || option === undefined) return value;
  const { properties = {}, additionalProperties } = option;
  const keys = [...new Set([...Object.keys(value), ...Object.keys(properties)])];
  const entries = keys.map((key) => {
    const inner = properties[key] ?? additionalProperties;
    return [key, isShape(inner) ? replace(value[key], inner) : value[key]] as const;
  });
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

const shape: Shape = platformShape();
const folder = fileURLToPath(new URL("../../examples/", import.meta.url));
const examples = readdirSync(folder)
  .filter((name) => name.endsWith(".yaml") && !isLockFile(name))
  .map((name) => [name, readFileSync(`${folder}${name}`, "utf8")] as const);
/** Every kind of destination. */
const ALLOW = {
  web: { fqdns: ["api.contoso.com"] },
  range: { addresses: ["203.0.113.0/24"], ports: [8443] },
  tag: { serviceTags: ["Storage"] },
};
/** Those that security groups can filter. */
const { range, tag } = ALLOW;

const NETWORK =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-network/providers/Microsoft.Network";

/** A subnet of a network that exists already. */
function subnetOf(name: string, prefix: string): string {
  return `{ id: ${NETWORK}/virtualNetworks/vnet-shop/subnets/${name}, prefix: ${prefix} }`;
}

/** An authority of clients, with what is indented in front of its lines in the example taken away. */
const AUTHORITY = examples
  .flatMap(([, text]) => /authorities:\n +- \|\n([^]*?-----END CERTIFICATE-----\n)/.exec(text)?.[1] ?? [])
  .map((text) => text.replaceAll(/^ +/gm, ""))[0];

/** Kinds that no example leaves at their defaults. */
const OTHERS = [
  [
    "settings of operations, and a path of its own",
    platformOfCluster(
      {
        authentication: "{ type: entra-id, adminGroups: [aaaaaaaa-1111-4111-8111-111111111111] }",
        upgrades: '{ kubernetes: patch, nodeOs: security-patch, window: { day: Saturday, start: "22:00" } }',
        nodePools:
          "{ system: { vmSize: Standard_D4ds_v5, nodes: 3 }, batch: { vmSize: Standard_D8ds_v5, nodes: 3, spot: {} } }",
      },
      { paths: "{ own: { from: shop/main/node, to: shop/main/pod } }" },
    ),
  ],
  ["names by a pattern", platformOfCluster({}, { naming: "{}" })],
  ["alerts and flow logs", platformOfCluster({}, { alerts: "{}", diagnostics: "{ flowLogs: {} }" })],
  [
    "a hub that exists already",
    platformOfCluster(
      { egress: { type: "firewall" } },
      {
        hub: `{ id: ${NETWORK}/virtualNetworks/vnet-hub, addressSpace: 10.0.0.0/22, firewall: { privateAddress: 10.0.0.4, dnsProxy: true, publicAddresses: [203.0.113.4], policy: { id: ${NETWORK}/firewallPolicies/fwp } } }`,
      },
    ),
  ],
  [
    "a resolver that forwards nothing, and Bastion",
    platformOfCluster(
      {},
      { hub: "{ addressSpace: 10.5.0.0/22, firewall: {}, bastion: {}, dns: { type: private-resolver } }" },
    ),
  ],
  ["a virtual hub", platformOfCluster({}, { hub: "{ type: virtual-wan, addressSpace: 10.5.0.0/23 }" })],
  ...["vpn", "express-route"].map((type): readonly [string, string] => [
    `the ${type} gateway of a virtual hub`,
    platformOfCluster(
      {},
      { hub: `{ type: virtual-wan, addressSpace: 10.5.0.0/23, gateway: { type: ${type} } }` },
    ),
  ]),
  [
    "a virtual hub that exists already",
    platformOfCluster(
      {},
      {
        hub: `{ type: virtual-wan, id: ${NETWORK}/virtualHubs/vhub, addressSpace: 10.0.0.0/23, firewall: { privateAddress: 10.0.0.132 } }`,
      },
    ),
  ],
  [
    "a cluster through an appliance",
    platformOfCluster(
      { egress: { type: "appliance", privateIp: "10.0.1.4", allow: ALLOW } },
      { hub: "{ addressSpace: 10.0.0.0/22 }" },
    ),
  ],
  [
    "subnets that exist already",
    platformYaml({
      spokes: {
        shop: spokeYaml({
          network: `{ id: ${NETWORK}/virtualNetworks/vnet-shop }`,
          privateEndpoints: `{ vault: { id: ${NETWORK.replace("Network", "KeyVault")}/vaults/kv-shop } }`,
          gateways: `{ edge: { subnet: ${subnetOf("agw", "10.1.9.0/24")}, routeTable: { id: ${NETWORK}/routeTables/rt-agw } } }`,
          clusters: {
            pods: clusterYaml({
              network: "{ plugin: azure-cni-pod-subnet }",
              egress: "{ type: load-balancer }",
              nodePools: `{ system: { vmSize: Standard_D4ds_v5, nodes: 3, podSubnet: ${subnetOf("pods", "10.1.32.0/20")} } }`,
            }),
            contained: clusterYaml({
              network: "{ plugin: azure-cni-overlay, podCidr: 10.246.0.0/16 }",
              ingress: `{ type: application-gateway-for-containers, subnet: ${subnetOf("agc", "10.1.10.0/24")}, replaces: { type: agic-helm, gateway: edge } }`,
            }),
            virtual: clusterYaml({
              network: "{ plugin: azure-cni }",
              virtualNodes: `{ subnet: ${subnetOf("aci", "10.1.8.0/24")} }`,
            }),
          },
        }),
      },
    }),
  ],
  [
    "clusters of AKS Automatic",
    platformYaml({
      azurerm: 5,
      hub: "{ addressSpace: 10.100.0.0/22 }",
      spokes: {
        shop: spokeYaml({
          network: `{ id: ${NETWORK}/virtualNetworks/vnet-shop }`,
          clusters: {
            bare: "{ type: automatic }",
            own: `{ type: automatic, nodes: { subnet: ${subnetOf("nodes", "10.1.64.0/24")} }, systemNodes: { subnet: ${subnetOf("system", "10.1.65.0/26")} } }`,
          },
        }),
      },
    }),
  ],
  [
    "a cluster through the firewall",
    platformOfCluster(
      { egress: { type: "firewall", allow: ALLOW }, apiServer: "{ type: vnet-integration }" },
      {
        backend: "{ type: azurerm, resourceGroup: rg-state, storageAccount: state, container: state }",
        hub: "{ addressSpace: 10.0.0.0/22, firewall: { publicIps: 20 }, gateway: { type: express-route }, bastion: {} }",
        governance:
          "{ policies: { audit: { type: definition, id: /providers/Microsoft.Authorization/policyDefinitions/a } } }",
      },
    ),
  ],
  [
    "a cluster through a NAT gateway",
    platformOfCluster({
      network: "{ plugin: none }",
      egress: { type: "nat-gateway", allow: ALLOW },
      apiServer: "{ type: vnet-integration, access: { type: public } }",
    }),
  ],
  [
    "a cluster of a shared Front Door",
    platformOfCluster(
      {
        egress: { type: "load-balancer" },
        ingress: "{ type: front-door, frontDoor: world, origin: public, originHost: one.contoso.com }",
      },
      { frontDoors: "{ world: {} }" },
    ),
  ],
  [
    "gateways with private addresses",
    platformYaml({
      hub: "{ addressSpace: 10.0.0.0/22, gateway: { type: vpn }, onPremises: { prefixes: [192.168.0.0/16] } }",
      spokes: {
        shop: spokeYaml({
          gateways: {
            edge: { networkIsolation: true, frontend: { type: "private" } },
            both: {
              networkIsolation: true,
              frontend: { type: "public-and-private" },
              clientCertificates: { partners: { authorities: [JSON.stringify(AUTHORITY)] } },
              rewrites: {
                hosts: [{ conditions: [{ variable: "var_host", pattern: "x" }], path: "/x" }],
              },
            },
          },
          clusters: {
            main: clusterYaml({
              network: "{ plugin: kubenet }",
              egress: { type: "load-balancer", filter: "nsg", allow: { range, tag } },
              ingress: "{ type: agic-addon, gateway: both }",
              mirror: "{}",
            }),
            next: clusterYaml({
              egress: { type: "load-balancer", allow: ALLOW },
              ingress: "{ type: gateway-to-load-balancer, gateway: edge }",
            }),
          },
        }),
      },
      routeSync: "{ notify: { actionGroups: [] } }",
    }),
  ],
] as const;

/** Files with what they are with all defaults, as many as it takes to write out each default once. */
const written = new Set<Shape>();
const rows = [...OTHERS, ...examples].flatMap(([name, text]) => {
  const before = written.size;
  const bare = withoutDefaults(parse(text), shape);
  const full = withDefaults(bare, shape, written);
  return written.size > before ? [{ name, bare: stringify(bare), full: stringify(full) }] : [];
});

function textOf([property, path]: readonly [Shape, string]): string {
  return `${path} ${JSON.stringify(property)}`;
}

test("every default of the schema is written out in a file", () => {
  const all = new Map(defaultsOf(shape, ""));
  expect(all.size).toBeGreaterThan(40);
  // A cluster that exists already has choices of one that is created, with the same schema.
  const known = new Set([...all].filter(([each]) => written.has(each)).map((each) => textOf(each)));
  // Each of several hubs has the schema of the only one.
  const missing = [...all].filter((each) => !known.has(textOf(each)) && !each[1].startsWith(".hubs."));
  expect(missing.map(([, path]) => path)).toEqual([]);
});

test.each(rows)("$name: defaults that are written out change nothing", ({ bare, full }) => {
  expect(synthText(full)).toEqual(synthText(bare));
});
