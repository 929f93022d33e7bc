import { expect, test } from "vitest";
import { armId, azurermSchema, typeOfId, typeSchema } from "../src/index.js";

/** The attributes that a type's id is made of. */
function attributesIn(type: string): readonly string[] {
  const asked: string[] = [];
  armId(type, (name) => {
    asked.push(name);
    return "";
  });
  return asked.filter((name) => name !== "subscription" && name !== "guid");
}

const schema = azurermSchema(4);
const types = Object.keys(schema.resource_schemas).filter((type) => armId(type, () => "") !== undefined);

test.each(types)("%s has the attributes that its id is made of", (type) => {
  const known = Object.keys(typeSchema(schema, "resource", type)?.block.attributes ?? {});
  expect(known).toEqual(expect.arrayContaining([...attributesIn(type)]));
});

test("covers the types that platforms are made of", () => {
  expect(types.length).toBeGreaterThan(60);
});

test.each([
  ["firewall_policy_id", "azurerm_firewall_policy"],
  ["cluster_id", "azurerm_kubernetes_cluster"],
  ["principal_id", undefined],
  ["name", undefined],
])("%s holds the id of %s", (attribute, type) => {
  expect(typeOfId(attribute)).toBe(type);
});
