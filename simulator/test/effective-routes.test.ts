import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { objects, textOf, type JsonObject } from "../src/core/json.js";
import { effectiveRoutes, routeTo, type RouteFacts } from "../src/reachability/routes.js";
import { within } from "../src/types/helpers.js";
import type { TestArm } from "./support/arm.js";
import { NIC, WATCHER, WEST, compute, net, result, scene, udr } from "./support/reachability.js";

async function routesOf(arm: TestArm): Promise<Map<string, JsonObject>> {
  const value = objects((await result(arm, `${NIC}/effectiveRouteTable`)).at("value"));
  return new Map(
    value.map((route) => [
      `${textOf(route["source"])} ${[route["addressPrefix"]].flat().map(String).join()}`,
      route,
    ]),
  );
}

async function hop(arm: TestArm, destinationIPAddress: string): Promise<unknown> {
  const answer = await result(arm, `${WATCHER}/nextHop`, {
    targetResourceId: compute("virtualMachines/vm"),
    sourceIPAddress: "10.1.0.4",
    destinationIPAddress,
  });
  return answer.at("nextHopType");
}

describe("effective routes", () => {
  test("the system routes: own networks, peers, gateways, the Internet, and nowhere", async () => {
    const routes = await routesOf(await scene());
    expect(
      [...routes]
        .map(([key, route]) => `${key} ${textOf(route["nextHopType"])} ${textOf(route["state"])}`)
        .sort(),
    ).toEqual(
      [
        "Default 10.1.0.0/16 VnetLocal Active",
        "Default 10.0.0.0/16 VNetPeering Active",
        "Default 10.9.0.0/16 VNetGlobalPeering Active",
        "VirtualNetworkGateway 192.168.7.0/24 VirtualNetworkGateway Active",
        // A gateway's route for a part of the network itself never wins.
        "VirtualNetworkGateway 10.1.5.0/24 VirtualNetworkGateway Invalid",
        "Default 0.0.0.0/0 Internet Active",
        "Default 10.0.0.0/8 None Active",
        "Default 172.16.0.0/12 None Active",
        "Default 192.168.0.0/16 None Active",
        "Default 100.64.0.0/10 None Active",
      ].sort(),
    );
  });

  test("a user-defined route makes those of its own prefix invalid, whatever they come from", async () => {
    const arm = await scene({
      routes: [
        udr("all", "0.0.0.0/0", "VirtualAppliance", "10.0.1.4"),
        udr("own", "10.1.0.0/16", "VirtualAppliance", "10.0.1.4"),
        udr("hub", "10.0.0.0/16", "VirtualAppliance", "10.0.1.4"),
        udr("site", "192.168.7.0/24", "None"),
      ],
    });
    const routes = await routesOf(arm);
    const state = (key: string): unknown => routes.get(key)?.["state"];
    for (const key of [
      "Default 0.0.0.0/0",
      "Default 10.1.0.0/16",
      "Default 10.0.0.0/16",
      "VirtualNetworkGateway 192.168.7.0/24",
    ])
      expect([key, state(key)]).toEqual([key, "Invalid"]);
    // With a default route of its own the subnet has none of the routes that drop private ranges.
    expect(await hop(arm, "172.20.0.1")).toBe("VirtualAppliance");
    expect(routes.get("User 0.0.0.0/0")).toEqual({
      name: "all",
      disableBgpRoutePropagation: false,
      source: "User",
      state: "Active",
      addressPrefix: ["0.0.0.0/0"],
      nextHopType: "VirtualAppliance",
      nextHopIpAddress: ["10.0.1.4"],
    });
    expect(state("Default 10.9.0.0/16")).toBe("Active");
  });

  test("with propagation off a gateway's routes are missing", async () => {
    const arm = await scene({ routes: [], propagation: false });
    const routes = await routesOf(arm);
    expect([...routes.keys()].filter((key) => key.startsWith("VirtualNetworkGateway"))).toEqual([]);
    expect(routes.get("Default 0.0.0.0/0")?.["disableBgpRoutePropagation"]).toBe(true);
    expect(await hop(arm, "192.168.7.1")).toBe("None");
  });

  test("a reserved range that a network has itself, or around it, is not dropped", async () => {
    const routes = await routesOf(await scene({ space: ["10.1.0.0/16", "172.16.0.0/12", "100.64.0.0/9"] }));
    expect(routes.get("Default 172.16.0.0/12")?.["nextHopType"]).toBe("VnetLocal");
    expect(routes.get("Default 100.64.0.0/10")).toBeUndefined();
    expect(routes.get("Default 192.168.0.0/16")?.["nextHopType"]).toBe("None");
  });

  test("a peering that is not connected, or lets nothing pass, has no route", async () => {
    const arm = await scene();
    await arm.delete(net("virtualNetworks/far/virtualNetworkPeerings/to-v"));
    expect(await hop(arm, "10.9.0.1")).toBe("None");
    await arm.call("PATCH", net("virtualNetworks/v/virtualNetworkPeerings/to-hub"), {
      properties: { allowVirtualNetworkAccess: false },
    });
    expect(await hop(arm, "10.0.0.1")).toBe("None");
  });

  test("a private endpoint has a /32 of its own, in peers too; a route table overrides it where its subnet allows", async () => {
    for (const [policies, hopType] of [
      ["Disabled", "InterfaceEndpoint"],
      ["Enabled", "VirtualAppliance"],
    ] as const) {
      const arm = await scene({ routes: [udr("hub", "10.0.0.0/16", "VirtualAppliance", "10.0.1.4")] });
      await arm.put(net("virtualNetworks/hub/subnets/pe"), {
        properties: { addressPrefix: "10.0.2.0/24", privateEndpointNetworkPolicies: policies },
      });
      await arm.put(net("privateEndpoints/pe"), {
        ...WEST,
        properties: {
          subnet: { id: net("virtualNetworks/hub/subnets/pe") },
          ipConfigurations: [{ name: "ip", properties: { privateIPAddress: "10.0.2.9" } }],
        },
      });
      expect(await hop(arm, "10.0.2.9")).toBe(hopType);
      expect(await hop(arm, "10.0.2.8")).toBe("VirtualAppliance");
    }
  });

  test("the route of a packet is active, holds its destination, and none that is active is longer", () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const address = fc.tuple(byte, byte, byte, byte).map((bytes) => bytes.join("."));
    const prefix = fc
      .tuple(
        fc.constantFrom("10.0.0.0", "10.1.0.0", "192.168.0.0", "0.0.0.0", "20.0.0.0"),
        fc.integer({ min: 0, max: 32 }),
      )
      .map(([base, bits]) => `${base}/${bits}`);
    const facts: fc.Arbitrary<RouteFacts> = fc.record({
      space: fc.array(prefix, { minLength: 1, maxLength: 3 }),
      peers: fc.array(fc.record({ prefixes: fc.array(prefix, { maxLength: 2 }), global: fc.boolean() }), {
        maxLength: 2,
      }),
      learned: fc.array(prefix, { maxLength: 3 }),
      propagates: fc.boolean(),
      userRoutes: fc.uniqueArray(
        fc.record({
          name: fc.constant("r"),
          prefix,
          nextHopType: fc.constant("None"),
          nextHopIpAddress: fc.constant(undefined),
        }),
        { maxLength: 4, selector: (route) => route.prefix },
      ),
      endpoints: fc.constant([]),
    });
    const bitsOf = (text: string): number => Number(text.split("/")[1]);
    fc.assert(
      fc.property(facts, address, (given, to) => {
        const routes = effectiveRoutes(given);
        const best = routeTo(routes, to);
        const held = routes.filter((route) => route.state === "Active" && within(`${to}/32`, route.prefix));
        expect(held).toContain(best);
        for (const other of held)
          expect(bitsOf(other.prefix)).toBeLessThanOrEqual(bitsOf(best?.prefix ?? "/0"));
        // A user-defined route of the same prefix always wins.
        const user = given.userRoutes.find((route) => route.prefix === best?.prefix);
        if (user !== undefined) expect(best?.source).toBe("User");
        if (!given.propagates) expect(best?.source).not.toBe("VirtualNetworkGateway");
      }),
      { numRuns: 500, seed: 10 },
    );
  });
});
