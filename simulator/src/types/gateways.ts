import { asObject, at, objects, textAt, textOf } from "../core/json.js";
import { stableGuid } from "../core/random.js";
import type { TypeRow } from "../core/type-row.js";
import {
  addressIn,
  fixed,
  held,
  orElse,
  prefixOf,
  publicAddress,
  RESOURCE_GUID,
  subResources,
} from "./helpers.js";
import { gatewayRefusesTable, hasDefaultToAppliance, needsInternet } from "./route-tables.js";
import { configOf, inSubnet, ipConfigurations, ofAddress } from "./ip-configurations.js";

const GATEWAY_LISTS = [
  "gatewayIPConfigurations",
  "sslCertificates",
  "trustedRootCertificates",
  "trustedClientCertificates",
  "sslProfiles",
  "frontendIPConfigurations",
  "frontendPorts",
  "backendAddressPools",
  "backendHttpSettingsCollection",
  "backendSettingsCollection",
  "httpListeners",
  "listeners",
  "urlPathMaps",
  "requestRoutingRules",
  "routingRules",
  "rewriteRuleSets",
  "probes",
  "redirectConfigurations",
  "privateLinkConfigurations",
];

/** Application gateways, bastions, virtual network gateways. */
export const gatewayRows: readonly TypeRow[] = [
  {
    type: "Microsoft.Network/applicationGateways",
    needsLocation: true,
    retryAfter: 0,
    computed: {
      properties: subResources(...GATEWAY_LISTS),
      "properties.operationalState": fixed("Running"),
      ...RESOURCE_GUID,
      "properties.defaultPredefinedSslPolicy": orElse(
        "properties.defaultPredefinedSslPolicy",
        fixed("AppGwSslPolicy20220101"),
      ),
    },
    references: [
      {
        path: "properties.gatewayIPConfigurations[].properties.subnet.id",
        shownAs: "applicationGatewayIPConfigurations",
        as: configOf("gatewayIPConfigurations"),
      },
      {
        path: "properties.frontendIPConfigurations[].properties.subnet.id",
        as: configOf("frontendIPConfigurations"),
      },
      ofAddress(
        "properties.frontendIPConfigurations[].properties.publicIPAddress.id",
        "frontendIPConfigurations",
      ),
      { path: "properties.firewallPolicy.id", shownAs: "applicationGateways" },
    ],
    refusals: [
      (facts) => {
        if (!needsInternet(facts, facts.body)) return undefined;
        for (const config of objects(at(facts.body, "properties.gatewayIPConfigurations"))) {
          const subnet = textAt(config, "properties.subnet.id");
          const table = textAt(facts.world.lookup(subnet), "properties.routeTable.id");
          if (table !== "" && hasDefaultToAppliance(facts.world.lookup(table)))
            return gatewayRefusesTable(table, subnet, facts.id);
        }
        return undefined;
      },
    ],
  },
  {
    type: "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies",
    needsLocation: true,
    writes: "sync",
    defaults: {
      properties: {
        customRules: [],
        policySettings: {
          state: "Enabled",
          mode: "Prevention",
          requestBodyCheck: true,
          maxRequestBodySizeInKb: 128,
          fileUploadLimitInMb: 100,
          requestBodyEnforcement: true,
          requestBodyInspectLimitInKB: 128,
          fileUploadEnforcement: true,
          jsChallengeCookieExpirationInMins: 30,
        },
      },
    },
    dropped: ["properties.applicationGateways", "properties.httpListeners", "properties.pathBasedRules"],
    inUse: held("ApplicationGatewayFirewallPolicyInUse", "Web application firewall policy"),
    deletes: "async",
  },
  {
    type: "Microsoft.Network/bastionHosts",
    needsLocation: true,
    retryAfter: 0,
    defaults: {
      sku: { name: "Basic" },
      properties: {
        scaleUnits: 2,
        enableFileCopy: false,
        enableIpConnect: false,
        enableShareableLink: false,
        enableTunneling: false,
        enableKerberos: false,
        disableCopyPaste: false,
      },
    },
    computed: {
      "properties.dnsName": ({ id }) => `bst-${stableGuid(id.toLowerCase())}.bastion.azure.com`,
      "properties.ipConfigurations": ipConfigurations("ipConfigurations", undefined),
    },
    references: [
      inSubnet("properties.ipConfigurations[].properties.subnet.id", "bastionHostIpConfigurations"),
      ofAddress("properties.ipConfigurations[].properties.publicIPAddress.id", "bastionHostIpConfigurations"),
    ],
  },
  {
    type: "Microsoft.Network/virtualNetworkGateways",
    needsLocation: true,
    retryAfter: 0,
    defaults: {
      properties: {
        enablePrivateIpAddress: false,
        activeActive: false,
        enableBgp: false,
        vpnGatewayGeneration: "Generation1",
      },
    },
    computed: {
      ...RESOURCE_GUID,
      "properties.ipConfigurations": ipConfigurations("ipConfigurations", undefined),
      "properties.sku.capacity": orElse("properties.sku.capacity", fixed(2)),
      "properties.bgpSettings": (facts) => {
        const given = asObject(at(facts.body, "properties.bgpSettings"));
        const configs = objects(at(facts.body, "properties.ipConfigurations"));
        const peering = configs.map((config) => ({
          ipconfigurationId: textOf(config["id"]),
          defaultBgpIpAddresses: [
            addressIn(prefixOf(facts, at(config, "properties.subnet.id")), 30) ?? "10.0.0.30",
          ],
          customBgpIpAddresses: [],
          tunnelIpAddresses: [publicAddress(textAt(config, "properties.publicIPAddress.id"))],
        }));
        const isVpn = textAt(facts.body, "properties.gatewayType").toLowerCase() === "vpn";
        return isVpn
          ? {
              asn: 65_515,
              peerWeight: 0,
              bgpPeeringAddress: peering[0]?.defaultBgpIpAddresses[0] ?? "",
              ...given,
              bgpPeeringAddresses: peering,
            }
          : undefined;
      },
    },
    references: [
      inSubnet("properties.ipConfigurations[].properties.subnet.id", "ipConfigurations"),
      ofAddress("properties.ipConfigurations[].properties.publicIPAddress.id", "ipConfigurations"),
    ],
  },
  {
    type: "Microsoft.Network/localNetworkGateways",
    needsLocation: true,
    retryAfter: 0,
    computed: RESOURCE_GUID,
  },
  {
    type: "Microsoft.Network/connections",
    needsLocation: true,
    retryAfter: 0,
    defaults: {
      properties: {
        routingWeight: 0,
        enableBgp: false,
        usePolicyBasedTrafficSelectors: false,
        connectionMode: "Default",
        dpdTimeoutSeconds: 45,
        expressRouteGatewayBypass: false,
        useLocalAzureIpAddress: false,
      },
    },
    computed: { ...RESOURCE_GUID, "properties.connectionStatus": fixed("Connected") },
  },
];
