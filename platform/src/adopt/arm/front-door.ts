/** Azure Front Door, Standard and Premium. */
import type { FoundResource } from "../found.js";
import type { Values } from "../values.js";
import {
  at,
  defined,
  enabledAt,
  found,
  listAt,
  ownerOf,
  textAt,
  textsAt,
  without,
  type ArmResource,
} from "./arm-resource.js";

const DOOR = "azurerm_cdn_frontdoor";

export function profileOfArm(profile: ArmResource): readonly FoundResource[] {
  const { values } = profile;
  const type = textAt(values, "identity.type");
  const whole = found(`${DOOR}_profile`, profile, {
    sku_name: textAt(values, "sku.name"),
    response_timeout_seconds: at(values, "originResponseTimeoutSeconds"),
    identity:
      type === undefined ? [] : [defined({ type, principal_id: textAt(values, "identity.principalId") })],
  });
  return [{ ...whole, values: without(whole.values, "location") }];
}

export function endpointOfArm(endpoint: ArmResource): readonly FoundResource[] {
  return [
    below("endpoint", endpoint, "profile", {
      enabled: enabledAt(endpoint.values, "enabledState"),
      host_name: textAt(endpoint.values, "hostName"),
      tags: at(endpoint.values, "tags"),
    }),
  ];
}

export function originGroupOfArm(group: ArmResource): readonly FoundResource[] {
  const { values } = group;
  const probe = at(values, "healthProbeSettings") ?? undefined;
  const balancing = at(values, "loadBalancingSettings");
  return [
    below("origin_group", group, "profile", {
      session_affinity_enabled: enabledAt(values, "sessionAffinityState"),
      health_probe:
        probe === undefined
          ? []
          : [
              defined({
                path: textAt(probe, "probePath"),
                protocol: textAt(probe, "probeProtocol"),
                request_type: textAt(probe, "probeRequestType"),
                interval_in_seconds: at(probe, "probeIntervalInSeconds"),
              }),
            ],
      load_balancing: [
        defined({
          sample_size: at(balancing, "sampleSize"),
          successful_samples_required: at(balancing, "successfulSamplesRequired"),
          additional_latency_in_milliseconds: at(balancing, "additionalLatencyInMilliseconds"),
        }),
      ],
    }),
  ];
}

export function originOfArm(origin: ArmResource): readonly FoundResource[] {
  const { values } = origin;
  const link = at(values, "sharedPrivateLinkResource") ?? undefined;
  return [
    below("origin", origin, "origin_group", {
      enabled: enabledAt(values, "enabledState"),
      host_name: textAt(values, "hostName"),
      origin_host_header: textAt(values, "originHostHeader"),
      http_port: at(values, "httpPort"),
      https_port: at(values, "httpsPort"),
      priority: at(values, "priority"),
      weight: at(values, "weight"),
      certificate_name_check_enabled: at(values, "enforceCertificateNameCheck"),
      private_link: link === undefined ? [] : [linkOfArm(link)],
    }),
  ];
}

function linkOfArm(link: unknown): Values {
  return defined({
    private_link_target_id: textAt(link, "privateLink.id"),
    location: textAt(link, "privateLinkLocation"),
    request_message: textAt(link, "requestMessage"),
    target_type: textAt(link, "groupId"),
  });
}

export function routeOfArm(route: ArmResource): readonly FoundResource[] {
  const { id, values } = route;
  const domains = listAt(values, "customDomains").flatMap((domain) => textAt(domain, "id") ?? []);
  return [
    below("route", route, "endpoint", {
      enabled: enabledAt(values, "enabledState"),
      cdn_frontdoor_origin_group_id: textAt(values, "originGroup.id"),
      cdn_frontdoor_custom_domain_ids: domains,
      supported_protocols: textsAt(values, "supportedProtocols"),
      patterns_to_match: textsAt(values, "patternsToMatch"),
      forwarding_protocol: textAt(values, "forwardingProtocol"),
      link_to_default_domain: enabledAt(values, "linkToDefaultDomain"),
      https_redirect_enabled: enabledAt(values, "httpsRedirect"),
    }),
    ...domains.map((domain) => associationOfArm(domain, id)),
  ];
}

/** The link between a custom domain and a route: azurerm has a resource of it, whose id is not one of Azure. */
function associationOfArm(domain: string, route: string): FoundResource {
  const id = domain.replace(/\/customDomains\//i, "/associations/");
  const values = { id, cdn_frontdoor_custom_domain_id: domain, cdn_frontdoor_route_ids: [route] };
  return { type: `${DOOR}_custom_domain_association`, id, address: undefined, mode: "managed", values };
}

export function customDomainOfArm(domain: ArmResource): readonly FoundResource[] {
  const { values } = domain;
  return [
    below("custom_domain", domain, "profile", {
      host_name: textAt(values, "hostName"),
      dns_zone_id: textAt(values, "azureDnsZone.id"),
      tls: [
        defined({
          certificate_type: textAt(values, "tlsSettings.certificateType"),
          cdn_frontdoor_secret_id: textAt(values, "tlsSettings.secret.id"),
        }),
      ],
    }),
  ];
}

/** A certificate of a vault, which azurerm names by its address there. */
export function secretOfArm(secret: ArmResource): readonly FoundResource[] {
  const source = textAt(secret.values, "parameters.secretSource.id") ?? "";
  const [, vault, name] = /\/vaults\/([^/]+)\/secrets\/([^/]+)$/i.exec(source) ?? [];
  const version = textAt(secret.values, "parameters.secretVersion");
  const latest = at(secret.values, "parameters.useLatestVersion") === true || version === undefined;
  if (vault === undefined || name === undefined) return [below("secret", secret, "profile", {})];
  const certificate = `https://${vault.toLowerCase()}.vault.azure.net/certificates/${name}${latest ? "" : `/${version}`}`;
  return [
    below("secret", secret, "profile", {
      secret: [{ customer_certificate: [{ key_vault_certificate_id: certificate }] }],
    }),
  ];
}

/** A part of a profile, by the id of what it is directly in. */
function below(kind: string, part: ArmResource, owner: string, own: Values): FoundResource {
  const whole = found(`${DOOR}_${kind}`, part, { [`cdn_frontdoor_${owner}_id`]: ownerOf(part), ...own });
  return { ...whole, values: without(whole.values, "resource_group_name", "location") };
}
