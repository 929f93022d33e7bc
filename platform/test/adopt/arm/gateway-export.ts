/** An Application Gateway with a web application firewall, as `az network application-gateway show` and `… waf-policy show` print them. */
import { AKS, GROUPS, NETWORKS, RESOURCES, RULES } from "./export.js";

const GROUP = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-shop";
const SPOKE = `${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-shop`;
const SUBNET = `${SPOKE}/subnets/snet-agw`;
const ADDRESS = `${GROUP}/providers/Microsoft.Network/publicIPAddresses/pip-agw`;
const GATEWAY = `${GROUP}/providers/Microsoft.Network/applicationGateways/agw-shop`;
const POLICY = `${GROUP}/providers/Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies/waf-shop`;

/** Reference to a part of the gateway. */
function part(list: string, name: string): object {
  return { id: `${GATEWAY}/${list}/${name}`, resourceGroup: "rg-shop" };
}

/** A part as the CLI prints it, with what Azure adds. */
function shown(list: string, name: string, values: object): object {
  return {
    etag: 'W/"2"',
    ...part(list, name),
    name,
    provisioningState: "Succeeded",
    type: `Microsoft.Network/applicationGateways/${list}`,
    ...values,
  };
}

export const GATEWAY_SUBNET: object = {
  addressPrefix: "10.1.255.0/24",
  applicationGatewayIPConfigurations: [part("gatewayIPConfigurations", "gateway")],
  defaultOutboundAccess: false,
  delegations: [],
  id: SUBNET,
  name: "snet-agw",
  privateEndpointNetworkPolicies: "Disabled",
  privateLinkServiceNetworkPolicies: "Enabled",
  resourceGroup: "rg-shop",
  type: "Microsoft.Network/virtualNetworks/subnets",
};

export const GATEWAY_ADDRESS: object = {
  id: ADDRESS,
  idleTimeoutInMinutes: 4,
  ipAddress: "203.0.113.20",
  location: "westeurope",
  name: "pip-agw",
  publicIPAddressVersion: "IPv4",
  publicIPAllocationMethod: "Static",
  resourceGroup: "rg-shop",
  sku: { name: "Standard", tier: "Regional" },
  type: "Microsoft.Network/publicIPAddresses",
};

/** What AGIC configured, or a team by hand. */
const ROUTING = {
  backendAddressPools: [
    shown("backendAddressPools", "pool-shop", {
      backendAddresses: [{ ipAddress: "10.244.1.7" }, { ipAddress: "10.244.2.9" }],
    }),
  ],
  backendHttpSettingsCollection: [
    shown("backendHttpSettingsCollection", "bp-shop", {
      connectionDraining: { drainTimeoutInSec: 30, enabled: true },
      cookieBasedAffinity: "Disabled",
      pickHostNameFromBackendAddress: false,
      port: 8080,
      probe: part("probes", "pb-shop"),
      protocol: "Http",
      requestTimeout: 30,
    }),
  ],
  frontendPorts: [shown("frontendPorts", "fp-80", { port: 80 })],
  httpListeners: [
    shown("httpListeners", "fl-80", {
      frontendIPConfiguration: part("frontendIPConfigurations", "public"),
      frontendPort: part("frontendPorts", "fp-80"),
      hostNames: [],
      protocol: "Http",
      requireServerNameIndication: false,
    }),
  ],
  probes: [
    shown("probes", "pb-shop", {
      host: "localhost",
      interval: 30,
      match: { statusCodes: ["200-399"] },
      minServers: 0,
      path: "/healthz",
      pickHostNameFromBackendHttpSettings: false,
      protocol: "Http",
      timeout: 30,
      unhealthyThreshold: 3,
    }),
  ],
  requestRoutingRules: [
    shown("requestRoutingRules", "rr-80", {
      httpListener: part("httpListeners", "fl-80"),
      priority: 19_500,
      ruleType: "PathBasedRouting",
      urlPathMap: part("urlPathMaps", "url-80"),
    }),
  ],
  urlPathMaps: [
    shown("urlPathMaps", "url-80", {
      defaultBackendAddressPool: part("backendAddressPools", "pool-shop"),
      defaultBackendHttpSettings: part("backendHttpSettingsCollection", "bp-shop"),
      pathRules: [
        shown("urlPathMaps/url-80/pathRules", "api", {
          backendAddressPool: part("backendAddressPools", "pool-shop"),
          backendHttpSettings: part("backendHttpSettingsCollection", "bp-shop"),
          paths: ["/api/*"],
        }),
      ],
    }),
  ],
};

/** `az network application-gateway show`. */
export const APPLICATION_GATEWAY: object = {
  authenticationCertificates: [],
  autoscaleConfiguration: { maxCapacity: 8, minCapacity: 2 },
  customErrorConfigurations: [],
  enableHttp2: true,
  etag: 'W/"2"',
  firewallPolicy: { id: POLICY, resourceGroup: "rg-shop" },
  frontendIPConfigurations: [
    shown("frontendIPConfigurations", "public", {
      privateIPAllocationMethod: "Dynamic",
      publicIPAddress: { id: ADDRESS, resourceGroup: "rg-shop" },
    }),
  ],
  gatewayIPConfigurations: [
    shown("gatewayIPConfigurations", "gateway", { subnet: { id: SUBNET, resourceGroup: "rg-shop" } }),
  ],
  id: GATEWAY,
  location: "westeurope",
  name: "agw-shop",
  operationalState: "Running",
  privateEndpointConnections: [],
  privateLinkConfigurations: [],
  provisioningState: "Succeeded",
  redirectConfigurations: [],
  resourceGroup: "rg-shop",
  resourceGuid: "eeeeeeee-0000-4000-8000-000000000001",
  rewriteRuleSets: [],
  sku: { family: "Generation_1", name: "WAF_v2", tier: "WAF_v2" },
  sslCertificates: [],
  sslPolicy: { policyName: "AppGwSslPolicy20220101S", policyType: "Predefined" },
  sslProfiles: [],
  tags: {},
  trustedClientCertificates: [],
  trustedRootCertificates: [],
  type: "Microsoft.Network/applicationGateways",
  zones: ["1", "2", "3"],
  ...ROUTING,
};

/** `az network application-gateway waf-policy show`. */
export const WAF_POLICY: object = {
  applicationGateways: [{ id: GATEWAY, resourceGroup: "rg-shop" }],
  customRules: [
    {
      action: "Block",
      groupByUserSession: [{ groupByVariables: [{ variableName: "ClientAddr" }] }],
      matchConditions: [
        {
          matchValues: ["/login"],
          matchVariables: [{ variableName: "RequestUri" }],
          negationConditon: false,
          operator: "Contains",
          transforms: [],
        },
      ],
      name: "LoginLimit",
      priority: 10,
      rateLimitDuration: "OneMin",
      rateLimitThreshold: 100,
      ruleType: "RateLimitRule",
      state: "Enabled",
    },
  ],
  etag: 'W/"3"',
  id: POLICY,
  location: "westeurope",
  managedRules: {
    exclusions: [],
    managedRuleSets: [{ ruleGroupOverrides: [], ruleSetType: "OWASP", ruleSetVersion: "3.2" }],
  },
  name: "waf-shop",
  policySettings: {
    fileUploadEnforcement: true,
    fileUploadLimitInMb: 100,
    maxRequestBodySizeInKb: 128,
    mode: "Detection",
    requestBodyCheck: true,
    requestBodyEnforcement: true,
    requestBodyInspectLimitInKB: 128,
    state: "Enabled",
  },
  provisioningState: "Succeeded",
  resourceGroup: "rg-shop",
  type: "Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies",
};

/** The export with the gateway; a kubenet cluster has AGIC as its add-on, where `isAgic` is given. */
export function exportsWithGateway(isAgic: boolean): readonly unknown[] {
  const networks = NETWORKS.map((network) =>
    "id" in network && network.id === SPOKE && "subnets" in network && Array.isArray(network.subnets)
      ? { ...network, subnets: [...(network.subnets as unknown[]), GATEWAY_SUBNET] }
      : network,
  );
  const agic = {
    ingressApplicationGateway: {
      config: { applicationGatewayId: GATEWAY, effectiveApplicationGatewayId: GATEWAY },
      enabled: true,
      identity: {
        clientId: "ffffffff-0000-4000-8000-000000000001",
        objectId: "ffffffff-0000-4000-8000-000000000002",
        resourceId: `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/ingressapplicationgateway-aks-shop`,
      },
    },
  };
  const cluster = isAgic && "addonProfiles" in AKS ? { ...AKS, addonProfiles: agic } : AKS;
  return [networks, RESOURCES, RULES, GROUPS, cluster, GATEWAY_ADDRESS, APPLICATION_GATEWAY, WAF_POLICY];
}
