import { expect, test } from "vitest";
import { parsePlatform, tracePlatform } from "../src/index.js";
import { clusterYaml, platformOfCluster, platformYaml, spokeYaml } from "./support/platform-yaml.js";
import { errorsOfText, synthOne } from "./support/synth.js";

const TYPE = "type: application-gateway-for-containers";
const RULES = "azurerm_firewall_policy_rule_collection_group";

test("a firewall opens the endpoint of the gateway for its own cluster alone", () => {
  const output = synthOne(
    platformYaml({
      spokes: {
        shop: spokeYaml({
          clusters: {
            main: clusterYaml({ ingress: `{ ${TYPE} }` }),
            other: clusterYaml({ network: "{ plugin: azure-cni-overlay, podCidr: 10.245.0.0/16 }" }),
          },
        }),
      },
    }),
  );
  const opens = (cluster: string): boolean =>
    JSON.stringify(output.resource(RULES, `shop_${cluster}`)).includes("*.alb.azure.com");
  expect(["main", "other"].map(opens)).toEqual([true, false]);
});

test("each of two clusters has a gateway, a subnet and an identity of its own", () => {
  const cluster = (podCidr: string): object =>
    clusterYaml({ network: `{ plugin: azure-cni-overlay, podCidr: ${podCidr} }`, ingress: `{ ${TYPE} }` });
  const output = synthOne(
    platformYaml({
      spokes: {
        shop: spokeYaml({
          clusters: { one: { ...cluster("10.244.0.0/16") }, two: { ...cluster("10.245.0.0/16") } },
        }),
      },
    }),
  );
  for (const type of ["azurerm_application_load_balancer", "azurerm_federated_identity_credential"])
    expect(output.addresses(type)).toEqual(["one", "two"].map((key) => `${type}.shop_${key}_for_containers`));
  const prefixes = ["one", "two"].map(
    (key) => output.resource("azurerm_subnet", `shop_${key}_for_containers`)["address_prefixes"],
  );
  expect(prefixes).toEqual([["10.1.255.0/24"], ["10.1.251.0/24"]]);
});

test("an Application Gateway may be in the same spoke", () => {
  const output = synthOne(
    platformYaml({
      spokes: {
        shop: spokeYaml({
          gateways: { edge: {} },
          clusters: {
            old: clusterYaml({ ingress: "{ type: agic-addon, gateway: edge }" }),
            new: clusterYaml({
              network: "{ plugin: azure-cni-overlay, podCidr: 10.245.0.0/16 }",
              ingress: `{ ${TYPE} }`,
            }),
          },
        }),
      },
    }),
  );
  expect(output.addresses("azurerm_application_gateway")).toHaveLength(1);
  expect(output.addresses("azurerm_application_load_balancer")).toHaveLength(1);
});

test("an egress that a security group filters is refused: no service tag has the endpoint", () => {
  const text = platformOfCluster({
    egress: "{ type: load-balancer, filter: nsg }",
    ingress: `{ ${TYPE} }`,
  });
  expect(errorsOfText(text).map(({ code, message }) => [code, message.includes("*.alb.azure.com")])).toEqual([
    ["FQDN_NEEDS_FIREWALL", true],
  ]);
});

test("what is in the network does not reach the gateway on other ports than those of listeners", () => {
  const result = parsePlatform(platformOfCluster({ ingress: `{ ${TYPE} }` }), "platform.yaml");
  if (!result.ok) expect.fail("The file has problems.");
  const verdict = (port: number, from = "internet"): string | undefined =>
    tracePlatform(result.loaded, { from, to: "shop/main/frontend", port, protocol: "TCP" }).trace?.verdict;
  expect([verdict(443), verdict(80), verdict(8080)]).toEqual(["delivered", "delivered", "dropped"]);
});
