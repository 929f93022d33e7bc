import { describe, expect, test } from "vitest";
import { insteadOfKey } from "../src/not-supported.js";
import { platformOfCluster, type Yaml } from "./support/platform-yaml.js";
import { errorsOfText, synthOne } from "./support/synth.js";

const VAULT =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-pki/providers/Microsoft.KeyVault/vaults/kv-pki";
const INSPECTION = { vault: { id: VAULT }, certificate: "https://kv-pki.vault.azure.net/secrets/authority" };
const HUB = { addressSpace: "10.0.0.0/22" };
const GROUP = "azurerm_firewall_policy_rule_collection_group";

function file(
  target: { readonly [key: string]: Yaml },
  tlsInspection: object | undefined = INSPECTION,
  hub: object = HUB,
): string {
  const egress = { type: "firewall", allow: { web: target, other: { fqdns: ["other.contoso.com"] } } };
  const firewall = { tier: "Premium", publicIps: 2, tlsInspection };
  return platformOfCluster({ egress }, { hub: JSON.stringify({ ...hub, firewall }) });
}

describe.each([
  ["a network", HUB],
  ["a virtual hub", { type: "virtual-wan", addressSpace: "10.0.0.0/23" }],
])("TLS inspection in the firewall of %s", (_, hub) => {
  const output = synthOne(file({ fqdns: ["www.contoso.com"], inspectTls: true }, INSPECTION, hub));

  test("signs by an authority that an identity fetches, which has its role before", () => {
    expect(output.resource("azurerm_firewall_policy", "hub_firewall")).toMatchObject({
      identity: {
        type: "UserAssigned",
        identity_ids: ["${azurerm_user_assigned_identity.hub_firewall_tls_inspection.id}"],
      },
      tls_certificate: { name: "tls-inspection", key_vault_secret_id: INSPECTION.certificate },
      depends_on: ["azurerm_role_assignment.hub_firewall_tls_inspection_secrets"],
    });
  });

  test("decrypts the destination that says so, and nothing else", () => {
    const collections = output.resource(GROUP, "shop_main")["application_rule_collection"];
    const [{ rule } = { rule: [] }] = collections as { rule: { name: string; terminate_tls?: boolean }[] }[];
    expect(rule.filter((each) => each.terminate_tls !== undefined)).toMatchObject([
      { name: "allow-web", terminate_tls: true },
    ]);
  });
});

test("nothing is decrypted without the key", () => {
  const text = JSON.stringify(synthOne(file({ fqdns: ["www.contoso.com"] })).json);
  expect(text).not.toContain("terminate_tls");
});

test.each([
  ["mcr.microsoft.com", true],
  ["MCR.microsoft.com", true],
  ["*.microsoft.com", true],
  ["westeurope.data.mcr.microsoft.com", true],
  ["contoso.hcp.westeurope.azmk8s.io", true],
  ["contoso.hcp.northeurope.azmk8s.io", false],
  ["snapshot.ubuntu.com", true],
  ["microsoft.com", false],
  ["www.microsoft.com", false],
  ["*.contoso.com", false],
  ["mcr.microsoft.com.contoso.com", false],
])("%s is required by the cluster itself: %s", (fqdn, isRequired) => {
  const errors = errorsOfText(file({ fqdns: [`"${fqdn}"`], inspectTls: true }));
  expect(errors.map(({ code, path }) => `${code} ${path}`)).toEqual(
    isRequired ? ["TLS_NOT_INSPECTED spokes.shop.clusters.main.egress.allow.web.inspectTls"] : [],
  );
});

test.each([
  [
    "another protocol",
    file({ fqdns: ["www.contoso.com"], protocol: "TCP", inspectTls: true }),
    "INVALID_VALUE",
  ],
  ["HTTP", file({ fqdns: ["www.contoso.com"], ports: [80], inspectTls: true }), "TLS_NOT_INSPECTED"],
  [
    "a secret of another vault",
    file({ fqdns: ["www.contoso.com"] }, { ...INSPECTION, vault: { id: VAULT.replace("kv-pki", "kv-own") } }),
    "INVALID_VALUE",
  ],
  [
    "a certificate in the place of a secret",
    file(
      { fqdns: ["www.contoso.com"] },
      { ...INSPECTION, certificate: "https://kv-pki.vault.azure.net/keys/a" },
    ),
    "INVALID_VALUE",
  ],
  [
    "a vault of another cloud",
    file(
      { fqdns: ["www.contoso.com"] },
      { ...INSPECTION, certificate: "https://kv-pki.vault.usgovcloudapi.net/secrets/authority" },
    ),
    "NAME_OF_ANOTHER_CLOUD",
  ],
])("%s is refused", (_, text, code) => {
  expect(errorsOfText(text).map((problem) => problem.code)).toEqual([code]);
});

test.each([
  [{ type: "load-balancer", filter: "nsg" }],
  [{ type: "load-balancer" }],
  [{ type: "appliance", privateIp: "10.0.0.68" }],
])("%j inspects nothing", (egress) => {
  const allow = { web: { fqdns: ["www.contoso.com"], inspectTls: true } };
  expect(errorsOfText(platformOfCluster({ egress: { ...egress, allow } })).map(({ code }) => code)).toContain(
    "TLS_NOT_INSPECTED",
  );
});

test("the words of azurerm are answered with the key", () => {
  expect(insteadOfKey("tls_certificate")).toContain("tlsInspection");
});
