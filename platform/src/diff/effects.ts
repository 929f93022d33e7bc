/**
 * What a change interrupts or in the terms of a platform. Deleting something whose purpose is gone has no effect of
 * its own: a subnet whose pool is deleted, a role of a cluster that is deleted.
 */
import { AUTOMATIC_CLUSTER, CLUSTER, NODE_POOL } from "./cluster-effects.js";
import { changedTo, changes, effects, interrupted, lost, type Effects, type Subject } from "./effect.js";
import { networkGoes, networkUpdate, isCoveredByPlan, routeUpdate } from "./network-effects.js";
import { FIREWALL, FIREWALL_POLICY, GATEWAY, NETWORK_GATEWAY, RULE_GROUP, site } from "./hub-effects.js";

const NETWORKING: Readonly<Record<string, Effects>> = {
  azurerm_virtual_network: {
    ...effects("network", {
      replace: "everything in it has to be replaced first",
      delete: "what is left in it is lost",
    }),
    update: networkUpdate,
  },
  azurerm_subnet: {
    replace: ({ name }) => `subnet ${name} is replaced: everything in it has to be replaced first`,
    // A network cannot be deleted before: what Kubernetes has in it is gone with the cluster.
    delete: (subject) =>
      subject.hasUsers() || networkGoes(subject)
        ? undefined
        : `subnet ${subject.name} is deleted: Azure refuses this while nodes or load balancers of AKS are in it`,
    update: (subject) =>
      subject.change.attributes.some(({ path }) => path.startsWith("address_prefixes"))
        ? `subnet ${subject.name} moves: Azure refuses this while anything is in it`
        : undefined,
  },
  azurerm_subnet_route_table_association: interrupted(
    "the route table association of subnet",
    "its traffic is not routed through the table for a moment",
  ),
  azurerm_subnet_network_security_group_association: interrupted(
    "the security group association of subnet",
    "its traffic is not filtered for a moment",
  ),
  azurerm_subnet_nat_gateway_association: interrupted(
    "the NAT gateway association of subnet",
    "its egress breaks for a moment",
  ),
  azurerm_route_table: {
    replace: ({ name }) =>
      `route table ${name} is replaced: routes that AKS or the route sync wrote are lost`,
    delete: undefined,
  },
  azurerm_route: {
    ...interrupted("route", "its traffic is not routed for a moment"),
    update: routeUpdate,
  },
  azurerm_network_security_group: interrupted("security group", "traffic is not filtered for a moment"),
  azurerm_network_security_rule: interrupted("security rule", "it does not apply for a moment"),
  azurerm_virtual_network_peering: {
    ...effects("peering", {
      replace: "connections between the networks break",
      delete: "the networks are disconnected",
    }),
    update: (subject) =>
      subject.before["use_remote_gateways"] === true && changes(subject, "use_remote_gateways")
        ? `peering ${subject.name} no longer uses the gateway of the other network: on-premises is disconnected`
        : undefined,
  },
  azurerm_public_ip: {
    ...lost("public address", "records and allowlists with the address have to follow"),
    update: (subject) =>
      subject.before["ddos_protection_mode"] === "Enabled" &&
      changes(subject, "ddos_protection_mode") &&
      !isCoveredByPlan(subject)
        ? `public address ${subject.name} loses its DDoS protection`
        : undefined,
  },
  azurerm_public_ip_prefix: lost("public prefix", "records and allowlists with its addresses have to follow"),
  azurerm_nat_gateway: effects("NAT gateway", {
    replace: "egress stops until it exists again",
    delete: "egress through it stops",
  }),
  azurerm_nat_gateway_public_ip_association: lost(
    "an address of NAT gateway",
    "connections through it break",
  ),
  azurerm_nat_gateway_public_ip_prefix_association: lost(
    "a prefix of NAT gateway",
    "connections through it break",
  ),
  azurerm_bastion_host: lost("bastion", "its sessions end"),
  azurerm_linux_virtual_machine: {
    ...lost("virtual machine", "its disk is lost with everything on it"),
    update: (subject) =>
      changes(subject, "size") ? `virtual machine ${subject.name} restarts: its sessions end` : undefined,
  },
  azurerm_network_interface: interrupted(
    "network interface",
    "its machine is replaced, and its address may change",
  ),
  azurerm_private_endpoint: effects("private endpoint", {
    replace: "private access through it breaks, and its address may change",
    delete: "private access through it ends",
  }),
  azurerm_private_link_service: effects("private link service", {
    replace: "connections through it break and have to be approved again",
    delete: "connections through it end",
  }),
  azurerm_virtual_network_gateway: NETWORK_GATEWAY,
  azurerm_virtual_network_gateway_connection: effects("connection", {
    replace: "its site is disconnected meanwhile",
    delete: "its site is disconnected",
  }),
  azurerm_local_network_gateway: site("local network gateway", "gateway_address", "gateway_fqdn"),
  azurerm_virtual_network_gateway_nat_rule: interrupted("NAT rule", "it does not apply for a moment"),
  azurerm_express_route_circuit: lost("circuit", "the provider has to connect it again"),
  azurerm_express_route_circuit_authorization: lost(
    "circuit authorization",
    "what connected with it is disconnected",
  ),
  azurerm_express_route_circuit_peering: lost("circuit peering", "its sites are disconnected"),
  azurerm_express_route_connection: lost("connection", "its sites are disconnected"),
  azurerm_express_route_gateway: lost("gateway", "its sites are disconnected"),
  azurerm_vpn_gateway: NETWORK_GATEWAY,
  azurerm_vpn_gateway_connection: effects("connection", {
    replace: "its site is disconnected meanwhile",
    delete: "its site is disconnected",
  }),
  azurerm_vpn_site: site("VPN site", "link.ip_address", "link.fqdn"),
  azurerm_virtual_wan: lost("virtual WAN", "everything that it connects is disconnected"),
  azurerm_virtual_hub: lost("virtual hub", "everything that it connects is disconnected"),
  azurerm_virtual_hub_connection: lost("connection", "its network is disconnected"),
  azurerm_virtual_hub_route_table: interrupted("route table", "its routes do not apply for a moment"),
  azurerm_virtual_hub_routing_intent: interrupted(
    "routing intent",
    "traffic is not routed through the firewall for a moment",
  ),
  azurerm_route_server: lost("route server", "routes learned by BGP are lost"),
  azurerm_route_server_bgp_connection: lost("BGP peer", "its routes are lost"),
  azurerm_network_ddos_protection_plan: lost(
    "DDoS protection plan",
    "what it covers has the infrastructure protection of Azure only",
  ),
  azurerm_network_manager_ipam_pool_static_cidr: lost(
    "reservation",
    "its pool may give the ranges to another network",
  ),
  azurerm_ip_group: interrupted("IP group", "rules that use it match nothing for a moment"),
};

const NAMES: Readonly<Record<string, Effects>> = {
  azurerm_dns_zone: lost("DNS zone", "its names do not resolve, and its name servers change"),
  azurerm_private_dns_zone: lost("private DNS zone", "its names do not resolve"),
  azurerm_private_dns_zone_virtual_network_link: effects("zone link", {
    replace: "names of the zone do not resolve for a moment",
    delete: "names of the zone do not resolve in that network",
  }),
  ...Object.fromEntries(
    ["a", "aaaa", "cname", "txt"].flatMap((kind) =>
      ["azurerm_dns", "azurerm_private_dns"].map((service) => [
        `${service}_${kind}_record`,
        effects("record", {
          replace: "its name does not resolve for a moment",
          delete: "its name does not resolve",
        }),
      ]),
    ),
  ),
  azurerm_private_dns_resolver: lost("private resolver", "networks that use it cannot resolve names"),
  azurerm_private_dns_resolver_inbound_endpoint: lost(
    "inbound endpoint",
    "networks that use its address cannot resolve names",
  ),
  azurerm_private_dns_resolver_outbound_endpoint: lost("outbound endpoint", "forwarded names do not resolve"),
  azurerm_private_dns_resolver_dns_forwarding_ruleset: lost(
    "forwarding ruleset",
    "forwarded names do not resolve",
  ),
  azurerm_private_dns_resolver_forwarding_rule: lost("forwarding rule", "names of its domain do not resolve"),
  azurerm_private_dns_resolver_virtual_network_link: lost(
    "ruleset link",
    "forwarded names do not resolve in that network",
  ),
  azurerm_virtual_network_dns_servers: interrupted(
    "DNS setting",
    "the network uses Azure's resolver meanwhile",
  ),
};

const FILTER: Effects = {
  ...interrupted("web application firewall", "requests are not filtered meanwhile"),
  update: (subject) =>
    [changedTo(subject, "policy_settings.mode"), changedTo(subject, "mode")].includes("Detection")
      ? `web application firewall ${subject.name} only detects: requests are logged, and none is blocked any more`
      : undefined,
};

const SITES: Readonly<Record<string, Effects>> = {
  azurerm_application_gateway: GATEWAY,
  azurerm_application_load_balancer: lost(
    "Application Gateway for Containers",
    "its sites are down, and its host names change",
  ),
  azurerm_application_load_balancer_frontend: lost(
    "frontend",
    "its sites are down, and its host name changes",
  ),
  azurerm_application_load_balancer_security_policy: interrupted(
    "security policy",
    "requests are not filtered meanwhile",
  ),
  azurerm_application_load_balancer_subnet_association: lost("subnet association", "its sites are down"),
  azurerm_cdn_frontdoor_profile: lost("Front Door profile", "its sites are down"),
  azurerm_cdn_frontdoor_endpoint: lost(
    "Front Door endpoint",
    "its sites are down, and its host name changes",
  ),
  azurerm_cdn_frontdoor_origin_group: lost("origin group", "its sites are down"),
  azurerm_cdn_frontdoor_origin: lost("origin", "it receives no requests"),
  azurerm_cdn_frontdoor_route: lost("Front Door route", "its sites are down"),
  azurerm_cdn_frontdoor_custom_domain: lost(
    "custom domain",
    "its site is down, and it has to be validated again",
  ),
  azurerm_cdn_frontdoor_custom_domain_association: lost("domain association", "its site is down"),
  azurerm_cdn_frontdoor_secret: lost("Front Door certificate", "sites with it are down"),
  azurerm_cdn_frontdoor_rule: interrupted("Front Door rule", "it does not apply for a moment"),
  azurerm_cdn_frontdoor_rule_set: interrupted("Front Door rule set", "its rules do not apply for a moment"),
  azurerm_cdn_frontdoor_firewall_policy: FILTER,
  azurerm_cdn_frontdoor_security_policy: interrupted(
    "security policy",
    "requests are not filtered meanwhile",
  ),
  azurerm_web_application_firewall_policy: FILTER,
};

const STORES: Readonly<Record<string, Effects>> = {
  azurerm_resource_group: lost("resource group", "everything in it is deleted"),
  azurerm_storage_account: lost("storage account", "its content is lost"),
  azurerm_storage_container: lost("container", "its content is lost"),
  azurerm_storage_queue: lost("queue", "its messages are lost"),
  azurerm_key_vault: lost("key vault", "certificates and keys in it cannot be read"),
  azurerm_key_vault_certificate: lost("certificate", "its sites lose their certificate"),
  azurerm_key_vault_key: lost("key", "what is encrypted with it cannot be read"),
  azurerm_key_vault_secret: lost("secret", "what reads it fails"),
  azurerm_key_vault_access_policy: lost("access policy", "its identity cannot read the vault"),
  azurerm_disk_encryption_set: lost("disk encryption set", "disks that it encrypts cannot be read"),
  azurerm_container_registry: lost("registry", "its images are lost"),
  azurerm_log_analytics_workspace: lost("workspace", "its logs are lost"),
  azurerm_application_insights: lost("Application Insights", "its telemetry is lost"),
  azurerm_monitor_workspace: lost("workspace", "its metrics are lost"),
  azurerm_dashboard_grafana: lost("Grafana", "dashboards and users in it are lost"),
  azurerm_data_protection_backup_vault: lost("backup vault", "its backups are lost"),
  azurerm_data_protection_backup_instance_kubernetes_cluster: lost("backup", "no more backups are made"),
  azurerm_data_protection_backup_policy_kubernetes_cluster: lost("backup policy", "backups with it stop"),
};

const RUNNING: Readonly<Record<string, Effects>> = {
  azurerm_kubernetes_automatic_cluster: AUTOMATIC_CLUSTER,
  azurerm_kubernetes_cluster: CLUSTER,
  azurerm_kubernetes_cluster_node_pool: NODE_POOL,
  azurerm_kubernetes_cluster_extension: lost("extension", "what it runs is deleted"),
  azurerm_kubernetes_flux_configuration: lost("Flux configuration", "what it deployed may be deleted"),
  azurerm_firewall: FIREWALL,
  azurerm_firewall_policy: FIREWALL_POLICY,
  azurerm_firewall_policy_rule_collection_group: RULE_GROUP,
  azurerm_function_app_flex_consumption: {
    replace: () => "the route sync is replaced: routes are not mirrored until it runs again",
    delete: () => "the route sync is deleted: routes are not mirrored any more",
  },
  azurerm_service_plan: interrupted("plan", "its apps are down meanwhile"),
};

const ACCESS: Readonly<Record<string, Effects>> = {
  azurerm_user_assigned_identity: lost("identity", "what signs in with it loses access"),
  azurerm_federated_identity_credential: lost("federated credential", "its workload cannot sign in"),
  azurerm_role_assignment: interrupted("role assignment", "its identity lacks the role for some minutes"),
  azurerm_role_definition: interrupted("role", "its identities lack it for some minutes"),
  azurerm_kubernetes_cluster_trusted_access_role_binding: interrupted(
    "trusted access",
    "it is denied meanwhile",
  ),
};

export const EFFECTS: Readonly<Record<string, Effects>> = {
  ...NETWORKING,
  ...NAMES,
  ...SITES,
  ...STORES,
  ...RUNNING,
  ...ACCESS,
};

/** The effect of a change; undefined where nothing is interrupted or lost. */
export function effectOf(changed: Omit<Subject, "name">): string | undefined {
  const { action, address } = changed.change;
  const [type = "", label = ""] = address.split(".");
  const known = EFFECTS[type];
  const subject = { ...changed, name: keysOf(label) };
  switch (action) {
    case "replace":
      return known?.replace?.(subject);
    case "delete":
      return known?.delete?.(subject);
    case "update":
      return known?.update?.(subject);
    case "create":
    case "move":
      return undefined;
  }
}

/** The keys in a Terraform label, which has none but theirs: `shop/main` of `shop_main`, `shop/main/api_server`. */
function keysOf(label: string): string {
  const [spoke = "", part, ...rest] = label.replace(/\[.*/, "").split("_");
  return [spoke, part, rest.join("_")].filter((key) => key !== undefined && key !== "").join("/");
}
