import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ARM_TYPES,
  armIdPattern,
  armTypeOf,
  canonicalArmId,
  isSameArmId,
  type ArmType,
} from "../../src/internal.js";

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9._-]{0,20}$/);
const armType = fc.constantFrom(...ARM_TYPES);
const inGroups = ARM_TYPES.filter((type) => !/Authorization|Management\//.test(type));

/** An id of the type whose names are those given, from the first. */
function idOf(type: string, guid: string, names: readonly [string, string, string]): string {
  const [group, ...others] = names;
  const [namespace, ...types] = type.split("/");
  const segments = types.flatMap((segment, i) => [segment, others[i] ?? "x"]);
  return ["", "subscriptions", guid, "resourceGroups", group, "providers", namespace, ...segments].join("/");
}

/** The id with the case of its fixed segments and of its GUID changed at random. */
function recased(id: string, flips: readonly boolean[]): string {
  let place = 0;
  const flip = (text: string): string =>
    text.replaceAll(/[a-z]/gi, (letter) =>
      flips[place++ % flips.length] === true ? letter.toUpperCase() : letter.toLowerCase(),
    );
  return id
    .split("/")
    .map((segment, i) => (i === 2 || i % 2 === 1 || i === 6 ? flip(segment) : segment))
    .join("/");
}

describe("an id in the case that azurerm accepts", () => {
  test("is the same text for any case of the segments that are not names", () => {
    fc.assert(
      fc.property(
        armType,
        fc.uuid(),
        fc.tuple(word, word, word),
        fc.array(fc.boolean(), { minLength: 8, maxLength: 40 }),
        (type, guid, names, flips) => {
          const id = idOf(type, guid, names);
          expect(canonicalArmId(recased(id, flips))).toBe(id);
          expect(canonicalArmId(id)).toBe(id);
          expect(isSameArmId(recased(id, flips), id)).toBe(true);
        },
      ),
    );
  });

  test("has its type in that case, in a resource group", () => {
    // What each type allows as its name.
    const name = fc.stringMatching(/^[a-z][a-z0-9]{4,11}$/);
    fc.assert(
      fc.property(
        fc.constantFrom(...inGroups),
        fc.uuid(),
        fc.tuple(name, name, name),
        (type, guid, names) => {
          const id = canonicalArmId(idOf(type, guid, names).toLowerCase());
          expect(armTypeOf(id)).toBe(type);
          expect(inGroups.filter((one) => armIdPattern(one as ArmType).test(id))).toEqual([type]);
        },
      ),
    );
  });

  test.each([
    ["rg", "Microsoft.KeyVault/vaults", "kv-shop", true],
    ["Rg_(1).x", "Microsoft.KeyVault/vaults", "kv-shop", true],
    ["r".repeat(90), "Microsoft.KeyVault/vaults", "kv-shop", true],
    ["my rg", "Microsoft.KeyVault/vaults", "kv-shop", false],
    ["rg.", "Microsoft.KeyVault/vaults", "kv-shop", false],
    ["r".repeat(91), "Microsoft.KeyVault/vaults", "kv-shop", false],
    ["rg", "Microsoft.KeyVault/vaults", "kv", true],
    ["rg", "Microsoft.KeyVault/vaults", "k".repeat(25), false],
    ["rg", "Microsoft.KeyVault/vaults", "kv_shop", false],
    ["rg", "Microsoft.ContainerRegistry/registries", "images", true],
    ["rg", "Microsoft.ContainerRegistry/registries", "agency-images", false],
    ["rg", "Microsoft.ContainerRegistry/registries", "foo", true],
    ["rg", "Microsoft.ContainerRegistry/registries", "r".repeat(51), false],
    ["rg", "Microsoft.KeyVault/vaults", "kv-", false],
    ["rg", "Microsoft.Storage/storageAccounts", "st_logs", false],
    ["rg", "Microsoft.Storage/storageAccounts", "stlogs", true],
  ] as const)("has names that Azure allows: %s, %s %s", (group, type, name, isAllowed) => {
    const id = `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/${group}/providers/${type}/${name}`;
    expect(armIdPattern(type).test(id)).toBe(isAllowed);
  });

  test.each([
    [
      "/SUBSCRIPTIONS/AAAAAAAA-0000-0000-0000-000000000000",
      "/subscriptions/aaaaaaaa-0000-0000-0000-000000000000",
    ],
    [
      "/providers/microsoft.management/MANAGEMENTGROUPS/Corp",
      "/providers/Microsoft.Management/managementGroups/Corp",
    ],
    [
      "/providers/microsoft.management/managementgroups/Corp/providers/microsoft.authorization/policydefinitions/Tags",
      "/providers/Microsoft.Management/managementGroups/Corp/providers/Microsoft.Authorization/policyDefinitions/Tags",
    ],
    [
      "/subscriptions/x/resourcegroups/RG/providers/Contoso.Own/Things/One",
      "/subscriptions/x/resourceGroups/RG/providers/Contoso.Own/Things/One",
    ],
    ["/subscriptions/x/resourcegroups/RG", "/subscriptions/x/resourceGroups/RG"],
    ["no id", "no id"],
    ["", ""],
    ["/", "/"],
  ])("of %s is %s", (given, expected) => {
    expect(canonicalArmId(given)).toBe(expected);
  });

  test.each([
    "/subscriptions/x",
    "/subscriptions/x/resourceGroups/rg",
    "/subscriptions/x/resourceGroups/rg/providers/Microsoft.Network",
    "/subscriptions/x/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks",
    "/subscriptions/x/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/",
    "text",
    "",
  ])("that is %j names no resource", (text) => {
    expect(armTypeOf(text)).toBeUndefined();
  });
});
