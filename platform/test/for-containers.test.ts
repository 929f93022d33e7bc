import { describe, expect, test } from "vitest";
import { diffPlatforms, parsePlatform, tracePaths, tracePlatform } from "../src/index.js";
import { loaded } from "./support/loaded.js";
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

/** A cluster on a flat network behind an Application Gateway. */
function withIngress(ingress: string): string {
  const main = clusterYaml({ network: "{ plugin: azure-cni }", ingress });
  return platformYaml({ spokes: { shop: spokeYaml({ gateways: { edge: {} }, clusters: { main } }) } });
}

/** Such a cluster, whose AGIC is replaced. */
function replacing(agic: string): string {
  return withIngress(`{ ${TYPE}, subnetPrefix: 10.1.128.0/24, replaces: ${agic} }`);
}

describe.each(["{ type: agic-addon, gateway: edge }", "{ type: agic-helm, gateway: edge }"])(
  "from %s, phase by phase",
  (agic) => {
    const agicAlone = withIngress(agic);
    const alone = withIngress(`{ ${TYPE}, subnetPrefix: 10.1.128.0/24 }`);

    test("it serves the same cluster while requests move: nothing of it goes or is replaced", () => {
      const phase = actionsBetween(agicAlone, replacing(agic));
      expect([...phase].sort()).toEqual(["create", "update"]);
    });

    test("it leaves, and nothing else is created or replaced", () => {
      const phase = actionsBetween(replacing(agic), alone);
      expect([...phase].sort()).toEqual(["delete", "update"]);
    });
  },
);

/** What happens to resources between two files. */
function actionsBetween(before: string, after: string): Set<string> {
  return new Set(diffPlatforms(loaded(before), loaded(after)).changes.map(({ action }) => action));
}

test("the add-on of AGIC may be what is replaced", () => {
  const output = synthOne(replacing("{ type: agic-addon, gateway: edge }"));
  expect(output.resource("azurerm_kubernetes_cluster", "shop_main")).toHaveProperty(
    "ingress_application_gateway",
  );
});

test("a gateway that AGIC does not have is reported where it is named", () => {
  const [problem] = errorsOfText(replacing("{ type: agic-addon, gateway: edje }"));
  expect(problem).toMatchObject({
    code: "UNKNOWN_REFERENCE",
    message: 'The spoke has no gateway "edje".',
    path: "spokes.shop.clusters.main.ingress.replaces.gateway",
  });
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

test("a frontend reaches nodes neither of its spoke nor of another one, unless its network may call their pods", () => {
  const overlay = (second: number): string =>
    `{ plugin: azure-cni-overlay, podCidr: 10.24${String(second)}.0.0/16 }`;
  const text = (network: string): string =>
    platformYaml({
      spokes: {
        shop: spokeYaml({
          clusters: {
            main: clusterYaml({ network: overlay(4), ingress: `{ ${TYPE} }` }),
            other: clusterYaml({ network: overlay(5) }),
          },
        }),
        desk: spokeYaml({ addressSpace: "10.2.0.0/16", clusters: { main: clusterYaml({ network }) } }),
      },
    });
  const forbidden = (network: string): readonly unknown[] => {
    const result = parsePlatform(text(network), "platform.yaml");
    if (!result.ok) expect.fail("The file has problems.");
    return tracePaths(result.loaded)
      .paths.map(({ path }) => path)
      .filter(({ name }) => /frontend -> .*node/.test(name))
      .map(({ to, expect: expected, verdict }) => [to, expected, verdict]);
  };
  const near = ["shop/other/node", "dropped", "dropped"];
  expect(forbidden(overlay(6))).toEqual([near, ["desk/main/node", "dropped", "dropped"]]);
  expect(forbidden("{ plugin: azure-cni, reachableFrom: [10.1.0.0/16] }")).toEqual([near]);
});
