import { Construct } from "constructs";
import type { Cidr } from "../net/cidr.js";
import type { SecurityRule } from "./network-security-group.js";
import type { NextHop } from "./route-table.js";

/**
 * What the team of a subnet, a security group or a route table that exists already has to set for the platform. These
 * constructs create nothing: `check` lists what they ask for.
 */

/** A route in another team's table of a subnet. */
export class RequestedTableRoute extends Construct {
  /** Azure Resource Manager id of the table. */
  readonly routeTableId: string;
  /** Name of the route. */
  readonly name: string;
  readonly range: Cidr;
  /** An appliance, the network's VPN or ExpressRoute gateway, or the Internet. */
  readonly hop: NextHop | "VirtualNetworkGateway" | "Internet";

  constructor(
    scope: Construct,
    id: string,
    props: Pick<RequestedTableRoute, "routeTableId" | "name" | "range" | "hop">,
  ) {
    super(scope, id);
    this.routeTableId = props.routeTableId;
    this.name = props.name;
    this.range = props.range;
    this.hop = props.hop;
  }
}

/** A rule in another team's security group. */
export class RequestedSecurityRule extends Construct {
  /** Azure Resource Manager id of the group, or of the subnet whose group is not known. */
  readonly targetId: string;
  readonly direction: "Inbound" | "Outbound";
  readonly access: "Allow" | "Deny";
  readonly rule: SecurityRule;

  constructor(
    scope: Construct,
    id: string,
    props: Pick<RequestedSecurityRule, "targetId" | "direction" | "access" | "rule">,
  ) {
    super(scope, id);
    this.targetId = props.targetId;
    this.direction = props.direction;
    this.access = props.access;
    this.rule = props.rule;
  }
}

/** A setting of another team's subnet. */
export type SubnetSetting =
  | { readonly type: "route-table"; readonly routeTableId: string }
  | { readonly type: "security-group"; readonly securityGroupId: string }
  | { readonly type: "delegation"; readonly service: string }
  | { readonly type: "service-endpoints"; readonly services: readonly string[] }
  | { readonly type: "no-private-link-service-policies" };

/** A setting that a subnet must have, which the platform cannot read. */
export class RequestedSubnetSetting extends Construct {
  /** Azure Resource Manager id of the subnet. */
  readonly subnetId: string;
  readonly setting: SubnetSetting;

  constructor(scope: Construct, id: string, props: Pick<RequestedSubnetSetting, "subnetId" | "setting">) {
    super(scope, id);
    this.subnetId = props.subnetId;
    this.setting = props.setting;
  }
}
