import type { Step } from "../step.ts";

/** The two states of a pair of peerings, one write at a time; and a subnet that is in use. */
export const networks: Step = {
  name: "networks",
  does: "peers two networks one side at a time, and moves a subnet that is in use",
  settles: ["a subnet in use keeps its prefixes"],
  minutes: 3,
  cost: 0,
  run: async (kit) => {
    const { location } = kit.place;
    const [a, b] = ["a", "b"].map((name) => kit.in(`Microsoft.Network/virtualNetworks/${name}`)) as [
      string,
      string,
    ];
    for (const [index, network] of [a, b].entries())
      await kit.done(`PUT of network ${index + 1}`, "PUT", network, {
        body: {
          location,
          properties: {
            addressSpace: { addressPrefixes: [`10.${index}.0.0/16`] },
            subnets: [{ name: "used", properties: { addressPrefix: `10.${index}.0.0/24` } }],
          },
        },
      });
    const peering = (remote: string): object => ({
      properties: { allowVirtualNetworkAccess: true, remoteVirtualNetwork: { id: remote } },
    });
    const there = `${a}/virtualNetworkPeerings/there`;
    await kit.done("PUT of the first peering of a pair", "PUT", there, { body: peering(b) });
    await kit.call("GET of the first peering alone", "GET", there);
    await kit.done("PUT of the second peering of a pair", "PUT", `${b}/virtualNetworkPeerings/back`, {
      body: peering(a),
    });
    await kit.call("GET of the first peering after the second", "GET", there);

    const subnet = `${a}/subnets/used`;
    await kit.done("PUT of a network interface", "PUT", kit.in("Microsoft.Network/networkInterfaces/nic"), {
      body: {
        location,
        properties: { ipConfigurations: [{ name: "one", properties: { subnet: { id: subnet } } }] },
      },
    });
    await kit.done("PUT that moves a subnet in use", "PUT", subnet, {
      body: { properties: { addressPrefix: "10.0.9.0/24" } },
    });
    await kit.done("PUT that resizes a subnet in use", "PUT", subnet, {
      body: { properties: { addressPrefix: "10.0.0.0/25" } },
    });
    await kit.call("DELETE of a subnet in use", "DELETE", subnet);
  },
};
