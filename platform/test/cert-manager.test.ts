import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parsePlatform } from "../src/index.js";
import { objectsIn, writtenManifests } from "./support/manifests.js";
import { clusterYaml, platformYaml, spokeYaml } from "./support/platform-yaml.js";
import { synthOne } from "./support/synth.js";

const folder = mkdtempSync(join(tmpdir(), "cert-manager-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const SUBSCRIPTION = "11111111-1111-1111-1111-111111111111";
const ZONE = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-dns/providers/Microsoft.Network/dnsZones/contoso.com`;
const CERT_MANAGER = `{ certManager: { zones: [{ id: ${ZONE} }] } }`;

function platform(ingress: string, more: object = {}): string {
  const main = clusterYaml({ addOns: CERT_MANAGER, ingress });
  return platformYaml({
    baseline: "relaxed",
    ...more,
    spokes: { shop: spokeYaml({ gateways: "{ edge: {} }", clusters: { main } }) },
  });
}

function files(ingress: string, more: object = {}): ReadonlyMap<string, string> {
  return writtenManifests(parsePlatform(platform(ingress, more), "platform.yaml"), folder);
}

const CONTAINERS = "{ type: application-gateway-for-containers, certificate: shop-tls, hostNames: [HOST] }";

test("cert-manager becomes an identity that writes records, and reaches Let's Encrypt and its images", () => {
  const { resource } = synthOne(platform(CONTAINERS.replace("HOST", "shop.contoso.com"))).json as {
    readonly resource: Readonly<Record<string, Readonly<Record<string, object>>>>;
  };
  expect(resource["azurerm_federated_identity_credential"]?.["shop_main_cert_manager"]).toMatchObject({
    subject: "system:serviceaccount:cert-manager:cert-manager",
    issuer: "${azurerm_kubernetes_cluster.shop_main.oidc_issuer_url}",
  });
  expect(resource["azurerm_role_assignment"]?.["shop_main_cert_manager_contoso_com"]).toMatchObject({
    role_definition_name: "DNS Zone Contributor",
    scope: ZONE,
    principal_id: "${azurerm_user_assigned_identity.shop_main_cert_manager.principal_id}",
  });
  const rules = JSON.stringify(resource["azurerm_firewall_policy_rule_collection_group"]);
  expect(rules).toContain('"acme-v02.api.letsencrypt.org"');
  expect(rules).toContain('"quay.io"');
});

test("its values have what workload identity needs, and look records up by the cluster's DNS", () => {
  const text = files(CONTAINERS.replace("HOST", "shop.contoso.com")).get(
    "shop-main/cert-manager-values.yaml",
  );
  expect(parse(text ?? "")).toEqual({
    crds: { enabled: true },
    podLabels: { "azure.workload.identity/use": "true" },
    serviceAccount: { labels: { "azure.workload.identity/use": "true" } },
    dns01RecursiveNameserversOnly: true,
  });
});

describe("certificates.yaml", () => {
  test("has the issuer, and the certificate that the gateway's listeners read", () => {
    const written = files(CONTAINERS.replace("HOST", "shop.contoso.com, shop.fabrikam.com"));
    const text = written.get("shop-main/certificates.yaml");
    const [issuer, certificate] = objectsIn(text);
    expect(issuer).toMatchObject({
      kind: "ClusterIssuer",
      metadata: { name: "letsencrypt" },
      spec: {
        acme: {
          server: "https://acme-v02.api.letsencrypt.org/directory",
          solvers: [
            {
              selector: { dnsZones: ["contoso.com"] },
              dns01: {
                azureDNS: {
                  hostedZoneName: "contoso.com",
                  resourceGroupName: "rg-dns",
                  subscriptionID: SUBSCRIPTION,
                  environment: "AzurePublicCloud",
                  managedIdentity: { clientID: "OUTPUT_shop_main_cert_manager_client_id" },
                },
              },
            },
          ],
        },
      },
    });
    expect(certificate).toMatchObject({
      kind: "Certificate",
      metadata: { name: "shop-tls", namespace: "sample" },
      spec: { secretName: "shop-tls", dnsNames: ["shop.contoso.com"] },
    });
    expect(text).toContain("In no zone of certManager, and in no Certificate: shop.fabrikam.com.");
  });

  test.each([
    [
      "a controller behind a gateway, by the name that the gateway asks for",
      "{ type: gateway-to-load-balancer, gateway: edge, hostNames: [a.contoso.com], backend: { protocol: https, hostName: b.contoso.com } }",
      {},
      ["b.contoso.com"],
    ],
    [
      "a controller behind Front Door, by the name of the origin",
      "{ type: front-door, tier: Premium, origin: private-link, originHost: origin.contoso.com }",
      {},
      ["origin.contoso.com"],
    ],
    ["a controller that gets plain HTTP", "{ type: gateway-to-load-balancer, gateway: edge }", {}, undefined],
    ["no ingress", "{ type: none }", {}, undefined],
  ])("of %s", (_, ingress, more, dnsNames) => {
    const [, certificate] = objectsIn(files(ingress, more).get("shop-main/certificates.yaml"));
    expect(certificate?.spec["dnsNames"]).toEqual(dnsNames);
    if (dnsNames !== undefined) expect(certificate?.spec["secretName"]).toBe("ingress-controller-tls");
  });

  test("names the cloud", () => {
    const text = files(CONTAINERS.replace("HOST", "a.contoso.com").replace(/\{.*\}/, "{ type: none }"), {
      location: "usgovvirginia",
    });
    expect(text.get("shop-main/certificates.yaml")).toContain("environment: AzureUSGovernmentCloud");
  });
});
