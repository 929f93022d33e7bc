import { expect, test } from "vitest";
import { clusterYaml, platformYaml, spokeYaml } from "./support/platform-yaml.js";
import { problemsOfText } from "./support/synth.js";

const OWN = "aaaaaaaa-0000-4000-8000-000000000001";
const OTHER = "bbbbbbbb-0000-4000-8000-000000000002";

/** A spoke whose cluster and pool use an identity and a group of `group`. */
function found(subscription: string, group: string, subscriptionId: string | undefined = OWN): string[] {
  const inGroup = `/subscriptions/${subscription}/resourceGroups/${group}/providers`;
  const identity = `{ id: ${inGroup}/Microsoft.ManagedIdentity/userAssignedIdentities/id-aks, principalId: ${OWN} }`;
  const pool = `{ vmSize: Standard_D4ds_v5, nodes: 3, securityGroup: { id: ${inGroup}/Microsoft.Network/networkSecurityGroups/nsg } }`;
  const main = clusterYaml({ identity, nodePools: `{ system: ${pool} }` });
  return problemsOfText(
    platformYaml({ spokes: { shop: spokeYaml({ subscriptionId, clusters: { main } }) } }),
  ).flatMap(({ code, path }) => (code === "RESOURCE_GROUP_EXISTS" ? [path] : []));
}

test.each([
  ["once for all that is in it", OWN, "rg-contoso-shop"],
  ["whatever the case of its name and subscription", OWN.toUpperCase(), "RG-Contoso-Shop"],
])("a group that is created and exists is reported, %s", (_, subscription, group) => {
  expect(found(subscription, group)).toEqual(["spokes.shop.clusters.main.nodePools.system.securityGroup.id"]);
});

test.each([
  ["in another subscription", OTHER, "rg-contoso-shop"],
  ["of another name", OWN, "rg-identities"],
])("a group %s is not", (_, subscription, group) => {
  expect(found(subscription, group)).toEqual([]);
});
