import { describe, expect, test } from "vitest";
import { platformYaml, spokeYaml, type Yaml } from "./support/platform-yaml.js";
import { problemsOfText } from "./support/synth.js";

/** A platform whose one cluster has the given lines, in YAML's flow style. */
const platform = (cluster: string, top: Readonly<Record<string, Yaml>> = {}): string =>
  platformYaml({ ...top, spokes: { shop: spokeYaml({ clusters: { main: `{ ${cluster} }` } }) } });

const pools = "nodePools: { system: { vmSize: Standard_D4ds_v5, nodes: 3 } }";
const network = "network: { plugin: azure-cni-overlay }";

const told = (text: string): string[] =>
  problemsOfText(text).map(({ code, message, hint }) => `${code} ${message} ${hint}`);

describe("a value that is not one of the possible ones", () => {
  test.each([
    [`network: { plugin: azure_cni }, ${pools}`, "azure-cni-overlay"],
    [`${network}, apiServer: { type: priv }, ${pools}`, "public, private, vnet-integration"],
    [`${network}, egress: { type: fierwall }, ${pools}`, "firewall, appliance, load-balancer"],
    [`${network}, ingress: { type: agic }, ${pools}`, "agic-addon, agic-helm"],
    [`${network}, nodePools: { system: { vmSize: x, nodes: 3, zones: [4] } }`, "1, 2, 3"],
  ])("is answered with those: %s", (cluster, values) => {
    const [problem, ...others] = told(platform(cluster));
    expect(others).toEqual([]);
    expect(problem).toMatch(/^INVALID_VALUE .* is not one of the possible values\. Use one of: /);
    expect(problem).toContain(values);
  });

  test("is not answered with what is only there to be refused", () => {
    expect(told(platform(`${network}, egress: { type: x }, ${pools}`)).join()).not.toMatch(
      /V2|block|NATGate/,
    );
  });

  test("may be a number in quotes", () => {
    expect(told(platform(`${network}, ${pools}`, { azurerm: '"5"' }))).toEqual([
      expect.stringMatching(/^INVALID_VALUE "azurerm": "5" .* Write 5 without quotes\.$/),
    ]);
  });

  test.each([
    ["managedNATGateway", "nat-gateway"],
    ["userAssignedNATGateway", "nat-gateway"],
    ["loadBalancer", "load-balancer"],
    ["userDefinedRouting", "firewall"],
  ])("may be AKS's own word: %s", (word, ours) => {
    expect(told(platform(`${network}, egress: { type: ${word} }, ${pools}`))).toEqual([
      expect.stringContaining(`Write ${ours}`),
    ]);
  });
});

test("a single address is answered with its range", () => {
  const apiServer = "apiServer: { type: public, authorizedIpRanges: [203.0.113.7] }";
  expect(told(platform(`${network}, ${apiServer}, ${pools}`))).toEqual([
    expect.stringContaining("Did you mean 203.0.113.7/32?"),
  ]);
});

test("ranges on a private API server are no spelling mistake", () => {
  const apiServer = "apiServer: { type: private, authorizedIpRanges: [203.0.113.7/32] }";
  expect(told(platform(`${network}, ${apiServer}, ${pools}`))).toEqual([
    expect.stringMatching(/^UNKNOWN_KEY .* a private API server answers no public address/),
  ]);
});

test("a list of no ranges wants one", () => {
  const text = platform(`${network}, ${pools}`).replace("addressSpace: 10.1.0.0/16", "addressSpace: []");
  expect(told(text)).toEqual([expect.stringContaining('"addressSpace": expected at least one')]);
});

test("a second document in a file is told as such", () => {
  expect(told("a: 1\n---\nb: 2\n")).toEqual([
    expect.stringMatching(/^YAML_SYNTAX A second YAML document begins here\. Keep one platform in a file/),
  ]);
});

test("merge keys bring in what they name", () => {
  const merged = "nodePools: { system: &pool { vmSize: Standard_D4ds_v5, nodes: 3 }, work: { <<: *pool } }";
  expect(told(platform(`${network}, ${merged}`))).toEqual([]);
});

describe("tags", () => {
  const tagged = (names: readonly string[]): string[] =>
    told(
      platform(`${network}, ${pools}`, {
        tags: Object.fromEntries(names.map((name) => [JSON.stringify(name), "x"])),
      }),
    );
  const many = (count: number): string[] => Array.from({ length: count }, (_, i) => `tag-${i}`);

  test("are at most 50", () => {
    expect(tagged(many(50))).toEqual([]);
    expect(tagged(many(51))).toEqual([
      expect.stringMatching(/^INVALID_VALUE There are more than the 50 tags/),
    ]);
  });

  test("have names that Azure takes, and tells apart", () => {
    expect(tagged(["owner", "Owner"])).toEqual([
      expect.stringMatching(/differ in upper and lower case alone/),
    ]);
    for (const name of ["a<b", "c/d", "e?", "f%", "g\\h", "i&j", "k>l"])
      expect(tagged([name]), name).toEqual([expect.stringMatching(/^INVALID_VALUE The name /)]);
  });
});
