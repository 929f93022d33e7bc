import { expect, test } from "vitest";
import { tagsOfHost } from "../src/evaluate/host-tags.js";
import { isBehindEndpoint } from "../src/evaluate/service-endpoints.js";
import { apiHostName, isPrivateApiName } from "../src/walk/api-server.js";

// Source: Microsoft Learn, "Outbound network and FQDN rules for AKS clusters", and private DNS zone values.
test.each([
  ["westeurope", "shop.hcp.westeurope.azmk8s.io"],
  ["usgovvirginia", "shop.hcp.usgovvirginia.cx.aks.containerservice.azure.us"],
  ["usdodeast", "shop.hcp.usdodeast.cx.aks.containerservice.azure.us"],
  ["chinanorth3", "shop.hcp.chinanorth3.cx.prod.service.azk8s.cn"],
])("an API server in %s has the name %s", (location, name) => {
  expect(apiHostName({ name: "Shop", location })).toBe(name);
});

test.each([
  ["shop-0a1b.privatelink.westeurope.azmk8s.io", true],
  ["privatelink.westeurope.azmk8s.io", true],
  ["shop-0a1b.private.westeurope.azmk8s.io", true],
  ["private.chinaeast2.cx.prod.service.azk8s.cn", true],
  ["private.hcp.westeurope.azmk8s.io", false],
  ["shop-0a1b.privatelink.usgovarizona.cx.aks.containerservice.azure.us", true],
  ["shop-0a1b.privatelink.chinaeast2.cx.prod.service.azk8s.cn", true],
  ["shop-0a1b.hcp.chinaeast2.cx.prod.service.azk8s.cn", false],
  ["shop-0a1b.hcp.westeurope.azmk8s.io", false],
  ["privatelink.westeurope.example.com", false],
])("%s is the name of a private API server: %s", (name, isPrivate) => {
  expect(isPrivateApiName(name)).toBe(isPrivate);
});

test.each([
  ["kv.vault.usgovcloudapi.net", "AzureKeyVault"],
  ["data.blob.core.usgovcloudapi.net", "Storage"],
  ["login.microsoftonline.us", "AzureActiveDirectory"],
  ["images.azurecr.cn", "AzureContainerRegistry"],
  ["db.database.chinacloudapi.cn", "Sql"],
  ["id.ods.opinsights.azure.cn", "AzureMonitor"],
  ["db.database.windows.net", "Sql"],
])("%s is in the service tag %s", (name, tag) => {
  expect(tagsOfHost(name)).toEqual([tag]);
});

test.each([
  ["data.blob.core.usgovcloudapi.net", "Microsoft.Storage", true],
  ["kv.vault.azure.cn", "Microsoft.KeyVault", true],
  ["images.azurecr.us", "Microsoft.Storage", false],
])("%s is behind the service endpoint %s: %s", (label, service, isBehind) => {
  expect(isBehindEndpoint({ kind: "public", family: 4, label, tags: [] }, service)).toBe(isBehind);
});
