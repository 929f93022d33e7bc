import { describe, expect, test } from "vitest";
import { Cidr, ResourceGroup, VirtualNetwork, type TopologyStack } from "../../src/internal.js";
import { ExistingSecurityGroup } from "../../src/network/existing-security-group.js";
import { ExistingSubnet } from "../../src/network/existing-subnet.js";
import { ExistingVirtualNetwork } from "../../src/network/existing-virtual-network.js";
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

describe("existing subnets of another network than their spoke's", () => {
  const OTHER = SUBNET.replace("vnet-shop", "vnet-other");

  /** Subnets by the network of their spoke. */
  function strays(...networks: readonly (readonly string[])[]): readonly string[] {
    const { problems } = synth((stack) => {
      for (const [i, ids] of networks.entries()) {
        const virtualNetworkId = SUBNET.replace("vnet-shop", `vnet-${i}`).replace(/\/subnets.*/, "");
        const addressSpace = [Cidr.of(`10.${i}.0.0/16`)];
        const own = new ExistingVirtualNetwork(stack, `network_${i}`, { virtualNetworkId, addressSpace });
        for (const [j, subnetId] of ids.entries())
          new ExistingSubnet(stack, `subnet_${i}_${j}`, {
            network: own,
            subnetId,
            prefix: Cidr.of(`10.${i}.${j}.0/24`),
          });
      }
    });
    return problems
      .filter(({ code }) => code === "SUBNET_OF_ANOTHER_NETWORK")
      .map(({ construct, message }) => `${construct.node.id}: ${message}`);
  }

  test("are one problem where all of them agree, whatever those of other spokes are", () => {
    expect(strays([OTHER, `${OTHER}-2`], [SUBNET.replace("shop", "1")])).toEqual([
      "subnet_0_0: The subnet vnet-other/snet-aks and 1 more of its network are in another network than the spoke's.",
    ]);
  });

  test("are a problem each where they do not agree", () => {
    expect(strays([OTHER, SUBNET])).toEqual([
      "subnet_0_0: The subnet vnet-other/snet-aks is in another network than the spoke's.",
      "subnet_0_1: The subnet vnet-shop/snet-aks is in another network than the spoke's.",
    ]);
  });
});

test("several existing subnets cannot be in a network that is created", () => {
  const { problems } = synth((stack) => {
    const own = network(stack);
    for (const [i, name] of ["one", "two"].entries())
      new ExistingSubnet(stack, name, {
        network: own,
        subnetId: `${SUBNET}-${name}`,
        prefix: Cidr.of(`10.1.${i}.0/24`),
      });
  });
  expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
    "SUBNET_OF_ANOTHER_NETWORK The subnet vnet-shop/snet-aks-one and 1 more of its network exist already, but the spoke's network is created here.",
  ]);
});

test("existing subnets that overlap are named in the problem", () => {
  const { problems } = synth((stack) => {
    const own = network(stack);
    for (const name of ["one", "two"])
      new ExistingSubnet(stack, name, { network: own, subnetId: SUBNET, prefix: Cidr.of("10.1.0.0/24") });
  });
  const overlaps = problems.filter(({ code }) => code === "ADDRESS_OVERLAP");
  expect(overlaps.map(({ message }) => message)).toEqual([
    expect.stringMatching(/subnet \S+one.*subnet \S+two|subnet \S+two.*subnet \S+one/),
  ]);
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
