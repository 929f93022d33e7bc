import { adoptInventory, blocksFor, Inventory, resourcesOfState } from "@aks-topology/platform";
import { expect, test } from "vitest";
import { FILE, stateOfExample } from "../../../test/support/adopted.js";

const STATE = stateOfExample("kubenet-agic");

type Resource = Readonly<Record<string, unknown>> & { readonly type: string };

/** What a changed state becomes, with its blocks in the same state. */
function adoptedFrom(resources: readonly unknown[]) {
  const document = { format_version: "1.0", values: { root_module: { resources } } };
  const adopted = adoptInventory(new Inventory(resourcesOfState(document)), FILE, 4);
  const outside = adopted.outside.map(({ found }) => found);
  expect(adopted.problems.filter(({ severity }) => severity === "error")).toEqual([]);
  return { ...adopted, blocks: blocksFor(adopted.stacks, adopted.pairs, outside, true) };
}

function changed(type: string, change: (resource: Resource) => Resource): readonly Resource[] {
  return STATE.map((resource) => (resource.type === type ? change({ ...resource }) : { ...resource }));
}

test("a deposed object is none of the platform, stays in the state, and is listed", () => {
  const cluster = STATE.find(({ type }) => type === "azurerm_kubernetes_cluster");
  const { outside, differences, blocks } = adoptedFrom([{ ...cluster, deposed_key: "abcd1234" }, ...STATE]);
  expect(outside.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^It was replaced, and Terraform destroys it with the next apply: /),
  ]);
  expect(differences).toEqual([]);
  expect(blocks.flatMap(({ removed }) => removed)).toEqual([]);
});

test("what is tainted is announced as a replacement, with the command that prevents it", () => {
  const { differences } = adoptedFrom(changed("azurerm_firewall", (one) => ({ ...one, tainted: true })));
  expect(differences).toMatchObject([
    {
      address: "azurerm_firewall.hub_firewall",
      attribute: "tainted",
      replaces: true,
      reason: expect.stringContaining("terraform untaint 'module.estate.azurerm_firewall.this[") as string,
    },
  ]);
});

test("a table of a network manager stays existing, with a warning", () => {
  const ids = STATE.flatMap(({ type, values }) =>
    type === "azurerm_route_table" ? [String((values as { readonly id: unknown }).id)] : [],
  );
  const id = ids.find((each) => each.includes("public")) ?? ids.join();
  const managed = id.replace(
    /resourceGroups.*/,
    "resourceGroups/AVNM_Managed_ResourceGroup_1/providers/Microsoft.Network/routeTables/AVNM_Managed_1",
  );
  const state = JSON.parse(JSON.stringify(STATE).replaceAll(id, managed)) as unknown[];
  const { text, problems } = adoptedFrom(state);
  expect(text).toContain(managed);
  expect(problems.map(({ code }) => code)).toContain("TABLE_OF_NETWORK_MANAGER");
});

test("what a state has twice is adopted once", () => {
  const second = {
    ...STATE.find(({ type }) => type === "azurerm_firewall"),
    address: "azurerm_firewall.again",
  };
  const { outside, blocks } = adoptedFrom([...STATE, second, ...STATE]);
  expect(outside.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(
      /^The state has it twice: it is what module\.estate\.azurerm_firewall\.this\[\d+\] manages\.$/,
    ),
  ]);
  expect(blocks.flatMap(({ removed }) => removed)).toEqual(["azurerm_firewall.again"]);
});

test("a network that is only read with a data source stays existing, and is not created again", () => {
  const hub = "vnet-contoso-hub";
  const read = changed("azurerm_virtual_network", (one) =>
    JSON.stringify(one["values"]).includes(`"name":"${hub}"`) ? { ...one, mode: "data" } : one,
  );
  const { text, created } = adoptedFrom(read);
  expect(text).toMatch(new RegExp(`hub:\\n  id: \\S+/${hub}\\n`));
  expect(created.map(({ address }) => address)).not.toContain("azurerm_virtual_network.hub");
});

test("a group that is only read is said to exist, since a file has no key for an existing one", () => {
  const { created } = adoptedFrom(
    changed("azurerm_resource_group", (one) => ({
      ...one,
      mode: "data",
      address: "data.azurerm_resource_group.all",
    })),
  );
  expect(created).toHaveLength(3);
  for (const { reason } of created)
    expect(reason).toMatch(/^It exists, and data\.azurerm_resource_group\.all reads it: /);
});

test.each([
  ["with quotes and brackets in their keys", 'module.hub["we\\"st.eu[0]"].module.net[%].TYPE.this["a.b/c"]'],
  ["with keys of for_each that are paths", 'module.a["/subscriptions/1"].TYPE.this["%"]'],
])("instances %s move as they are", (_, pattern) => {
  const state = STATE.map((one, i) => ({
    ...one,
    address: pattern.replace("%", String(i)).replace("TYPE", one.type),
  }));
  const { blocks, outside } = adoptedFrom(state);
  expect(outside).toEqual([]);
  expect(new Set(blocks.flatMap(({ moved }) => moved.map(({ from }) => from)))).toEqual(
    new Set(state.map(({ address }) => address)),
  );
});

test("resources of other providers, with or without an id, leave the state and are not destroyed", () => {
  const others = [
    { address: "random_id.suffix", mode: "managed", type: "random_id", values: { id: "abc" } },
    { address: "kubectl_manifest.crd[0]", mode: "managed", type: "kubectl_manifest", values: { yaml: "" } },
    { address: "tls_private_key.key", mode: "managed", type: "tls_private_key" },
  ];
  const { outside, blocks } = adoptedFrom([...STATE, ...others]);
  expect(outside.map(({ reason }) => reason)).toEqual(
    others.map(({ type }) => `Resources of type ${type} are not of azurerm.`),
  );
  expect(blocks.flatMap(({ removed }) => removed)).toEqual([
    "kubectl_manifest.crd",
    "random_id.suffix",
    "tls_private_key.key",
  ]);
});

test("null in place of empty lists changes nothing", () => {
  const state = JSON.parse(
    JSON.stringify(STATE, (_, value: unknown) => (Array.isArray(value) && value.length === 0 ? null : value)),
  ) as Resource[];
  const { differences, created, outside } = adoptedFrom(state);
  expect({ differences, created, outside }).toEqual({ differences: [], created: [], outside: [] });
});
