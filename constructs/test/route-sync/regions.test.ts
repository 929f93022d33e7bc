import { expect, test } from "vitest";
import { one, runtime } from "../support/route-sync.js";

test.each([
  ["westeurope", "ZRS"],
  // Without availability zones.
  ["westus", "LRS"],
])("the storage of a runtime in %s is %s", (location, replication) => {
  const account = runtime(one, { location }).resource("azurerm_storage_account", "sync_storage");
  expect(account["account_replication_type"]).toBe(replication);
});

test.each([
  ["westeurope", []],
  ["usgovvirginia", ["NOT_IN_CLOUD"]],
])("a token of Entra ID for the alert's call in %s: %j", (location, errors) => {
  const alertAuth = { type: "entra", applicationId: "a", objectId: "b" } as const;
  expect(runtime(one, { location, alertAuth }).errors).toEqual(errors);
});
