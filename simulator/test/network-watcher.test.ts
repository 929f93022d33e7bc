import { describe, expect, test } from "vitest";
import { objects, textOf, type JsonObject } from "../src/core/json.js";
import { VirtualClock } from "../src/index.js";
import { TestArm } from "./support/arm.js";
import {
  NIC,
  SUBNET,
  WATCHER,
  WEST,
  compute,
  net,
  result,
  rule,
  scene,
  udr,
} from "./support/reachability.js";

describe("Network Watcher", () => {
  test("next hop: the type, the address, and the table or the system that decides", async () => {
    const arm = await scene({ routes: [udr("all", "0.0.0.0/0", "VirtualAppliance", "10.0.1.4")] });
    const ask = async (destinationIPAddress: string): Promise<JsonObject> =>
      (
        await result(arm, `${WATCHER}/nextHop`, {
          targetResourceId: compute("virtualMachines/vm"),
          targetNicResourceId: NIC.toUpperCase(),
          sourceIPAddress: "10.1.0.4",
          destinationIPAddress,
        })
      ).body;
    expect(await ask("8.8.8.8")).toEqual({
      nextHopType: "VirtualAppliance",
      nextHopIpAddress: "10.0.1.4",
      routeTableId: net("routeTables/rt"),
    });
    expect(await ask("10.1.0.9")).toEqual({ nextHopType: "VnetLocal", routeTableId: "System Route" });
    expect(await ask("192.168.7.9")).toEqual({
      nextHopType: "VirtualNetworkGateway",
      routeTableId: "System Route",
    });
    // A user-defined default route leaves no private range without a way.
    expect(await ask("10.200.0.1")).toEqual({
      nextHopType: "VirtualAppliance",
      nextHopIpAddress: "10.0.1.4",
      routeTableId: net("routeTables/rt"),
    });
  });

  const flow = async (
    arm: TestArm,
    direction: string,
    remoteIPAddress: string,
    more: object = {},
  ): Promise<string> => {
    const answer = await result(arm, `${WATCHER}/ipFlowVerify`, {
      targetResourceId: compute("virtualMachines/vm"),
      direction,
      protocol: "TCP",
      localIPAddress: "10.1.0.4",
      localPort: "443",
      remoteIPAddress,
      remotePort: "50000",
      ...more,
    });
    return `${textOf(answer.at("access"))} ${textOf(answer.at("ruleName"))}`;
  };

  test("IP flow verify: default rules and the tags VirtualNetwork, AzureLoadBalancer and Internet", async () => {
    const arm = await scene({ subnetRules: [] });
    const default_ = (access: string, name: string): string => `${access} defaultSecurityRules/${name}`;
    expect(await flow(arm, "Inbound", "10.1.9.9")).toBe(default_("Allow", "AllowVnetInBound"));
    expect(await flow(arm, "Inbound", "10.0.9.9")).toBe(default_("Allow", "AllowVnetInBound"));
    expect(await flow(arm, "Inbound", "192.168.7.9")).toBe(default_("Allow", "AllowVnetInBound"));
    expect(await flow(arm, "Inbound", "10.200.0.1")).toBe(default_("Deny", "DenyAllInBound"));
    expect(await flow(arm, "Inbound", "8.8.8.8")).toBe(default_("Deny", "DenyAllInBound"));
    expect(await flow(arm, "Outbound", "8.8.8.8")).toBe(default_("Allow", "AllowInternetOutBound"));
    expect(await flow(arm, "Outbound", "10.200.0.1")).toBe(default_("Deny", "DenyAllOutBound"));
    expect(await flow(await scene(), "Inbound", "8.8.8.8")).toBe("Allow ");
    // The prefixes of user-defined routes belong to VirtualNetwork.
    const routed = await scene({
      subnetRules: [],
      routes: [udr("x", "10.200.0.0/16", "VirtualAppliance", "10.0.1.4")],
    });
    expect(await flow(routed, "Inbound", "10.200.0.1")).toBe(default_("Allow", "AllowVnetInBound"));
  });

  test("IP flow verify: priority, ports, protocols, prefixes, and both groups in their order", async () => {
    const arm = await scene({
      subnetRules: [
        rule("deny-web", 200, { access: "Deny", destinationPortRange: "443" }),
        rule("web", 100, {
          sourceAddressPrefix: "8.8.8.0/24",
          destinationPortRange: "",
          destinationPortRanges: ["80", "440-450"],
        }),
        rule("udp", 110, { protocol: "Udp", destinationPortRange: "53" }),
        rule("out", 100, { direction: "Outbound", access: "Deny", destinationAddressPrefix: "Internet" }),
      ],
      nicRules: [
        rule("nic", 100, { sourceAddressPrefix: "", sourceAddressPrefixes: ["8.8.8.8", "9.0.0.0/8"] }),
      ],
    });
    expect(await flow(arm, "Inbound", "8.8.8.8")).toBe("Allow securityRules/nic");
    // The subnet's group allows it, the interface's own does not.
    expect(await flow(arm, "Inbound", "8.8.8.9")).toBe("Deny defaultSecurityRules/DenyAllInBound");
    expect(await flow(arm, "Inbound", "9.9.9.9")).toBe("Deny securityRules/deny-web");
    expect(await flow(arm, "Inbound", "9.9.9.9", { localPort: "53", protocol: "UDP" })).toBe(
      "Allow securityRules/nic",
    );
    expect(await flow(arm, "Inbound", "9.9.9.9", { localPort: "53" })).toBe(
      "Deny defaultSecurityRules/DenyAllInBound",
    );
    expect(await flow(arm, "Inbound", "8.8.8.8", { localPort: "451" })).toBe(
      "Deny defaultSecurityRules/DenyAllInBound",
    );
    expect(await flow(arm, "Outbound", "8.8.8.8")).toBe("Deny securityRules/out");
    expect(await flow(arm, "Outbound", "10.0.0.9")).toBe("Allow defaultSecurityRules/AllowVnetOutBound");
  });

  test("application security groups stand for their members' addresses", async () => {
    const member = {
      sourceApplicationSecurityGroups: [{ id: net("applicationSecurityGroups/web") }],
      sourceAddressPrefix: "",
    };
    const arm = await scene({
      subnetRules: [rule("web", 100, member), rule("rest", 200, { access: "Deny" })],
    });
    await arm.put(net("networkInterfaces/other"), {
      ...WEST,
      properties: {
        ipConfigurations: [
          {
            name: "ip",
            properties: {
              subnet: { id: SUBNET },
              privateIPAddress: "10.1.0.77",
              applicationSecurityGroups: [{ id: net("applicationSecurityGroups/WEB") }],
            },
          },
        ],
      },
    });
    expect(await flow(arm, "Inbound", "10.1.0.77")).toBe("Allow securityRules/web");
    expect(await flow(arm, "Inbound", "10.1.0.78")).toBe("Deny securityRules/rest");
  });

  test.each([
    ["a virtual machine", compute("virtualMachines/vm")],
    ["a network interface", NIC],
    ["a scale set", compute("virtualMachineScaleSets/vmss")],
    [
      "an interface of a scale set",
      compute("virtualMachineScaleSets/vmss/virtualMachines/0/networkInterfaces/nic"),
    ],
    ["an application gateway", net("applicationGateways/agw")],
  ])("network configuration diagnostic covers %s", async (_, targetResourceId) => {
    const arm = await scene({ subnetRules: [rule("web", 100, { destinationPortRange: "80" })] });
    const ipConfigurations = [{ name: "ip", properties: { subnet: { id: SUBNET } } }];
    arm.sim.seed(compute("virtualMachineScaleSets/vmss"), {
      properties: {
        virtualMachineProfile: {
          networkProfile: {
            networkInterfaceConfigurations: [{ name: "nic", properties: { ipConfigurations } }],
          },
        },
      },
    });
    arm.sim.seed(compute("virtualMachineScaleSets/vmss/virtualMachines/0/networkInterfaces/nic"), {
      properties: { ipConfigurations },
    });
    arm.sim.seed(net("applicationGateways/agw"), {
      ...WEST,
      properties: { gatewayIPConfigurations: ipConfigurations },
    });
    const profile = {
      direction: "Inbound",
      protocol: "TCP",
      source: "8.8.8.8",
      destination: "10.1.0.4",
      destinationPort: "443",
    };
    const answer = await result(arm, `${WATCHER}/networkConfigurationDiagnostic`, {
      targetResourceId,
      profiles: [profile, { ...profile, destinationPort: "80" }],
    });
    const [denied, allowed] = objects(answer.at("results"));
    expect(denied).toMatchObject({
      profile,
      networkSecurityGroupResult: {
        securityRuleAccessResult: "Deny",
        evaluatedNetworkSecurityGroups: [
          {
            networkSecurityGroupId: net("networkSecurityGroups/subnet"),
            appliedTo: SUBNET,
            matchedRule: { ruleName: "DefaultRule_DenyAllInBound", action: "Deny" },
            rulesEvaluationResult: [
              {
                name: "UserRule_web",
                protocolMatched: true,
                sourceMatched: true,
                sourcePortMatched: true,
                destinationMatched: true,
                destinationPortMatched: false,
              },
              { name: "DefaultRule_AllowVnetInBound", sourceMatched: false },
              { name: "DefaultRule_AllowAzureLoadBalancerInBound", sourceMatched: false },
              { name: "DefaultRule_DenyAllInBound" },
            ],
          },
        ],
      },
    });
    expect(allowed).toMatchObject({
      networkSecurityGroupResult: {
        securityRuleAccessResult: "Allow",
        evaluatedNetworkSecurityGroups: [{ matchedRule: { ruleName: "UserRule_web", action: "Allow" } }],
      },
    });
  });

  test("what cannot be asked is refused", async () => {
    const arm = await scene();
    const ask = async (request: object): Promise<string> => {
      const answer = await result(arm, `${WATCHER}/nextHop`, request);
      return `${answer.status} ${textOf(answer.at("error.code"))}`;
    };
    const target = { targetResourceId: compute("virtualMachines/vm"), sourceIPAddress: "10.1.0.4" };
    expect(await ask({ ...target, destinationIPAddress: "nonsense" })).toBe("400 InvalidIPAddressFormat");
    expect(
      await ask({
        ...target,
        targetResourceId: compute("virtualMachines/none"),
        destinationIPAddress: "8.8.8.8",
      }),
    ).toBe("404 ResourceNotFound");
    expect(await ask({ ...target, targetNicResourceId: `${NIC}2`, destinationIPAddress: "8.8.8.8" })).toBe(
      "400 TargetResourceNotSupported",
    );
    expect(await ask({})).toBe("400 InvalidIPAddressFormat");
  });
});

describe("effective security groups", () => {
  test("the groups of the subnet and the interface, with their rules and the prefixes behind their tags", async () => {
    const arm = await scene({
      subnetRules: [rule("web", 100, { protocol: "Tcp", destinationPortRange: "443" })],
      nicRules: [],
    });
    const value = objects((await result(arm, `${NIC}/effectiveNetworkSecurityGroups`)).at("value"));
    expect(value.map(({ association }) => association)).toEqual([
      { subnet: { id: SUBNET } },
      { networkInterface: { id: NIC } },
    ]);
    const rules = objects(value[0]?.["effectiveSecurityRules"]);
    expect(rules).toHaveLength(7);
    expect(rules[0]).toMatchObject({
      name: "securityRules/web",
      protocol: "Tcp",
      sourcePortRange: "0-65535",
      destinationPortRange: "443-443",
      sourceAddressPrefix: "0.0.0.0/0",
      access: "Allow",
      priority: 100,
      direction: "Inbound",
    });
    expect(rules[1]).toMatchObject({
      name: "defaultSecurityRules/AllowVnetInBound",
      protocol: "All",
      sourceAddressPrefix: "VirtualNetwork",
      expandedSourceAddressPrefix: expect.arrayContaining([
        "10.1.0.0/16",
        "10.0.0.0/16",
        "192.168.7.0/24",
        "168.63.129.16/32",
      ]) as unknown,
    });
  });

  test("a long action takes an operation's time, and its result is at the location that was handed out", async () => {
    const clock = new VirtualClock();
    const arm = new TestArm({ clock, latencies: { operationMs: 5_000 } });
    arm.sim.seed(NIC, { properties: { ipConfigurations: [] } });
    const accepted = await arm.call("POST", `${NIC}/effectiveRouteTable`);
    expect(accepted.status).toBe(202);
    const location = accepted.headers["location"] ?? "";
    expect((await arm.get(location)).status).toBe(202);
    await clock.advance(5_000);
    expect((await arm.get(location)).body).toEqual({ value: [] });
  });
});
