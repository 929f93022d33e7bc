import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkStructure } from "../src/index.js";
import { association, linesAfter, problemsAfter, schema, subnet, table } from "./stack.js";

describe("references", () => {
  test.each<[string, string, string]>([
    [
      "a resource",
      "${azurerm_route_table.node.id}",
      'The reference azurerm_route_table.node.id is invalid: there is no resource azurerm_route_table.node. Did you mean "azurerm_route_table.nodes"?',
    ],
    [
      "a data source",
      "${data.azurerm_subnet.x.id}",
      "The reference data.azurerm_subnet.x.id is invalid: there is no data source data.azurerm_subnet.x. Declare it, or correct the reference.",
    ],
    [
      "a variable",
      "${upper(var.pasword)}",
      'The reference var.pasword is invalid: there is no variable "pasword". Did you mean "password"?',
    ],
    [
      "a local value",
      "x-${local.nope}",
      'The reference local.nope is invalid: there is no local value "nope". Declare it, or correct the reference.',
    ],
    [
      "a module",
      "${module.hub.id}",
      'The reference module.hub.id is invalid: there is no module "hub". Declare it, or correct the reference.',
    ],
    [
      "each without for_each",
      "${each.key}",
      'The reference each.key is invalid: "each" is defined only with for_each. Declare it, or correct the reference.',
    ],
    [
      "self",
      "${self.id}",
      'The reference self.id is invalid: "self" is defined only in provisioners, connections and postconditions. Declare it, or correct the reference.',
    ],
    [
      "a word",
      "${nodes}",
      'The reference nodes is invalid: "nodes" is not a variable, local value, resource type or symbol. Declare it, or correct the reference.',
    ],
  ])("that dangle: %s", (_, text, message) => {
    expect(
      problemsAfter((stack) => (subnet(stack).name = text)).map((problem) => [
        problem.code,
        `${problem.message} ${problem.hint}`,
      ]),
    ).toEqual([["TF_DANGLING_REFERENCE", message]]);
  });

  test.each<[string, string, string]>([
    [
      "an unknown attribute",
      "${azurerm_route_table.nodes.idd}",
      'The reference azurerm_route_table.nodes.idd cannot be followed: there is no attribute "idd". Did you mean "id"?',
    ],
    [
      "a part of a string",
      "${azurerm_route_table.nodes.id.x}",
      "The reference azurerm_route_table.nodes.id.x cannot be followed: a string has no attributes. See the schema of the target.",
    ],
    [
      "an unknown attribute of a nested block",
      "${azurerm_subnet.nodes.delegation[0].nam}",
      'The reference azurerm_subnet.nodes.delegation[0].nam cannot be followed: there is no attribute "nam". Did you mean "name"?',
    ],
    [
      "a list of blocks taken for one",
      "${azurerm_subnet.nodes.delegation.name}",
      'The reference azurerm_subnet.nodes.delegation.name cannot be followed: "name" is read from a list of blocks. Select one: [0].name',
    ],
    [
      "a set indexed",
      "${azurerm_virtual_network.hub.address_space[0]}",
      "The reference azurerm_virtual_network.hub.address_space[0] cannot be followed: a set's elements cannot be selected by index. Use one(…) or tolist(…)[0].",
    ],
    [
      "an instance of something single",
      "${azurerm_route_table.nodes[0].id}",
      "The reference azurerm_route_table.nodes[0].id cannot be followed: azurerm_route_table.nodes has neither count nor for_each: it is not a list. See the schema of the target.",
    ],
  ])("that lead into nothing: %s", (_, text, message) => {
    expect(
      problemsAfter((stack) => (stack.output.x = { value: text })).map((problem) => [
        problem.code,
        `${problem.message} ${problem.hint}`,
      ]),
    ).toEqual([["TF_UNKNOWN_PATH", message]]);
  });

  test("with count or for_each an instance is picked first", () => {
    const counted = (text: string): readonly string[] =>
      linesAfter((stack) => {
        table(stack).count = 2;
        association(stack).route_table_id = text;
      });
    expect(counted("${azurerm_route_table.nodes[count.index].id}")).toEqual([
      'TF_DANGLING_REFERENCE azurerm_subnet_route_table_association.nodes at resource.azurerm_subnet_route_table_association.nodes.route_table_id: The reference count.index is invalid: "count" is defined only with count. Declare it, or correct the reference.',
    ]);
    expect(counted("${azurerm_route_table.nodes[0].id}")).toEqual([]);
    expect(counted("${one(azurerm_route_table.nodes[*].id)}")).toEqual([]);
    expect(
      linesAfter((stack) => {
        table(stack).count = 2;
        association(stack).route_table_id = "${azurerm_route_table.nodes[0].id}";
        subnet(stack).service_endpoint_policy_ids = "${azurerm_route_table.nodes[*].id}";
      }),
    ).toEqual([]);
    expect(counted("${azurerm_route_table.nodes.*.id[0]}")).toEqual([]);
    expect(counted("${azurerm_route_table.nodes.id}")).toEqual([
      "TF_UNKNOWN_PATH azurerm_subnet_route_table_association.nodes at resource.azurerm_subnet_route_table_association.nodes.route_table_id: The reference azurerm_route_table.nodes.id cannot be followed: azurerm_route_table.nodes has count: select an instance first. See the schema of the target.",
    ]);
  });

  test("an expression that cannot be read", () => {
    expect(linesAfter((stack) => (subnet(stack).name = "${upper(var.x}"))).toEqual([
      'TF_BAD_EXPRESSION azurerm_subnet.nodes at resource.azurerm_subnet.nodes.name: The template "${upper(var.x}" has a syntax error: expected ")" at character 14. Write a literal ${ as $${.',
    ]);
  });

  test("a variable's default refers to nothing", () => {
    expect(linesAfter((stack) => (stack.variable.x = { default: "${var.password}" }))).toEqual([
      "TF_BAD_EXPRESSION var.x at variable.x.default: A variable's default must not contain references. Use a local value.",
    ]);
  });

  test("dynamic blocks: the iterator is bound, the content is checked, the block counts as given", () => {
    const dynamic = (content: unknown): readonly string[] =>
      linesAfter((stack) => {
        subnet(stack).delegation = [
          {
            name: "a",
            dynamic: { service_delegation: { for_each: "${var.password}", iterator: "it", content } },
          },
        ];
      });
    expect(dynamic({ name: "${it.value}" })).toEqual([]);
    expect(dynamic({ nam: "${service_delegation.value}" }).map((text) => text.split(" ")[0])).toEqual([
      "TF_UNKNOWN_ATTRIBUTE",
      "TF_MISSING_ATTRIBUTE",
    ]);
  });
});

describe("cycles", () => {
  test("through a reference and depends_on, shown as the path", () => {
    const lines = linesAfter(
      (stack) => (table(stack).depends_on = ["azurerm_subnet_route_table_association.nodes"]),
    );
    expect(lines).toEqual([
      "TF_CYCLE azurerm_route_table.nodes at resource.azurerm_route_table.nodes: These elements depend on each other: azurerm_route_table.nodes → azurerm_subnet_route_table_association.nodes → azurerm_route_table.nodes. Remove one of these references or depends_on entries.",
    ]);
  });

  test("through a local value and a data source", () => {
    const lines = linesAfter(
      (stack) => (stack.data.azurerm_client_config!.current!.depends_on = ["azurerm_resource_group.hub"]),
    );
    expect(lines).toEqual([
      "TF_CYCLE azurerm_resource_group.hub at resource.azurerm_resource_group.hub: These elements depend on each other: azurerm_resource_group.hub → local.prefix → data.azurerm_client_config.current → azurerm_resource_group.hub. Remove one of these references or depends_on entries.",
    ]);
  });

  test("through the provider's own configuration", () => {
    const lines = linesAfter(
      (stack) => (stack.provider.azurerm[0] = { features: {}, tenant_id: "${local.prefix}" }),
    );
    expect(lines).toEqual([
      "TF_CYCLE data.azurerm_client_config.current at data.azurerm_client_config.current: These elements depend on each other: data.azurerm_client_config.current → provider.azurerm → local.prefix → data.azurerm_client_config.current. Remove one of these references or depends_on entries.",
    ]);
  });

  test("of one resource with itself", () => {
    const lines = linesAfter((stack) => (table(stack).name = "${azurerm_route_table.nodes.location}"));
    expect(lines).toEqual([
      "TF_CYCLE azurerm_route_table.nodes at resource.azurerm_route_table.nodes: These elements depend on each other: azurerm_route_table.nodes → azurerm_route_table.nodes. Remove one of these references or depends_on entries.",
    ]);
  });

  const local = (index: number): string => `l${index}`;
  const locals = (edges: readonly (readonly [number, number])[], count: number): Record<string, unknown> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, from) => [
        local(from),
        edges.flatMap(([a, b]) => (a === from ? [`\${local.${local(b)}}`] : [])),
      ]),
    );

  test("none is found where all edges point down, however many", () => {
    const edge = fc
      .tuple(fc.nat(39), fc.nat(39))
      .map(([a, b]) => [Math.max(a, b) + 1, Math.min(a, b)] as const);
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 120 }), (edges) => {
        expect(checkStructure({ locals: locals(edges, 41) }, schema)).toEqual([]);
      }),
    );
  });

  test("an edge back up a chain is always found, as a path that closes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), (length, seed) => {
        const back = seed % length;
        const chain = Array.from({ length: length - 1 }, (_, index) => [index, index + 1] as const);
        const [problem, ...rest] = checkStructure(
          { locals: locals([...chain, [length - 1, back]], length) },
          schema,
        );
        expect(rest).toEqual([]);
        const path = /each other: (.*)\./.exec(problem!.message)![1]!.split(" → ");
        expect(path).toHaveLength(length - back + 1);
        expect(path[0]).toBe(path.at(-1));
      }),
    );
  });

  test("a chain of ten thousand does not exhaust the stack", () => {
    const chain = Array.from({ length: 9_999 }, (_, index) => [index, index + 1] as const);
    const values = Object.fromEntries(chain.map(([a, b]) => [local(a), `\${local.${local(b)}}`]));
    expect(checkStructure({ locals: { ...values, l9999: 1 } }, schema)).toEqual([]);
  });
});
