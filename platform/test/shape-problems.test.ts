import { describe, expect, test } from "vitest";
import { EGRESS } from "../src/kinds/egress/index.js";
import { platformYaml, spokeYaml, type Yaml } from "./support/platform-yaml.js";
import { problemsOfText } from "./support/synth.js";

/** A platform whose one cluster has the given lines, in YAML's flow style. */
function platform(cluster: string, top: Readonly<Record<string, Yaml>> = {}): string {
  return platformYaml({ ...top, spokes: { shop: spokeYaml({ clusters: { main: `{ ${cluster} }` } }) } });
}

const POOLS = "nodePools: { system: { vmSize: Standard_D4ds_v5, nodes: 3 } }";
const NETWORK = "network: { plugin: azure-cni-overlay }";

function reported(text: string): string[] {
  return problemsOfText(text).map(({ code, message, hint }) => `${code} ${message} ${hint}`);
}

describe("a value that is not one of the possible ones", () => {
  test.each([
    [`network: { plugin: azure_cni }, ${POOLS}`, "azure-cni-overlay"],
    [`${NETWORK}, apiServer: { type: priv }, ${POOLS}`, "public, private, vnet-integration"],
    [`${NETWORK}, egress: { type: fierwall }, ${POOLS}`, "firewall, appliance, load-balancer"],
    [`${NETWORK}, ingress: { type: agic }, ${POOLS}`, "agic-addon, agic-helm"],
    [`${NETWORK}, nodePools: { system: { vmSize: x, nodes: 3, zones: [4] } }`, "1, 2, 3"],
  ])("is answered with those: %s", (cluster, values) => {
    const [problem, ...others] = reported(platform(cluster));
    expect(others).toEqual([]);
    expect(problem).toMatch(/^INVALID_VALUE /);
    expect(problem).toContain(values);
  });

  test("is not answered with what is only there to be refused", () => {
    expect(reported(platform(`${NETWORK}, egress: { type: x }, ${POOLS}`)).join()).not.toMatch(
      /V2|block|NATGate/,
    );
  });

  test("may be a number in quotes", () => {
    expect(reported(platform(`${NETWORK}, ${POOLS}`, { azurerm: '"5"' }))).toEqual([
      expect.stringMatching(/^INVALID_VALUE .*azurerm.*"5".* 5 .*quotes/),
    ]);
  });

  test.each([
    ["managedNATGateway", ["nat-gateway"]],
    ["userAssignedNATGateway", ["nat-gateway"]],
    ["loadBalancer", ["load-balancer"]],
    ["userDefinedRouting", ["firewall", "appliance"]],
  ])("may be AKS's name, and is answered with that kind alone: %s", (word, kinds) => {
    const [problem, ...others] = problemsOfText(platform(`${NETWORK}, egress: { type: ${word} }, ${POOLS}`));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: "INVALID_VALUE" });
    expect(problem?.message).toContain(`"${word}"`);
    expect(Object.keys(EGRESS).filter((kind) => problem?.hint.split(/[ ,.]+/).includes(kind))).toEqual(kinds);
  });
});

describe("a forgotten id", () => {
  test("of a hub is one problem, at the first key of an existing one", () => {
    const text = platformYaml({
      hub: "{ addressSpace: 10.0.0.0/22, peering: spoke-only, firewall: { privateAddress: 10.0.0.4 }, dns: { type: azure } }",
      spokes: {},
    });
    expect(reported(text)).toEqual([
      'UNKNOWN_KEY "peering" and "firewall.privateAddress" are keys of something that exists already, and hub has no id. Add the id of hub, or remove the keys.',
    ]);
  });

  test("of a cluster does not ask for what a created one needs", () => {
    const cluster = `${NETWORK}, nodeResourceGroup: { id: x }, oidcIssuerUrl: "https://x", nodePools: { system: { nodes: 3 } }`;
    expect(reported(platform(cluster))).toEqual([
      expect.stringMatching(
        /^UNKNOWN_KEY "nodeResourceGroup" and "oidcIssuerUrl" .* spokes.shop.clusters.main has no id. Add the id/,
      ),
    ]);
  });

  test.each([
    ["{ id: , prefix: 203.0.113.0/30 }", "WRONG_TYPE", '"id" is empty'],
    ["{ prefix: 203.0.113.0/30 }", "MISSING_KEY", 'Add "id".'],
  ])("of a map that may also be a number: %s", (prefix, code, words) => {
    const [problem = "", ...others] = reported(
      platform(`${NETWORK}, egress: { type: nat-gateway, publicIpPrefix: ${prefix} }, ${POOLS}`),
    );
    expect(others).toEqual([]);
    expect(problem).toContain(code);
    expect(problem).toContain(words);
  });

  test.each([
    ["ddos: { plan: }", '"plan" is empty, and must be a map of settings.', "Write plan: { id: … }."],
    ["ddos: { plan: { id: } }", '"id" is empty, and must be text.', "Write id: /subscriptions/…."],
    ["name: 7", '"name" must be text.', 'Write name: "7".'],
    [
      "subscriptionId: 7",
      '"subscriptionId": expected a GUID such as 00000000-0000-0000-0000-000000000000.',
      "Write subscriptionId: GUID.",
    ],
    ["peers: 10.9.0.0/16", '"peers" must be a list.', "Write peers: [10.9.0.0/16]."],
    ["gateway: 3", '"gateway" must be a map of settings.', "Write gateway: { type: … }."],
  ])("is shown with the form that it belongs in: %s", (key, message, hint) => {
    expect(reported(platformYaml({ hub: `{ addressSpace: 10.0.0.0/22, ${key} }`, spokes: {} }))).toEqual([
      `WRONG_TYPE ${message} ${hint}`,
    ]);
  });
});

test.each([
  ["hub: West", "Write west."],
  ["hub: West Hub", "Choose another value."],
  ["subscriptionId: contoso-prod", "Write the id that `az account show --query id` prints."],
])("a text of another form is answered with the right one where it is known: %s", (key, hint) => {
  const text = platformYaml({ spokes: { shop: `{ addressSpace: 10.1.0.0/16, ${key} }` } });
  expect(reported(text)).toEqual([expect.stringMatching(/^INVALID_VALUE "\w+": expected /)]);
  expect(reported(text)[0]?.endsWith(hint)).toBe(true);
});

test("what is wrong with an anchor is one problem, where the anchor is", () => {
  const text = platformYaml({
    spokes: {
      shop: "{ addressSpace: 10.1.0.0/16, dns: &dns { type: nothing } }",
      desk: "{ addressSpace: 10.2.0.0/16, dns: *dns }",
    },
  });
  expect(problemsOfText(text).map(({ code, path }) => `${code} ${path}`)).toEqual([
    "INVALID_VALUE spokes.shop.dns.type",
  ]);
});

test("a key of another kind is answered with the kinds that have it", () => {
  const network = "network: { plugin: azure-cni, podCidr: 10.244.0.0/16 }";
  expect(reported(platform(`${network}, ${POOLS}`))).toEqual([
    expect.stringMatching(
      /^UNKNOWN_KEY .* the key belongs to plugin: kubenet, plugin: azure-cni-overlay, plugin: cilium, or plugin: none\.$/,
    ),
  ]);
});

test("a single address is answered with its range", () => {
  const apiServer = "apiServer: { type: public, authorizedIpRanges: [203.0.113.7] }";
  expect(reported(platform(`${NETWORK}, ${apiServer}, ${POOLS}`))).toEqual([
    expect.stringMatching(/\b203\.0\.113\.7\/32\b/),
  ]);
});

test("ranges on a private API server are no spelling mistake", () => {
  const apiServer = "apiServer: { type: private, authorizedIpRanges: [203.0.113.7/32] }";
  expect(reported(platform(`${NETWORK}, ${apiServer}, ${POOLS}`))).toEqual([
    expect.stringMatching(/^UNKNOWN_KEY .*authorizedIpRanges.*the key belongs to type: public\.$/),
  ]);
});

test("a list of no ranges wants one", () => {
  const text = platform(`${NETWORK}, ${POOLS}`).replace("addressSpace: 10.1.0.0/16", "addressSpace: []");
  expect(reported(text)).toEqual([expect.stringMatching(/"addressSpace".* at least (one|1)\b/)]);
});

test("a second document in a file is reported as such", () => {
  expect(reported("a: 1\n---\nb: 2\n")).toEqual([
    expect.stringMatching(/^YAML_SYNTAX .*second (YAML )?document/),
  ]);
});

test("merge keys bring in what they name", () => {
  const merged = "nodePools: { system: &pool { vmSize: Standard_D4ds_v5, nodes: 3 }, work: { <<: *pool } }";
  expect(reported(platform(`${NETWORK}, ${merged}`))).toEqual([]);
});

describe("tags", () => {
  const tagged = (names: readonly string[]): string[] =>
    reported(
      platform(`${NETWORK}, ${POOLS}`, {
        tags: Object.fromEntries(names.map((name) => [JSON.stringify(name), "x"])),
      }),
    );
  const many = (count: number): string[] => Array.from({ length: count }, (_, i) => `tag-${i}`);

  test("are at most 50", () => {
    expect(tagged(many(50))).toEqual([]);
    expect(tagged(many(51))).toEqual([expect.stringMatching(/^INVALID_VALUE .*\b50\b.*tags/)]);
  });

  test("have names that Azure accepts, and that differ in more than case", () => {
    expect(tagged(["team", "owner", "Owner"])).toEqual([
      expect.stringMatching(/^INVALID_VALUE .*"owner" and "Owner".*\bcase\b/),
    ]);
    for (const name of ["a<b", "c/d", "e?", "f%", "g\\h", "i&j", "k>l"])
      expect(tagged(["team", name]), name).toEqual([
        expect.stringContaining(`INVALID_VALUE "${name}" is not a valid name: `),
      ]);
  });
});

test.each([
  ["", "The file is empty."],
  [
    "apiVersion: aks-topology/v1\nspokes:\n",
    '"spokes" is empty, and must be a map of spoke names to settings.',
  ],
  ["hub: []\n", '"hub" must be a map of settings.'],
  ["name: 3\n", '"name" must be text.'],
])("a value of another type is named in the words of the file: %j", (text, message) => {
  const messages = problemsOfText(text)
    .filter(({ code }) => code === "WRONG_TYPE")
    .map((problem) => problem.message);
  expect(messages).toEqual([message]);
});

describe("a pool of which AKS creates the nodes", () => {
  const SYSTEM = "system: { vmSize: Standard_D4ds_v5, nodes: 3 }";
  test.each([
    ["{ nodes: auto }", ["MISSING_KEY vmSizes", "MISSING_KEY limits"]],
    ["{ nodes: auto, vmSize: Standard_D4ds_v5, limits: { cpu: 8 } }", ["UNKNOWN_KEY vmSize"]],
    ["{ nodes: auto, vmSizes: [], limits: { cpu: 8 } }", ["MISSING_KEY vmSizes.0"]],
    ["{ nodes: 3, vmSizes: [Standard_D4ds_v5] }", ["UNKNOWN_KEY vmSizes"]],
  ])("is meant by nodes: auto alone: %s", (pool, problems) => {
    const text = platform(`${NETWORK}, nodePools: { ${SYSTEM}, work: ${pool} }`, { azurerm: 5 });
    const found = problemsOfText(text).filter(({ severity }) => severity === "error");
    const keyOf = (path: string): string => path.split(".work.")[1] ?? path;
    expect(found.map(({ code, path }) => `${code} ${keyOf(path)}`).sort()).toEqual([...problems].sort());
  });
});

describe("a number where a text is expected", () => {
  test.each([
    [`kubernetesVersion: 1.30, ${NETWORK}, ${POOLS}`, 'Write kubernetesVersion: "1.30".'],
    [
      `${NETWORK}, nodePools: { system: { vmSize: Standard_D4ds_v5, nodes: 3, labels: { v: 0x10 } } }`,
      'Write v: "0x10".',
    ],
  ])("is quoted as the file writes it: %s", (cluster, remedy) => {
    expect(reported(platform(cluster)).join()).toContain(remedy);
  });
});

describe("a value beyond its limits is answered with those of its form", () => {
  const pool = (keys: string): string =>
    `${NETWORK}, nodePools: { system: { vmSize: Standard_D4ds_v5, nodes: 3 }, work: { vmSize: Standard_D4ds_v5, ${keys} } }`;
  const allow = (keys: string): string =>
    `${NETWORK}, egress: { type: firewall, allow: { x: { ${keys} } } }, ${POOLS}`;
  test.each([
    [
      `${NETWORK}, egress: { type: nat-gateway, idleTimeoutMinutes: 121 }, ${POOLS}`,
      /at most 120\. Choose a number from 4 to 120\.$/,
    ],
    [pool("nodes: -1"), /at least 0\. Choose a number from 0 to 1000\.$/],
    [pool("nodes: 3, maxSurge: 0%"), /from "1%" to "100%"/],
    [pool("nodes: 3, maxSurge: 101%"), /from "1%" to "100%"/],
    [pool("nodes: 3, zones: [1, 4]"), /possible values\. Use one of: 1, 2, 3\.$/],
    [allow("fqdns: [contoso.com], ports: [443, 64001]"), /have ports up to 64000, not 64001\./],
  ])("%s", (cluster, words) => {
    expect(reported(platform(cluster))).toEqual([expect.stringMatching(words)]);
  });

  test.each(["fqdns: [contoso.com], ports: [64000]", "fqdns: [contoso.com], ports: [65535], protocol: TCP"])(
    "%s is within them",
    (keys) => {
      expect(reported(platform(allow(keys))).filter((one) => one.startsWith("INVALID_VALUE"))).toEqual([]);
    },
  );

  test("a port that the firewall publishes", () => {
    const hub = (port: number): string =>
      platformYaml({
        hub: `{ addressSpace: 10.0.0.0/22, firewall: { publish: { api: { port: ${port}, to: 10.1.254.10, toPort: 65535 } } } }`,
        spokes: {},
      });
    expect(reported(hub(64001))).toEqual([
      'INVALID_VALUE "port" must be at most 64000. Choose a number from 1 to 64000.',
    ]);
    expect(reported(hub(64000)).filter((problem) => problem.startsWith("INVALID_VALUE"))).toEqual([]);
  });
});

test.each([
  ["*contoso.com", []],
  ["*.contoso.com", []],
  ["*com", [expect.stringContaining("begins with *")]],
  ["api.*.com", [expect.stringContaining("begins with *")]],
])("a wildcard of the firewall is at the beginning of a name: %s", (name, problems) => {
  const egress = `egress: { type: firewall, allow: { x: { fqdns: ["${name}"] } } }`;
  expect(reported(platform(`${NETWORK}, ${egress}, ${POOLS}`))).toEqual(problems);
});

describe("an id is answered with what is wrong with it", () => {
  const ZONE =
    "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io";
  test.each([
    [`${ZONE}/`, "it ends in a slash;"],
    [` ${ZONE}`, "there is a space before or after it;"],
    [`${ZONE} `, "there is a space before or after it;"],
  ])("%j", (id, words) => {
    const apiServer = `apiServer: { type: private, dns: { type: custom-zone, zoneId: "${id}" } }`;
    expect(reported(platform(`${NETWORK}, ${apiServer}, ${POOLS}`))).toEqual([
      expect.stringContaining(words),
    ]);
  });
});
