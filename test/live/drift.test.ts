import { Simulator } from "@aks-topology/simulator";
import { beforeAll, describe, expect, test } from "vitest";
import { objectOf, objectsOf, textOf, type JsonObject } from "../../demo/src/json.js";
import { change, deploy, idOf, resourcesOf, SUBSCRIPTION } from "../support/deployed-platform.js";
import { differencesOf, LiveQuestion, loadedFrom, withStatus } from "../support/live-questions.js";

const FILE = "examples/kubenet-agic.yaml";
const NETWORK = "Microsoft.Network";

let resources: ReturnType<typeof resourcesOf>;
let gatewayToPod: LiveQuestion;
let nodeToRegistry: LiveQuestion;

beforeAll(() => {
  resources = resourcesOf(FILE);
  const loaded = loadedFrom(FILE);
  gatewayToPod = new LiveQuestion(loaded, "shop/public", "shop/main/pod", 80);
  nodeToRegistry = new LiveQuestion(loaded, "shop/main/node", "mcr.microsoft.com");
});

/** The platform in a simulator of its own. */
async function deployed(): Promise<Simulator> {
  const simulator = new Simulator();
  await deploy(resources, simulator);
  return simulator;
}

function routesWithout(name: RegExp): (properties: JsonObject) => JsonObject {
  return (properties) => ({
    ...properties,
    routes: objectsOf(properties["routes"]).filter((route) => !name.test(textOf(route["name"]))),
  });
}

function without(object: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

function clusterOf(simulator: Simulator): string {
  return idOf(simulator, "Microsoft.ContainerService/managedClusters", "aks-contoso-shop-main");
}

describe("a platform as it was applied", () => {
  test("hops are the same, but for those that Azure answers nothing about", async () => {
    const simulator = await deployed();
    const [gateway, registry] = await Promise.all([
      gatewayToPod.ask(simulator),
      nodeToRegistry.ask(simulator),
    ]);
    expect([gateway.same, gateway.differs, gateway.notVerifiable]).toEqual([4, 0, 0]);
    expect([registry.same, registry.differs, registry.notVerifiable]).toEqual([4, 0, 3]);
    const asked = [...gateway.checks.values(), ...registry.checks.values()].map((check) => check.asked);
    expect(new Set(asked)).toEqual(
      new Set(["network-configuration-diagnostic", "route-table", "next-hop", "peering", undefined]),
    );
    expect(withStatus(registry.checks, "not-verifiable").map(([{ action }]) => action)).toEqual([
      "allow",
      "translate",
      "translate",
    ]);
  });
});

/** The subnet of the nodes. */
function nodesOf(simulator: Simulator): string {
  const network = idOf(simulator, `${NETWORK}/virtualNetworks`, "vnet-contoso-shop");
  return `${network}/subnets/snet-contoso-shop-main-system`;
}

type Drift = readonly [
  what: string,
  question: "gateway" | "registry",
  drift: (simulator: Simulator) => void | Promise<void>,
  at: string,
  reason: RegExp,
];

const DRIFTS: readonly Drift[] = [
  [
    "a node that route sync has not followed",
    "gateway",
    (simulator) => simulator.aks.cluster(clusterOf(simulator)).scale("system", 3),
    "azurerm_route_table.shop_gateway_public",
    /No route to the pods of aks-system-\d+-vmss\/2 \(10\.1\.0\.6\)/,
  ],
  [
    "a mirrored route to a node that has left",
    "gateway",
    (simulator) => simulator.aks.cluster(clusterOf(simulator)).scale("system", 1),
    "azurerm_route_table.shop_gateway_public",
    /10\.244\.1\.0\/24 routes to 10\.1\.0\.5, which no node has/,
  ],
  [
    "a removed security rule",
    "gateway",
    (simulator) => {
      const group = idOf(simulator, `${NETWORK}/networkSecurityGroups`, "nsg-contoso-shop-main-system");
      change(simulator, group, (properties) => ({
        ...properties,
        securityRules: objectsOf(properties["securityRules"]).filter(({ name }) => name !== "from-public"),
      }));
    },
    "azurerm_network_security_group.shop_main_system",
    /The model says Allow/,
  ],
  [
    "a subnet that has lost its security group",
    "gateway",
    (simulator) => {
      change(simulator, nodesOf(simulator), (properties) => without(properties, "networkSecurityGroup"));
    },
    "azurerm_network_security_group.shop_main_system",
    /has no security group in Azure/,
  ],
  [
    "a rule in the security group that AKS makes",
    "gateway",
    (simulator) => {
      const [group = ""] = simulator
        .resources(`${NETWORK}/networkSecurityGroups`)
        .map(({ id }) => textOf(id))
        .filter((id) => id.includes("/aks-agentpool-"));
      change(simulator, group, (properties) => ({ ...properties, securityRules: [DENY_ALL] }));
    },
    "azurerm_network_security_group.shop_main_system",
    /aks-agentpool-\d+-nsg is a group that the model does not have/,
  ],
  [
    "a removed default route",
    "registry",
    (simulator) => {
      const table = idOf(simulator, `${NETWORK}/routeTables`, "rt-contoso-shop-main");
      change(simulator, table, routesWithout(/^default$/));
    },
    "azurerm_route_table.shop_main",
    /The model says appliance/,
  ],
  [
    "a default route to another appliance",
    "registry",
    (simulator) => {
      const table = idOf(simulator, `${NETWORK}/routeTables`, "rt-contoso-shop-main");
      change(simulator, table, (properties) => ({
        ...properties,
        routes: objectsOf(properties["routes"]).map((route) =>
          route["name"] === "default"
            ? { ...route, properties: { ...objectOf(route["properties"]), nextHopIpAddress: "10.0.0.5" } }
            : route,
        ),
      }));
    },
    "azurerm_route_table.shop_main",
    /The model says 10\.0\.0\.4/,
  ],
  [
    "a half of a peering that accepts no forwarded traffic any more",
    "registry",
    (simulator) => {
      const network = idOf(simulator, `${NETWORK}/virtualNetworks`, "vnet-contoso-shop");
      change(simulator, network, (properties) => ({
        ...properties,
        virtualNetworkPeerings: objectsOf(properties["virtualNetworkPeerings"]).map((peering) => ({
          ...peering,
          properties: { ...objectOf(peering["properties"]), allowForwardedTraffic: false },
        })),
      }));
    },
    "azurerm_subnet.hub_AzureFirewallSubnet",
    /The model says: forwarded traffic is allowed/,
  ],
];

const DENY_ALL = {
  name: "deny-all",
  properties: {
    access: "Deny",
    direction: "Inbound",
    priority: 100,
    protocol: "*",
    sourceAddressPrefix: "*",
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: "*",
  },
};

describe("drift", () => {
  test.each(DRIFTS)("%s is found", async (_, question, drift, at, reason) => {
    const simulator = await deployed();
    await drift(simulator);
    const asked = question === "gateway" ? gatewayToPod : nodeToRegistry;
    const [first, ...others] = differencesOf(await asked.ask(simulator));
    expect([first?.split(": ")[0], others]).toEqual([at, []]);
    expect(first).toMatch(reason);
  });
});

describe("where Azure answers less", () => {
  test("without a Network Watcher in the region, routes are read and security groups are not verifiable", async () => {
    const simulator = await deployed();
    for (const { id } of simulator.resources(`${NETWORK}/networkWatchers`))
      simulator.deleteAs("person", textOf(id));
    const { checks } = await nodeToRegistry.ask(simulator);
    const [group, route] = [...checks.values()];
    expect([group?.status, group?.reason]).toEqual([
      "not-verifiable",
      `Subscription ${SUBSCRIPTION} has no Network Watcher in westeurope.`,
    ]);
    expect([route?.status, route?.asked]).toEqual(["same", "route-table"]);
  });

  test("a cluster without nodes cannot be asked", async () => {
    const simulator = await deployed();
    await simulator.aks.cluster(clusterOf(simulator)).scale("system", 0);
    const { checks, differs } = await gatewayToPod.ask(simulator);
    const reasons = withStatus(checks, "not-verifiable").map(([, { reason }]) => reason);
    expect([differs, reasons]).toEqual([
      0,
      [
        "aks-contoso-shop-main has no nodes.",
        "azurerm_subnet.shop_main_system has no network interface and no Application Gateway to ask about.",
      ],
    ]);
  });

  test("an interface of a machine of its own has effective routes", async () => {
    const simulator = await deployed();
    await simulator.aks.cluster(clusterOf(simulator)).scale("system", 0);
    const group = textOf(
      objectOf(simulator.stored(clusterOf(simulator))?.["properties"])["nodeResourceGroup"],
    );
    const providers = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${group}/providers`;
    const machine = `${providers}/Microsoft.Compute/virtualMachines/aks-system-0`;
    const subnet = nodesOf(simulator);
    const networkInterface = `${providers}/${NETWORK}/networkInterfaces/aks-system-0`;
    simulator.seed(networkInterface, {
      location: "westeurope",
      properties: {
        ipConfigurations: [
          { name: "ip", properties: { privateIPAddress: "10.1.0.20", subnet: { id: subnet } } },
        ],
      },
    });
    simulator.seed(machine, {
      location: "westeurope",
      properties: { networkProfile: { networkInterfaces: [{ id: networkInterface }] } },
    });
    // No Network Watcher says the next hop.
    for (const { id } of simulator.resources(`${NETWORK}/networkWatchers`))
      simulator.deleteAs("person", textOf(id));
    const { checks } = await nodeToRegistry.ask(simulator);
    const [, route] = [...checks.values()];
    expect([route?.status, route?.asked]).toEqual(["same", "effective-routes"]);
  });
});
