import { describe, expect, it } from "vitest";
import {
  applicationRule,
  collection,
  firewall,
  FIREWALL,
  HUB_AND_SPOKE,
  networkRule,
  peering,
  routeTable,
  rules,
  securityGroup,
  type Rule,
} from "./support/azure.js";
import { ask, half, id, model, network, subnet } from "./support/network.js";

const TWO = {
  ...network("a", "10.1.0.0/16"),
  ...subnet("a", "a", "10.1.0.0/24"),
  ...network("b", "10.2.0.0/16"),
  ...subnet("b", "b", "10.2.0.0/24"),
};

describe("addresses of both families", () => {
  const DUAL = {
    "azurerm_virtual_network.a": { address_space: ["10.1.0.0/16", "fd00:a::/48"], location: "westeurope" },
    "azurerm_subnet.a": { virtual_network_name: "a", address_prefixes: ["10.1.0.0/24", "fd00:a::/64"] },
    "azurerm_subnet.b": { virtual_network_name: "a", address_prefixes: ["10.1.1.0/24", "fd00:a:0:1::/64"] },
    ...subnet("c", "a", "10.1.2.0/24"),
    ...securityGroup(
      "b",
      ["b"],
      [{ name: "ipv6", priority: 100, direction: "Inbound", access: "Deny", from: "fd00:a::/48" }],
    ),
  };

  it.each([
    ["azurerm_subnet.a", "azurerm_subnet.b", "dropped"],
    ["10.1.0.0/24", "azurerm_subnet.b", "delivered"],
    ["azurerm_subnet.c", "azurerm_subnet.b", "delivered"],
    ["fd00:a::/64", "azurerm_subnet.c", "dropped"],
    ["fd00:a::/64", "contoso.com", "unknown"],
    // Default outbound access has IPv4 only, which is enough.
    ["azurerm_subnet.a", "internet", "delivered"],
    ["fd00:a::/64", "internet", "dropped"],
  ])("%s to %s: %s", (from, to, verdict) => {
    expect(ask(model(DUAL), { from, to }).verdict).toBe(verdict);
  });
});

describe("names and tags of services", () => {
  const FILTERED = {
    ...network("a", "10.1.0.0/16"),
    ...subnet("a", "a", "10.1.0.0/24", { default_outbound_access_enabled: true }),
    ...securityGroup(
      "a",
      ["a"],
      [
        allowed("registry", 100, "MicrosoftContainerRegistry", "443"),
        allowed("database", 110, "Sql.westeurope", "1433"),
        { name: "Deny", priority: 4096, direction: "Outbound", access: "Deny" },
      ],
    ),
  };

  it.each([
    ["mcr.microsoft.com", 443, "delivered"],
    ["tag:Sql.westeurope", 1433, "delivered"],
    ["tag:Sql.northeurope", 1433, "dropped"],
    ["tag:Sql", 1433, "unknown"],
    ["203.0.113.40", 443, "dropped"],
    ["20.30.0.9", 443, "unknown"],
  ])("a security group and %s, port %i: %s", (to, port, verdict) => {
    expect(ask(model(FILTERED), { from: "azurerm_subnet.a", to, port }).verdict).toBe(verdict);
  });

  const INSPECTED = {
    ...HUB_AND_SPOKE,
    ...peering("hub", "spoke", {}, { allow_forwarded_traffic: true }),
    ...firewall(),
    ...routeTable("vms", ["vms"], [["default", "0.0.0.0/0", "VirtualAppliance", FIREWALL.private]]),
    ...rules("group", 200, {
      application: [
        collection("aks", 200, "Allow", {
          ...applicationRule("aks", []),
          destination_fqdn_tags: ["AzureKubernetesService"],
        }),
      ],
    }),
  };

  it.each([
    ["mcr.microsoft.com", "delivered"],
    ["cosmos.microsoft.com", "unknown"],
    // Of a customer: no tag of Microsoft has it.
    ["shop.blob.core.windows.net", "dropped"],
    // The platform's own, which the firewall may allow without a rule.
    ["md-hdd-1.z1.blob.storage.azure.net", "unknown"],
  ])("a firewall and %s: %s", (to, verdict) => {
    expect(ask(model(INSPECTED), { from: "azurerm_subnet.vms", to }).verdict).toBe(verdict);
  });
});

function allowed(name: string, priority: number, to: string, port: string): Rule {
  return { name, priority, direction: "Outbound", access: "Allow", to, port };
}

it.each([
  ["internet", "internet"],
  ["tag:Storage", "contoso.com"],
  ["8.8.8.8", "internet"],
])("%s to %s passes no network", (from, to) => {
  expect(() => ask(model(TWO), { from, to })).toThrow("is in a network of the configuration");
});

it("an answer that goes on-premises past the firewall is lost", () => {
  const site = model({
    ...HUB_AND_SPOKE,
    ...peering(
      "hub",
      "spoke",
      { allow_gateway_transit: true },
      { allow_forwarded_traffic: true, use_remote_gateways: true },
    ),
    ...firewall(),
    ...rules("group", 200, { network: [collection("all", 200, "Allow", networkRule("all", ["443"]))] }),
    ...subnet("GatewaySubnet", "hub", "10.0.2.0/24"),
    "azurerm_virtual_network_gateway.vpn": {
      ip_configuration: [{ subnet_id: id("azurerm_subnet.GatewaySubnet") }],
      on_premises_prefixes: ["192.168.0.0/16"],
    },
    ...routeTable(
      "gateway",
      ["GatewaySubnet"],
      [["in", "10.1.0.0/16", "VirtualAppliance", FIREWALL.private]],
    ),
  });
  expect(ask(site, { from: "on-premises", to: "azurerm_subnet.vms" })).toMatchObject({
    verdict: "asymmetric",
    decidedBy: { address: "azurerm_firewall.hub" },
  });
});

describe("peerings", () => {
  it("carry traffic where both halves exist", () => {
    const peered = model({ ...TWO, ...half("a", "b"), ...half("b", "a") });
    expect(ask(peered, { from: "azurerm_subnet.a", to: "azurerm_subnet.b" }).verdict).toBe("delivered");
  });

  it("carry nothing with one half", () => {
    const single = model({ ...TWO, ...half("a", "b") });
    expect(ask(single, { from: "azurerm_subnet.a", to: "azurerm_subnet.b" })).toMatchObject({
      verdict: "dropped",
      decidedBy: { address: "system route 10.0.0.0/8" },
    });
  });
});
