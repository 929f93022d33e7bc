import { expect, test } from "vitest";
import { clusterYaml, platformYaml, spokeYaml, type Yaml } from "./support/platform-yaml.js";
import { errorsOfText } from "./support/synth.js";

const NETWORK =
  "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-network/providers/Microsoft.Network";
const HUB = `${NETWORK}/virtualNetworks/vnet-hub`;
const SPOKE = `${NETWORK}/virtualNetworks/vnet-shop`;

function spoke(parts: Readonly<Record<string, Yaml>>): string {
  return platformYaml({ spokes: { shop: spokeYaml(parts) } });
}

function hub(id: string): string {
  return platformYaml({ hub: { id, addressSpace: "10.0.0.0/22" }, spokes: "{}" });
}

const KUBENET = clusterYaml({
  network: "{ plugin: kubenet }",
  ingress: "{ type: agic-addon, gateway: edge }",
});
/** A subnet that exists already, in a range that is taken. */
const NODES = `{ id: ${SPOKE}/subnets/snet-aks, prefix: 10.1.4.0/24, associate: true }`;

test.each([
  ["an id without its map", spoke({ network: SPOKE }), "WRONG_TYPE spokes.shop.network", /\{ id: /],
  [
    "an id without its map in a list",
    platformYaml({
      hub: {
        id: HUB,
        addressSpace: "10.0.0.0/22",
        privateZones: `[${NETWORK}/privateDnsZones/contoso.internal]`,
      },
      spokes: "{}",
    }),
    "WRONG_TYPE hub.privateZones.0",
    /\{ id: /,
  ],
  [
    "an id whose subscription has a name in its place",
    hub(HUB.replace(/subscriptions\/[^/]+/, "subscriptions/HUB")),
    "INVALID_VALUE hub.id",
    /virtualNetworks/,
    /"HUB" is not the GUID of a subscription/,
  ],
  [
    "an id with a placeholder for the name",
    hub(HUB.replace("vnet-hub", "<name>")),
    "INVALID_VALUE hub.id",
    /virtualNetworks/,
    /a name that Azure does not allow/,
  ],
  [
    "a name for a network that has one",
    spoke({ network: `{ id: ${SPOKE} }`, name: "vnet-mine" }),
    "INVALID_VALUE spokes.shop.name",
    /Remove name/,
  ],
  [
    "a gateway that does not fit into what is left of the network",
    spoke({
      network: `{ id: ${SPOKE}, taken: [10.1.0.0/16] }`,
      gateways: "{ edge: {} }",
      clusters: {
        main: {
          ...KUBENET,
          nodePools: `{ system: { vmSize: Standard_D4ds_v5, nodes: 3, subnet: ${NODES} } }`,
        },
      },
    }),
    "NO_ROOM_FOR_SUBNET spokes.shop.gateways.edge",
    /address space/,
  ],
  [
    "a cluster of route sync that lacks what its hub has",
    platformYaml({
      hub: { id: HUB, addressSpace: "10.0.0.0/22", firewall: "{ privateAddress: 10.0.0.4 }" },
      spokes: {
        shop: spokeYaml({
          gateways: "{ edge: {} }",
          clusters: { main: { ...KUBENET, apiServer: "{ type: private, dns: { type: custom-zone } }" } },
        }),
      },
      routeSync: "{ network: { spoke: shop } }",
    }),
    "PRIVATE_ZONE_MISSING spokes.shop.clusters.main.apiServer.dns",
    /privateZones/,
  ],
])("%s is one problem with its remedy", (_, text, problem, remedy, message = /./) => {
  const [first, ...others] = errorsOfText(text);
  expect(`${first?.code} ${first?.path}`).toBe(problem);
  expect(first?.line).toBeGreaterThan(1);
  expect(first?.hint).toMatch(remedy);
  expect(first?.message).toMatch(message);
  expect(others).toEqual([]);
});
