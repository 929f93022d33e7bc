import { parse } from "@cdktf/hcl2json";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { azurermSchema, hclBlocks, toHcl } from "../src/index.js";
import { soundStack } from "./stack.js";

const schema = azurermSchema(4);

/** One block's text, out of a configuration that has nothing else. */
function text(json: Record<string, unknown>, comments?: ReadonlyMap<string, string>): string {
  return toHcl(json, schema, comments);
}

function resource(
  type: string,
  body: Record<string, unknown>,
  comments?: ReadonlyMap<string, string>,
): string {
  return text({ resource: { [type]: { it: body } } }, comments);
}

function local(value: unknown): string {
  return text({ locals: { it: value } });
}

describe("a resource", () => {
  test("names come first, blocks after attributes, what is Terraform's own last", () => {
    const body = {
      "//": { metadata: {} },
      depends_on: ["azurerm_route.default", "data.azurerm_client_config.current"],
      lifecycle: { ignore_changes: ["tags", 'delegation[0]["name"]'], create_before_destroy: true },
      timeouts: { create: "1h" },
      delegation: [
        { service_delegation: [{ name: "Microsoft.ContainerService/managedClusters" }], name: "aks" },
      ],
      address_prefixes: ["${cidrsubnet(var.space, 8, 1)}"],
      virtual_network_name: "${azurerm_virtual_network.shop.name}",
      resource_group_name: "${azurerm_resource_group.shop.name}",
      name: "snet-${var.name}",
      provider: "azurerm.spoke",
      default_outbound_access_enabled: false,
      private_endpoint_network_policies: null,
    };
    const comments = new Map([
      ["azurerm_subnet.it", "The nodes of the cluster."],
      ["azurerm_subnet.it.lifecycle.ignore_changes", "Others write these."],
    ]);
    expect(resource("azurerm_subnet", body, comments)).toBe(`# The nodes of the cluster.
resource "azurerm_subnet" "it" {
  provider = azurerm.spoke

  name                            = "snet-\${var.name}"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = [cidrsubnet(var.space, 8, 1)]
  default_outbound_access_enabled = false

  delegation {
    name = "aks"

    service_delegation {
      name = "Microsoft.ContainerService/managedClusters"
    }
  }

  timeouts {
    create = "1h"
  }

  lifecycle {
    # Others write these.
    ignore_changes        = [tags, delegation[0]["name"]]
    create_before_destroy = true
  }

  depends_on = [azurerm_route.default, data.azurerm_client_config.current]
}
`);
  });

  test("a list of objects is written as blocks, an empty one as a list, since it says: none", () => {
    const rule = { name: "in", priority: 100, description: null, access: "Allow" };
    expect(resource("azurerm_network_security_group", { name: "nsg", security_rule: [rule] }))
      .toBe(`resource "azurerm_network_security_group" "it" {
  name = "nsg"

  security_rule {
    name     = "in"
    access   = "Allow"
    priority = 100
  }
}
`);
    expect(resource("azurerm_network_security_group", { security_rule: [] })).toContain("security_rule = []");
  });

  test("values lose quotes that their type does not want, and get those that it does", () => {
    const written = resource("azurerm_subnet", { name: 5, default_outbound_access_enabled: "false" });
    expect(written).toContain('name                            = "5"\n');
    expect(written).toContain("default_outbound_access_enabled = false\n");
  });

  test("dynamic blocks", () => {
    const service_delegation = {
      for_each: "${var.services}",
      iterator: "it",
      content: { name: "${it.value}" },
    };
    expect(resource("azurerm_subnet", { delegation: { name: "a", dynamic: { service_delegation } } }))
      .toContain(`
    dynamic "service_delegation" {
      for_each = var.services
      iterator = it

      content {
        name = it.value
      }
    }
`);
  });
});

describe("expressions", () => {
  test.each<[string, string, string]>([
    ["a lone reference needs no quotes", "${var.x}", "var.x"],
    ["nor does one inside a call", '${upper("${var.x}")}', "upper(var.x)"],
    ["a template stays one", "a-${var.x}", '"a-${var.x}"'],
    ["quotes, tabs and backslashes are escaped", 'a"b\\c\td', '"a\\"b\\\\c\\td"'],
    ["braces that are none stay none", "$${var.x} %%{ if }", '"$${var.x} %%{ if }"'],
    ["quotes inside expressions are not", '${lookup(var.m, "k")}-x', '"${lookup(var.m, "k")}-x"'],
    [
      "spaces are as the formatter has them",
      "${a.b==1?[1,2]:{x=c.d,(e.f):g.h}}",
      "a.b == 1 ? [1, 2] : { x = c.d, (e.f) = g.h }",
    ],
    [
      "splats and indexes",
      '${a.b[*].c}${a.b.*.c[0]}${a.b["k"].0}',
      '"${a.b[*].c}${a.b.*.c[0]}${a.b["k"][0]}"',
    ],
    ["for", "${[for k,v in var.m:v if v!=null]}", "[for k, v in var.m : v if v != null]"],
    ["for an object", "${{for k,v in var.m:k=>v...}}", "{ for k, v in var.m : k => v... }"],
    ["directives are kept to the letter", "%{ if var.x ~}a%{ endif }", '"%{ if var.x ~}a%{ endif }"'],
    [
      "a JSON document that jsonencode would write so",
      '{"a":{"b":[1,true,null]}}',
      "jsonencode({\n    a = {\n      b = [1, true, null]\n    }\n  })",
    ],
    ["and one that it would not", '{"b": 1, "a": 2}', '"{\\"b\\": 1, \\"a\\": 2}"'],
    ["several lines", "one\n  two ${var.x}\n", "<<EOT\none\n  two ${var.x}\nEOT"],
  ])("%s", (_, value, expected) => {
    expect(local(value)).toBe(`locals {\n  it = ${expected}\n}\n`);
  });

  test("what is long is broken at its brackets", () => {
    const id = (name: string): string => `azurerm_subnet.${name}_with_a_rather_long_name.id`;
    expect(local(`\${concat([${id("first")}, ${id("second")}], var.more_subnets_of_others)}`)).toBe(`locals {
  it = concat(
    [
      azurerm_subnet.first_with_a_rather_long_name.id,
      azurerm_subnet.second_with_a_rather_long_name.id,
    ],
    var.more_subnets_of_others,
  )
}
`);
  });
});

describe("the other blocks", () => {
  test("terraform, provider, variable, output, module, moved, import, check", () => {
    const json = {
      terraform: {
        required_version: ">= 1.9",
        required_providers: {
          azurerm: {
            source: "hashicorp/azurerm",
            version: ">= 4.55, < 5.0",
            configuration_aliases: ["azurerm.hub"],
          },
        },
        backend: { azurerm: { key: "net.tfstate" } },
      },
      provider: { azurerm: { features: [{}], alias: "hub" } },
      variable: {
        size: {
          type: "${optional(number)}",
          default: null,
          validation: { condition: "${var.size>1}", error_message: "Too small." },
        },
      },
      module: {
        shop: {
          source: "./shop",
          providers: { azurerm: "azurerm.hub" },
          size: 3,
          depends_on: ["module.hub"],
        },
      },
      output: { id: { value: "${var.size}", description: "The id.", sensitive: true } },
      moved: { from: "azurerm_subnet.a", to: "azurerm_subnet.b" },
      import: [{ to: "azurerm_subnet.b", id: "/subscriptions/x" }],
      check: { up: { assert: { condition: "${var.size > 0}", error_message: "Down." } } },
    };
    expect(text(json)).toMatchInlineSnapshot(`
      "terraform {
        required_version = ">= 1.9"

        required_providers {
          azurerm = {
            source                = "hashicorp/azurerm"
            version               = ">= 4.55, < 5.0"
            configuration_aliases = [azurerm.hub]
          }
        }

        backend "azurerm" {
          key = "net.tfstate"
        }
      }

      provider "azurerm" {
        alias = "hub"

        features {}
      }

      variable "size" {
        type    = optional(number)
        default = null

        validation {
          condition     = var.size > 1
          error_message = "Too small."
        }
      }

      module "shop" {
        source = "./shop"

        providers = {
          azurerm = azurerm.hub
        }

        size = 3

        depends_on = [module.hub]
      }

      output "id" {
        description = "The id."
        value       = var.size
        sensitive   = true
      }

      moved {
        from = azurerm_subnet.a
        to   = azurerm_subnet.b
      }

      import {
        to = azurerm_subnet.b
        id = "/subscriptions/x"
      }

      check "up" {
        assert {
          condition     = var.size > 0
          error_message = "Down."
        }
      }
      "
    `);
  });

  test("each has its address, so that they can be split over files", () => {
    expect(hclBlocks({ ...soundStack() }, schema).map((block) => block.address)).toEqual([
      "terraform",
      "provider.azurerm",
      "provider.azurerm",
      "var.hub_subscription_id",
      "var.password",
      "locals",
      "data.azurerm_client_config.current",
      "azurerm_resource_group.hub",
      "azurerm_virtual_network.hub",
      "azurerm_subnet.nodes",
      "azurerm_route_table.nodes",
      "azurerm_subnet_route_table_association.nodes",
      "azurerm_storage_account.runtime",
      "output.subnet_id",
      "output.key",
    ]);
  });
});

describe("for any values", () => {
  const key = fc.oneof(
    fc.stringMatching(/^[a-z_][a-z0-9_]{0,6}$/),
    fc.string({ minLength: 1, maxLength: 6 }),
  );
  // What a template is, is up to the tests above.
  const plain = fc.string({ maxLength: 30 }).filter((value) => !/[$%]/.test(value));
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      plain,
      fc.tuple(plain, plain).map(([a, b]) => `${a}\n${b}\n`),
      fc.integer(),
      fc.boolean(),
      fc.array(tie("any"), { maxLength: 4 }),
      fc.dictionary(
        key.filter((name) => !/[$%]/.test(name) && name !== "__proto__"),
        tie("any"),
        { maxKeys: 4 },
      ),
    ),
  })).any;

  test("what is written reads back as the same", async () => {
    await fc.assert(
      fc.asyncProperty(value, async (given) => {
        const { locals } = (await parse("it.tf", local(given))) as { locals: [{ it: unknown }] };
        expect(locals[0].it).toEqual(given);
      }),
      { numRuns: 300 },
    );
  });
});
