/**
 * Why some arguments have their value, for readers who might otherwise change it. By type, and by the path of the
 * argument if the comment is not about the whole resource.
 */
const COMMENTS: Readonly<Record<string, string>> = {
  azurerm_route:
    "A separate resource, never inline in the table: an inline list would own all routes and delete those of other writers.",
  "azurerm_route_table.lifecycle.ignore_changes":
    "AKS, or the runtime that mirrors its routes, writes routes here. The provider writes the whole table on each update, with the routes of its last read.",
  "azurerm_application_gateway.lifecycle.ignore_changes":
    "The ingress controller writes these. A shorter list would turn each change of an Ingress into a change of the next plan.",
  "azurerm_kubernetes_cluster.depends_on":
    "AKS checks routes, rules and roles once, when it creates the cluster, and fails without them.",
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
    "Access keys are disabled in favour of identities with roles: the caller's provider sets storage_use_azuread.",
  "azurerm_function_app_flex_consumption.lifecycle":
    "The provider never reads AzureWebJobsStorage back and writes its own value on each update. So the app is replaced instead of updated; it has no state.",
  "azurerm_storage_blob.content_md5": "A changed package is uploaded again.",
  "azurerm_key_vault_certificate.lifecycle.ignore_changes":
    "A certificate that is imported under the same name replaces this one, and is kept.",
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
