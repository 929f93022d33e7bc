import { expect, test } from "vitest";
import { NetworkSecurityGroup, ResourceGroup } from "../../src/internal.js";
import { synth } from "../support/synth.js";

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
    const placement = { location: "westeurope", resourceGroupName: "rg" };
    const group = new NetworkSecurityGroup(stack, "nsg", { placement, nameParts: ["shop"] });
    const rule = {
      description: "",
      protocol: "Tcp",
      from: ["10.0.0.0/8"],
      to: ["*"],
      ports: ["443"],
    } as const;
    for (const name of ["a", "b", "a"]) group.allowInbound({ name, ...rule });
    group.allowOutbound({ name: "c", ...rule });
    group.denyOtherInbound();
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
