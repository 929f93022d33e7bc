import { resourcesOfArm } from "@aks-topology/platform";
import { expect, test } from "vitest";

const GROUP = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-shop/providers";
const GATEWAY = `${GROUP}/Microsoft.ServiceNetworking/trafficControllers/agc-shop`;
const PROFILE = `${GROUP}/Microsoft.Cdn/profiles/afd-shop`;
const WAF = `${GROUP}/Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies/waf`;

/** What a resource of Azure is to azurerm: its type, and these of its attributes. */
function read(resource: object, ...names: readonly string[]): readonly unknown[] {
  return (resourcesOfArm([resource]) ?? []).map(({ type, values }) => [
    type,
    Object.fromEntries(names.map((name) => [name, values[name]])),
  ]);
}

test("an Application Gateway for Containers is read with its parts", () => {
  const subnet = `${GROUP}/Microsoft.Network/virtualNetworks/vnet/subnets/snet-agc`;
  const parts = [
    { id: `${GATEWAY}/associations/nodes`, properties: { subnet: { id: subnet } } },
    { id: `${GATEWAY}/frontends/public`, fqdn: "a.fz1.alb.azure.com" },
    {
      id: `${GATEWAY}/securityPolicies/waf`,
      location: "West Europe",
      properties: { wafPolicy: { id: WAF } },
    },
  ];
  expect(
    parts.flatMap((part) =>
      read(
        part,
        "application_load_balancer_id",
        "subnet_id",
        "fully_qualified_domain_name",
        "web_application_firewall_policy_id",
        "location",
      ),
    ),
  ).toEqual([
    [
      "azurerm_application_load_balancer_subnet_association",
      { application_load_balancer_id: GATEWAY, subnet_id: subnet },
    ],
    [
      "azurerm_application_load_balancer_frontend",
      { application_load_balancer_id: GATEWAY, fully_qualified_domain_name: "a.fz1.alb.azure.com" },
    ],
    [
      "azurerm_application_load_balancer_security_policy",
      {
        application_load_balancer_id: GATEWAY,
        web_application_firewall_policy_id: WAF,
        location: "westeurope",
      },
    ],
  ]);
});

test("a Front Door is read with its origins and routes", () => {
  const group = `${PROFILE}/originGroups/clusters`;
  const origin = {
    id: `${group}/origins/shop-main`,
    properties: {
      hostName: "shop.contoso.com",
      priority: 2,
      enabledState: "Enabled",
      enforceCertificateNameCheck: true,
      sharedPrivateLinkResource: { privateLink: { id: "/pls" }, privateLinkLocation: "westeurope" },
    },
  };
  const route = {
    id: `${PROFILE}/afdEndpoints/fde/routes/clusters`,
    originGroup: { id: group },
    httpsRedirect: "Disabled",
  };
  expect(read({ id: PROFILE, sku: { name: "Premium_AzureFrontDoor" }, properties: {} }, "sku_name")).toEqual([
    ["azurerm_cdn_frontdoor_profile", { sku_name: "Premium_AzureFrontDoor" }],
  ]);
  expect(
    read(
      {
        id: group,
        properties: { sessionAffinityState: "Disabled", healthProbeSettings: { probePath: "/h" } },
      },
      "cdn_frontdoor_profile_id",
      "session_affinity_enabled",
      "health_probe",
    ),
  ).toEqual([
    [
      "azurerm_cdn_frontdoor_origin_group",
      { cdn_frontdoor_profile_id: PROFILE, session_affinity_enabled: false, health_probe: [{ path: "/h" }] },
    ],
  ]);
  expect(
    read(origin, "cdn_frontdoor_origin_group_id", "host_name", "priority", "enabled", "private_link"),
  ).toEqual([
    [
      "azurerm_cdn_frontdoor_origin",
      {
        cdn_frontdoor_origin_group_id: group,
        host_name: "shop.contoso.com",
        priority: 2,
        enabled: true,
        private_link: [{ private_link_target_id: "/pls", location: "westeurope" }],
      },
    ],
  ]);
  expect(
    read(route, "cdn_frontdoor_endpoint_id", "cdn_frontdoor_origin_group_id", "https_redirect_enabled"),
  ).toEqual([
    [
      "azurerm_cdn_frontdoor_route",
      {
        cdn_frontdoor_endpoint_id: `${PROFILE}/afdEndpoints/fde`,
        cdn_frontdoor_origin_group_id: group,
        https_redirect_enabled: false,
      },
    ],
  ]);
});
