import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { shapesAt } from "../src/schema/offered.js";
import { block } from "../../constructs/test/support/synth.js";
import { platformYaml, spokeYaml } from "./support/platform-yaml.js";
import { errorsOfText, problemsOfText, synthOne } from "./support/synth.js";

const EXAMPLE = readFileSync(
  fileURLToPath(new URL("../../examples/aks-automatic.yaml", import.meta.url)),
  "utf8",
);

function withMain(main: string, parts: Readonly<Record<string, string>> = {}): string {
  return platformYaml({
    azurerm: 5,
    hub: "{ addressSpace: 10.100.0.0/22 }",
    spokes: { shop: spokeYaml({ ...parts, clusters: { main } }) },
  });
}

/** The keys of the clusters of a kind. */
function keysOf(kind: string): readonly string[] {
  const found = shapesAt(["spokes", "NAME", "clusters", "NAME"]).filter(
    ({ properties = {}, required = [] }) => {
      const { type } = properties;
      return typeof type === "object" && type.const === kind && !required.includes("id");
    },
  );
  return found.flatMap(({ properties = {} }) => Object.keys(properties));
}

describe("AKS Automatic", () => {
  test("says of each key that only other clusters have why it has none", () => {
    const fixed = keysOf("standard").filter((key) => !keysOf("automatic").includes(key));
    expect(fixed.length).toBeGreaterThan(15);
    const problems = fixed.map((key) => [
      key,
      ...problemsOfText(withMain(`{ type: automatic, ${key}: {} }`)),
    ]);
    const hints = problems.map(([key, problem, ...others]) => [
      key,
      others.length,
      typeof problem === "object" && problem.hint.includes("AKS"),
    ]);
    expect(hints).toEqual(fixed.map((key) => [key, 0, true]));
  });

  test.each(["built-in", "custom"])("has each role on its network once, with roles that are %s", (roles) => {
    const { json } = synthOne(`${EXAMPLE}\ngovernance: { roles: ${roles} }\n`);
    const onNetwork = Object.values(block(block(json["resource"])["azurerm_role_assignment"]))
      .map(block)
      .filter(({ scope }) => scope === "${azurerm_virtual_network.shop.id}")
      .map((each) => each["role_definition_name"] ?? each["role_definition_id"]);
    expect(new Set(onNetwork).size).toBe(onNetwork.length);
    expect(onNetwork).toHaveLength(roles === "custom" ? 2 : 1);
  });

  test("keeps its ranges free of every network that is connected with it", () => {
    const text = EXAMPLE.replace("10.103.0.0/16", "10.0.128.0/17").replaceAll("10.103.", "10.0.128.");
    expect(
      errorsOfText(text.replaceAll(/subnetPrefix: [\d./]+/g, "subnetPrefix: 10.0.200.0/24")),
    ).toContainEqual(expect.objectContaining({ code: "ADDRESS_OVERLAP" }));
  });

  test("has a subnet of system nodes that is as large as AKS requires", () => {
    const small = withMain("{ type: automatic, systemNodes: { subnetPrefix: 10.1.0.0/27 } }");
    expect(errorsOfText(small)).toEqual([
      expect.objectContaining({
        code: "SUBNET_TOO_SMALL",
        path: "spokes.shop.clusters.main.systemNodes.subnetPrefix",
      }),
    ]);
  });

  test("waits for its network and roles, and nothing of it is an add-on or a pool", () => {
    const output = synthOne(withMain("{ type: automatic }"));
    const cluster = output.resource("azurerm_kubernetes_automatic_cluster", "shop_main");
    expect(cluster["depends_on"]).toEqual(
      expect.arrayContaining([
        "azurerm_role_assignment.shop_main_virtual_network",
        "azurerm_subnet_network_security_group_association.shop_main_system_nodes",
        "azurerm_virtual_network_peering.shop_peering_to_hub",
      ]),
    );
    expect(cluster["private_cluster"]).toEqual({
      private_dns_zone_id: "None",
      public_fully_qualified_domain_name_enabled: true,
    });
    expect(output.addresses("azurerm_kubernetes_cluster_node_pool")).toEqual([]);
  });

  test("is called by its gateway on both kinds of nodes", () => {
    const rules = synthOne(EXAMPLE).addresses("azurerm_network_security_rule");
    expect(rules.filter((address) => /shop_main_(nodes|system_nodes)_from-edge/.test(address))).toHaveLength(
      2,
    );
  });
});
