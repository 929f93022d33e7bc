import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Cidr, TLS_POLICIES, type SpokeGatewayProps, type TlsPolicy } from "../../src/internal.js";
import { siteBlocks, type FrontendName, type GatewaySite, type SiteBlocks } from "../../src/gateway/sites.js";
import { type Block, synth, type Synthesized } from "../support/synth.js";
import { cluster, shop } from "../support/builders.js";

function gateway(props: SpokeGatewayProps): Synthesized {
  return synth((stack) => {
    const spoke = shop(stack);
    spoke.addGateway("edge", props).addAgicAddon(cluster(spoke));
  });
}

function body(output: Synthesized): Block {
  return output.resource("azurerm_application_gateway", "shop_gateway_edge");
}

describe("an Application Gateway", () => {
  test("is a WAF between 2 and 10 instances behind a public address, with TLS 1.2 or newer", () => {
    const output = gateway({});
    expect(output.errors).toEqual([]);
    expect(body(output)).toMatchObject({
      sku: { name: "WAF_v2", tier: "WAF_v2" },
      autoscale_configuration: { min_capacity: 2, max_capacity: 10 },
      ssl_policy: { policy_type: "Predefined", policy_name: "AppGwSslPolicy20220101" },
      firewall_policy_id: "${azurerm_web_application_firewall_policy.shop_gateway_edge.id}",
      frontend_ip_configuration: [
        { name: "public", public_ip_address_id: "${azurerm_public_ip.shop_gateway_edge.id}" },
      ],
    });
    expect(body(output)).not.toHaveProperty("identity");
  });

  test("has a fixed number of instances, zones and no firewall when asked", () => {
    const output = gateway({
      tier: { type: "Standard_v2" },
      instances: 3,
      zones: ["1", "2"],
    });
    expect(body(output)).toMatchObject({
      sku: { name: "Standard_v2", tier: "Standard_v2", capacity: 3 },
      zones: ["1", "2"],
    });
    expect(body(output)).not.toHaveProperty("firewall_policy_id");
    expect(body(output)).not.toHaveProperty("autoscale_configuration");
  });

  test("takes rule sets, mode and exclusions into its policy", () => {
    const output = gateway({
      tier: {
        type: "WAF_v2",
        waf: {
          mode: "Detection",
          ruleSets: [{ type: "OWASP", version: "3.2" }],
          exclusions: [{ matchVariable: "RequestCookieNames", operator: "Equals", selector: "session" }],
        },
      },
    });
    const policy = output.resource("azurerm_web_application_firewall_policy", "shop_gateway_edge");
    expect(policy["policy_settings"]).toMatchObject({ mode: "Detection", enabled: true });
    expect(policy["managed_rules"]).toEqual({
      exclusion: [
        { match_variable: "RequestCookieNames", selector_match_operator: "Equals", selector: "session" },
      ],
      managed_rule_set: [{ type: "OWASP", version: "3.2" }],
    });
  });

  test("refuses every policy that takes TLS older than 1.2, and no other one", () => {
    for (const [policy, lowest] of Object.entries(TLS_POLICIES)) {
      const codes = gateway({ tlsPolicy: policy as TlsPolicy }).errors;
      expect(codes, policy).toEqual(lowest === "1.2" ? [] : ["TLS_POLICY_TOO_OLD"]);
    }
  });

  test("has a private address at the end of its subnet, for the ranges that may use it", () => {
    const output = gateway({
      frontend: { type: "public-and-private", users: [Cidr.of("10.9.0.0/16")] },
    });
    expect(output.errors).toEqual([]);
    expect(body(output)["frontend_ip_configuration"]).toEqual([
      { name: "public", public_ip_address_id: "${azurerm_public_ip.shop_gateway_edge.id}" },
      {
        name: "private",
        private_ip_address: "10.1.255.254",
        private_ip_address_allocation: "Static",
        subnet_id: "${azurerm_subnet.shop_gateway_edge.id}",
      },
    ]);
    expect(
      output.resource("azurerm_network_security_rule", "shop_gateway_edge_private-listeners"),
    ).toMatchObject({
      source_address_prefix: "10.9.0.0/16",
      destination_address_prefix: "10.1.255.0/24",
    });
  });

  test("does without a public address, and without the control plane's rule, only when it is isolated", () => {
    const frontend = {
      type: "private",
      users: [Cidr.of("10.0.0.0/22")],
    } as const;
    expect(gateway({ frontend }).errors).toEqual(["PRIVATE_FRONTEND_ALONE"]);
    const output = gateway({ frontend, networkIsolation: true });
    expect(output.errors).toEqual([]);
    expect(output.addresses("azurerm_public_ip")).not.toContain("azurerm_public_ip.shop_gateway_edge");
    const rules = output.addresses("azurerm_network_security_rule");
    expect(rules).not.toContain("azurerm_network_security_rule.shop_gateway_edge_gateway-manager");
    expect(rules).not.toContain("azurerm_network_security_rule.shop_gateway_edge_listeners");
    expect(output.resource("azurerm_subnet", "shop_gateway_edge")).toMatchObject({
      delegation: [{ service_delegation: { name: "Microsoft.Network/applicationGateways" } }],
    });
  });

  test("takes any address of its subnet but the five that are Azure's", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), (place) => {
        const { errors } = gateway({
          subnetPrefix: Cidr.of("10.1.128.0/24"),
          frontend: {
            type: "public-and-private",
            privateIp: `10.1.128.${place}`,
            users: [Cidr.of("10.0.0.0/22")],
          },
        });
        expect(errors).toEqual(place >= 4 && place <= 254 ? [] : ["FRONTEND_ADDRESS_OUTSIDE"]);
      }),
      { numRuns: 20 },
    );
  });
});

describe("a gateway's certificates", () => {
  test("come from a vault that exists through an identity with one role on it", () => {
    const vaultId = "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv";
    const output = gateway({
      certificates: {
        type: "existing",
        vaultId,
        secretIds: { shop: "https://kv.vault.azure.net/secrets/shop" },
      },
    });
    expect(body(output)).toMatchObject({
      identity: {
        identity_ids: ["${azurerm_user_assigned_identity.shop_gateway_edge_tls.id}"],
        type: "UserAssigned",
      },
      ssl_certificate: [{ name: "shop", key_vault_secret_id: "https://kv.vault.azure.net/secrets/shop" }],
    });
    expect(body(output)["depends_on"]).toContain("azurerm_role_assignment.shop_gateway_edge_tls_secrets");
    expect(output.resource("azurerm_role_assignment", "shop_gateway_edge_tls_secrets")).toMatchObject({
      scope: vaultId,
      role_definition_name: "Key Vault Secrets User",
      principal_id: "${azurerm_user_assigned_identity.shop_gateway_edge_tls.principal_id}",
    });
    expect(output.addresses()).not.toContain("azurerm_key_vault.shop_gateway_edge_tls");
  });

  test("begin self-signed in a vault of the gateway's own, and are read without a version", () => {
    const output = gateway({
      certificates: { type: "own", hostNames: { shop: ["shop.contoso.com", "www.contoso.com"] } },
    });
    expect(output.resource("azurerm_key_vault", "shop_gateway_edge_tls")).toMatchObject({
      rbac_authorization_enabled: true,
      purge_protection_enabled: true,
    });
    const certificate = output.resource(
      "azurerm_key_vault_certificate",
      "shop_gateway_edge_tls_certificate_shop",
    );
    expect(certificate).toMatchObject({
      certificate_policy: {
        issuer_parameters: { name: "Self" },
        x509_certificate_properties: {
          subject: "CN=shop.contoso.com",
          subject_alternative_names: { dns_names: ["shop.contoso.com", "www.contoso.com"] },
        },
      },
    });
    expect(certificate["depends_on"]).toContain("azurerm_role_assignment.shop_gateway_edge_tls_deployer");
    expect(body(output)["ssl_certificate"]).toEqual([
      {
        name: "shop",
        key_vault_secret_id:
          "${azurerm_key_vault_certificate.shop_gateway_edge_tls_certificate_shop.versionless_secret_id}",
      },
    ]);
  });

  test("make AGIC write an identity too, for which it gets a role", () => {
    const output = gateway({ certificates: { type: "own", hostNames: { shop: ["shop.contoso.com"] } } });
    expect(output.resource("azurerm_role_assignment", "shop_main_agic_addon_tls_identity")).toMatchObject({
      role_definition_name: "Managed Identity Operator",
      scope: "${azurerm_user_assigned_identity.shop_gateway_edge_tls.id}",
    });
  });
});

describe("a gateway's names", () => {
  test("are records in zones made here, and the private zone is linked to hub and spoke", () => {
    const output = gateway({
      frontend: { type: "public-and-private", users: [Cidr.of("10.0.0.0/22")] },
      dns: [
        { type: "public", name: "shop", zone: { name: "contoso.com" } },
        { type: "public", name: "@", zone: { name: "contoso.com" } },
        { type: "private", name: "shop", zone: { name: "corp.contoso.com" } },
      ],
    });
    expect(output.errors).toEqual([]);
    expect(output.addresses("azurerm_dns_zone")).toEqual(["azurerm_dns_zone.shop_dns_contoso-com"]);
    expect(
      output.resource("azurerm_dns_a_record", "shop_gateway_edge_record_public_contoso-com"),
    ).toMatchObject({
      name: "@",
      target_resource_id: "${azurerm_public_ip.shop_gateway_edge.id}",
      zone_name: "${azurerm_dns_zone.shop_dns_contoso-com.name}",
    });
    expect(
      output.resource(
        "azurerm_private_dns_a_record",
        "shop_gateway_edge_record_private_shop_corp-contoso-com",
      ),
    ).toMatchObject({
      records: ["10.1.255.254"],
    });
    expect(output.addresses("azurerm_private_dns_zone_virtual_network_link")).toHaveLength(2);
  });

  test("are created in an existing zone, in the zone's resource group", () => {
    const id = "/subscriptions/s/resourceGroups/rg-dns/providers/Microsoft.Network/dnsZones/contoso.com";
    const output = gateway({ dns: [{ type: "public", name: "shop", zone: { id } }] });
    expect(
      output.resource("azurerm_dns_a_record", "shop_gateway_edge_record_public_shop_contoso-com"),
    ).toMatchObject({
      zone_name: "contoso.com",
      resource_group_name: "rg-dns",
    });
  });
});

const BLOCKS: readonly (keyof SiteBlocks)[] = [
  "frontendPort",
  "backendAddressPool",
  "backendHttpSettings",
  "probe",
  "httpListener",
  "redirectConfiguration",
  "requestRoutingRule",
];

const site = fc.record<GatewaySite>(
  {
    name: fc.constant(""),
    hostNames: fc.array(fc.constantFrom("a.contoso.com", "*.contoso.com"), { minLength: 1, maxLength: 12 }),
    certificate: fc.constant("shop"),
    redirect: fc.boolean(),
    backend: fc.record({
      address: fc.ipV4(),
      protocol: fc.constantFrom("http", "https"),
      port: fc.integer({ min: 1, max: 65535 }),
      healthPath: fc.constant("/"),
    }),
  },
  { requiredKeys: ["name", "backend"] },
);
const sites = fc
  .array(site, { maxLength: 5 })
  .map((list): GatewaySite[] => list.map((item, i) => ({ ...item, name: `site-${i}` })));
const frontends = fc.constantFrom<FrontendName[]>(["public"], ["private"], ["public", "private"]);

describe("the blocks of a gateway's sites", () => {
  test("refer to nothing that is not there, under unique names and priorities", () => {
    fc.assert(
      fc.property(sites, frontends, (list, at) => {
        const blocks = siteBlocks(list, at);
        const names = (items: readonly { readonly name: string }[]): string[] =>
          items.map(({ name }) => name);
        for (const key of BLOCKS) expect(new Set(names(blocks[key])).size).toBe(blocks[key].length);
        const priorities = blocks.requestRoutingRule.map(({ priority }) => priority);
        expect(new Set(priorities).size).toBe(priorities.length);
        const listeners = names(blocks.httpListener);
        expect(blocks.requestRoutingRule.map((rule) => rule.httpListenerName).sort()).toEqual(
          [...listeners].sort(),
        );
        for (const rule of blocks.requestRoutingRule) {
          if (rule.redirectConfigurationName === undefined) {
            expect(names(blocks.backendAddressPool)).toContain(rule.backendAddressPoolName);
            expect(names(blocks.backendHttpSettings)).toContain(rule.backendHttpSettingsName);
          } else expect(names(blocks.redirectConfiguration)).toContain(rule.redirectConfigurationName);
        }
        for (const { targetListenerName } of blocks.redirectConfiguration)
          expect(listeners).toContain(targetListenerName);
        for (const { probeName } of blocks.backendHttpSettings)
          if (probeName !== undefined) expect(names(blocks.probe)).toContain(probeName);
        for (const { hostNames = [] } of blocks.httpListener) expect(hostNames.length).toBeLessThanOrEqual(5);
        const ports = names(blocks.frontendPort);
        for (const listener of blocks.httpListener) {
          expect(ports).toContain(listener.frontendPortName);
          expect(at).toContain(listener.frontendIpConfigurationName);
        }
      }),
    );
  });

  test("ask for whole names before patterns, and for patterns before any name", () => {
    const backend = { address: "10.1.2.10", protocol: "http", port: 80, healthPath: "/" } as const;
    const names = Array.from({ length: 6 }, (_, i) => `shop-${i}.contoso.com`);
    const blocks = siteBlocks(
      [
        { name: "any", backend },
        { name: "pattern", hostNames: ["*.contoso.com"], backend },
        { name: "whole", hostNames: names, backend },
      ],
      ["public"],
    );
    expect(blocks.requestRoutingRule.map(({ httpListenerName }) => httpListenerName)).toEqual([
      "whole-public-http",
      "whole-public-2-http",
      "pattern-public-http",
      "any-public-http",
    ]);
    expect(blocks.httpListener.flatMap(({ hostNames = [] }) => hostNames)).toEqual([
      "*.contoso.com",
      ...names,
    ]);
  });

  test("redirect an encrypted site from HTTP to HTTPS, on every frontend", () => {
    const blocks = siteBlocks(
      [
        {
          name: "shop",
          certificate: "shop",
          backend: { address: "10.1.2.10", protocol: "http", port: 80, healthPath: "/" },
        },
      ],
      ["public", "private"],
    );
    expect(blocks.redirectConfiguration.map((redirect) => redirect.targetListenerName)).toEqual([
      "shop-public-https",
      "shop-private-https",
    ]);
    expect(blocks.frontendPort.map(({ port }) => port)).toEqual([80, 443]);
  });
});
