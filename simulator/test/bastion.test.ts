import { expect, test } from "vitest";
import { GROUP, TestArm } from "./support/arm.js";

const RULES = [
  ["Inbound", "Internet", "*", ["443"]],
  ["Inbound", "GatewayManager", "*", ["443"]],
  ["Inbound", "AzureLoadBalancer", "*", ["443"]],
  ["Inbound", "VirtualNetwork", "VirtualNetwork", ["8080", "5701"]],
  ["Outbound", "*", "VirtualNetwork", ["22", "3389"]],
  ["Outbound", "*", "AzureCloud", ["443"]],
  ["Outbound", "VirtualNetwork", "VirtualNetwork", ["8080", "5701"]],
  ["Outbound", "*", "Internet", ["80"]],
] as const;

function net(path: string): string {
  return `${GROUP}/providers/Microsoft.Network/${path}`;
}

/** The answer to a group with these rules on the subnet of Bastion. */
async function associated(rules: readonly (typeof RULES)[number][]): Promise<number> {
  const arm = new TestArm();
  const location = "westeurope";
  await arm.put(net("virtualNetworks/hub"), {
    location,
    properties: { addressSpace: { addressPrefixes: ["10.0.0.0/22"] } },
  });
  await arm.put(net("networkSecurityGroups/g"), {
    location,
    properties: {
      securityRules: rules.map(([direction, from, to, destinationPortRanges], i) => ({
        name: `r${i}`,
        properties: {
          access: "Allow",
          protocol: "*",
          priority: 100 + i,
          direction,
          sourceAddressPrefix: from,
          destinationAddressPrefix: to,
          sourcePortRange: "*",
          destinationPortRanges: [...destinationPortRanges],
        },
      })),
    },
  });
  const answer = await arm.put(net("virtualNetworks/hub/subnets/AzureBastionSubnet"), {
    properties: {
      addressPrefix: "10.0.0.192/26",
      networkSecurityGroup: { id: net("networkSecurityGroups/g") },
    },
  });
  return answer.status;
}

test("the subnet of Bastion takes a group with all of its rules only", async () => {
  expect(await associated(RULES)).toBe(201);
  for (const missing of RULES)
    expect(await associated(RULES.filter((rule) => rule !== missing)), missing.join(" ")).toBe(400);
});
