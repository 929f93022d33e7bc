/** Front Door and Application Gateway for Containers. Sources: Microsoft's REST references of Microsoft.Cdn and Microsoft.ServiceNetworking. */
import { enabled, ids, listOf, valuesOf, type Form } from "./form.js";

const CERTIFICATES = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-certificates";

export const DOOR_FORMS: Readonly<Record<string, Form>> = {
  azurerm_cdn_frontdoor_profile: {
    sku_name: "sku.name",
    response_timeout_seconds: "properties.originResponseTimeoutSeconds",
    identity: [
      "identity",
      (value) => {
        const { type, principal_id: principalId } = valuesOf(listOf(value)[0]);
        return { type, principalId };
      },
    ],
  },
  azurerm_cdn_frontdoor_secret: {
    cdn_frontdoor_profile_id: null,
    secret: [
      "properties.parameters",
      (value) => {
        const secret = valuesOf(listOf(value)[0]);
        const certificate = valuesOf(listOf(secret["customer_certificate"])[0]);
        const address = new URL(String(certificate["key_vault_certificate_id"]));
        const [vault, name] = [address.hostname.split(".")[0], address.pathname.split("/").at(-1)];
        return {
          type: "CustomerCertificate",
          secretSource: {
            id: `${CERTIFICATES}/providers/Microsoft.KeyVault/vaults/${vault}/secrets/${name}`,
          },
          secretVersion: "0123456789abcdef0123456789abcdef",
          useLatestVersion: true,
        };
      },
    ],
  },
  azurerm_cdn_frontdoor_endpoint: {
    cdn_frontdoor_profile_id: null,
    enabled: ["properties.enabledState", enabled],
    host_name: "properties.hostName",
  },
  azurerm_cdn_frontdoor_origin_group: {
    cdn_frontdoor_profile_id: null,
    session_affinity_enabled: ["properties.sessionAffinityState", enabled],
    restore_traffic_time_to_healed_or_new_endpoint_in_minutes:
      "properties.trafficRestorationTimeToHealedOrNewEndpointsInMinutes",
    health_probe: {
      path: "properties.healthProbeSettings",
      one: {
        path: "probePath",
        protocol: "probeProtocol",
        request_type: "probeRequestType",
        interval_in_seconds: "probeIntervalInSeconds",
      },
    },
    load_balancing: {
      path: "properties.loadBalancingSettings",
      one: {
        sample_size: "sampleSize",
        successful_samples_required: "successfulSamplesRequired",
        additional_latency_in_milliseconds: "additionalLatencyInMilliseconds",
      },
    },
  },
  azurerm_cdn_frontdoor_origin: {
    cdn_frontdoor_origin_group_id: null,
    enabled: ["properties.enabledState", enabled],
    host_name: "properties.hostName",
    origin_host_header: "properties.originHostHeader",
    http_port: "properties.httpPort",
    https_port: "properties.httpsPort",
    priority: "properties.priority",
    weight: "properties.weight",
    certificate_name_check_enabled: "properties.enforceCertificateNameCheck",
    private_link: {
      path: "properties.sharedPrivateLinkResource",
      one: {
        private_link_target_id: "privateLink.id",
        location: "privateLinkLocation",
        request_message: "requestMessage",
        target_type: "groupId",
      },
    },
  },
  azurerm_cdn_frontdoor_route: {
    cdn_frontdoor_endpoint_id: null,
    enabled: ["properties.enabledState", enabled],
    cdn_frontdoor_origin_group_id: "properties.originGroup.id",
    // Azure has them in the origin group.
    cdn_frontdoor_origin_ids: null,
    cdn_frontdoor_custom_domain_ids: ["properties.customDomains", ids],
    supported_protocols: "properties.supportedProtocols",
    patterns_to_match: "properties.patternsToMatch",
    forwarding_protocol: "properties.forwardingProtocol",
    link_to_default_domain: ["properties.linkToDefaultDomain", enabled],
    https_redirect_enabled: ["properties.httpsRedirect", enabled],
  },
  azurerm_cdn_frontdoor_custom_domain: {
    cdn_frontdoor_profile_id: null,
    host_name: "properties.hostName",
    dns_zone_id: "properties.azureDnsZone.id",
    tls: {
      path: "properties.tlsSettings",
      one: {
        certificate_type: "certificateType",
        minimum_tls_version: null,
        minimum_version: null,
        cdn_frontdoor_secret_id: "secret.id",
      },
    },
  },
  azurerm_cdn_frontdoor_security_policy: {
    cdn_frontdoor_profile_id: null,
    security_policies: [
      "properties.parameters",
      (value) => {
        const firewall = valuesOf(listOf(valuesOf(listOf(value)[0])["firewall"])[0]);
        return {
          type: "WebApplicationFirewall",
          wafPolicy: { id: firewall["cdn_frontdoor_firewall_policy_id"] },
          associations: listOf(firewall["association"]).map((association) => ({
            domains: listOf(valuesOf(association)["domain"]).map((domain) => ({
              id: valuesOf(domain)["cdn_frontdoor_domain_id"],
              isActive: true,
            })),
            patternsToMatch: valuesOf(association)["patterns_to_match"],
          })),
        };
      },
    ],
  },
  azurerm_application_load_balancer: {
    primary_configuration_endpoint: "properties.configurationEndpoints",
  },
  azurerm_application_load_balancer_frontend: {
    application_load_balancer_id: null,
    fully_qualified_domain_name: "properties.fqdn",
  },
  azurerm_application_load_balancer_subnet_association: {
    application_load_balancer_id: null,
    subnet_id: "properties.subnet.id",
  },
  azurerm_application_load_balancer_security_policy: {
    application_load_balancer_id: null,
    web_application_firewall_policy_id: "properties.wafPolicy.id",
  },
};
