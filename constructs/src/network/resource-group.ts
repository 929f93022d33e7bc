import { ResourceGroup as AzurermResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group/index.js";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import type { Placement } from "../core/placement.js";

export interface ResourceGroupProps {
  /** Azure region, such as `westeurope`. */
  readonly location: string;
  /** @default no tags */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** A resource group, and the placement of all that goes into it. */
export class ResourceGroup extends Construct {
  readonly resource: AzurermResourceGroup;
  /** The name itself, where `placement` has a reference to the resource. */
  readonly name: string;
  readonly placement: Placement;

  constructor(scope: Construct, id: string, props: ResourceGroupProps) {
    super(scope, id);
    const tags = props.tags ?? {};
    this.name = Naming.of(this).name(this, "resourceGroup", ...props.nameParts);
    this.resource = new AzurermResourceGroup(this, "~resource_group", {
      name: this.name,
      location: props.location,
      ...(Object.keys(tags).length === 0 ? {} : { tags }),
    });
    this.placement = {
      location: this.resource.location,
      region: props.location,
      resourceGroupName: this.resource.name,
      tags,
    };
  }

  /** Azure Resource Manager id. */
  get id(): string {
    return this.resource.id;
  }
}
