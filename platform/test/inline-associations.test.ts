import { expect, test } from "vitest";
import { azurermSchema, checkStructure } from "@aks-topology/terraform";
import { clusterYaml, platformYaml, spokeYaml } from "./support/platform-yaml.js";
import { synthOne } from "./support/synth.js";

const ASSOCIATIONS = [
  "azurerm_subnet_route_table_association",
  "azurerm_subnet_network_security_group_association",
];

function platform(associations: "separate" | "inline"): string {
  return platformYaml({
    azurerm: 5,
    spokes: {
      shop: spokeYaml({
        subnetAssociations: associations,
        gateways: { edge: "{}" },
        clusters: {
          main: clusterYaml({
            network: "{ plugin: kubenet }",
            ingress: "{ type: agic-addon, gateway: edge }",
          }),
          other: clusterYaml({
            network: "{ plugin: azure-cni-overlay, podCidr: 10.245.0.0/16 }",
            egress: "{ type: nat-gateway }",
          }),
        },
      }),
    },
  });
}

test("subnets are created with their security group and route table where the file asks for it", () => {
  const output = synthOne(platform("inline"));
  expect(ASSOCIATIONS.flatMap((type) => output.addresses(type))).toEqual([]);
  expect(output.addresses("azurerm_subnet_nat_gateway_association")).toHaveLength(1);
  const nodes = output.resource("azurerm_subnet", "shop_main_system");
  const gateway = output.resource("azurerm_subnet", "shop_gateway_edge");
  expect(nodes).toMatchObject({
    network_security_group_id_wo: "${azurerm_network_security_group.shop_main_system.id}",
    route_table_id_wo: "${azurerm_route_table.shop_main.id}",
  });
  expect(gateway).toMatchObject({
    network_security_group_id_wo: "${azurerm_network_security_group.shop_gateway_edge.id}",
    route_table_id_wo: "${azurerm_route_table.shop_gateway_edge.id}",
  });
  // The provider sends another table only when the version changes.
  expect(nodes["route_table_id_wo_version"]).not.toBe(gateway["route_table_id_wo_version"]);
  expect(output.json["terraform"]).toMatchObject({ required_version: ">= 1.11" });
  expect(checkStructure(output.json, azurermSchema(5))).toEqual([]);
});

test("they are associated afterwards otherwise, with the usual version of Terraform", () => {
  const output = synthOne(platform("separate"));
  expect(ASSOCIATIONS.flatMap((type) => output.addresses(type))).not.toEqual([]);
  expect(output.json["terraform"]).toMatchObject({ required_version: ">= 1.9" });
});
