import type { Construct } from "constructs";
import { expect, test } from "vitest";
import { setPath, useAddressBook } from "../../src/core/places.js";
import { AddressBook, NetworkSecurityGroup, ResourceGroup, witnessesOf } from "../../src/internal.js";
import { synth } from "../support/synth.js";

/** A security group with inbound rules of these names, and an outbound one. */
function addGroup(stack: Construct, names: readonly string[]): void {
  const placement = { location: "westeurope", resourceGroupName: "rg" };
  const group = new NetworkSecurityGroup(stack, "nsg", { placement, nameParts: ["shop"] });
  const rule = {
    description: "",
    protocol: "Tcp",
    from: ["10.0.0.0/8"],
    to: ["*"],
    ports: ["443"],
  } as const;
  for (const name of names) group.allowInbound({ name, ...rule });
  group.allowOutbound({ name: "c", ...rule });
  group.denyOtherInbound();
}

test("a resource group and what is placed in it have its tags, if any", () => {
  const tags = { owner: "shop" };
  const output = synth((stack) => {
    const tagged = new ResourceGroup(stack, "tagged", { location: "westeurope", nameParts: ["a"], tags });
    expect(tagged.placement.tags).toEqual(tags);
    new ResourceGroup(stack, "plain", { location: "westeurope", nameParts: ["b"] });
  });
  expect(output.resource("azurerm_resource_group", "tagged")["tags"]).toEqual(tags);
  expect(output.resource("azurerm_resource_group", "plain")).not.toHaveProperty("tags");
});

test("rules of a security group outside of a platform follow each other, by direction", () => {
  const output = synth((stack) => {
    addGroup(stack, ["a", "b", "a"]);
  });
  const rules = output
    .addresses("azurerm_network_security_rule")
    .map((address) => output.resource("azurerm_network_security_rule", address.split(".")[1] ?? ""))
    .map(({ name, direction, access, priority }) => [name, direction, access, priority]);
  expect(rules).toMatchInlineSnapshot(`
    [
      [
        "a",
        "Inbound",
        "Allow",
        100,
      ],
      [
        "a-2",
        "Inbound",
        "Allow",
        120,
      ],
      [
        "b",
        "Inbound",
        "Allow",
        110,
      ],
      [
        "c",
        "Outbound",
        "Allow",
        100,
      ],
      [
        "deny-other-inbound",
        "Inbound",
        "Deny",
        4096,
      ],
    ]
  `);
});

test("rules of a security group keep the priorities that they had, and a new one gets a free one", () => {
  const priorities = {
    "spokes.shop.inbound.b": 100,
    "spokes.shop.outbound.c": 110,
    "spokes.cart.inbound.a": 120,
  };
  const book = AddressBook.from({ priorities });
  let witnesses: readonly string[] = [];
  const output = synth((stack) => {
    setPath(stack, "spokes.shop");
    useAddressBook(stack, book);
    addGroup(stack, ["a", "b", "d"]);
    witnesses = [...witnessesOf(stack.node.root)].map(
      ([key, { address, attribute }]) => `${key}: ${address} ${attribute}`,
    );
  });
  const rules = output
    .addresses("azurerm_network_security_rule")
    .map((address) => output.resource("azurerm_network_security_rule", address.split(".")[1] ?? ""))
    .map(({ name, priority }) => [name, priority]);
  expect(Object.fromEntries(rules)).toEqual({ a: 110, b: 100, c: 110, d: 120, "deny-other-inbound": 4096 });
  // The last rule has its priority by itself: no book has it, and no state is asked for it.
  expect(witnesses).toEqual([
    "spokes.shop.inbound.a.priority: azurerm_network_security_rule.nsg_a priority",
    "spokes.shop.inbound.b.priority: azurerm_network_security_rule.nsg_b priority",
    "spokes.shop.inbound.d.priority: azurerm_network_security_rule.nsg_d priority",
    "spokes.shop.outbound.c.priority: azurerm_network_security_rule.nsg_c priority",
  ]);
  expect(Object.keys(book.toJSON().priorities)).toEqual([
    "spokes.shop.inbound.a",
    "spokes.shop.inbound.b",
    "spokes.shop.inbound.d",
    "spokes.shop.outbound.c",
  ]);
});
