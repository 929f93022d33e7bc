/** DNS zones, their links and their records of addresses. Zones are global: azurerm has no location of them. */
import type { FoundResource } from "../found.js";
import {
  at,
  found,
  foundBelow,
  groupIn,
  listAt,
  ownerOf,
  picked,
  textAt,
  without,
  type ArmResource,
} from "./arm-resource.js";
import { parentOf } from "./network.js";

export function privateZoneOfArm(zone: ArmResource): readonly FoundResource[] {
  return [found("azurerm_private_dns_zone", withoutLocation(zone), {})];
}

export function zoneOfArm(zone: ArmResource): readonly FoundResource[] {
  return [found("azurerm_dns_zone", withoutLocation(zone), {})];
}

/** azurerm 4 has the name of the zone, azurerm 5 its id. */
export function zoneLinkOfArm(link: ArmResource): readonly FoundResource[] {
  const { id, values } = link;
  return [
    found("azurerm_private_dns_zone_virtual_network_link", withoutLocation(link), {
      private_dns_zone_name: parentOf(id),
      private_dns_zone_id: ownerOf(link),
      resource_group_name: groupIn(id),
      virtual_network_id: textAt(values, "virtualNetwork.id"),
      registration_enabled: at(values, "registrationEnabled"),
      resolution_policy: textAt(values, "resolutionPolicy"),
    }),
  ];
}

export function addressRecordOfArm(record: ArmResource): readonly FoundResource[] {
  return [recordOf("azurerm_dns_a_record", record)];
}

export function privateAddressRecordOfArm(record: ArmResource): readonly FoundResource[] {
  return [recordOf("azurerm_private_dns_a_record", record)];
}

function recordOf(type: string, record: ArmResource): FoundResource {
  const { id, values } = record;
  const addresses = listAt(values, "aRecords").flatMap((one) => textAt(one, "ipv4Address") ?? []);
  return foundBelow(type, record, {
    zone_name: parentOf(id),
    resource_group_name: groupIn(id),
    ...picked(values, { ttl: "ttl", target_resource_id: "targetResource.id" }),
    records: addresses.length === 0 ? undefined : addresses,
  });
}

function withoutLocation(resource: ArmResource): ArmResource {
  return { ...resource, values: without(resource.values, "location") };
}
