import { expect } from "vitest";
import { GROUP, TestArm, type Answer } from "./arm.js";

export function net(path: string): string {
  return `${GROUP}/providers/Microsoft.Network/${path}`;
}
export function compute(path: string): string {
  return `${GROUP}/providers/Microsoft.Compute/${path}`;
}
export const WEST = { location: "westeurope" };
export const WATCHER = net("networkWatchers/nw");
export const NIC = net("networkInterfaces/nic");
export const SUBNET = net("virtualNetworks/v/subnets/s");

export function udr(name: string, addressPrefix: string, nextHopType: string, nextHopIpAddress?: string) {
  return {
    name,
    properties: { addressPrefix, nextHopType, ...(nextHopIpAddress && { nextHopIpAddress }) },
  };
}

export function rule(name: string, priority: number, more: object) {
  return {
    name,
    properties: {
      priority,
      direction: "Inbound",
      access: "Allow",
      protocol: "*",
      sourceAddressPrefix: "*",
      sourcePortRange: "*",
      destinationAddressPrefix: "*",
      destinationPortRange: "*",
      ...more,
    },
  };
}

interface Scene {
  readonly routes?: readonly object[];
  readonly propagation?: boolean;
  readonly subnetRules?: readonly object[];
  readonly nicRules?: readonly object[];
  readonly space?: readonly string[];
}

/** A hub with a VPN gateway, a spoke that uses it, and a network interface of a machine in the spoke. */
export async function scene({
  routes,
  propagation,
  subnetRules,
  nicRules,
  space,
}: Scene = {}): Promise<TestArm> {
  const arm = new TestArm();
  const put = async (id: string, body: object): Promise<void> => {
    const answer = await arm.put(id, body);
    expect([id, answer.status < 300, answer.at("error.message")]).toEqual([id, true, undefined]);
  };
  const network = (prefixes: readonly string[]) => ({
    ...WEST,
    properties: { addressSpace: { addressPrefixes: prefixes } },
  });
  await put(net("virtualNetworks/hub"), network(["10.0.0.0/16"]));
  await put(net("virtualNetworks/v"), network(space ?? ["10.1.0.0/16"]));
  await put(net("virtualNetworks/far"), { ...network(["10.9.0.0/16"]), location: "eastus" });
  await put(net("virtualNetworks/hub/subnets/GatewaySubnet"), {
    properties: { addressPrefix: "10.0.0.0/27" },
  });
  await put(net("localNetworkGateways/site"), {
    ...WEST,
    properties: { localNetworkAddressSpace: { addressPrefixes: ["192.168.7.0/24", "10.1.5.0/24"] } },
  });
  await put(net("virtualNetworkGateways/gw"), {
    ...WEST,
    properties: {
      gatewayType: "Vpn",
      ipConfigurations: [
        { name: "ip", properties: { subnet: { id: net("virtualNetworks/hub/subnets/GatewaySubnet") } } },
      ],
    },
  });
  await put(net("connections/c"), {
    ...WEST,
    properties: {
      virtualNetworkGateway1: { id: net("virtualNetworkGateways/gw") },
      localNetworkGateway2: { id: net("localNetworkGateways/site") },
    },
  });
  for (const [from, to, more] of [
    ["hub", "v", { allowGatewayTransit: true }],
    ["v", "hub", { useRemoteGateways: true }],
    ["v", "far", {}],
    ["far", "v", {}],
  ] as const)
    await put(net(`virtualNetworks/${from}/virtualNetworkPeerings/to-${to}`), {
      properties: { remoteVirtualNetwork: { id: net(`virtualNetworks/${to}`) }, ...more },
    });
  const properties: Record<string, unknown> = { addressPrefix: "10.1.0.0/24" };
  if (routes !== undefined) {
    await put(net("routeTables/rt"), {
      ...WEST,
      properties: { routes, disableBgpRoutePropagation: propagation === false },
    });
    properties["routeTable"] = { id: net("routeTables/rt") };
  }
  if (subnetRules !== undefined) {
    await put(net("networkSecurityGroups/subnet"), { ...WEST, properties: { securityRules: subnetRules } });
    properties["networkSecurityGroup"] = { id: net("networkSecurityGroups/subnet") };
  }
  if (nicRules !== undefined)
    await put(net("networkSecurityGroups/nic"), { ...WEST, properties: { securityRules: nicRules } });
  await put(SUBNET, { properties });
  const ipConfigurations = [
    { name: "ip", properties: { subnet: { id: SUBNET }, privateIPAddress: "10.1.0.4" } },
  ];
  await put(NIC, {
    ...WEST,
    properties: {
      ipConfigurations,
      ...(nicRules && { networkSecurityGroup: { id: net("networkSecurityGroups/nic") } }),
    },
  });
  arm.sim.seed(compute("virtualMachines/vm"), {
    ...WEST,
    properties: { networkProfile: { networkInterfaces: [{ id: NIC }] } },
  });
  await put(WATCHER, WEST);
  return arm;
}

/** A long action, followed to its result as the SDK does. */
export async function result(arm: TestArm, path: string, request?: object): Promise<Answer> {
  const accepted = await arm.call("POST", path, request ?? {});
  if (accepted.status !== 202) return accepted;
  expect((await arm.get(accepted.headers["azure-asyncoperation"] ?? "")).at("status")).toBe("Succeeded");
  return arm.get(accepted.headers["location"] ?? "");
}
