import { PrivateDnsZone as AzurermPrivateDnsZone } from "@cdktf/provider-azurerm/lib/private-dns-zone/index.js";
import { PrivateDnsZoneVirtualNetworkLink } from "@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link/index.js";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { parseArmId } from "../core/arm-id.js";
import type { Placement } from "../core/placement.js";
import type { IVirtualNetwork } from "./virtual-network.js";

/** A zone that others link to and get roles on, whether it is made here or exists already. */
export interface IPrivateDnsZone {
  readonly zoneId: string;
  readonly zoneName: string;
  readonly resourceGroupName: string;
}

/** A zone that exists already, by its id. Undefined when the text is no id of a zone. */
export function privateDnsZoneFromId(id: string): IPrivateDnsZone | undefined {
  const parsed = parseArmId(id);
  if (parsed === undefined) return undefined;
  return { zoneId: id, zoneName: parsed.name, resourceGroupName: parsed.resourceGroupName };
}

/** A private DNS zone made here. */
export class PrivateDnsZone extends Construct implements IPrivateDnsZone {
  readonly resource: AzurermPrivateDnsZone;
  readonly #placement: Placement;

  constructor(scope: Construct, id: string, props: { readonly name: string; readonly placement: Placement; readonly provider?: TerraformProvider }) {
    super(scope, id);
    this.#placement = props.placement;
    const { tags = {} } = props.placement;
    this.resource = new AzurermPrivateDnsZone(this, "~zone", {
      name: props.name,
      resourceGroupName: props.placement.resourceGroupName,
      ...(Object.keys(tags).length === 0 ? {} : { tags: { ...tags } }),
      ...(props.provider === undefined ? {} : { provider: props.provider }),
    });
  }

  get zoneId(): string {
    return this.resource.id;
  }

  get zoneName(): string {
    return this.resource.name;
  }

  get resourceGroupName(): string {
    return this.#placement.resourceGroupName;
  }
}

/** Lets a network resolve a zone's names. */
export function linkZone(
  scope: Construct,
  id: string,
  props: { readonly zone: IPrivateDnsZone; readonly network: IVirtualNetwork; readonly name: string; readonly provider?: TerraformProvider },
): PrivateDnsZoneVirtualNetworkLink {
  const { zone, network, name, provider } = props;
  return new PrivateDnsZoneVirtualNetworkLink(scope, id, {
    name,
    resourceGroupName: zone.resourceGroupName,
    privateDnsZoneName: zone.zoneName,
    virtualNetworkId: network.virtualNetworkId,
    ...(provider === undefined ? {} : { provider }),
  });
}
