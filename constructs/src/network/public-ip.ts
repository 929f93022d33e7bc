import { PublicIp as AzurermPublicIp } from "@cdktf/provider-azurerm/lib/public-ip/index.js";
import type { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";

export interface PublicIpProps {
  readonly placement: Placement;
  /** Availability zones, such as `["1", "2", "3"]`. @default none: not bound to zones */
  readonly zones?: readonly string[] | undefined;
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** A static public IPv4 address of the Standard SKU, the only one that firewalls, gateways and NAT gateways take. */
export function publicIp(scope: Construct, id: string, props: PublicIpProps): AzurermPublicIp {
  return new AzurermPublicIp(scope, id, {
    name: Naming.of(scope).name(scope, "publicIp", ...props.nameParts),
    ...placed(props.placement),
    allocationMethod: "Static",
    sku: "Standard",
    ...(props.zones === undefined || props.zones.length === 0 ? {} : { zones: [...props.zones] }),
  });
}
