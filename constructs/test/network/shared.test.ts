import { describe, expect, test } from "vitest";
import { Construct } from "constructs";
import { Cidr, type TopologyStack } from "../../src/internal.js";
import { existingTableOf } from "../../src/network/existing-route-table.js";
import { ExistingVirtualNetwork } from "../../src/network/existing-virtual-network.js";
import { RequestedSubnetSetting } from "../../src/network/requested-of-subnet.js";
import type { SubnetProps } from "../../src/network/subnet.js";
import { subnetIn } from "../../src/network/subnet-in.js";
import { synth } from "../support/synth.js";

const GROUP = "/subscriptions/s/resourceGroups/rg-Shop/providers/Microsoft.Network";
const NETWORK = `${GROUP}/virtualNetworks/vnet-Shop`;
const SUBNET = `${NETWORK}/subnets/snet-Nodes`;
const PREFIX = Cidr.of("10.1.0.0/24");

/** Codes and props of the problems, after each use of an id by one of two tenants. */
function problemsOf(
  use: (stack: TopologyStack, user: Construct, id: string) => void,
  uses: readonly (readonly [tenant: "one" | "two", id: string])[],
): readonly string[] {
  const { problems } = synth((stack) => {
    const tenants = { one: new Construct(stack, "one"), two: new Construct(stack, "two") };
    for (const [tenant, id] of uses) use(stack, tenants[tenant], id);
  });
  return problems.map(({ construct, code, prop }) => `${construct.node.id} ${code} ${prop ?? ""}`);
}

describe("a route table that exists already", () => {
  const TABLE = `${GROUP}/routeTables/rt-Shop`;
  const use = (_: TopologyStack, user: Construct, id: string): void => {
    existingTableOf(user, id, "routeTableId");
  };

  test.each([TABLE, TABLE.toUpperCase(), TABLE.toLowerCase()])("is of one tenant, also as %s", (id) => {
    const shared = problemsOf(use, [
      ["one", TABLE],
      ["two", id],
    ]);
    expect(shared).toEqual(["two SHARED_BY_TWO_CLUSTERS routeTableId"]);
  });

  test("is another one where its name is", () => {
    const two = problemsOf(use, [
      ["one", TABLE],
      ["two", `${TABLE}-2`],
    ]);
    expect(two).toEqual([]);
  });
});

describe("a subnet that exists already", () => {
  let count = 0;
  const use = (stack: TopologyStack, tenant: Construct, subnetId: string): void => {
    const id = `network_${count++}`;
    const addressSpace = [Cidr.of("10.1.0.0/16")];
    const network = new ExistingVirtualNetwork(stack, id, { virtualNetworkId: NETWORK, addressSpace });
    const existing = { subnetId, prefix: PREFIX };
    const given = { existing, tenant, prop: "subnetId", network, prefix: PREFIX, name: { parts: ["a"] } };
    subnetIn(new Construct(tenant, id), "subnet", given);
  };

  test.each([SUBNET, SUBNET.toUpperCase(), SUBNET.toLowerCase()])(
    "is of one tenant, whose parts may share it, also as %s",
    (id) => {
      const own = problemsOf(use, [
        ["one", SUBNET],
        ["one", id],
      ]);
      expect(own).toEqual([]);
      const shared = problemsOf(use, [
        ["one", SUBNET],
        ["two", id],
      ]);
      expect(shared).toEqual([expect.stringMatching(/SHARED_BY_TWO_CLUSTERS subnetId$/)]);
    },
  );

  const settingsFor = (props: Partial<SubnetProps>): readonly unknown[] => {
    const settings: unknown[] = [];
    synth((stack) => {
      const addressSpace = [Cidr.of("10.1.0.0/16")];
      const network = new ExistingVirtualNetwork(stack, "network", {
        virtualNetworkId: NETWORK,
        addressSpace,
      });
      subnetIn(stack, "subnet", {
        existing: { subnetId: SUBNET, prefix: PREFIX },
        tenant: stack,
        prop: "subnet",
        network,
        prefix: PREFIX,
        name: { parts: ["nodes"] },
        ...props,
      });
      for (const construct of stack.node.findAll())
        if (construct instanceof RequestedSubnetSetting) settings.push(construct.setting);
    });
    return settings;
  };

  test("is asked for what one that is created would have, and for nothing else", () => {
    expect(settingsFor({})).toEqual([]);
    expect(settingsFor({ serviceEndpoints: [], privateLinkServicePolicies: true })).toEqual([]);
    expect(
      settingsFor({
        delegation: "Microsoft.App/environments",
        serviceEndpoints: ["Microsoft.Storage"],
        privateLinkServicePolicies: false,
      }),
    ).toEqual([
      { type: "delegation", service: "Microsoft.App/environments" },
      { type: "service-endpoints", services: ["Microsoft.Storage"] },
      { type: "no-private-link-service-policies" },
    ]);
  });
});
