import { describe, expect, test } from "vitest";
import { ExistingFirewall } from "../../src/firewall/existing-firewall.js";
import { Cidr, SpokeCluster, SpokeGateway, type ArmType, type TopologyStack } from "../../src/internal.js";
import { ExistingNetworkGateway } from "../../src/network/existing-network-gateway.js";
import { ExistingRouteTable } from "../../src/network/existing-route-table.js";
import { ExistingSubnet } from "../../src/network/existing-subnet.js";
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

/** What takes the id of something that exists already, by its type. */
const TAKERS: readonly (readonly [type: ArmType, take: (stack: TopologyStack, id: string) => unknown])[] = [
  ["Microsoft.Network/virtualNetworks", network],
  [
    "Microsoft.Network/virtualNetworks/subnets",
    (stack, subnetId) =>
      new ExistingSubnet(stack, "subnet", { network: network(stack), prefix: PREFIX, subnetId }),
  ],
  [
    "Microsoft.Network/routeTables",
    (stack, routeTableId) => new ExistingRouteTable(stack, "table", { routeTableId }),
  ],
  [
    "Microsoft.Network/routeTables",
    (stack, routeTableId) => new ExistingNetworkGateway(stack, "gateway", { routeTableId }),
  ],
  [
    "Microsoft.Network/firewallPolicies",
    (stack, policyId) => new ExistingFirewall(stack, "fw", { privateIpAddress: "10.0.0.4", policyId }),
  ],
  [
    "Microsoft.Network/applicationGateways",
    (stack, gatewayId) => SpokeGateway.fromAttributes(shop(stack), "old", { gatewayId, subnet: SUBNET }),
  ],
  [
    "Microsoft.ContainerService/managedClusters",
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

/** Whether an id is refused as one of another type, whether at once or as a problem of the finished tree. */
function refuses(take: (stack: TopologyStack, id: string) => unknown, id: string): boolean {
  try {
    return synth((stack) => take(stack, id)).codes.includes("ID_OF_ANOTHER_TYPE");
  } catch (error) {
    if (String(error).includes("ID_OF_ANOTHER_TYPE")) return true;
    throw error;
  }
}

describe.each(TAKERS)("the id of one of %s", (type, take) => {
  test("is taken in any case", () => {
    expect(refuses(take, idOf(type))).toBe(false);
    expect(refuses(take, idOf(type).toLowerCase())).toBe(false);
  });

  test("is refused where it is another one", () => {
    const taken = MISTAKES.filter(([, change]) => !refuses(take, change(idOf(type))));
    expect(taken.map(([name]) => name)).toEqual([]);
  });
});

test("a private zone is known by its id alone", () => {
  const id = idOf("Microsoft.Network/privateDnsZones");
  const zone = { zoneName: "one", resourceGroupName: "rg" };
  expect(privateDnsZoneFromId(id)).toEqual({ zoneId: id, ...zone });
  expect(privateDnsZoneFromId(id.toLowerCase())).toEqual({ zoneId: id.toLowerCase(), ...zone });
  expect(MISTAKES.filter(([, change]) => privateDnsZoneFromId(change(id)) !== undefined)).toEqual([]);
});
