import { expect, test } from "vitest";
import { platformOfCluster } from "./support/platform-yaml.js";
import { errorsOfText, synthOne } from "./support/synth.js";

const NAT = {
  egress: "{ type: nat-gateway }",
};

function named(names: Readonly<Record<string, string>>): string {
  return platformOfCluster(NAT, { naming: { names } });
}

test("any resource has a name of its own by the one that the pattern gives", () => {
  const stack = synthOne(
    named({
      "rg-contoso-shop": "rg-web",
      "snet-contoso-shop-main-system": "nodes",
      "ng-contoso-shop-main": "nat-web",
      "id-contoso-shop-main": "id-web",
    }),
  );
  const nameOf = (type: string, name: string): unknown => stack.resource(type, name)["name"];
  expect([
    nameOf("azurerm_resource_group", "shop"),
    nameOf("azurerm_subnet", "shop_main_system"),
    nameOf("azurerm_virtual_network", "shop"),
  ]).toEqual(["rg-web", "nodes", "vnet-contoso-shop"]);
  const text = JSON.stringify(stack.json);
  expect([text.includes('"nat-web"'), text.includes('"id-web"'), text.includes("ng-contoso")]).toEqual([
    true,
    true,
    false,
  ]);
});

test("a name that no resource would have is refused with those of its type", () => {
  const [problem] = errorsOfText(named({ "rg-contoso-shp": "rg-web" }));
  expect(problem).toMatchObject({ code: "UNKNOWN_REFERENCE", path: "naming.names.rg-contoso-shp" });
  expect(problem?.hint).toContain("rg-contoso-shop");
});

test("a name is checked as any other", () => {
  expect(errorsOfText(named({ "rg-contoso-shop": "ends.with." })).map(({ code }) => code)).toEqual([
    "NAME_INVALID",
  ]);
  expect(errorsOfText(named({ "rg-contoso-shop": "rg-contoso-hub" })).map(({ code }) => code)).toEqual([
    "NAME_TAKEN",
  ]);
});
