/** Private DNS resolvers and what they forward. */
import type { FoundResource } from "../found.js";
import { at, found, listAt, textAt, without, type ArmResource } from "./arm-resource.js";

const RESOLVER = "azurerm_private_dns_resolver";

export function resolverOfArm(resolver: ArmResource): readonly FoundResource[] {
  return [found(RESOLVER, resolver, { virtual_network_id: textAt(resolver.values, "virtualNetwork.id") })];
}

export function inboundEndpointOfArm(endpoint: ArmResource): readonly FoundResource[] {
  return [
    found(`${RESOLVER}_inbound_endpoint`, endpoint, {
      private_dns_resolver_id: parentOf(endpoint),
      ip_configurations: listAt(endpoint.values, "ipConfigurations").map((configuration) => ({
        subnet_id: textAt(configuration, "subnet.id"),
        private_ip_allocation_method: textAt(configuration, "privateIpAllocationMethod"),
        private_ip_address: textAt(configuration, "privateIpAddress"),
      })),
    }),
  ];
}

export function outboundEndpointOfArm(endpoint: ArmResource): readonly FoundResource[] {
  return [
    found(`${RESOLVER}_outbound_endpoint`, endpoint, {
      private_dns_resolver_id: parentOf(endpoint),
      subnet_id: textAt(endpoint.values, "subnet.id"),
    }),
  ];
}

export function rulesetOfArm(ruleset: ArmResource): readonly FoundResource[] {
  return [
    found(`${RESOLVER}_dns_forwarding_ruleset`, ruleset, {
      private_dns_resolver_outbound_endpoint_ids: listAt(
        ruleset.values,
        "dnsResolverOutboundEndpoints",
      ).flatMap((endpoint) => textAt(endpoint, "id") ?? []),
    }),
  ];
}

export function forwardingRuleOfArm(rule: ArmResource): readonly FoundResource[] {
  const { values } = rule;
  return [
    found(`${RESOLVER}_forwarding_rule`, plain(rule), {
      dns_forwarding_ruleset_id: parentOf(rule),
      domain_name: textAt(values, "domainName"),
      enabled: textAt(values, "forwardingRuleState") !== "Disabled",
      target_dns_servers: listAt(values, "targetDnsServers").map((server) => ({
        ip_address: textAt(server, "ipAddress"),
        port: at(server, "port"),
      })),
    }),
  ];
}

export function rulesetLinkOfArm(link: ArmResource): readonly FoundResource[] {
  return [
    found(`${RESOLVER}_virtual_network_link`, plain(link), {
      dns_forwarding_ruleset_id: parentOf(link),
      virtual_network_id: textAt(link.values, "virtualNetwork.id"),
    }),
  ];
}

/** What has neither location nor tags in azurerm. */
function plain(resource: ArmResource): ArmResource {
  return { ...resource, values: without(resource.values, "location", "tags") };
}

function parentOf({ id }: ArmResource): string {
  return id.split("/").slice(0, -2).join("/");
}
