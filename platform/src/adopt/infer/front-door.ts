import { DEFAULTS } from "@aks-topology/constructs/internal";
import { sameId, type FoundResource, type Inventory } from "../inventory.js";
import { compact, type Spec } from "../spec.js";
import { block, blocks, text } from "../values.js";
import { frontDoorWafSpec } from "./waf.js";

/** A Front Door as the ingress of a cluster, by the resource group that they share; undefined where there is none. */
export function frontDoorSpec(inventory: Inventory, cluster: FoundResource, key: string): Spec | undefined {
  const group = text(cluster.values, "resource_group_name");
  const profiles = inventory
    .of("azurerm_cdn_frontdoor_profile")
    .filter(({ values }) => text(values, "resource_group_name") === group);
  const profile =
    profiles.find(({ id }) => id.endsWith(`-${key}`)) ?? (profiles.length === 1 ? profiles[0] : undefined);
  if (profile === undefined) return undefined;
  const within = (type: string): readonly FoundResource[] =>
    inventory.referringTo(type, "cdn_frontdoor_profile_id", profile.id);
  const [originGroup] = within("azurerm_cdn_frontdoor_origin_group");
  const origin = inventory
    .of("azurerm_cdn_frontdoor_origin")
    .find(({ values }) => sameId(text(values, "cdn_frontdoor_origin_group_id"), originGroup?.id));
  const originHost = text(origin?.values ?? {}, "host_name");
  if (originHost === undefined) return undefined;
  const hostNames = within("azurerm_cdn_frontdoor_custom_domain").flatMap(
    ({ values }) => text(values, "host_name") ?? [],
  );
  return compact(
    {
      type: "front-door",
      tier: text(profile.values, "sku_name")?.startsWith("Premium") === true ? "Premium" : "Standard",
      origin: blocks(origin?.values ?? {}, "private_link").length > 0 ? "private-link" : "public",
      originHost,
      hostNames: hostNames.length === 0 ? undefined : hostNames,
      healthPath: text(block(originGroup?.values ?? {}, "health_probe"), "path"),
      waf: frontDoorWafSpec(inventory, within("azurerm_cdn_frontdoor_security_policy")),
    },
    DEFAULTS.frontDoor,
  );
}
