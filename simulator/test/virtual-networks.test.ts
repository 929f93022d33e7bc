import { describe, expect, test } from "vitest";
import { asList, textAt, textOf } from "../src/core/json.js";
import { GROUP, SUB, TestArm, type Answer } from "./support/arm.js";

function net(path: string): string {
  return `${GROUP}/providers/Microsoft.Network/${path}`;
}
const WEST = { location: "westeurope" };

async function outcome(answering: Promise<Answer>): Promise<string> {
  const answer = await answering;
  return `${answer.status} ${textOf(answer.at("error.code"))}`.trim();
}

function networks(...names: string[]): TestArm {
  const arm = new TestArm();
  names.forEach((name, index) => {
    arm.sim.seed(net(`virtualNetworks/${name}`), {
      ...WEST,
      properties: { addressSpace: { addressPrefixes: [`10.${index}.0.0/16`] } },
    });
  });
  return arm;
}

function peer(arm: TestArm, from: string, to: string): Promise<Answer> {
  return arm.put(net(`virtualNetworks/${from}/virtualNetworkPeerings/to-${to}`), {
    properties: { remoteVirtualNetwork: { id: net(`virtualNetworks/${to}`).toUpperCase() } },
  });
}

async function state(arm: TestArm, from: string, to: string): Promise<unknown> {
  return (await arm.get(net(`virtualNetworks/${from}/virtualNetworkPeerings/to-${to}`))).at(
    "properties.peeringState",
  );
}

describe("peerings", () => {
  test("the first of a pair is Initiated, and Connected once the second is written", async () => {
    const arm = networks("a", "b", "c");
    const first = await peer(arm, "a", "b");
    expect(first.at("properties.peeringState")).toBe("Initiated");
    const etag = (await arm.get(net("virtualNetworks/a"))).at("etag");
    expect((await peer(arm, "b", "a")).at("properties.peeringState")).toBe("Connected");
    expect(await state(arm, "a", "b")).toBe("Connected");
    expect((await arm.get(net("virtualNetworks/a"))).at("etag")).not.toBe(etag);
    await peer(arm, "c", "a");
    expect(await state(arm, "a", "b")).toBe("Connected");
    expect(await state(arm, "c", "a")).toBe("Initiated");
    // What others show in a network is not written into it.
    const subnets = asList((await arm.get(net("virtualNetworks/a"))).at("properties.subnets"));
    expect(subnets).toEqual([]);
  });

  test("networks that are written with their peerings connect as well", async () => {
    const arm = networks("a", "b");
    const withPeering = (own: string, prefix: string, other: string) => ({
      ...WEST,
      properties: {
        addressSpace: { addressPrefixes: [prefix] },
        virtualNetworkPeerings: [
          {
            name: `to-${other}`,
            properties: { remoteVirtualNetwork: { id: net(`virtualNetworks/${other}`) } },
          },
        ],
      },
    });
    await arm.put(net("virtualNetworks/a"), withPeering("a", "10.0.0.0/16", "b"));
    await arm.put(net("virtualNetworks/b"), withPeering("b", "10.1.0.0/16", "a"));
    expect([await state(arm, "a", "b"), await state(arm, "b", "a")]).toEqual(["Connected", "Connected"]);
  });

  test("the one that is left is Disconnected, and must be written again before the other is made again", async () => {
    for (const gone of ["virtualNetworks/b/virtualNetworkPeerings/to-a", "virtualNetworks/b"]) {
      const arm = networks("a", "b");
      await peer(arm, "a", "b");
      await peer(arm, "b", "a");
      await arm.delete(net(gone));
      expect(await state(arm, "a", "b")).toBe("Disconnected");
      if (gone === "virtualNetworks/b")
        await arm.put(net("virtualNetworks/b"), {
          ...WEST,
          properties: { addressSpace: { addressPrefixes: ["10.1.0.0/16"] } },
        });
      const refused = await peer(arm, "b", "a");
      expect([refused.status, refused.at("error.code")]).toEqual([400, "RemotePeeringIsDisconnected"]);
      expect((await peer(arm, "a", "b")).at("properties.peeringState")).toBe("Initiated");
      expect((await peer(arm, "b", "a")).at("properties.peeringState")).toBe("Connected");
      expect(await state(arm, "a", "b")).toBe("Connected");
    }
  });
});

describe("a subnet in use", () => {
  const USERS: readonly [string, string, object][] = [
    [
      "a network interface",
      "networkInterfaces/nic",
      {
        ipConfigurations: [
          { name: "ip", properties: { subnet: { id: net("virtualNetworks/a/subnets/s") } } },
        ],
      },
    ],
    ["a private endpoint", "privateEndpoints/pe", { subnet: { id: net("virtualNetworks/a/subnets/s") } }],
    [
      "a gateway",
      "applicationGateways/agw",
      {
        sku: { tier: "Standard_v2" },
        gatewayIPConfigurations: [
          { name: "ip", properties: { subnet: { id: net("virtualNetworks/a/subnets/s") } } },
        ],
      },
    ],
  ];

  const SUBNET = net("virtualNetworks/a/subnets/s");
  const network = (...prefixes: string[]) => ({
    ...WEST,
    properties: {
      addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
      subnets: prefixes.map((addressPrefix) => ({ name: "s", properties: { addressPrefix } })),
    },
  });

  test.each(USERS)(
    "%s: its subnet can be neither moved nor resized nor left out",
    async (_, user, properties) => {
      const arm = networks("a");
      await arm.put(SUBNET, { properties: { addressPrefix: "10.0.0.0/24" } });
      expect((await arm.put(net(user), { ...WEST, properties })).status).toBe(201);
      for (const addressPrefix of ["10.0.1.0/24", "10.0.0.0/25", "10.0.0.0/23"])
        expect(await outcome(arm.put(SUBNET, { properties: { addressPrefix } })), addressPrefix).toBe(
          "400 InUseSubnetCannotBeUpdated",
        );
      expect(await outcome(arm.put(SUBNET, { properties: { addressPrefixes: ["10.0.1.0/24"] } }))).toBe(
        "400 InUsePrefixCannotBeDeleted",
      );
      expect(await outcome(arm.put(net("virtualNetworks/a"), network("10.0.1.0/24")))).toBe(
        "400 InUseSubnetCannotBeUpdated",
      );
      expect(await outcome(arm.put(net("virtualNetworks/a"), network()))).toBe(
        "400 InUseSubnetCannotBeDeleted",
      );
      expect((await arm.get(SUBNET)).at("properties.addressPrefix")).toBe("10.0.0.0/24");
      // What moves no address is allowed: another spelling, a further prefix, anything else.
      expect(
        await outcome(arm.put(SUBNET, { properties: { addressPrefixes: ["10.0.0.0/24", "10.0.9.0/24"] } })),
      ).toBe("200");
      await arm.delete(net(user));
      expect(await outcome(arm.put(SUBNET, { properties: { addressPrefix: "10.0.1.0/24" } }))).toBe("200");
    },
  );

  test("a network interface is shown in its subnet and its security group, and has an address of the subnet", async () => {
    const arm = networks("a");
    await arm.put(SUBNET, { properties: { addressPrefix: "10.0.7.0/24" } });
    await arm.put(net("networkSecurityGroups/n"), WEST);
    const networkSecurityGroup = { id: net("networkSecurityGroups/n") };
    const [, , properties] = USERS[0] ?? ["", "", {}];
    const nic = await arm.put(net("networkInterfaces/nic"), {
      ...WEST,
      properties: { ...properties, networkSecurityGroup },
    });
    expect(textAt(asList(nic.at("properties.ipConfigurations"))[0], "properties.privateIPAddress")).toMatch(
      /^10\.0\.7\.\d+$/,
    );
    expect((await arm.get(SUBNET)).at("properties.ipConfigurations")).toHaveLength(1);
    expect((await arm.get(net("networkSecurityGroups/n"))).at("properties.networkInterfaces")).toEqual([
      { id: `/subscriptions/${SUB}/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/nic` },
    ]);
    expect(await outcome(arm.delete(net("networkSecurityGroups/n")))).toBe(
      "400 InUseNetworkSecurityGroupCannotBeDeleted",
    );
  });
});
