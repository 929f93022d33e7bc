/** Key vaults and private endpoints. */
import type { FoundResource } from "../found.js";
import type { Values } from "../values.js";
import {
  at,
  defined,
  enabledAt,
  found,
  listAt,
  ownerOf,
  picked,
  textAt,
  textsAt,
  type ArmResource,
} from "./arm-resource.js";

export function vaultOfArm(vault: ArmResource): readonly FoundResource[] {
  const { values } = vault;
  const acls = at(values, "networkAcls");
  const subnets = listAt(acls, "virtualNetworkRules").flatMap((rule) => textAt(rule, "id") ?? []);
  const ranges = listAt(acls, "ipRules").flatMap((rule) => textAt(rule, "value") ?? []);
  return [
    found("azurerm_key_vault", vault, {
      ...picked(values, {
        tenant_id: "tenantId",
        vault_uri: "vaultUri",
        rbac_authorization_enabled: "enableRbacAuthorization",
        purge_protection_enabled: "enablePurgeProtection",
        soft_delete_retention_days: "softDeleteRetentionInDays",
      }),
      sku_name: textAt(values, "sku.name")?.toLowerCase(),
      public_network_access_enabled: enabledAt(values, "publicNetworkAccess"),
      network_acls: [
        defined({
          ...picked(acls, { bypass: "bypass", default_action: "defaultAction" }),
          ip_rules: ranges.length === 0 ? undefined : ranges,
          virtual_network_subnet_ids: subnets.length === 0 ? undefined : subnets,
        }),
      ],
    }),
  ];
}

export function privateEndpointOfArm(endpoint: ArmResource): readonly FoundResource[] {
  const { values } = endpoint;
  const connections = (path: string, isManual: boolean): readonly Values[] =>
    listAt(values, path).map((connection) => connectionOf(connection, isManual));
  return [
    found("azurerm_private_endpoint", endpoint, {
      subnet_id: textAt(values, "subnet.id"),
      custom_network_interface_name: textAt(values, "customNetworkInterfaceName"),
      private_service_connection: [
        ...connections("privateLinkServiceConnections", false),
        ...connections("manualPrivateLinkServiceConnections", true),
      ],
    }),
  ];
}

function connectionOf(connection: unknown, isManual: boolean): Values {
  return defined({
    name: textAt(connection, "name"),
    is_manual_connection: isManual,
    private_connection_resource_id: textAt(connection, "privateLinkServiceId"),
    subresource_names: textsAt(connection, "groupIds"),
    request_message: isManual ? textAt(connection, "requestMessage") : undefined,
  });
}

/** The zones of a private endpoint, which azurerm has as a block of it. */
export function zoneGroupOfArm(group: ArmResource): readonly FoundResource[] {
  const zones = listAt(group.values, "privateDnsZoneConfigs").flatMap(
    (zone) => textAt(zone, "privateDnsZoneId") ?? [],
  );
  return [
    {
      type: "azurerm_private_endpoint",
      id: ownerOf(group),
      address: undefined,
      mode: "managed",
      completes: true,
      values: { private_dns_zone_group: [{ name: group.name, private_dns_zone_ids: zones }] },
    },
  ];
}
