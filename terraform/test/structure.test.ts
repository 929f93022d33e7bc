import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { azurermSchema, checkStructure, STRUCTURE_CODES } from "../src/index.js";
import { line, linesAfter, problemsAfter, schema, soundStack, subnet, table, type Stack } from "./stack.js";

test("a sound stack has no problem", () => {
  expect(linesAfter(() => undefined)).toEqual([]);
});

describe("against the schema", () => {
  test("a type that the provider lacks", () => {
    expect(
      linesAfter((stack) => (stack.resource.azurerm_rout_table = { x: { tags: "${var.nope}" } })),
    ).toEqual([
      'TF_UNKNOWN_TYPE azurerm_rout_table.x at resource.azurerm_rout_table.x: The schema of azurerm 4.55.0 has no resource type "azurerm_rout_table". Did you mean "azurerm_route_table"?',
      'TF_DANGLING_REFERENCE azurerm_rout_table.x at resource.azurerm_rout_table.x.tags: The reference var.nope is invalid: there is no variable "nope". Declare it, or correct the reference.',
    ]);
  });

  test("an attribute that the type lacks", () => {
    expect(linesAfter((stack) => (subnet(stack).adress_prefixes = ["10.0.0.0/24"]))).toEqual([
      'TF_UNKNOWN_ATTRIBUTE azurerm_subnet.nodes at resource.azurerm_subnet.nodes.adress_prefixes: azurerm_subnet has no attribute or block "adress_prefixes". Did you mean "address_prefixes"?',
    ]);
  });

  test("a block that the type lacks, and an attribute that a nested block lacks", () => {
    const lines = linesAfter((stack) => {
      subnet(stack).delegations = [];
      subnet(stack).delegation = [{ name: "aks", service_delegation: [{ name: "x", action: [] }] }];
    });
    expect(lines).toEqual([
      'TF_UNKNOWN_ATTRIBUTE azurerm_subnet.nodes at resource.azurerm_subnet.nodes.delegation[0].service_delegation[0].action: block "service_delegation" has no attribute or block "action". Did you mean "actions"?',
      'TF_UNKNOWN_ATTRIBUTE azurerm_subnet.nodes at resource.azurerm_subnet.nodes.delegations: azurerm_subnet has no attribute or block "delegations". Did you mean "delegation"?',
    ]);
  });

  test("a required attribute left out or null", () => {
    const lines = linesAfter((stack) => {
      delete table(stack).name;
      table(stack).location = null;
    });
    expect(lines).toEqual([
      'TF_MISSING_ATTRIBUTE azurerm_route_table.nodes at resource.azurerm_route_table.nodes: azurerm_route_table needs the attribute "location". Set "location".',
      'TF_MISSING_ATTRIBUTE azurerm_route_table.nodes at resource.azurerm_route_table.nodes: azurerm_route_table needs the attribute "name". Set "name".',
    ]);
  });

  test("a required block left out, and one too many", () => {
    const lines = linesAfter((stack) => {
      subnet(stack).delegation = [
        { name: "none" },
        { name: "two", service_delegation: [{ name: "a" }, { name: "b" }] },
      ];
    });
    expect(lines).toEqual([
      'TF_MISSING_BLOCK azurerm_subnet.nodes at resource.azurerm_subnet.nodes.delegation[0]: block "delegation" needs a "service_delegation" block, found 0. Add "service_delegation".',
      'TF_TOO_MANY_BLOCKS azurerm_subnet.nodes at resource.azurerm_subnet.nodes.delegation[1].service_delegation: "service_delegation" is allowed once, found 2. Keep one.',
    ]);
  });

  test("the features block of the provider is required", () => {
    expect(linesAfter((stack) => (stack.provider.azurerm[0] = {}))).toEqual([
      'TF_MISSING_BLOCK provider.azurerm at provider.azurerm[0]: provider "azurerm" needs a "features" block. Add "features", if only as an empty block.',
    ]);
  });

  test("an attribute that the provider alone sets", () => {
    const lines = linesAfter((stack) => {
      table(stack).subnets = [];
      table(stack).id = "/subscriptions/x";
    });
    expect(lines).toEqual([
      'TF_COMPUTED_ATTRIBUTE azurerm_route_table.nodes at resource.azurerm_route_table.nodes.subnets: "subnets" of azurerm_route_table is set by the provider only. Remove it and refer to it instead.',
      'TF_COMPUTED_ATTRIBUTE azurerm_route_table.nodes at resource.azurerm_route_table.nodes.id: "id" of azurerm_route_table is set by the provider only. Remove it and refer to it instead.',
    ]);
  });

  test.each<[string, (stack: Stack) => void, string]>([
    [
      "a string for a list",
      (s) => (subnet(s).address_prefixes = "10.0.0.0/8"),
      'Expected a list of strings, found "10.0.0.0/8". Wrap the value in a list.',
    ],
    [
      "a list for a string",
      (s) => (subnet(s).name = ["a"]),
      "Expected a string, found a list. Write a string.",
    ],
    [
      "an object for a string",
      (s) => (subnet(s).name = { a: 1 }),
      "Expected a string, found an object. Write a string.",
    ],
    [
      "a word for a boolean",
      (s) => (table(s).bgp_route_propagation_enabled = "no"),
      'Expected a bool, found "no". Write a bool.',
    ],
    [
      "a list for a map",
      (s) => (table(s).tags = []),
      "Expected a map of strings, found a list. Write a map of strings.",
    ],
    [
      "an object inside a map of strings",
      (s) => (table(s).tags = { a: {} }),
      "Expected a string, found an object. Write a string.",
    ],
    [
      "a template with text around it for a list",
      (s) => (subnet(s).address_prefixes = "${azurerm_virtual_network.hub.address_space}/x"),
      'Expected a list of strings, found "${azurerm_virtual_network.hub.address_space}/x". A template with other text around it is a string; use one expression for the whole value.',
    ],
    [
      "a template with text around it for a boolean",
      (s) => (table(s).bgp_route_propagation_enabled = "not-${var.password}"),
      'Expected a bool, found "not-${var.password}". A template with other text around it is a string; use one expression for the whole value.',
    ],
    [
      "a reference to a list for a string",
      (s) => (subnet(s).name = "${azurerm_virtual_network.hub.address_space}"),
      "Expected a string, found a reference to a set of strings. Refer to the attribute of that type, or convert the value.",
    ],
    [
      "a block given by an expression",
      (s) => (subnet(s).delegation = "${var.x}"),
      '"delegation" is a block: expected an object or a list of objects, found "${var.x}". Blocks cannot be given by an expression; use a "dynamic" block.',
    ],
  ])("wrong type: %s", (_, change, text) => {
    expect(
      problemsAfter(change).map((problem) => [problem.code, `${problem.message} ${problem.hint}`]),
    ).toEqual([["TF_WRONG_TYPE", text]]);
  });

  test("numbers and booleans may be written as strings, and any value as one expression", () => {
    const lines = linesAfter((stack) => {
      table(stack).bgp_route_propagation_enabled = "false";
      subnet(stack).address_prefixes = "${azurerm_virtual_network.hub.address_space}";
      subnet(stack).name = 5;
    });
    expect(lines).toEqual([]);
  });

  test("an object in a list attribute needs all its attributes, if only as null", () => {
    const route = { name: "default", address_prefix: "0.0.0.0/0", next_hop_type: "Internet" };
    expect(
      linesAfter((stack) => (table(stack).route = [{ ...route, next_hop_in_ip_address: null }])),
    ).toEqual([]);
    expect(linesAfter((stack) => (table(stack).route = [route]))).toEqual([
      'TF_MISSING_ATTRIBUTE azurerm_route_table.nodes at resource.azurerm_route_table.nodes.route[0]: The object lacks "next_hop_in_ip_address". Set unused ones to null.',
    ]);
  });

  test("the other major has other attributes", () => {
    const stack = soundStack();
    subnet(stack).service_endpoints = ["Microsoft.Storage"];
    expect(checkStructure(stack, schema)).toEqual([]);
    expect(checkStructure(stack, azurermSchema(5)).map(line)).toEqual([
      'TF_UNKNOWN_ATTRIBUTE azurerm_subnet.nodes at resource.azurerm_subnet.nodes.service_endpoints: azurerm_subnet has no attribute or block "service_endpoints". Did you mean "service_endpoint"?',
    ]);
  });
});

describe("meta-arguments", () => {
  test.each<[string, (stack: Stack) => void, string]>([
    [
      "depends_on with braces",
      (s) => (table(s).depends_on = ["${azurerm_subnet.nodes}"]),
      'depends_on takes addresses, found "${azurerm_subnet.nodes}". Write the bare address, such as "azurerm_route.default".',
    ],
    [
      "depends_on an attribute",
      (s) => (table(s).depends_on = ["azurerm_virtual_network.hub.id"]),
      'depends_on takes whole elements, found azurerm_virtual_network.hub.id. Write "azurerm_virtual_network.hub".',
    ],
    [
      "depends_on as a string",
      (s) => (table(s).depends_on = "azurerm_subnet.nodes"),
      'depends_on must be a list, found "azurerm_subnet.nodes". Write a list of addresses.',
    ],
    [
      "ignore_changes of an unknown attribute",
      (s) => (table(s).lifecycle = { ignore_changes: ["routes"] }),
      'ignore_changes cannot name "routes": there is no attribute "routes". Did you mean "route"?',
    ],
    [
      "ignore_changes with braces",
      (s) => (table(s).lifecycle = { ignore_changes: ["${tags}"] }),
      'ignore_changes cannot name "${tags}": it is not an attribute path. Write the bare attribute name, such as "tags".',
    ],
    [
      "ignore_changes as a word",
      (s) => (table(s).lifecycle = { ignore_changes: "tags" }),
      'ignore_changes takes a list or "all", found "tags". Write a list of attribute names.',
    ],
    [
      "an unknown lifecycle argument",
      (s) => (table(s).lifecycle = { ignore: [] }),
      'lifecycle has no argument "ignore". See Terraform\'s documentation of lifecycle.',
    ],
    [
      "prevent_destroy by expression",
      (s) => (table(s).lifecycle = { prevent_destroy: "${var.x}" }),
      'prevent_destroy takes true or false, found "${var.x}". Terraform allows no expression here.',
    ],
    [
      "count with for_each",
      (s) => Object.assign(table(s), { count: 1, for_each: ["a"], depends_on: [] }),
      "count and for_each cannot be combined. Remove one.",
    ],
    [
      "a provider in braces",
      (s) => (table(s).provider = "${azurerm.hub}"),
      'provider takes a name and an alias, found "${azurerm.hub}". Write "azurerm.ALIAS".',
    ],
  ])("%s", (_, change, text) => {
    const found = problemsAfter(change).filter((problem) => problem.code !== "TF_UNKNOWN_PATH");
    expect(found.map((problem) => [problem.code, `${problem.message} ${problem.hint}`])).toEqual([
      ["TF_BAD_META_ARGUMENT", text],
    ]);
  });

  test("depends_on something that does not exist", () => {
    expect(linesAfter((stack) => (table(stack).depends_on = ["azurerm_subnet.node"]))).toEqual([
      'TF_DANGLING_REFERENCE azurerm_route_table.nodes at resource.azurerm_route_table.nodes.depends_on[0]: depends_on names azurerm_subnet.node, which does not exist. Did you mean "azurerm_subnet.nodes"?',
    ]);
  });

  test("all forms that Terraform takes pass", () => {
    const lines = linesAfter((stack) => {
      table(stack).lifecycle = [
        {
          create_before_destroy: true,
          ignore_changes: "all",
          replace_triggered_by: ["azurerm_virtual_network.hub.id"],
          precondition: [{ condition: "${var.password != null}", error_message: "Give one." }],
          postcondition: { condition: '${self.name != ""}', error_message: "No name." },
        },
      ];
      subnet(stack).lifecycle = { ignore_changes: ["delegation[0].name", 'delegation[0]["name"]'] };
      stack.resource.azurerm_virtual_network!.hub!.lifecycle = { ignore_changes: ['tags["team"]'] };
    });
    expect(lines).toEqual([]);
  });

  test("a provider alias that is not declared; a module's caller may pass it in", () => {
    const change = (stack: Stack): unknown => (table(stack).provider = "azurerm.elsewhere");
    expect(linesAfter(change)).toEqual([
      'TF_UNKNOWN_PROVIDER azurerm_route_table.nodes at resource.azurerm_route_table.nodes.provider: The provider configuration "azurerm.elsewhere" is not declared. Declare a provider block with this alias; there is azurerm.hub.',
    ]);
    const asModule = linesAfter((stack) => {
      change(stack);
      stack.terraform = {
        required_providers: {
          azurerm: { source: "hashicorp/azurerm", configuration_aliases: ["azurerm.elsewhere"] },
        },
      };
    });
    expect(asModule).toEqual([]);
  });
});

describe("names that Terraform wants", () => {
  test.each<[string, unknown]>([
    ["no output under the key", { output: {} }],
    ["no resource of a type", { resource: { azurerm_subnet: {} } }],
    ["an empty list", { variable: [] }],
    ["a path for a name", { output: { "azurerm_subnet.nodes.id": { value: 1 } } }],
    ["a digit first", { resource: { terraform_data: { "1st": {} } } }],
    ["a blank in a local value's name", { locals: { "a b": 1 } }],
    ["a variable that modules reserve", { variable: { version: { type: "string" } } }],
    ["a comment among names", { output: { a: { value: 1 }, "//": "all of them" } }],
  ])("%s", (_, json) => {
    expect(checkStructure(json, schema).map((problem) => problem.code)).toEqual(["TF_MALFORMED"]);
  });
});

describe("sensitive outputs", () => {
  const shown = (value: unknown, change: (stack: Stack) => void = () => undefined): readonly string[] =>
    linesAfter((stack) => {
      change(stack);
      stack.output.x = { value };
    });

  test("of an attribute, of a variable, through local values, of a whole resource", () => {
    const message = (source: string): string[] => [
      `TF_SENSITIVE_OUTPUT output.x at output.x: output.x exposes a sensitive value of ${source}. Set sensitive = true, or output another attribute.`,
    ];
    expect(shown("${azurerm_storage_account.runtime.primary_access_key}")).toEqual(
      message("azurerm_storage_account.runtime"),
    );
    expect(shown("${azurerm_storage_account.runtime}")).toEqual(message("azurerm_storage_account.runtime"));
    expect(shown(["${var.password}"])).toEqual(message("a sensitive variable"));
    expect(
      shown("${local.second}", (stack) => {
        stack.locals.second = { inner: "${local.first}" };
        stack.locals.first = "${var.password}";
      }),
    ).toEqual(message("local.second"));
  });

  test("what is declared nonsensitive may be shown", () => {
    expect(shown("${nonsensitive(var.password)}")).toEqual([]);
  });
});

describe("for any input", () => {
  test("a value that is no configuration is a problem, never a crash", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const problems = checkStructure(
          { resource: { azurerm_subnet: value }, provider: value, variable: value, output: { a: value } },
          schema,
        );
        for (const problem of problems) expect(Object.keys(STRUCTURE_CODES)).toContain(problem.code);
      }),
      { numRuns: 500 },
    );
    expect(checkStructure(null, schema).map((problem) => problem.code)).toEqual(["TF_MALFORMED"]);
    expect(checkStructure({ resources: { a: 1 } }, schema).map((problem) => problem.code)).toEqual([
      "TF_MALFORMED",
    ]);
  });

  test("a sound stack loses its soundness with any required attribute", () => {
    const required = Object.entries(soundStack().resource).flatMap(([type, items]) =>
      Object.entries(items).flatMap(([name, body]) =>
        Object.keys(body)
          .filter((key) => schema.resource_schemas[type]!.block.attributes?.[key]?.required === true)
          .map((key) => [type, name, key] as const),
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...required), ([type, name, key]) => {
        const found = problemsAfter((stack) => Reflect.deleteProperty(stack.resource[type]![name]!, key));
        expect(found.map((problem) => problem.code)).toEqual(["TF_MISSING_ATTRIBUTE"]);
      }),
    );
  });
});
