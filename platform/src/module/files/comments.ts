/**
 * Why some arguments are what they are: what a reader of the module would otherwise ask, or undo. By type, and by the
 * argument's path where it is not about the whole resource.
 */
const COMMENTS: Readonly<Record<string, string>> = {
  azurerm_route:
    "A resource of its own, never inline in the table: an inline list would own all routes and delete those that others write.",
  "azurerm_route_table.lifecycle.ignore_changes":
    "Others write routes here: AKS, or the runtime that mirrors them. The provider writes the whole table on each update, with the routes that it saw when it last read.",
  "azurerm_application_gateway.lifecycle.ignore_changes":
    "The ingress controller writes these. A shorter list would turn each change of an Ingress into a change of the next plan.",
  "azurerm_kubernetes_cluster.depends_on":
    "AKS looks at routes, rules and roles once, when it creates the cluster, and gives up without them.",
  "azurerm_kubernetes_cluster.lifecycle.ignore_changes": "The autoscaler decides on the number of nodes.",
  "azurerm_kubernetes_cluster_node_pool.lifecycle.ignore_changes":
    "The autoscaler decides on the number of nodes.",
  "azurerm_subnet_route_table_association.depends_on":
    "Associations write the subnet itself: one after the other, or Azure answers AnotherOperationInProgress.",
  "azurerm_subnet_network_security_group_association.depends_on":
    "Associations write the subnet itself: one after the other, or Azure answers AnotherOperationInProgress.",
  "azurerm_subnet_nat_gateway_association.depends_on":
    "Associations write the subnet itself: one after the other, or Azure answers AnotherOperationInProgress.",
  "azurerm_storage_account.shared_access_key_enabled":
    "Nobody has a key, only identities with roles: the caller's provider sets storage_use_azuread.",
  "azurerm_function_app_flex_consumption.lifecycle":
    "The provider never reads AzureWebJobsStorage back and writes a value of its own on each update. So the app is made anew instead of updated; it keeps nothing that could be lost.",
  "azurerm_storage_blob.content_md5": "A changed package is uploaded again.",
  "azurerm_key_vault_certificate.lifecycle.ignore_changes":
    "A real certificate under the same name takes the place of this one, and stays.",
};

/** The comments of some elements, by address and path. */
export function commentsFor(addresses: readonly string[]): ReadonlyMap<string, string> {
  const rows = Object.entries(COMMENTS);
  return new Map(
    addresses.flatMap((address) => {
      const type = address.slice(0, address.indexOf("."));
      return rows
        .filter(([key]) => key === type || key.startsWith(`${type}.`))
        .map(([key, text]): [string, string] => [address + key.slice(type.length), text]);
    }),
  );
}
