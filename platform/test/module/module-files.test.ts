import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parsePlatform } from "../../src/index.js";
import { clusterYaml, platformYaml, spokeYaml } from "../support/platform-yaml.js";
import { moduleFiles } from "../../src/module/files/module-files.js";

const REFERENCE = readFileSync(new URL("../../../examples/kubenet-agic.yaml", import.meta.url), "utf8");
const SUBSCRIPTIONS = readFileSync(
  new URL("../../../examples/two-subscriptions.yaml", import.meta.url),
  "utf8",
);

function filesOf(text: string, format: "hcl" | "json" = "hcl"): ReadonlyMap<string, string> {
  const result = parsePlatform(text, "platform.yaml");
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const files = [...moduleFiles(result.loaded, format)];
  return new Map(files.map(([path, content]) => [path, content.toString("utf8")]));
}

/** The files that differ. */
function changed(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path));
}

const reference = filesOf(REFERENCE);

test("the reference becomes files by topic", () => {
  expect([...reference.keys()].sort()).toEqual([
    "README.md",
    "THIRD_PARTY_NOTICES",
    "cluster_shop_main.tf",
    "examples/basic/main.tf",
    "files/route-sync.zip",
    "firewall.tf",
    "gateway_shop_public.tf",
    "main.tf",
    "outputs.tf",
    "route_sync.tf",
    "tests/mocks/azurerm.tfmock.hcl",
    "tests/module.tftest.hcl",
    "variables.tf",
    "versions.tf",
  ]);
});

test("a list has as many items as the platform file allows", () => {
  const group = "22222222-0000-4000-8000-00000000000";
  const authentication = `{ type: entra-id, adminGroups: [${group}1, ${group}2] }`;
  const files = filesOf(
    platformYaml({
      hub: {
        addressSpace: "10.0.0.0/22",
        firewall: "{}",
        dns: "{ type: servers, servers: [10.0.9.4, 10.0.9.5] }",
      },
      spokes: { shop: spokeYaml({ clusters: { main: clusterYaml({ authentication }) } }) },
    }),
  );
  const lines = (files.get("variables.tf") ?? "").split("\n").map((line) => line.trim().replace(/ +/, " "));
  expect(lines).toEqual(
    expect.arrayContaining([
      "condition = length(var.hub_dns_servers) >= 1 && length(var.hub_dns_servers) <= 20",
      'error_message = "The list must have at least 1 item and at most 20 items."',
      "condition = length(var.shop_main_authentication_admin_groups) <= 20",
      'error_message = "The list must have at most 20 items."',
    ]),
  );
});

test("the same file becomes the same module", () => {
  expect(changed(reference, filesOf(REFERENCE))).toEqual([]);
});

test.each([
  ["name: contoso", "name: fabrikam"],
  ["location: westeurope", "location: northeurope"],
  ["addressSpace: 10.1.0.0/16", "addressSpace: 10.2.0.0/16"],
  ["podCidr: 10.244.0.0/16", "podCidr: 10.200.0.0/16"],
  ["vmSize: Standard_D4ds_v5", "vmSize: Standard_D8ds_v5"],
  ["max: 10", "max: 12"],
  ["owner: platform-team", "owner: another-team"],
])("%s changed is one changed line of variables.tf", (from, to) => {
  expect(REFERENCE).toContain(from);
  const after = filesOf(REFERENCE.replace(from, to));
  expect(changed(reference, after)).toEqual(["variables.tf"]);
  const lines = (text = ""): string[] => text.split("\n");
  const [old, renewed] = [lines(reference.get("variables.tf")), lines(after.get("variables.tf"))];
  expect(old.filter((line, i) => line !== renewed[i])).toHaveLength(1);
});

test("another spoke adds lines and files, and changes none", () => {
  const after = filesOf(
    `${REFERENCE.trimEnd()}
  lab:
    addressSpace: 10.2.0.0/16
    clusters:
      main:
        network: { plugin: azure-cni-overlay, podCidr: 10.100.0.0/16 }
        nodePools:
          system: { vmSize: Standard_D4ds_v5, nodes: 3 }
`,
  );
  expect([...after.keys()].filter((path) => !reference.has(path))).toEqual(["cluster_lab_main.tf"]);
  for (const [path, text] of reference) {
    const lines = (after.get(path) ?? "").split("\n");
    let from = 0;
    const gone = text.split("\n").filter((line) => {
      const found = lines.indexOf(line, from);
      if (found !== -1) from = found + 1;
      return found === -1;
    });
    expect({ path, gone }).toEqual({ path, gone: [] });
  }
});

test("a module whose firewall in a virtual hub publishes is not applied with a mocked provider", () => {
  const plain = readFileSync(new URL("../../../examples/virtual-wan.yaml", import.meta.url), "utf8");
  const publishing = plain.replace(
    "    publicIps: 4\n",
    "    publicIps: 4\n    publish: { feed: { port: 5671, to: 10.49.254.10, publicIp: 2, from: [198.51.100.0/24] } }\n",
  );
  const [before, after] = [filesOf(plain), filesOf(publishing)];
  expect(before.get("tests/module.tftest.hcl")).toContain('run "defaults"');
  expect(after.get("tests/module.tftest.hcl")).not.toContain('run "defaults"');
  expect(after.get("README.md")).toContain(
    "Azure sets `azurerm_firewall.hub_firewall.virtual_hub[0].public_ip_addresses`",
  );
});

describe("the reference's HCL", () => {
  const hcl = [...reference].filter(([path]) => path.endsWith(".tf"));

  test.each(hcl)("%s has no needless interpolation and no quoted reference", (_, text) => {
    expect(text).not.toMatch(/= "\$\{[^}"]*\}"$/m);
    expect(text).not.toMatch(/(ignore_changes|depends_on)\s*= \[([^\]]*,)?\s*"/);
  });

  test("is a module: no backend, no provider, only in the example", () => {
    for (const [path, text] of hcl) {
      if (path.startsWith("examples/")) continue;
      expect(text).not.toMatch(/^\s*(provider|backend) /m);
    }
    expect(reference.get("examples/basic/main.tf")).toMatch(
      /provider "azurerm" \{\n {2}storage_use_azuread = true/,
    );
  });

  test("cuts subnets from the variable space, as the planner placed them", () => {
    expect(reference.get("main.tf")).toContain(
      "address_prefixes                = [cidrsubnet(var.hub_address_space, 4, 0)]",
    );
    expect(reference.get("cluster_shop_main.tf")).toContain("= [cidrsubnet(var.shop_address_space, 8, 0)]");
  });

  test("says why where a reader would undo it", () => {
    expect(reference.get("cluster_shop_main.tf")).toMatch(
      /# AKS, or the runtime that mirrors its routes, writes .*\n(.*\n)?\s*ignore_changes = \[tags, route\]/,
    );
  });

  test("uploads the runtime from its own folder", () => {
    expect(reference.get("route_sync.tf")).toContain('"${path.module}/files/route-sync.zip"');
  });
});

test("spokes in subscriptions of their own ask the caller for providers", () => {
  const files = filesOf(SUBSCRIPTIONS);
  expect(files.get("versions.tf")).toContain("configuration_aliases = [azurerm.orders, azurerm.billing]");
  expect(files.get("examples/basic/main.tf")).toContain("azurerm.orders  = azurerm.orders");
  expect(files.get("README.md")).toContain("`azurerm.billing` in `providers`");
});

test("the README lists inputs, outputs, requirements and unchecked rules", () => {
  const text = reference.get("README.md") ?? "";
  expect(text).toContain("| `shop_main_pod_cidr` | `string` |");
  expect(text).toContain("| `hub_virtual_network_id` |");
  expect(text).toContain("`storage_use_azuread = true`");
  expect(text).toContain("- `SNAT_PORTS_FEW`:");
  expect(text).not.toContain("- `ADDRESS_OVERLAP`:");
});

test("JSON has the same topics for machines", () => {
  const json = filesOf(REFERENCE, "json");
  const names = (files: ReadonlyMap<string, string>, ending: RegExp): string[] =>
    [...files.keys()]
      .filter((path) => !path.includes("/") && ending.test(path))
      .map((path) => path.replace(ending, ""));
  expect(names(json, /\.tf\.json$/)).toEqual(names(reference, /\.tf$/));
  expect(JSON.parse(json.get("versions.tf.json") ?? "")).toMatchObject({
    terraform: { required_version: ">= 1.9" },
  });
});
