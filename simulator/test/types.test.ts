import { describe, expect, test } from "vitest";
import {
  asObject,
  at,
  isList,
  isObject,
  objects,
  omit,
  textOf,
  type Json,
  type JsonObject,
} from "../src/core/json.js";
import { TYPE_TABLE } from "../src/types/table.js";
import { REQUEST_LIST } from "./support/request-list.js";
import { GROUP, SUB, TestArm } from "./support/arm.js";

/** Everything that was sent is in what came back; lists entry by entry. Keys that Azure never shows again are left out. */
function expectWithin(sent: Json | undefined, got: Json | undefined, path: string): void {
  if (isObject(sent))
    for (const [key, value] of Object.entries(sent))
      expectWithin(value, isObject(got) ? got[key] : undefined, `${path}.${key}`);
  else if (isList(sent)) {
    expect(isList(got) ? got.length : 0, path).toBe(sent.length);
    sent.forEach((entry, index) => {
      expectWithin(entry, isList(got) ? got[index] : undefined, `${path}[${index}]`);
    });
  } else expect(got, path).toEqual(sent);
}

async function everything(): Promise<TestArm> {
  const arm = new TestArm();
  for (const { id, body, hidden = [] } of REQUEST_LIST) {
    const made = await arm.put(id, body);
    expect([200, 201], `${id}: ${made.text}`).toContain(made.status);
    const got = await arm.get(id);
    expect(got.status, id).toBe(200);
    let expected: JsonObject = asObject(JSON.parse(JSON.stringify(body)) as Json);
    if (hidden.length > 0)
      expected = { ...expected, properties: omit(asObject(expected["properties"]), ...hidden) };
    expectWithin(expected, got.body, id);
  }
  return arm;
}

describe("the documented request list", () => {
  test("every GET after a PUT returns what was sent, with id, name and type", async () => {
    const arm = await everything();
    for (const { id } of REQUEST_LIST) {
      const { body } = await arm.get(id);
      expect(textOf(body["id"]).toLowerCase()).toBe(id.toLowerCase());
      expect(textOf(body["name"]).toLowerCase()).toBe(id.slice(id.lastIndexOf("/") + 1).toLowerCase());
      expect(body["type"]).toBeTypeOf("string");
    }
  });

  test("a PUT of what a GET returned changes nothing but the etag", async () => {
    const arm = await everything();
    const plain = (body: JsonObject) =>
      JSON.stringify(body, (key, value: unknown) =>
        key === "etag" || /(updatedOn|lastModifiedTime)$/.test(key) ? undefined : value,
      );
    for (const { id, hidden = [] } of REQUEST_LIST) {
      if (hidden.length > 0) continue;
      const before = await arm.get(id);
      await arm.put(id, before.body);
      expect(plain((await arm.get(id)).body), id).toBe(plain(before.body));
    }
  });

  test("it names a resource of every type in the table", () => {
    const used = new Set(REQUEST_LIST.map(({ id }) => typeOf(id).toLowerCase()));
    const reference = TYPE_TABLE.map((row) => row.type).filter(
      (type) => !NOT_PUT.has(type) && !/\/(AAAA|CNAME|MX|PTR|SRV|TXT|SOA|A)$/.test(type),
    );
    expect(reference.filter((type) => !used.has(type.toLowerCase()))).toEqual([]);
  });

  test("computed values are there for who reads them", async () => {
    const arm = await everything();
    const read = async (id: string, path: string) => (await arm.get(`${GROUP}/providers/${id}`)).at(path);
    const NET = "Microsoft.Network";
    expect(
      at((await read(`${NET}/azureFirewalls/fw`, "properties.ipConfigurations")) as Json, "0") ??
        (await read(`${NET}/azureFirewalls/fw`, "properties.ipConfigurations")),
    ).toMatchObject([{ properties: { privateIPAddress: "10.0.0.4" } }]);
    expect(await read(`${NET}/publicIPAddresses/pip`, "properties.ipAddress")).toMatch(/^20\.\d+\.\d+\.\d+$/);
    expect(
      await read("Microsoft.ManagedIdentity/userAssignedIdentities/id", "properties.principalId"),
    ).toMatch(/^[0-9a-f-]{36}$/);
    expect(await read("Microsoft.Storage/storageAccounts/stx", "properties.primaryEndpoints.blob")).toBe(
      "https://stx.blob.core.windows.net/",
    );
    expect(await read("Microsoft.KeyVault/vaults/kv", "properties.vaultUri")).toBe(
      "https://kv.vault.azure.net/",
    );
    expect(await read("Microsoft.Web/sites/func", "properties.defaultHostName")).toBe(
      "func.azurewebsites.net",
    );
    expect(await read("Microsoft.OperationalInsights/workspaces/law", "properties.customerId")).toMatch(
      /^[0-9a-f-]{36}$/,
    );
    const cluster = (await arm.get(`${GROUP}/providers/Microsoft.ContainerService/managedClusters/aks`)).body;
    expect(cluster).toMatchObject({
      identity: {
        userAssignedIdentities: {
          [`${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id`]: {
            principalId: expect.any(String) as string,
          },
        },
      },
      properties: {
        nodeResourceGroup: "MC_rg_aks_westeurope",
        identityProfile: { kubeletidentity: { objectId: expect.any(String) as string } },
        oidcIssuerProfile: { issuerURL: expect.stringMatching(/^https:/) as string },
        addonProfiles: {
          ingressApplicationGateway: { identity: { objectId: expect.any(String) as string } },
        },
        agentPoolProfiles: [{ name: "system", maxPods: 110 }, { name: "user" }],
      },
    });
  });

  test("children are shown in their parent", async () => {
    const arm = await everything();
    const names = async (id: string, list: string) =>
      JSON.stringify((await arm.get(`${GROUP}/providers/${id}`)).at(`properties.${list}`));
    expect(await names("Microsoft.Network/virtualNetworks/vnet", "subnets")).toContain(
      '"AzureFirewallSubnet"',
    );
    expect(await names("Microsoft.Network/virtualNetworks/vnet", "virtualNetworkPeerings")).toContain(
      '"to-spoke"',
    );
    expect(await names("Microsoft.Network/networkSecurityGroups/nsg", "securityRules")).toContain('"allow"');
    expect(await names("Microsoft.Network/firewallPolicies/fwp", "ruleCollectionGroups")).toContain(
      "ruleCollectionGroups/rcg",
    );
  });

  test("a private zone has its SOA record, singletons are there with their parent, actions answer", async () => {
    const arm = await everything();
    const { sim } = arm;
    expect(
      (await arm.get(`${GROUP}/providers/Microsoft.Network/privateDnsZones/example.internal/SOA/@`)).status,
    ).toBe(200);
    expect(
      (await arm.get(`${GROUP}/providers/Microsoft.Storage/storageAccounts/stx/blobServices/default`)).status,
    ).toBe(200);
    expect(
      (await arm.get(`${GROUP}/providers/Microsoft.Storage/storageAccounts/absent/blobServices/default`))
        .status,
    ).toBe(404);
    const post = (path: string) => arm.call("POST", `${GROUP}/providers/${path}`);
    expect((await post("Microsoft.Storage/storageAccounts/stx/listKeys")).at("keys")).toHaveLength(2);
    expect(
      (await post("Microsoft.Web/sites/func/host/default/listkeys")).at("functionKeys.default"),
    ).toBeTypeOf("string");
    expect((await post("Microsoft.Web/sites/func/config/appsettings/list")).at("properties")).toEqual({
      A: "1",
    });
    expect(
      (await post("Microsoft.ContainerService/managedClusters/aks/listClusterUserCredential")).at(
        "kubeconfigs",
      ),
    ).toHaveLength(1);
    const free = await arm.call(
      "POST",
      `/subscriptions/${SUB}/providers/Microsoft.Storage/checkNameAvailability`,
      { name: "free1", type: "Microsoft.Storage/storageAccounts" },
    );
    expect(free.body).toEqual({ nameAvailable: true });
    expect(sim.stored(`${GROUP}/providers/Microsoft.Web/sites/func`)?.["properties"]).not.toHaveProperty(
      "siteConfig.appSettings",
    );
  });

  test("an unknown type is stored and returned as ordinary ARM", async () => {
    const arm = new TestArm();
    const id = `${GROUP}/providers/Contoso.Widgets/widgets/w`;
    await arm.put(id, {
      location: "westeurope",
      tags: { a: "b" },
      properties: { deep: { list: [1, "two"] } },
    });
    expect((await arm.get(id)).body).toMatchObject({
      id,
      type: "Contoso.Widgets/widgets",
      tags: { a: "b" },
      properties: { provisioningState: "Succeeded", deep: { list: [1, "two"] } },
    });
    expect((await arm.get(`${GROUP}/providers/Contoso.Widgets/widgets`)).at("value")).toHaveLength(1);
  });

  test("deleting a resource group deletes what is in it, and a cluster's node resource group with the cluster", async () => {
    const arm = await everything();
    expect(arm.sim.stored(`/subscriptions/${SUB}/resourceGroups/MC_rg_aks_westeurope`)).toBeDefined();
    // The list of requests ends with a lock: until it goes, nothing can be deleted.
    expect((await arm.delete(GROUP)).status).toBe(409);
    await arm.delete(`${GROUP}/providers/Microsoft.Authorization/locks/keep`);
    expect((await arm.delete(GROUP)).status).toBe(202);
    expect(
      arm.sim.resources().filter(({ id }) => String(id).toLowerCase().startsWith(`${GROUP}/`.toLowerCase())),
    ).toEqual([]);
    expect(arm.sim.stored(`/subscriptions/${SUB}/resourceGroups/MC_rg_aks_westeurope`)).toBeUndefined();
    const again = await everything();
    await again.delete(`${GROUP}/providers/Microsoft.Authorization/locks/keep`);
    await again.delete(`${GROUP}/providers/Microsoft.ContainerService/managedClusters/aks`);
    expect(again.sim.stored(`/subscriptions/${SUB}/resourceGroups/MC_rg_aks_westeurope`)).toBeUndefined();
  });

  test("the resources of a group are listed", async () => {
    const arm = await everything();
    const listed = (await arm.get(`${GROUP}/resources`)).at("value");
    expect(JSON.stringify(listed)).toContain("Microsoft.Network/routeTables");
    expect(JSON.stringify(listed)).not.toContain("/subnets/");
    const vaults = await arm.get(
      `/subscriptions/${SUB}/resources?api-version=2015-11-01&$filter=resourceType eq 'Microsoft.KeyVault/vaults'`,
    );
    expect(objects(vaults.at("value")).map(({ name }) => name)).toEqual(["kv"]);
  });
});

/** Types that come into being otherwise, or are a configuration of their parent. */
const NOT_PUT = new Set([
  "Microsoft.Resources/resourceGroups",
  "Microsoft.Network/networkInterfaces",
  "Microsoft.Network/dnsZones/NS",
  "Microsoft.Insights/components/currentBillingFeatures",
  "Microsoft.KeyVault/locations/deletedVaults",
  "Microsoft.KeyVault/vaults/secrets",
  "Microsoft.KeyVault/vaults/accessPolicies",
  "Microsoft.Web/sites/host",
  "Microsoft.Web/sites/functions",
  "Microsoft.ContainerService/managedClusters/accessProfiles",
]);

function typeOf(id: string): string {
  const tail = id.slice(id.toLowerCase().lastIndexOf("/providers/") + "/providers/".length).split("/");
  return tail.filter((_, index) => index === 0 || index % 2 === 1).join("/");
}
