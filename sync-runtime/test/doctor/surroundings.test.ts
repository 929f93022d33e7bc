import { describe, expect, test } from "vitest";
import { CLUSTER_ID, healthy, NODE_SUBNET, poolId } from "../support/cluster.js";
import type { Asked, Console, Given } from "../support/console.js";
import { diagnose } from "../support/diagnosis.js";
import { mirrorConfig, node, routeBody, SUBSCRIPTION, tableId } from "../support/fleet.js";

const RULES = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.AlertsManagement/actionRules`;
const CLUSTERS = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ContainerService/managedClusters`;
const REFUSED: Given = {
  status: 403,
  body: {
    error: {
      code: "AuthorizationFailed",
      message:
        "The client 'c' with object id 'o' does not have authorization to perform action 'a' over scope '/s'.",
    },
  },
};
const UNREADABLE: [string, Given][] = [
  ["{}", { status: 200, body: {} }],
  ["a page", { status: 200, body: "<html>" }],
  [
    "a list of nothing that it should hold",
    { status: 200, body: { value: [null, 1, {}, { properties: 3 }] } },
  ],
];

function addRoute(console: Console, n: number, hop: string): void {
  for (const table of ["aks", "gateway"]) {
    const body = console.sim.stored(tableId(table)) as { properties: { routes: object[] } };
    const routes = [...body.properties.routes, routeBody(node(n, hop))];
    console.sim.seed(tableId(table), { ...body, properties: { ...body.properties, routes } });
  }
}

function seedPool(console: Console, change: object): void {
  const body = console.sim.stored(CLUSTER_ID) as { properties: { agentPoolProfiles: object[] } };
  const agentPoolProfiles = body.properties.agentPoolProfiles.map((pool) => ({ ...pool, ...change }));
  console.sim.seed(CLUSTER_ID, { ...body, properties: { ...body.properties, agentPoolProfiles } });
}

describe("the cluster's nodes", () => {
  test("more of them than routes fail", async () => {
    const console = await healthy();
    seedPool(console, { count: 4 });
    const found = await diagnose(console);
    expect(found.troubles).toEqual(["fail node count"]);
    expect(found.of("node count").message).toBe("4 nodes in main, 2 of them with routes in the source.");
    expect(found.exitCode).toBe(1);
  });

  test("more of them than routes warn while the pool is scaling", async () => {
    const console = await healthy();
    const pool = { name: "system", count: 4, provisioningState: "Scaling" };
    const properties = { nodeResourceGroup: "MC", networkProfile: { networkPlugin: "kubenet" } };
    const body = { id: CLUSTER_ID, properties: { ...properties, agentPoolProfiles: [pool] } };
    console.answer = ({ path }) => (path === CLUSTER_ID ? { status: 200, body } : null);
    const found = await diagnose(console, ["--cluster", CLUSTER_ID]);
    expect(found.troubles).toEqual(["warn node count"]);
    expect([found.exitCode, found.ok]).toEqual([0, true]);
  });

  test("fewer of them than routes warn", async () => {
    const console = await healthy();
    seedPool(console, { count: 1 });
    expect((await diagnose(console)).troubles).toEqual(["warn node count"]);
  });

  test("that may not be read warn, and name the required role", async () => {
    const console = await healthy();
    console.answer = ({ path }) => (path === CLUSTERS ? REFUSED : null);
    const found = await diagnose(console);
    expect(found.troubles).toEqual(["warn node count"]);
    expect(found.of("node count").remedy).toMatch(
      /Reader \(Microsoft\.ContainerService\/managedClusters\/read\)/,
    );
    expect(found.exitCode).toBe(0);
  });

  test("that no cluster owns up to warn, and --cluster names it", async () => {
    const console = await healthy();
    console.answer = ({ path }) => (path === CLUSTERS ? { status: 200, body: { value: [] } } : null);
    expect((await diagnose(console)).troubles).toEqual(["warn node count"]);
    expect((await diagnose(console, ["--cluster", CLUSTER_ID])).troubles).toEqual([]);
  });

  test("of a cluster that has left kubenet warn", async () => {
    const console = await healthy();
    const body = console.sim.stored(CLUSTER_ID) as { properties: object };
    const networkProfile = { networkPlugin: "azure", networkPluginMode: "overlay" };
    console.sim.seed(CLUSTER_ID, { ...body, properties: { ...body.properties, networkProfile } });
    const found = await diagnose(console);
    expect(found.of("node count").message).toMatch(/uses the network plugin azure/);
  });

  test.each(UNREADABLE)("reported by %s warn or are unknown", async (_, given) => {
    const console = await healthy();
    console.answer = ({ path }) => (path === CLUSTERS ? given : null);
    expect((await diagnose(console)).troubles).toEqual(["warn node count"]);
  });

  test("are those of the node resource group's manager where AKS manages the table", async () => {
    const console = await healthy();
    const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/MC_rg_main_westeurope`;
    const table = `${group}/providers/Microsoft.Network/routeTables/aks-agentpool-12345678-routetable`;
    console.sim.seed(table, { ...console.sim.stored(tableId("aks")), id: table });
    console.sim.seed(group, { location: "westeurope", managedBy: CLUSTER_ID });
    console.answer = ({ path }) => (path === CLUSTERS ? REFUSED : null);
    const mirror = mirrorConfig({ source: { nodeResourceGroup: group } });
    const found = await diagnose(console, [], mirror);
    expect(found.of("node count").status).toBe("pass");
    console.answer = ({ path }) => (path === group ? REFUSED : null);
    expect((await diagnose(console, [], mirror)).of("node count").status).toBe("pass");
  });
});

describe("the source's next hops", () => {
  test("outside the node subnets warn", async () => {
    const console = await healthy();
    addRoute(console, 9, "10.9.9.9");
    seedPool(console, { count: 3 });
    const found = await diagnose(console);
    expect(found.troubles).toEqual(["warn next hops are nodes"]);
    expect(found.of("next hops are nodes").message).toBe(
      "1 of 3 next hops are in none of the node subnets (10.1.0.0/24): 10.9.9.9.",
    );
  });

  test("warn where the subnets may not be read, and name the required role", async () => {
    const console = await healthy();
    console.answer = ({ path }) => (path === NODE_SUBNET ? REFUSED : null);
    const found = await diagnose(console);
    expect(found.troubles).toEqual(["warn next hops are nodes"]);
    expect(found.of("next hops are nodes").remedy).toMatch(
      /Microsoft\.Network\/virtualNetworks\/subnets\/read/,
    );
  });

  test.each(UNREADABLE)("warn where a subnet is %s", async (_, given) => {
    const console = await healthy();
    console.answer = ({ path }) => (path === NODE_SUBNET ? given : null);
    expect((await diagnose(console)).troubles).toEqual(["warn next hops are nodes"]);
  });
});

describe("an alert processing rule", () => {
  const remove = [{ actionType: "RemoveAllActionGroups" }];
  const scopes = [`/subscriptions/${SUBSCRIPTION}/resourceGroups/RG`];
  const rule = (properties: object): object => ({
    name: "quiet",
    properties: { scopes, actions: remove, enabled: true, ...properties },
  });
  const condition = (field: string, operator: string, ...values: string[]): object => ({
    conditions: [{ field, operator, values }],
  });

  test.each<[string, object, "pass" | "warn"]>([
    ["on the source's group", {}, "warn"],
    ["on the subscription", { scopes: [`/subscriptions/${SUBSCRIPTION}`] }, "warn"],
    ["on the source", { scopes: [tableId("aks").toUpperCase()] }, "warn"],
    [
      "on another table of a name that begins alike",
      { scopes: [`${tableId("aks")}2`, tableId("ak")] },
      "pass",
    ],
    ["on the target", { scopes: [tableId("gateway")] }, "pass"],
    ["that is off", { enabled: false }, "pass"],
    ["that adds action groups", { actions: [{ actionType: "AddActionGroups", actionGroupIds: [] }] }, "pass"],
    [
      "that ended last year",
      { schedule: { effectiveUntil: "2025-01-01T00:00:00", timeZone: "UTC" } },
      "pass",
    ],
    ["that ends next year", { schedule: { effectiveUntil: "2027-01-01T00:00:00", timeZone: "UTC" } }, "warn"],
    [
      "at weekends",
      { schedule: { recurrences: [{ recurrenceType: "Weekly", daysOfWeek: ["Sunday"] }] } },
      "warn",
    ],
    [
      "for virtual machines",
      condition("TargetResourceType", "Equals", "Microsoft.Compute/virtualMachines"),
      "pass",
    ],
    [
      "for all but virtual machines",
      condition("TargetResourceType", "NotEquals", "Microsoft.Compute/virtualMachines"),
      "warn",
    ],
    ["for route tables", condition("TargetResourceType", "Equals", "microsoft.network/routetables"), "warn"],
    ["for metrics", condition("MonitorService", "Equals", "Platform"), "pass"],
    [
      "for the activity log",
      condition("MonitorService", "Equals", "Platform", "ActivityLog Administrative"),
      "warn",
    ],
    ["for severe alerts", condition("Severity", "Equals", "Sev0", "Sev1"), "pass"],
    ["for a resource of another name", condition("TargetResource", "Contains", "firewall"), "pass"],
    ["for the group by its name", condition("TargetResourceGroup", "Equals", "rg"), "warn"],
    [
      "for all groups but this",
      condition("TargetResourceGroup", "DoesNotContain", "/resourceGroups/rg"),
      "pass",
    ],
    ["for alert rules of some name", condition("AlertRuleName", "Contains", "wake-up"), "warn"],
  ])("%s", async (_, properties, status) => {
    const console = await healthy();
    console.answer = ({ path }) =>
      path === RULES ? { status: 200, body: { value: [rule(properties)] } } : null;
    const check = (await diagnose(console)).of("alert not suppressed");
    expect(check.status).toBe(status);
    if (status === "warn") expect(check.message).toContain('the alert processing rule "quiet"');
  });

  test("on the third page is found, and the token goes to no other host", async () => {
    const console = await healthy();
    const hosts = new Set<string>();
    const pages = (request: Asked): Given | null => {
      if (request.path !== RULES) return null;
      const page = Number(request.query.get("page") ?? 1);
      const nextLink = `https://elsewhere.example//evil.example${RULES}?api-version=1&page=${page + 1}`;
      const next = nextLink.replace("//evil.example", "");
      return {
        status: 200,
        body: { value: page === 3 ? [rule({})] : [], ...(page < 3 && { nextLink: next }) },
      };
    };
    console.answer = (request) => {
      hosts.add(request.host);
      return pages(request);
    };
    expect((await diagnose(console)).of("alert not suppressed").status).toBe("warn");
    console.answer = (request) => {
      hosts.add(request.host);
      const nextLink = "https://elsewhere.example//evil.example/x?page=2";
      return request.path === RULES ? { status: 200, body: { value: [], nextLink } } : null;
    };
    await diagnose(console);
    expect([...hosts]).toEqual(["management.azure.com"]);
  });

  test("list whose pages go in a circle is left", async () => {
    const console = await healthy();
    console.answer = ({ path }) =>
      path === RULES
        ? { status: 200, body: { value: [], nextLink: `https://management.azure.com${RULES}` } }
        : null;
    const check = (await diagnose(console)).of("alert not suppressed");
    expect([check.status, check.message]).toEqual([
      "warn",
      expect.stringMatching(/more than 1000 pages|no answer/),
    ]);
  });

  test("that may not be read warns, and names the required role", async () => {
    const console = await healthy();
    console.answer = ({ path }) => (path === RULES ? REFUSED : null);
    const check = (await diagnose(console)).of("alert not suppressed");
    expect(check.status).toBe("warn");
    expect(check.remedy).toMatch(/Monitoring Reader/);
  });
});

test.each([
  ["the target", { target: { id: tableId("AVNM_Managed_312496641AD74FC9") } }],
  ["the target's group", { target: { id: tableId("rt", `AVNM_Managed_ResourceGroup_${SUBSCRIPTION}`) } }],
  ["the source", { source: { id: tableId("avnm_managed_1") } }],
])("%s of Azure Virtual Network Manager warns", async (_, override) => {
  const found = await diagnose(await healthy(), [], mirrorConfig(override));
  expect(found.of("no network manager").status).toBe("warn");
  expect(found.of("no network manager").remedy).toMatch(/routing configuration/);
});

describe("--cluster", () => {
  test("is an id, and belongs to one mirror", async () => {
    const console = await healthy();
    const two = [mirrorConfig(), mirrorConfig({ name: "b", podCidrs: ["10.245.0.0/16"] })];
    for (const [cluster, mirrors] of [
      [poolId("system"), [mirrorConfig()]],
      [CLUSTER_ID, two],
    ] as const) {
      const { exitCode, error } = await console.json("doctor", ["--cluster", cluster], ...mirrors);
      expect([exitCode, error?.code]).toEqual([1, "USAGE"]);
    }
  });
});
