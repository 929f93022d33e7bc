import { describe, expect, test } from "vitest";
import { ExistingFirewall } from "../../src/firewall/existing-firewall.js";
import {
  armTypeWords,
  Cidr,
  SpokeCluster,
  SpokeGateway,
  TopologyError,
  type ArmType,
  type Problem,
  type TopologyStack,
} from "../../src/internal.js";
import { ExistingNetworkGateway } from "../../src/network/existing-network-gateway.js";
import { ExistingRouteTable } from "../../src/network/existing-route-table.js";
import { ExistingSubnet } from "../../src/network/existing-subnet.js";
import { ExistingVirtualHub } from "../../src/network/existing-virtual-hub.js";
import { ExistingVirtualNetwork } from "../../src/network/existing-virtual-network.js";
import { privateDnsZoneFromId } from "../../src/network/private-dns-zone.js";
import { overlay, shop } from "../support/builders.js";
import { synth } from "../support/synth.js";

const GROUP = "/subscriptions/s/resourceGroups/rg/providers";
const NETWORK = `${GROUP}/Microsoft.Network/virtualNetworks/vnet`;
const PREFIX = Cidr.of("10.1.0.0/24");
const SUBNET = { subnetId: `${NETWORK}/subnets/snet`, prefix: PREFIX };

function network(stack: TopologyStack, virtualNetworkId = NETWORK): ExistingVirtualNetwork {
  return new ExistingVirtualNetwork(stack, "network", { virtualNetworkId, addressSpace: [PREFIX] });
}

/** What takes the id of something that exists already: its type, and the prop that takes it. */
const TAKERS: readonly (readonly [
  type: ArmType,
  prop: string,
  take: (stack: TopologyStack, id: string) => unknown,
])[] = [
  ["Microsoft.Network/virtualNetworks", "virtualNetworkId", network],
  [
    "Microsoft.Network/virtualNetworks/subnets",
    "subnetId",
    (stack, subnetId) =>
      new ExistingSubnet(stack, "subnet", { network: network(stack), prefix: PREFIX, subnetId }),
  ],
  [
    "Microsoft.Network/virtualHubs",
    "virtualHubId",
    (stack, virtualHubId) => new ExistingVirtualHub(stack, "hub", { virtualHubId, addressPrefix: PREFIX }),
  ],
  [
    "Microsoft.Network/routeTables",
    "routeTableId",
    (stack, routeTableId) => new ExistingRouteTable(stack, "table", { routeTableId }),
  ],
  [
    "Microsoft.Network/routeTables",
    "routeTableId",
    (stack, routeTableId) => new ExistingNetworkGateway(stack, "gateway", { routeTableId }),
  ],
  [
    "Microsoft.Network/firewallPolicies",
    "policyId",
    (stack, policyId) => new ExistingFirewall(stack, "fw", { privateIpAddress: "10.0.0.4", policyId }),
  ],
  [
    "Microsoft.Network/applicationGateways",
    "gatewayId",
    (stack, gatewayId) => SpokeGateway.fromAttributes(shop(stack), "old", { gatewayId, subnet: SUBNET }),
  ],
  [
    "Microsoft.ContainerService/managedClusters",
    "clusterId",
    (stack, clusterId) =>
      SpokeCluster.fromAttributes(shop(stack), "old", {
        clusterId,
        network: overlay("10.244.0.0/16"),
        nodePools: [{ name: "system", subnet: SUBNET }],
      }),
  ],
];

function idOf(type: ArmType): string {
  const [namespace = "", ...segments] = type.split("/");
  return [GROUP, namespace, ...segments.flatMap((segment) => [segment, "one"])].join("/");
}

const MISTAKES: readonly (readonly [string, (id: string) => string])[] = [
  ["with text before it", (id) => `x${id}`],
  ["with more after it", (id) => `${id}/parts/one`],
  ["with a segment after it", (id) => `${id}/parts`],
  ["of another type", (id) => id.replace(/[^/]+(?=\/one$)/, "others")],
  ["without a subscription", (id) => id.replace("/subscriptions/s", "/subscriptions/")],
  ["without a name", (id) => id.replace(/one$/, "")],
  ["that is a name alone", () => "one"],
];

/** The problem of an id of another type, whether it prevents the construct or is found on it. */
function refusal(take: (stack: TopologyStack, id: string) => unknown, id: string): Problem | undefined {
  try {
    return synth((stack) => take(stack, id)).problems.find(({ code }) => code === "ID_OF_ANOTHER_TYPE");
  } catch (error) {
    if (TopologyError.isTopologyError(error)) return error.problem;
    throw error;
  }
}

describe.each(TAKERS)("the id of one of %s", (type, prop, take) => {
  test("is taken in any case", () => {
    expect(refusal(take, idOf(type))).toBeUndefined();
    expect(refusal(take, idOf(type).toLowerCase())).toBeUndefined();
  });

  test("is refused where it is another one, with the type that is wanted", () => {
    for (const [name, change] of MISTAKES) {
      const id = change(idOf(type));
      expect(refusal(take, id), name).toMatchObject({
        code: "ID_OF_ANOTHER_TYPE",
        prop,
        message: `"${id}" is not the id of ${armTypeWords(type)}.`,
        hint: expect.stringContaining(`/providers/${type}/`) as unknown,
      });
    }
  });
});

test("a private zone is known by its id alone", () => {
  const id = idOf("Microsoft.Network/privateDnsZones");
  const zone = { zoneName: "one", resourceGroupName: "rg" };
  expect(privateDnsZoneFromId(id)).toEqual({ zoneId: id, ...zone });
  expect(privateDnsZoneFromId(id.toLowerCase())).toEqual({ zoneId: id.toLowerCase(), ...zone });
  expect(MISTAKES.filter(([, change]) => privateDnsZoneFromId(change(id)) !== undefined)).toEqual([]);
});
