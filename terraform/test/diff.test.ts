import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Change, Stack } from "../src/index.js";
import { change, CLUSTER, diff, lines, stack, type Resources, type Section } from "./changes.js";

describe("a resource", () => {
  const NODES = { azurerm_subnet: { nodes: { name: "nodes", address_prefixes: ["10.0.0.0/24"] } } };

  test("is created, deleted or kept", () => {
    expect(lines(diff(stack({}), stack(NODES)))).toEqual(["create azurerm_subnet.nodes"]);
    expect(lines(diff(stack(NODES), stack({})))).toEqual(["delete azurerm_subnet.nodes"]);
    expect(diff(stack(NODES), stack(NODES))).toEqual([]);
  });

  test("is another one in another stack", () => {
    expect(
      diff(stack(NODES, {}, "a"), stack(NODES, {}, "b")).map(({ action, stack: of }) => [action, of]),
    ).toEqual([
      ["delete", "a"],
      ["create", "b"],
    ]);
  });

  test("is updated, or replaced where an argument forces that", () => {
    const prefixes = (prefix: string, name = "nodes"): object => ({ name, address_prefixes: [prefix] });
    expect(change("azurerm_subnet", prefixes("10.0.0.0/24"), prefixes("10.0.0.0/23"))).toEqual([
      "update address_prefixes",
    ]);
    expect(change("azurerm_subnet", prefixes("10.0.0.0/24"), prefixes("10.0.0.0/23", "b"))).toEqual([
      "replace address_prefixes name!",
    ]);
  });

  test("of a type without an update is replaced by any change", () => {
    expect(change("azurerm_management_lock", { notes: "a" }, { notes: "b" })).toEqual(["replace notes!"]);
  });

  test("shows what changes, and masks what is sensitive", () => {
    const [found] = diff(
      stack({
        azurerm_virtual_network_gateway_connection: { x: { shared_key: "one", tags: { "a b": "1" } } },
      }),
      stack({
        azurerm_virtual_network_gateway_connection: { x: { shared_key: "two", tags: { "a b": "2" } } },
      }),
    );
    expect(found?.attributes).toEqual([
      { path: "shared_key", before: "(sensitive value)", after: "(sensitive value)", forces: false },
      { path: 'tags["a b"]', before: "1", after: "2", forces: false },
    ]);
  });
});

test("a block that is new or gone does not show its secrets, and shows what it has none of", () => {
  const gateway = (...certificates: readonly object[]): Stack =>
    stack({ azurerm_application_gateway: { edge: { ssl_certificate: certificates } } });
  const both = [
    ...diff(gateway(), gateway({ name: "old", data: "c2VjcmV0", password: "hunter2" })),
    ...diff(gateway({ name: "old", data: "c2VjcmV0", password: "hunter2" }), gateway()),
  ];
  expect(both.flatMap(({ attributes }) => attributes.map(({ before, after }) => [before, after]))).toEqual([
    [null, "(sensitive value)"],
    ["(sensitive value)", null],
  ]);
  const open = diff(gateway(), gateway({ name: "new", key_vault_secret_id: "https://v" }));
  expect(JSON.stringify(open)).toContain("https://v");
});

describe("no change", () => {
  test.each<[string, string, object, object]>([
    ["a default that is written out", "azurerm_firewall_policy", {}, { sku: "Standard" }],
    ["a default that is left out", "azurerm_firewall_policy", { sku: "Standard" }, {}],
    ["the order of a set", "azurerm_firewall", { zones: ["1", "2"] }, { zones: ["2", "1"] }],
    ["spelling of a region", "azurerm_subnet", { location: "West Europe" }, { location: "West Europe" }],
    ["case of a region", "azurerm_public_ip", { location: "West Europe" }, { location: "westeurope" }],
    [
      "a number as text",
      "azurerm_public_ip",
      { idle_timeout_in_minutes: 5 },
      { idle_timeout_in_minutes: "5" },
    ],
    ["nothing and an empty list", "azurerm_subnet", {}, { service_endpoints: [] }],
    ["nothing and false", "azurerm_kubernetes_cluster", {}, { local_account_disabled: false }],
    ["nothing and an empty text", "azurerm_role_assignment", {}, { description: "" }],
    ["what Azure filled in and is no longer configured", CLUSTER, { node_resource_group: "MC_x" }, {}],
    [
      "a block that Azure filled in and is no longer configured",
      CLUSTER,
      { kubelet_identity: { client_id: "x" } },
      {},
    ],
    [
      "the order of blocks in a set",
      "azurerm_application_gateway",
      {
        probe: [
          { name: "a", path: "/a" },
          { name: "b", path: "/b" },
        ],
      },
      {
        probe: [
          { name: "b", path: "/b" },
          { name: "a", path: "/a" },
        ],
      },
    ],
    [
      "an ignored argument",
      "azurerm_route_table",
      { tags: { a: "1" }, lifecycle: { ignore_changes: ["tags"] } },
      { tags: { a: "2" }, lifecycle: { ignore_changes: ["tags"] } },
    ],
    [
      "an ignored argument of a block",
      CLUSTER,
      { default_node_pool: { node_count: 1 } },
      {
        default_node_pool: { node_count: 2 },
        lifecycle: { ignore_changes: ["default_node_pool[0].node_count"] },
      },
    ],
    [
      "an ignored key",
      "azurerm_function_app_flex_consumption",
      { app_settings: { A: "1" } },
      { app_settings: { A: "2" }, lifecycle: { ignore_changes: ['app_settings["A"]'] } },
    ],
    [
      "anything where all is ignored",
      "azurerm_subnet",
      { name: "a" },
      { name: "b", lifecycle: { ignore_changes: "all" } },
    ],
    [
      "what only orders",
      "azurerm_subnet",
      { depends_on: ["azurerm_subnet.y"] },
      { lifecycle: { prevent_destroy: true } },
    ],
  ])("is %s", (_, type, before, after) => {
    expect(change(type, before, after)).toEqual([]);
  });
});

describe("blocks", () => {
  test("are named by their name, where they have one", () => {
    const before = {
      probe: [
        { name: "a", path: "/a" },
        { name: "b", path: "/b" },
      ],
    };
    const after = {
      probe: [
        { name: "c", path: "/c" },
        { name: "b", path: "/d" },
      ],
    };
    expect(change("azurerm_application_gateway", before, after)).toEqual([
      'update probe["a"] probe["b"].path probe["c"]',
    ]);
  });

  test("of a list change with their order", () => {
    const rows = (...names: string[]): object => ({ ip_configuration: names.map((name) => ({ name })) });
    expect(change("azurerm_firewall", rows("a", "b"), rows("b", "a"))).toEqual([
      "update ip_configuration[0].name ip_configuration[1].name",
    ]);
  });

  test("that force do so when they come or go", () => {
    const block = { management_ip_configuration: { name: "m", subnet_id: "/s" } };
    expect(change("azurerm_firewall", {}, block)).toEqual(["replace management_ip_configuration!"]);
    expect(change("azurerm_firewall", block, {})).toEqual(["replace management_ip_configuration!"]);
  });

  test("force through an argument of theirs", () => {
    const profile = { linux_profile: { admin_username: "a" } };
    expect(change(CLUSTER, {}, profile)).toEqual(["replace linux_profile!"]);
  });
});

describe("addresses", () => {
  const named = (label: string, more: Section = {}, name = "x"): Stack =>
    stack({ azurerm_subnet: { [label]: { name } } }, more);
  const move = (from: string, to: string): object => ({
    from: `azurerm_subnet.${from}`,
    to: `azurerm_subnet.${to}`,
  });

  test("that moved blocks name move, and change besides", () => {
    const moved = { moved: [move("a", "b"), move("b", "c")] };
    expect(diff(named("a"), named("c", moved))).toEqual([
      {
        stack: "main",
        address: "azurerm_subnet.c",
        previousAddress: "azurerm_subnet.a",
        action: "move",
        attributes: [],
      },
    ]);
    expect(diff(named("a"), named("c", moved, "y"))).toMatchObject([
      { action: "replace", address: "azurerm_subnet.c", previousAddress: "azurerm_subnet.a" },
    ]);
    expect(diff(named("c"), named("c", moved))).toEqual([]);
  });

  test("without a moved block are others", () => {
    expect(lines(diff(named("a"), named("b")))).toEqual([
      "delete azurerm_subnet.a",
      "create azurerm_subnet.b",
    ]);
  });

  test("that moved keep what refers to them", () => {
    const of = (label: string, more: Section = {}): Stack =>
      stack(
        {
          azurerm_subnet: { [label]: { name: "s" } },
          azurerm_private_endpoint: { e: { name: "e", subnet_id: `\${azurerm_subnet.${label}.id}` } },
        },
        more,
      );
    expect(lines(diff(of("a"), of("b", { moved: move("a", "b") })))).toEqual(["move azurerm_subnet.b"]);
  });

  test("have an index for each instance of count and for_each", () => {
    const counted = (body: object): Stack => stack({ azurerm_subnet: { s: body } });
    const two = counted({ count: 2, name: "s-${count.index}" });
    expect(lines(diff(counted({ name: "s-0" }), two))).toEqual([
      "move azurerm_subnet.s[0]",
      "create azurerm_subnet.s[1]",
    ]);
    expect(lines(diff(two, counted({ count: 1, name: "s-${count.index}" })))).toEqual([
      "delete azurerm_subnet.s[1]",
    ]);
    const each = (items: string): Stack => counted({ for_each: `\${toset(${items})}`, name: "${each.key}" });
    expect(lines(diff(each('["a"]'), each('["a", "b"]')))).toEqual(['create azurerm_subnet.s["b"]']);
  });
});

test("a cycle of references ends", () => {
  const ring = (name: string): Stack =>
    stack({
      azurerm_subnet: {
        a: { name, delegation: { name: "${azurerm_subnet.b.id}" } },
        b: { name: "b", delegation: { name: "${azurerm_subnet.a.id}" } },
      },
    });
  expect(diff(ring("a"), ring("a"))).toEqual([]);
  expect(lines(diff(ring("a"), ring("c")))).toContain("replace azurerm_subnet.a name!");
});

describe("any two stacks", () => {
  const TYPES = [
    "azurerm_subnet",
    "azurerm_route_table",
    "azurerm_firewall_policy",
    "azurerm_role_assignment",
  ];
  const names = fc.constantFrom("a", "b", "c", "d");
  const value = fc.oneof(
    fc.constantFrom("x", "y", "", "West Europe", "westeurope"),
    fc
      .tuple(fc.constantFrom(...TYPES), names, fc.constantFrom("id", "name", "sku"))
      .map(([type, name, attribute]) => `\${${type}.${name}.${attribute}}`),
    fc.array(fc.constantFrom("1", "2", "3"), { maxLength: 3 }),
    fc.record({ k: fc.constantFrom("1", "2") }),
    fc.boolean(),
    fc.integer(),
  );
  const body = fc.dictionary(
    fc.constantFrom(
      "name",
      "location",
      "sku",
      "tags",
      "address_prefixes",
      "scope",
      "principal_id",
      "delegation",
    ),
    value,
  );
  const stacks = fc
    .dictionary(fc.constantFrom(...TYPES), fc.dictionary(names, body))
    .map((resource) => stack(resource as Resources));

  test("differ from each other as much both ways, and not from themselves", () => {
    fc.assert(
      fc.property(stacks, stacks, (one, other) => {
        expect(diff(one, one)).toEqual([]);
        const [there, back] = [diff(one, other), diff(other, one)];
        const of = (changes: readonly Change[], action: string): string[] =>
          changes.filter((each) => each.action === action).map(({ address }) => address);
        expect(of(there, "create")).toEqual(of(back, "delete"));
        expect(of(there, "delete")).toEqual(of(back, "create"));
        expect(there.map(({ address }) => address)).toEqual(there.map(({ address }) => address).toSorted());
      }),
      { numRuns: 150 },
    );
  });
});
