/** The roles that a platform's identities need, derived from the platform file alone. */
import { balancerUsersOf } from "./facts.js";
import { doorSpecs } from "./front-doors.js";
import { existingMirrors, subscriptionOfId } from "./mirrors.js";
import {
  type Fields,
  entries,
  fields,
  list,
  optional,
  texts,
  type ClusterOf,
  type Subject,
} from "./subject.js";

/**
 * The tasks of identities: the built-in role that allows each, and the actions of the custom one.
 * Sources: AKS documentation, kubenet with your own ranges, delegate access, cluster permissions; AGIC documentation and AGIC #1463;
 * Application Gateway for Containers documentation, web application firewall.
 */
const TASKS = {
  join: {
    builtIn: "Network Contributor",
    actions: [
      "Microsoft.Network/virtualNetworks/read",
      "Microsoft.Network/virtualNetworks/joinLoadBalancer/action",
      "Microsoft.Network/virtualNetworks/subnets/read",
      "Microsoft.Network/virtualNetworks/subnets/join/action",
    ],
  },
  automatic: {
    builtIn: "Network Contributor",
    actions: [
      "Microsoft.Network/virtualNetworks/read",
      "Microsoft.Network/virtualNetworks/joinLoadBalancer/action",
      "Microsoft.Network/virtualNetworks/subnets/read",
      "Microsoft.Network/virtualNetworks/subnets/write",
      "Microsoft.Network/virtualNetworks/subnets/join/action",
    ],
  },
  privateLink: {
    builtIn: "Network Contributor",
    actions: [
      "Microsoft.Network/virtualNetworks/read",
      "Microsoft.Network/virtualNetworks/joinLoadBalancer/action",
      "Microsoft.Network/virtualNetworks/subnets/read",
      "Microsoft.Network/virtualNetworks/subnets/write",
      "Microsoft.Network/virtualNetworks/subnets/join/action",
    ],
  },
  routes: {
    builtIn: "Network Contributor",
    actions: [
      "Microsoft.Network/routeTables/read",
      "Microsoft.Network/routeTables/write",
      "Microsoft.Network/routeTables/routes/read",
      "Microsoft.Network/routeTables/routes/write",
      "Microsoft.Network/routeTables/routes/delete",
    ],
  },
  zone: { builtIn: "Private DNS Zone Contributor", actions: ["Microsoft.Network/privateDnsZones/*"] },
  link: {
    builtIn: "Network Contributor",
    actions: ["Microsoft.Network/virtualNetworks/read", "Microsoft.Network/virtualNetworks/join/action"],
  },
  address: {
    builtIn: "Network Contributor",
    actions: [
      "Microsoft.Network/publicIPAddresses/read",
      "Microsoft.Network/publicIPAddresses/write",
      "Microsoft.Network/publicIPAddresses/join/action",
    ],
  },
  disks: { builtIn: "Reader", actions: ["Microsoft.Compute/diskEncryptionSets/read"] },
  group: {
    builtIn: "Reader",
    actions: [
      "Microsoft.Resources/subscriptions/resourceGroups/read",
      "Microsoft.Network/applicationGateways/read",
      "Microsoft.Network/publicIPAddresses/read",
    ],
  },
  gateway: {
    builtIn: "Contributor",
    actions: [
      "Microsoft.Network/applicationGateways/read",
      "Microsoft.Network/applicationGateways/write",
      "Microsoft.Network/applicationGateways/backendhealth/action",
    ],
  },
  identity: {
    builtIn: "Managed Identity Operator",
    actions: [
      "Microsoft.ManagedIdentity/userAssignedIdentities/read",
      "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
    ],
  },
  waf: {
    builtIn: "Network Contributor",
    actions: [
      "Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies/read",
      "Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies/join/action",
    ],
  },
  images: { builtIn: "AcrPull", actions: ["Microsoft.ContainerRegistry/registries/pull/read"] },
  records: {
    builtIn: "DNS Zone Contributor",
    actions: [
      "Microsoft.Network/dnsZones/read",
      "Microsoft.Network/dnsZones/TXT/read",
      "Microsoft.Network/dnsZones/TXT/write",
      "Microsoft.Network/dnsZones/TXT/delete",
    ],
  },
  secrets: {
    builtIn: "Key Vault Secrets User",
    actions: [
      "Microsoft.KeyVault/vaults/secrets/getSecret/action",
      "Microsoft.KeyVault/vaults/secrets/readMetadata/action",
    ],
  },
} as const;

type Task = keyof typeof TASKS;

export function named(type: string, name: string): string {
  return `\${azurerm_${type}.${name}.id}`;
}
function principal(identity: string): string {
  return `\${azurerm_user_assigned_identity.${identity}.principal_id}`;
}

/** One line per assignment: principal, role, scope. */
function line(subject: Subject, who: string, task: Task, scope: string): string {
  const { builtIn, actions } = TASKS[task];
  const custom = fields(subject.file["governance"])["roles"] === "custom";
  return `${who} may ${custom ? [...actions].sort().join(" ") : builtIn} on ${scope}`;
}

function writesRoutes(spec: Fields): boolean {
  return fields(spec["network"])["plugin"] === "kubenet" || fields(spec["mirror"])["policy"] === "retire";
}

function ofCluster(subject: Subject, cluster: ClusterOf): readonly string[] {
  const { id, spoke, spec } = cluster;
  const may = (task: Task, scope: string): string => line(subject, principal(id), task, scope);
  const there = (type: string, names: readonly string[]): readonly string[] =>
    names.filter((name) => subject.at(`azurerm_${type}.${name}`) !== undefined);
  const pools = Object.keys(fields(spec["nodePools"]));
  const egress = fields(spec["egress"]);
  const ingress = fields(spec["ingress"]);
  const access = fields(spec["apiServer"]);
  const inner = access["type"] === "vnet-integration" ? fields(access["access"]) : access;
  const dns = fields(inner["dns"]);
  const publicIps = Array.isArray(egress["publicIps"]) ? texts(egress["publicIps"]) : [];
  const isAutomatic = spec["type"] === "automatic";
  const automatic = subject.at(`azurerm_kubernetes_automatic_cluster.${id}`)?.body ?? {};
  const zone =
    optional(dns["zoneId"]) ??
    optional(fields(automatic["private_cluster"])["private_dns_zone_id"]) ??
    optional(subject.at(`azurerm_kubernetes_cluster.${id}`)?.body["private_dns_zone_id"]);
  const published = entries(fields(subject.hubOf(cluster.spoke)["firewall"])["publish"]).length > 0;
  const onBalancers =
    ingress["type"] === "gateway-to-load-balancer" ||
    (ingress["type"] === "front-door" && ingress["origin"] === "private-link") ||
    balancerUsersOf(subject, spoke).users.length > 0;
  return [
    ...(isAutomatic ? [may("automatic", named("virtual_network", spoke))] : []),
    ...there(
      "subnet",
      (isAutomatic ? [] : pools).flatMap((pool) => [`${id}_${pool}`, `${id}_${pool}_pods`]),
    ).map((subnet) => may("join", named("subnet", subnet))),
    ...there("subnet", [`${id}_api_server`]).map((subnet) => may("join", named("subnet", subnet))),
    // AKS writes into a table of its own accord on kubenet, and when a cluster leaves it.
    ...(writesRoutes(spec)
      ? there("route_table", [id]).map((table) => may("routes", named("route_table", table)))
      : []),
    ...publicIps.map((address) => may("address", address)),
    ...(spec["diskEncryptionSet"] === undefined
      ? []
      : [may("disks", String(fields(spec["diskEncryptionSet"])["id"]))]),
    ...(dns["type"] === "custom-zone" && zone !== undefined
      ? [may("zone", zone), ...linkOf(subject, may("link", named("virtual_network", spoke)), isAutomatic)]
      : []),
    ...(onBalancers || (published && publishesInto(subject, spoke))
      ? [
          may(
            ingress["origin"] === "private-link" ? "privateLink" : "join",
            named("subnet", `${spoke}_load_balancers`),
          ),
        ]
      : []),
    ...(ingress["type"] === "front-door" && ingress["origin"] === "public"
      ? [
          // By its name, AKS finds the address among all of the group. Source: cloud-provider-azure, findMatchedPIPByName.
          may("address", named("resource_group", spoke)),
        ]
      : []),
    ...(egress["type"] === "none" && egress["registry"] !== undefined
      ? [
          may("identity", named("user_assigned_identity", `${id}_nodes_identity`)),
          line(subject, principal(`${id}_nodes_identity`), "images", optional(egress["registry"]) ?? ""),
        ]
      : []),
    ...ofAddOns(subject, cluster),
    ...ofController(subject, cluster),
    ...ofAlbController(subject, cluster),
  ];
}

/** AKS Automatic has the same built-in role on the network already, and Azure refuses it twice. */
function linkOf(subject: Subject, link: string, isAutomatic: boolean): readonly string[] {
  const isCustom = fields(subject.file["governance"])["roles"] === "custom";
  return isAutomatic && !isCustom ? [] : [link];
}

/** Whether the firewall publishes a service in a spoke, whose clusters then put load balancers into its subnet. */
function publishesInto(subject: Subject, spoke: string): boolean {
  return subject
    .of("azurerm_network_security_rule")
    .some(({ name }) => name.startsWith(`${spoke}_load_balancers_published-`));
}

function ofAddOns(subject: Subject, { id, spec }: ClusterOf): readonly string[] {
  const kubelet = `\${azurerm_kubernetes_cluster.${id}.kubelet_identity[0].object_id}`;
  const connector = `\${azurerm_kubernetes_cluster.${id}.aci_connector_linux[0].connector_identity[0].object_id}`;
  const egress = fields(spec["egress"]);
  const puller = egress["registry"] === undefined ? kubelet : principal(`${id}_nodes_identity`);
  return [
    ...list(fields(spec["addOns"])["registries"]).map((registry) =>
      line(subject, puller, "images", String(fields(registry)["id"])),
    ),
    ...list(fields(fields(spec["addOns"])["certManager"])["zones"]).map((zone) =>
      line(subject, principal(`${id}_cert_manager`), "records", String(fields(zone)["id"])),
    ),
    // Azure makes the connector's identity, and no custom role could be tried on it beforehand.
    ...(spec["virtualNodes"] === undefined
      ? []
      : [`${connector} may Network Contributor on ${named("subnet", `${id}_virtual_nodes`)}`]),
  ];
}

function ofController(subject: Subject, cluster: ClusterOf): readonly string[] {
  const gateway = subject.gatewayOf(cluster);
  const type = subject.agicOf(cluster);
  if (gateway === undefined || type === undefined) return [];
  const who =
    type === "agic-helm"
      ? principal(`${cluster.id}_agic_helm`)
      : `\${azurerm_kubernetes_cluster.${cluster.id}.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id}`;
  return [
    line(subject, who, "gateway", named("application_gateway", gateway.id)),
    line(subject, who, "group", named("resource_group", cluster.spoke)),
    line(subject, who, "join", named("subnet", gateway.id)),
    ...(gateway.spec["tls"] === undefined
      ? []
      : [line(subject, who, "identity", named("user_assigned_identity", `${gateway.id}_tls`))]),
  ];
}

/** Source: Application Gateway for Containers documentation, ALB controller with Helm, bring your own deployment. */
function ofAlbController(subject: Subject, { id, spoke, spec }: ClusterOf): readonly string[] {
  const ingress = fields(spec["ingress"]);
  if (ingress["type"] !== "application-gateway-for-containers") return [];
  const who = principal(`${id}_for_containers`);
  return [
    `${who} may Reader on \${azurerm_kubernetes_cluster.${id}.node_resource_group_id}`,
    `${who} may AppGw for Containers Configuration Manager on ${named("resource_group", spoke)}`,
    line(
      subject,
      who,
      "join",
      optional(fields(ingress["subnet"])["id"]) ?? named("subnet", `${id}_for_containers`),
    ),
    ...(ingress["waf"] === undefined
      ? []
      : [line(subject, who, "waf", named("web_application_firewall_policy", `${id}_for_containers_waf`))]),
  ];
}

function ofGateways(subject: Subject): readonly string[] {
  return subject.gateways.flatMap(({ id, spec }) => {
    const tls = fields(spec["tls"]);
    const vault = tls["type"] === "key-vault" ? String(tls["id"]) : named("key_vault", `${id}_tls`);
    return [
      ...(tls["type"] === undefined ? [] : [line(subject, principal(`${id}_tls`), "secrets", vault)]),
      ...(tls["type"] === "own-key-vault"
        ? [
            `\${data.azurerm_client_config.${id}_tls.object_id} may Key Vault Certificates Officer on ${vault}`,
          ]
        : []),
    ];
  });
}

function ofFirewalls(subject: Subject): readonly string[] {
  return subject.hubs.flatMap(([hub, spec]) => {
    const inspection = fields(fields(spec["firewall"])["tlsInspection"]);
    const who = principal(`${hub}_firewall_tls_inspection`);
    return inspection["vault"] === undefined
      ? []
      : [line(subject, who, "secrets", String(fields(inspection["vault"])["id"]))];
  });
}

function ofFrontDoors(subject: Subject): readonly string[] {
  return doorSpecs(subject)
    .filter(([, spec]) => spec["tls"] !== undefined)
    .map(([door, spec]) => {
      const who = `\${azurerm_cdn_frontdoor_profile.${door}.identity[0].principal_id}`;
      return line(subject, who, "secrets", String(fields(spec["tls"])["id"]));
    });
}

/** Mirrors by what they read and write: clusters that have node routes, or had them, behind gateways with tables of their own. */
export function usedMirrors(
  subject: Subject,
): readonly { readonly cluster: ClusterOf; readonly gateway: string }[] {
  return subject.clusters.flatMap((cluster) => {
    const gateway = subject.gatewayOf(cluster);
    const agic = subject.agicOf(cluster) !== undefined;
    const kubenet = fields(cluster.spec["network"])["plugin"] === "kubenet";
    const leaving = fields(cluster.spec["mirror"])["policy"] === "retire";
    return gateway !== undefined && agic && (kubenet || leaving) && gateway.spec["routeTable"] !== "shared"
      ? [{ cluster, gateway: gateway.id }]
      : [];
  });
}

function ofRuntime(subject: Subject): readonly string[] {
  if (subject.of("azurerm_function_app_flex_consumption").length === 0) return [];
  const who = principal("route_sync_identity");
  const account = named("storage_account", "route_sync_storage");
  const home = optional(subject.hub["subscriptionId"]);
  const found = usedMirrors(subject);
  const existing = existingMirrors(subject);
  const subscriptions = new Set([
    ...found.map(
      ({ cluster }) =>
        optional(cluster.spokeSpec["subscriptionId"]) ??
        optional(subject.hubOf(cluster.spoke)["subscriptionId"]) ??
        home,
    ),
    ...existing.map(({ target, subnet }) => subscriptionOfId(subnet ?? target)),
  ]);
  const sync = fields(subject.file["routeSync"]);
  return [
    ...found.map(({ cluster: { id } }) =>
      subject.at(`azurerm_route_table.${id}`) === undefined
        ? `${who} may Microsoft.Network/routeTables/read on \${azurerm_kubernetes_cluster.${id}.node_resource_group_id}`
        : `${who} may Microsoft.Network/routeTables/read on ${named("route_table", id)}`,
    ),
    ...new Set(
      found.map(
        ({ gateway }) =>
          `${who} may Microsoft.Network/routeTables/read Microsoft.Network/routeTables/write on ${named("route_table", gateway)}`,
      ),
    ),
    ...existing.map(({ source }) => `${who} may Microsoft.Network/routeTables/read on ${source}`),
    ...new Set(
      existing.map(
        ({ target }) =>
          `${who} may Microsoft.Network/routeTables/read Microsoft.Network/routeTables/write on ${target}`,
      ),
    ),
    ...[...subscriptions].map(
      (subscription) =>
        `${who} may Microsoft.Network/locations/operations/read on the subscription ${String(subscription)}`,
    ),
    `${who} may Monitoring Metrics Publisher on ${named("application_insights", "route_sync_app")}`,
    `${who} may Storage Blob Data Owner on ${account}`,
    `${who} may Storage Queue Data Contributor on ${account}`,
    ...(sync["deployerRole"] === "none"
      ? []
      : [
          `\${data.azurerm_client_config.route_sync.object_id} may Storage Blob Data Contributor on ${account}`,
        ]),
  ];
}

/** One line per assignment that must exist: principal, role, scope. */
export function expectedRoles(subject: Subject): readonly string[] {
  return [
    ...subject.clusters.flatMap((cluster) => ofCluster(subject, cluster)),
    ...ofGateways(subject),
    ...ofFrontDoors(subject),
    ...ofFirewalls(subject),
    ...ofRuntime(subject),
  ];
}
