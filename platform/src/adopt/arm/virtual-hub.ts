/** Virtual WANs with their hubs. */
import type { FoundResource } from "../found.js";
import { at, defined, found, listAt, textAt, textsAt, without, type ArmResource } from "./arm-resource.js";

export function virtualWanOfArm(wan: ArmResource): readonly FoundResource[] {
  const { values } = wan;
  return [
    found("azurerm_virtual_wan", wan, {
      // The resource itself has a type, so that the Azure CLI calls that of the WAN otherwise.
      type: textAt(values["properties"], "type") ?? textAt(values, "typePropertiesType"),
      allow_branch_to_branch_traffic: at(values, "allowBranchToBranchTraffic"),
      disable_vpn_encryption: at(values, "disableVpnEncryption"),
    }),
  ];
}

export function virtualHubOfArm(hub: ArmResource): readonly FoundResource[] {
  const { values } = hub;
  return [
    found("azurerm_virtual_hub", hub, {
      address_prefix: textAt(values, "addressPrefix"),
      virtual_wan_id: textAt(values, "virtualWan.id"),
      hub_routing_preference: textAt(values, "hubRoutingPreference"),
    }),
  ];
}

export function hubConnectionOfArm(connection: ArmResource): readonly FoundResource[] {
  const { values } = connection;
  return [
    below("azurerm_virtual_hub_connection", connection, {
      remote_virtual_network_id: textAt(values, "remoteVirtualNetwork.id"),
      internet_security_enabled: at(values, "enableInternetSecurity"),
    }),
  ];
}

export function routingIntentOfArm(intent: ArmResource): readonly FoundResource[] {
  return [
    below("azurerm_virtual_hub_routing_intent", intent, {
      routing_policy: listAt(intent.values, "routingPolicies").map((policy) =>
        defined({
          name: textAt(policy, "name"),
          destinations: textsAt(policy, "destinations"),
          next_hop: textAt(policy, "nextHop"),
        }),
      ),
    }),
  ];
}

/** A part of a virtual hub, which has neither group nor location of its own. */
function below(type: string, part: ArmResource, own: Readonly<Record<string, unknown>>): FoundResource {
  const virtualHubId = part.id.split("/").slice(0, -2).join("/");
  const whole = found(type, part, { virtual_hub_id: virtualHubId, ...own });
  return { ...whole, values: without(whole.values, "resource_group_name", "location") };
}
