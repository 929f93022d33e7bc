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
    "an old controller for a gateway without a public frontend",
    spoke({
      network: `{ id: ${SPOKE} }`,
      gateways: `{ edge: { id: ${NETWORK}/applicationGateways/agw, subnet: { id: ${SPOKE}/subnets/agw, prefix: 10.1.0.0/24 }, frontend: { type: private, privateIp: 10.1.0.9 } } }`,
      clusters: {
        main: clusterYaml({
          network: "{ plugin: azure-cni }",
          ingress: "{ type: agic-helm, gateway: edge, version: 1.6.0 }",
        }),
      },
    }),
    "AGIC_TOO_OLD spokes.shop.clusters.main.ingress.version",
    /1\./,
    /without a public address/,
  ],
  [
    "a private address outside of the existing gateway's subnet",
    spoke({
      network: `{ id: ${SPOKE}, taken: [] }`,
      gateways: `{ edge: { id: ${NETWORK}/applicationGateways/agw, subnet: { id: ${SPOKE}/subnets/agw, prefix: 10.1.0.0/24 }, frontend: { type: private, privateIp: 10.1.9.9 } } }`,
    }),
    "FRONTEND_ADDRESS_OUTSIDE spokes.shop.gateways.edge.frontend.privateIp",
    /10\.1\.0\.4 to 10\.1\.0\.254/,
    /10\.1\.9\.9/,
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
  [
    "a plan without its key",
    spoke({ ddos: `{ id: ${NETWORK}/ddosProtectionPlans/ddos }` }),
    "UNKNOWN_KEY spokes.shop.ddos.id",
    /plan: \{ id: … \}/,
  ],
  [
    "a plan without its map",
    spoke({ ddos: `${NETWORK}/ddosProtectionPlans/ddos` }),
    "INVALID_VALUE spokes.shop.ddos",
    /map/,
    /plan: \{ id: … \}/,
  ],
  [
    "a subnet of load balancers without its key",
    spoke({
      network: `{ id: ${SPOKE} }`,
      loadBalancers: `{ id: ${SPOKE}/subnets/snet-lb, prefix: 10.1.1.0/24 }`,
    }),
    "UNKNOWN_KEY spokes.shop.loadBalancers.id",
    /subnet: \{ id: …, prefix: … \}/,
  ],
  [
    "a range of others outside of the network",
    spoke({ network: `{ id: ${SPOKE}, taken: [10.1.0.0/24, 10.7.0.0/24] }` }),
    "SUBNET_OUTSIDE_NETWORK spokes.shop.network.taken",
    /address space/,
    /10\.7\.0\.0\/24/,
  ],
  [
    "an existing cluster whose plugin is not known, behind AGIC",
    spoke({
      network: `{ id: ${SPOKE} }`,
      gateways: "{ edge: {} }",
      clusters: {
        main: {
          id: `${NETWORK.replace("Microsoft.Network", "Microsoft.ContainerService")}/managedClusters/aks`,
          network: "{ plugin: none }",
          ingress: "{ type: agic-addon, gateway: edge }",
          nodePools: `{ system: { subnet: { id: ${SPOKE}/subnets/snet-aks, prefix: 10.1.4.0/24 } } }`,
        },
      },
    }),
    "PODS_WITHOUT_KNOWN_ADDRESSES spokes.shop.clusters.main.ingress",
    /gateway-to-load-balancer/,
  ],
  [
    "the id of another network, which all subnets of the spoke contradict",
    spoke({
      network: `{ id: ${SPOKE}-old, peered: true }`,
      clusters: {
        main: {
          network: "{ plugin: azure-cni-pod-subnet }",
          nodePools: `{ system: { vmSize: Standard_D4ds_v5, nodes: 3, subnet: ${NODES}, podSubnet: { id: ${SPOKE}/subnets/snet-pods, prefix: 10.1.8.0/22, associate: true } } }`,
        },
      },
    }),
    "SUBNET_OF_ANOTHER_NETWORK spokes.shop.clusters.main.nodePools.system.subnet.id",
    /network\.id/,
    /1 more/,
  ],
  [
    "a network of another subscription than all that is in it",
    spoke({
      network: `{ id: ${SPOKE.replace("-0000-0000-000000000001", "-0000-0000-000000000002")} }`,
      gateways: `{ one: { id: ${NETWORK}/applicationGateways/one, subnet: { id: ${SPOKE}/subnets/one, prefix: 10.1.0.0/24 } }, two: { id: ${NETWORK}/applicationGateways/two, subnet: { id: ${SPOKE}/subnets/two, prefix: 10.1.1.0/24 } } }`,
    }),
    "INVALID_VALUE spokes.shop.network.id",
    /id of the network/,
  ],
  [
    "a private address as the public one of a firewall",
    platformYaml({
      hub: {
        id: HUB,
        addressSpace: "10.0.0.0/22",
        firewall: "{ privateAddress: 10.0.0.4, publicAddresses: [10.0.0.5] }",
      },
      spokes: "{}",
    }),
    "INVALID_VALUE hub.firewall.publicAddresses.0",
    /public address/,
  ],
  [
    "a word as the public address of a firewall",
    platformYaml({
      hub: {
        id: HUB,
        addressSpace: "10.0.0.0/22",
        firewall: "{ privateAddress: 10.0.0.4, publicAddresses: [203.0.113.4, contoso] }",
      },
      spokes: "{}",
    }),
    "INVALID_VALUE hub.firewall.publicAddresses.1",
    /another value/,
  ],
  [
    "a resolver of the hub that nothing connects with the spoke",
    platformYaml({
      hub: {
        id: HUB,
        addressSpace: "10.0.0.0/22",
        firewall: "{ privateAddress: 10.0.0.4 }",
        dns: "{ type: servers, servers: [10.77.0.4] }",
      },
      spokes: { shop: spokeYaml({ dns: "{ type: hub }", clusters: { main: clusterYaml() } }) },
    }),
    "RESOLVER_UNREACHABLE spokes.shop.dns",
    /hub\.peers/,
  ],
  [
    "a subnet of load balancers in another network",
    spoke({
      network: `{ id: ${SPOKE}, peered: true }`,
      loadBalancers: `{ subnet: { id: ${HUB}/subnets/snet-lb, prefix: 10.1.1.0/24 } }`,
      gateways: "{ edge: {} }",
      clusters: { main: clusterYaml({ ingress: "{ type: gateway-to-load-balancer, gateway: edge }" }) },
    }),
    "SUBNET_OF_ANOTHER_NETWORK spokes.shop.loadBalancers.subnet.id",
    /spoke's network/,
  ],
])("%s is one problem with its remedy", (_, text, problem, remedy, message = /./) => {
  const [first, ...others] = errorsOfText(text);
  expect(`${first?.code} ${first?.path}`).toBe(problem);
  expect(first?.line).toBeGreaterThan(1);
  expect(first?.hint).toMatch(remedy);
  expect(first?.message).toMatch(message);
  expect(others).toEqual([]);
});

test.each([
  ["firewall", ["SHARED_TABLE_DEFAULT_ROUTE spokes.shop.gateways.edge.routeTable"]],
  ["appliance", ["SHARED_TABLE_DEFAULT_ROUTE spokes.shop.gateways.edge.routeTable"]],
  ["load-balancer", []],
])("a table of an existing cluster with egress %s is shared with a gateway: %j", (type, problems) => {
  const main = {
    id: `${NETWORK.replace("Microsoft.Network", "Microsoft.ContainerService")}/managedClusters/aks`,
    network: "{ plugin: kubenet, podCidr: 10.244.0.0/16 }",
    egress: { type },
    ingress: "{ type: agic-addon, gateway: edge }",
    routeTable: `{ id: ${NETWORK}/routeTables/rt }`,
    nodePools: `{ system: { nodes: 3, subnet: { id: ${SPOKE}/subnets/snet-aks, prefix: 10.1.4.0/24 } } }`,
  };
  const text = spoke({
    network: `{ id: ${SPOKE}, taken: [] }`,
    gateways: "{ edge: { routeTable: shared } }",
    clusters: { main },
  });
  expect(errorsOfText(text).map(({ code, path }) => `${code} ${path}`)).toEqual(problems);
});
