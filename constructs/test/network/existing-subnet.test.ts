import { describe, expect, test } from "vitest";
import { Cidr, ResourceGroup, VirtualNetwork, type TopologyStack } from "../../src/internal.js";
import { ExistingSecurityGroup } from "../../src/network/existing-security-group.js";
import { ExistingSubnet } from "../../src/network/existing-subnet.js";
import { RequestedSecurityRule } from "../../src/network/requested-of-subnet.js";
import { synth, type Synthesized } from "../support/synth.js";

const SUBNET =
  "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-shop/subnets/snet-aks";

function network(stack: TopologyStack): VirtualNetwork {
  const group = new ResourceGroup(stack, "shop", { location: "westeurope", nameParts: ["shop"] });
  const { placement } = group;
  return new VirtualNetwork(group, "network", {
    placement,
    addressSpace: [Cidr.of("10.1.0.0/16")],
    nameParts: ["shop"],
  });
}

/** A subnet of 251 free addresses with one demand after the other. */
function demanded(...demands: readonly number[]): Synthesized {
  return synth((stack) => {
    const [first = 0, ...others] = demands;
    const subnet = new ExistingSubnet(stack, "subnet", {
      network: network(stack),
      subnetId: SUBNET,
      prefix: Cidr.of("10.1.0.0/24"),
      demand: { addresses: first },
    });
    for (const addresses of others) subnet.addDemand({ addresses });
  });
}

describe("an existing subnet of several pools", () => {
  const TOO_SMALL = "SUBNET_TOO_SMALL";

  test("has room for the addresses of all of them", () => {
    expect(demanded(100, 100, 51).codes).not.toContain(TOO_SMALL);
  });

  test("is too small once, for the sum", () => {
    expect(demanded(100, 100, 52).codes.filter((code) => code === TOO_SMALL)).toHaveLength(1);
    expect(demanded(200, 100, 100).codes.filter((code) => code === TOO_SMALL)).toHaveLength(1);
  });
});

test("pools that share an existing security group ask for each rule once", () => {
  const names: unknown[] = [];
  synth((stack) => {
    const group = new ExistingSecurityGroup(stack, "group", { subnetId: SUBNET });
    const rule = {
      description: "",
      protocol: "Tcp",
      from: ["10.1.0.0/24"],
      to: ["*"],
      ports: ["443"],
    } as const;
    group.allowInbound({ name: "one", ...rule });
    group.allowInbound({ name: "one", ...rule });
    group.allowOutbound({ name: "one", ...rule });
    group.allowInbound({ name: "two", ...rule });
    group.denyOtherOutbound();
    for (const child of group.node.children)
      if (child instanceof RequestedSecurityRule)
        names.push([child.direction, child.access, child.rule.name, child.targetId]);
  });
  expect(names).toEqual([
    ["Inbound", "Allow", "one", SUBNET],
    ["Outbound", "Allow", "one", SUBNET],
    ["Inbound", "Allow", "two", SUBNET],
    ["Outbound", "Deny", "deny-other-outbound", SUBNET],
  ]);
});
