import { expect, test } from "vitest";
import { FOR_CONTAINERS_REGION } from "../../src/ingress/for-containers-rules.js";
import { FRONT_DOOR_LINK_REGION } from "../../src/ingress/rules.js";
import { REGIONS } from "../../src/internal.js";
import { BASTION_DEVELOPER_REGION } from "../../src/network/rules.js";

// A region that is missing in a list, or too many, warns users of what works, or not of what does not.

/** The regions of the public cloud and, where it is known there, of the others, that a rule does not warn about. */
function offeredIn(warns: (location: string) => boolean, clouds: readonly string[] = ["public"]): string {
  return REGIONS.filter(({ name, cloud }) => clouds.includes(cloud) && !warns(name))
    .map(({ name }) => name)
    .sort()
    .join(" ");
}

test("tier Developer of Azure Bastion is offered where its documentation says", () => {
  expect(
    offeredIn((location) => BASTION_DEVELOPER_REGION.judge(location).problem !== undefined),
  ).toMatchInlineSnapshot(
    `"australiacentral australiaeast australiasoutheast brazilsouth canadacentral canadaeast centralindia centralus eastasia eastus2 francecentral germanywestcentral italynorth japaneast japanwest koreacentral koreasouth mexicocentral northcentralus northeurope norwayeast southafricanorth southeastasia southindia spaincentral swedencentral switzerlandnorth uaenorth uksouth ukwest westcentralus westeurope westus"`,
  );
});

test("Application Gateway for Containers is offered where its documentation says", () => {
  expect(
    offeredIn((location) => FOR_CONTAINERS_REGION.judge(location).problem !== undefined),
  ).toMatchInlineSnapshot(
    `"australiaeast brazilsouth canadacentral centralindia centralus eastasia eastus eastus2 francecentral germanywestcentral koreacentral northcentralus northeurope norwayeast southcentralus southeastasia swedencentral switzerlandnorth uaenorth uksouth westeurope westus westus2 westus3"`,
  );
});

test("private links of Front Door are offered where its documentation says", () => {
  const warns = (location: string): boolean => {
    const origin = { type: "private-link" as const, location };
    return FRONT_DOOR_LINK_REGION.judge(origin).problem !== undefined;
  };
  expect(offeredIn(warns, ["public", "usgovernment", "china"])).toMatchInlineSnapshot(
    `"australiaeast brazilsouth canadacentral centralindia centralus eastasia eastus eastus2 francecentral germanywestcentral japaneast koreacentral northeurope norwayeast southafricanorth southcentralus southeastasia swedencentral uaenorth uksouth usgovarizona usgovtexas usgovvirginia westeurope westus2 westus3"`,
  );
});
