import { describe, expect, test } from "vitest";
import { block } from "../../constructs/test/support/synth.js";
import { platformOfCluster, platformYaml, spokeYaml, type Yaml } from "./support/platform-yaml.js";
import { errorsOfText, synthOne, synthText } from "./support/synth.js";

const IDS = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg/providers";
const GROUP = `{ id: ${IDS}/Microsoft.Insights/actionGroups/ag }`;
const WORKSPACE = `{ id: ${IDS}/Microsoft.OperationalInsights/workspaces/log }`;
const STORAGE = `{ id: ${IDS}/Microsoft.Storage/storageAccounts/stflows }`;
const PLAN = `{ plan: { id: ${IDS}/Microsoft.Network/ddosProtectionPlans/ddos } }`;
const HUB = { addressSpace: "10.0.0.0/22", firewall: "{ publicIps: 20 }" };

/** What belongs to no spoke, the stack that it has, and the same thing where it exists already. */
const SHARED: readonly (readonly [
  stack: string,
  created: Readonly<Record<string, Yaml>>,
  existing: Readonly<Record<string, Yaml>>,
])[] = [
  ["alerts", { alerts: "{ emails: [ops@contoso.com] }" }, { alerts: `{ actionGroups: [${GROUP}] }` }],
  [
    "diagnostics",
    { diagnostics: "{ workspace: { retentionDays: 60 } }" },
    { diagnostics: `{ workspace: ${WORKSPACE} }` },
  ],
  [
    "diagnostics",
    { diagnostics: `{ workspace: ${WORKSPACE}, flowLogs: {} }` },
    { diagnostics: `{ workspace: ${WORKSPACE}, flowLogs: { storage: ${STORAGE} } }` },
  ],
  ["ddos", { hub: { ...HUB, ddos: "plan" } }, { hub: { ...HUB, ddos: PLAN } }],
  ["front-door", { frontDoors: "{ world: {} }" }, {}],
];

describe.each(SHARED)("%s: %j", (stack, created, existing) => {
  const stacksOf = (parts: Readonly<Record<string, Yaml>>): readonly string[] => [
    ...synthText(platformOfCluster({}, { stacks: "per-spoke", backend: "{ type: local }", ...parts })).keys(),
  ];
  const namedSo = (parts: Readonly<Record<string, Yaml>>): readonly string[] =>
    errorsOfText(platformYaml({ ...parts, spokes: { [stack]: spokeYaml() } })).map(
      ({ code, path }) => `${code} ${path}`,
    );

  test("has a stack of its own, which no spoke can have the name of", () => {
    expect(stacksOf(created)).toContain(`contoso-${stack}`);
    expect(namedSo(created)).toEqual([`INVALID_VALUE spokes.${stack}`]);
  });

  test("has none where it exists already, and its name is free", () => {
    expect(stacksOf(existing)).toEqual(["contoso-hub", "contoso-shop"]);
    expect(namedSo(existing)).toEqual([]);
  });
});

test.each(["hub", "route-sync"])("no spoke has the name %s", (name) => {
  expect(errorsOfText(platformYaml({ spokes: { [name]: spokeYaml() } })).map(({ path }) => path)).toEqual([
    `spokes.${name}`,
  ]);
});

// A provider that nothing uses would have to sign in to the subscription of another team.
test.each([
  ["spoke-only", "", []],
  ["both", "", ["hub"]],
  [
    "spoke-only",
    `firewall: { privateAddress: 10.0.0.4, policy: { id: ${IDS}/Microsoft.Network/firewallPolicies/fwp, priority: 400 } }`,
    ["hub"],
  ],
  [
    "spoke-only",
    `gateway: { type: vpn, routeTable: { id: ${IDS}/Microsoft.Network/routeTables/rt } }, onPremises: { prefixes: [192.168.0.0/16] }`,
    ["hub"],
  ],
])("a hub that exists already, with peering %s and {%s}, is changed through %j", (peering, more, aliases) => {
  const hub = `{ id: ${IDS}/Microsoft.Network/virtualNetworks/vnet, addressSpace: 10.0.0.0/22, peering: ${peering}, ${more} }`;
  const shop = spokeYaml({ subscriptionId: "22222222-2222-4222-8222-222222222222" });
  const { json } = synthOne(platformYaml({ hub, spokes: { shop } }));
  const providers = [block(json["provider"])["azurerm"]].flat().map(block);
  expect(providers.flatMap(({ alias }) => alias ?? [])).toEqual(aliases);
  for (const { alias, ...provider } of providers)
    if (alias === "hub")
      expect(provider).toMatchObject({
        subscription_id: "11111111-1111-4111-8111-111111111111",
        resource_provider_registrations: "none",
      });
});
