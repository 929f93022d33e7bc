/** What others change after Terraform made it: ignored where they do, and nowhere else. */
import {
  type Invariant,
  type Subject,
  differences,
  entries,
  fields,
  texts,
  unless,
  isCreated,
} from "./subject.js";

/** What AGIC writes of a gateway. A list that lacks one turns its work into drift. Source: AGIC #1596. */
const AGIC_WRITES = [
  "tags",
  "backend_address_pool",
  "backend_http_settings",
  "frontend_port",
  "http_listener",
  "probe",
  "redirect_configuration",
  "request_routing_rule",
  "rewrite_rule_set",
  "ssl_certificate",
  "url_path_map",
];

function ignored(subject: Subject, address: string): readonly string[] {
  return texts(fields(subject.at(address)?.body["lifecycle"])["ignore_changes"]);
}

const expected: Invariant = {
  name: "changes are ignored exactly where other writers make them",
  broken: (subject) => {
    const served = new Set(
      subject.allClusters
        .filter((cluster) => subject.agicOf(cluster) !== undefined)
        .map((cluster) => subject.gatewayOf(cluster)?.id),
    );
    return subject.elements.flatMap(({ address, type, name, body }) => {
      const wanted = ((): readonly string[] => {
        switch (type) {
          case "azurerm_route_table":
            return ["tags", "route"];
          case "azurerm_application_gateway":
            return served.has(name)
              ? AGIC_WRITES.filter((each) => each !== "rewrite_rule_set" || body[each] === undefined)
              : [];
          case "azurerm_key_vault_certificate":
            return ["certificate_policy"];
          case "azurerm_subnet":
            // AKS delegates it once the cluster exists.
            return subject.automaticClusters.some(({ id }) => name === `${id}_system_nodes`)
              ? ["delegation"]
              : [];
          case "azurerm_kubernetes_cluster":
            return fields(body["default_node_pool"])["auto_scaling_enabled"] === true
              ? ["default_node_pool[0].node_count"]
              : [];
          case "azurerm_kubernetes_cluster_node_pool":
            return body["auto_scaling_enabled"] === true ? ["node_count"] : [];
          case "azurerm_function_app_flex_consumption":
            // The provider never reads it back and would write its own value on every update (azurerm #29149).
            return ['app_settings["AzureWebJobsStorage"]'];
          default:
            return [];
        }
      })();
      return differences(`ignore_changes of ${address}`, ignored(subject, address), wanted);
    });
  },
};

const routesOfOthers: Invariant = {
  name: "no table has its routes inline, and none learns routes but those of the hubs' gateways, firewalls and jump hosts, and of existing gateways",
  broken: (subject) =>
    subject.of("azurerm_route_table").flatMap(({ address, name, body }) =>
      unless([
        [!("route" in body), `${address} would delete the routes of others.`],
        [
          (body["bgp_route_propagation_enabled"] === true) ===
            ((/_(gateway|firewall_routes|jump-host)$/.test(name) && subject.isOfHub(name)) ||
              subject.allGateways.some(({ id, spec }) => id === name && !isCreated(spec)) ||
              isOfRunningGateway(subject, name)),
          `${address}: bgp_route_propagation_enabled is ${String(body["bgp_route_propagation_enabled"])}.`,
        ],
      ]),
    ),
};

/** Whether a table is created for the subnet of a gateway that a mirror names. The runtime's own subnet has one, too. */
function isOfRunningGateway(subject: Subject, table: string): boolean {
  const mirrors = entries(subject.file["mirrors"]);
  return mirrors.some(([, mirror]) => "gatewaySubnet" in mirror) && /^route_sync_(?!network)/.test(table);
}

const networks: Invariant = {
  name: "no network has its subnets inline, and no security group its rules",
  broken: (subject) =>
    (
      [
        ["azurerm_virtual_network", "subnet"],
        ["azurerm_network_security_group", "security_rule"],
        ["azurerm_firewall_policy", "rule_collection_group"],
      ] as const
    ).flatMap(([type, key]) =>
      subject
        .of(type)
        .flatMap(({ address, body }) => unless([[!(key in body), `${address} has ${key} inline.`]])),
    ),
};

const replacement: Invariant = {
  name: "the function app is replaced with its package and its settings",
  broken: (subject) =>
    subject.of("azurerm_function_app_flex_consumption").flatMap(({ address, body }) =>
      differences(
        `replace_triggered_by of ${address}`,
        texts(fields(body["lifecycle"])["replace_triggered_by"]).map((text) =>
          text.replace(/^\$\{(.*)\}$/, "$1"),
        ),
        ["terraform_data.route_sync_app"],
      ),
    ),
};

export const LIFECYCLE: readonly Invariant[] = [expected, routesOfOthers, networks, replacement];
