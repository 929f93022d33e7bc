import { RULES } from "@aks-topology/constructs/internal";
import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { isLockFile, hasErrors, inspect, parsePlatform, type LoadedPlatform } from "../../src/index.js";
import { parameterize, ofOneStack, type Parameterized } from "../../src/module/inputs/parameterize.js";
import { asShape, expectedWords, moduleShape, type Shape } from "../../src/module/inputs/schema-shape.js";
import { extractVariables } from "../../src/module/inputs/variables.js";
import { validationsOf } from "../../src/module/validations/validations.js";
import { randomPlatform } from "../support/random-platform.js";

const folder = new URL("../../../examples/", import.meta.url);
const examples = readdirSync(folder).filter((name) => name.endsWith(".yaml") && !isLockFile(name));

function read(text: string): LoadedPlatform {
  const result = parsePlatform(text, "platform.yaml");
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.loaded;
}

function example(name: string): LoadedPlatform {
  return read(readFileSync(new URL(name, folder), "utf8"));
}

const made = new Map<string, Parameterized>();

/** The module's making of an example, once for all tests of it. */
function generalized(name: string): Parameterized {
  const known = made.get(name) ?? parameterize(example(name));
  made.set(name, known);
  return known;
}

/** Has what every check of a module is about. */
const CHECKS = "../platform/test/data/modules/checks.yaml";

/**
 * Scalars that decide on more than a value: hosts in firewall rules and tags in security rules, which name these,
 * certificates that are encoded while writing, how many addresses there are.
 */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  // Which names a registry or a vault has follows from its id.
  "add-ons.yaml": [
    "spokes.models.privateEndpoints.secrets.id",
    "spokes.models.clusters.main.addOns.gitOps.repository.url",
    "spokes.models.clusters.main.addOns.registries.0.id",
  ],
  "azure-government.yaml": [
    "spokes.records.clusters.main.addOns.registries.0.id",
    "spokes.records.clusters.main.addOns.registries.1.id",
  ],
  // The spokes' priorities are counted from it.
  "existing-hub.yaml": ["hub.firewall.policy.priority"],
  // A map of words by region: the names of all resources are decided when the module is written.
  "naming-pattern.yaml": ["naming.regions"],
  [CHECKS]: ["spokes.warehouses.clusters.reporting-and-audits-all.egress.publicIps"],
  "monitoring.yaml": ["spokes.batch.clusters.crawl.egress.publicIps"],
  // Which certificate a host name has is decided when the module is written.
  "front-door-two-regions.yaml": [
    "frontDoors.shop.hostNames",
    "frontDoors.shop.tls.certificates.www.hostNames",
  ],
  "front-door-public-origin.yaml": ["spokes.shop.clusters.main.egress.publicIps"],
  "nsg-filtered-egress.yaml": ["spokes.forms.clusters.main.egress.allow.database.serviceTags"],
  // Names of IP groups of the firewall.
  "on-premises-vpn.yaml": [
    "hub.firewall.publish.feed.from.ipGroups",
    "spokes.orders.clusters.main.egress.allow.warehouses.ipGroups",
  ],
  "operations.yaml": ["spokes.shop.clusters.main.trustedCertificates"],
  "gateway-to-internal-load-balancer.yaml": [
    "spokes.shop.gateways.edge.clientCertificates.partners.authorities",
    "spokes.shop.gateways.edge.trustedRoots.company",
  ],
};

describe.each([...examples, CHECKS])("%s with variables", (name) => {
  const loaded = example(name);
  const { configuration, variables, fixed } = generalized(name);

  test("fixes no scalar that could be a variable", () => {
    expect(fixed.map(({ path }) => path.join("."))).toEqual(FIXED[name] ?? []);
  });

  test("asks its caller in words, and not in patterns", () => {
    const told = validationsOf(variables, configuration.built.app, configuration.json);
    for (const { error_message } of told) expect(error_message).toMatch(/^[A-Z][^\\^$]+\.$/);
    for (const { description } of variables) expect(description).toMatch(/^[A-Z][^.]{3,}/);
  });

  test("shows no token of CDKTF", () => {
    const { json, problems } = configuration;
    expect(JSON.stringify({ json, problems, variables })).not.toContain("TfToken");
  });

  test("has the problems that it has without", () => {
    const told = configuration.problems.map(({ code, path }) => ({ code, path }));
    const plain = inspect({ ...loaded, platform: ofOneStack(loaded.platform) }).problems;
    expect(told).toEqual(plain.map(({ code, path }) => ({ code, path })));
  });
});

test("any platform without errors says the same with variables", () => {
  let compared = 0;
  fc.assert(
    fc.property(randomPlatform, (platform) => {
      const result = parsePlatform(stringify(platform), "random.yaml");
      if (!result.ok || hasErrors(inspect(result.loaded).problems)) return;
      // It throws when what it makes is not what the file says.
      parameterize(result.loaded);
      compared += 1;
    }),
    { numRuns: 40 },
  );
  expect(compared).toBeGreaterThan(0);
}, 120_000);

test("the reference's variables are called by what they belong to", () => {
  const { variables } = parameterize(example("kubenet-agic.yaml"));
  expect(variables.map(({ name, type }) => `${name} ${type}`)).toEqual([
    "name string",
    "location string",
    "tags map(string)",
    "hub_address_space string",
    "shop_address_space string",
    "shop_main_pod_cidr string",
    "shop_main_service_cidr string",
    "shop_main_system_vm_size string",
    "shop_main_system_nodes_min number",
    "shop_main_system_nodes_max number",
    "shop_main_system_max_surge string",
  ]);
});

test("things of one name get variables of several", () => {
  const text = readFileSync(new URL("kubenet-agic.yaml", folder), "utf8")
    .replace("      main:\n", "      public:\n")
    .replace("tier: WAF_v2\n", "tier: WAF_v2\n        addressSpace: 10.1.0.0/18\n");
  const loaded = read(text.replace("        addressSpace: 10.1.0.0/18\n", ""));
  const names = extractVariables(loaded.platform).variables.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test("tags are a variable where the file has none", () => {
  const text = readFileSync(new URL("kubenet-agic.yaml", folder), "utf8").replace(/tags:\n.*\n/, "");
  const { variables } = parameterize(read(text));
  expect(variables.find(({ name }) => name === "tags")).toMatchObject({ type: "map(string)", default: {} });
});

test("the codes that say so are checked by Terraform, and no others", () => {
  const checked = new Set(
    [...examples, CHECKS].flatMap((name) => {
      const { configuration, variables } = generalized(name);
      return validationsOf(variables, configuration.built.app, configuration.json).map(
        ({ code }): string => code,
      );
    }),
  );
  const said = Object.values(RULES).filter(({ terraform }) => terraform === "validation");
  expect([...checked].filter((code) => code !== "INVALID_VALUE" && code !== "INVALID_CIDR").sort()).toEqual(
    said.map(({ code }) => code).sort(),
  );
});

test("the schema has words for each pattern of text", () => {
  const told = (shape: Shape): Shape[] => [
    shape,
    ...Object.values(shape.properties ?? {}).flatMap((part) => told(asShape(part))),
    ...[shape.items, shape.additionalProperties, shape.anyOf, shape.oneOf, shape.prefixItems]
      .flat()
      .flatMap((part) => (typeof part === "object" ? told(part) : [])),
  ];
  const silent = told(moduleShape()).filter(
    (shape) =>
      (shape.pattern ?? shape.allOf ?? shape.format) !== undefined && expectedWords(shape) === undefined,
  );
  expect(silent).toEqual([]);
});

test("variables are described by the words of the map that contains them, and their owner in the singular", () => {
  const descriptions = new Map(
    generalized(CHECKS).variables.map(({ name, description }) => [name, description]),
  );
  expect(descriptions.get("shop_shared_tls_shop")).toMatch(/^Host names of the certificates/);
  expect(descriptions.get("governance_tagging_id")).toMatch(/ For policy tagging\.$/);
});
