import { PrivateDnsZone as AzurermPrivateDnsZone } from "@cdktf/provider-azurerm/lib/private-dns-zone/index.js";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { parseArmIdOf } from "../core/arm-id.js";
import { omitUndefined } from "../core/omit-undefined.js";
import type { Placement } from "../core/placement.js";

/** A zone that others link to and get roles on, whether it is made here or exists already. */
export interface IPrivateDnsZone {
  /** Azure Resource Manager id. */
  readonly zoneId: string;
  /** Such as `privatelink.westeurope.azmk8s.io`. */
  readonly zoneName: string;
  /** Name of the group that holds the zone. */
  readonly resourceGroupName: string;
}

/** A zone that exists already, by its id. Undefined when the text is no id of a zone. */
export function privateDnsZoneFromId(id: string): IPrivateDnsZone | undefined {
  const parsed = parseArmIdOf("Microsoft.Network/privateDnsZones", id);
  return parsed && { zoneId: id, zoneName: parsed.name, resourceGroupName: parsed.resourceGroupName };
}

/** A private DNS zone made here. */
export class PrivateDnsZone extends Construct implements IPrivateDnsZone {
  readonly resource: AzurermPrivateDnsZone;
  /** Azure Resource Manager id. */
  readonly zoneId: string;
  readonly #placement: Placement;

  constructor(
    scope: Construct,
    id: string,
    props: {
      readonly name: string;
      readonly placement: Placement;
      readonly provider?: TerraformProvider | undefined;
    },
  ) {
    super(scope, id);
    this.#placement = props.placement;
    const { tags = {} } = props.placement;
    this.resource = new AzurermPrivateDnsZone(
      this,
      "~zone",
      omitUndefined({
        name: props.name,
        resourceGroupName: props.placement.resourceGroupName,
        ...(Object.keys(tags).length === 0 ? {} : { tags: { ...tags } }),
        provider: props.provider,
      }),
    );
    this.zoneId = this.resource.id;
  }

  /** Such as `privatelink.westeurope.azmk8s.io`. */
  get zoneName(): string {
    return this.resource.name;
  }

  /** Name of the group that holds the zone. */
  get resourceGroupName(): string {
    return this.#placement.resourceGroupName;
  }
}
