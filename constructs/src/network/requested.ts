import { Construct } from "constructs";
import type { Cidr } from "../net/cidr.js";
import type { IPrivateDnsZone } from "./private-dns-zone.js";
import type { NextHop } from "./route-table.js";
import type { IVirtualNetwork } from "./virtual-network.js";

/**
 * What a team of something that exists already has to create for the platform. These constructs create nothing: the
 * platform writes what they ask for into files for that team.
 */

/** A route in another team's table, such as the one of the hub's GatewaySubnet. */
export class RequestedRoute extends Construct {
  /** Name of the route in its table. */
  readonly name: string;
  readonly range: Cidr;
  readonly hop: NextHop;

  constructor(
    scope: Construct,
    id: string,
    props: { readonly name: string; readonly range: Cidr; readonly hop: NextHop },
  ) {
    super(scope, id);
    this.name = props.name;
    this.range = props.range;
    this.hop = props.hop;
  }
}

/** The link of another team's network to a private DNS zone whose names it resolves for the platform. */
export class RequestedZoneLink extends Construct {
  readonly zone: IPrivateDnsZone;
  readonly network: IVirtualNetwork;

  constructor(
    scope: Construct,
    id: string,
    props: { readonly zone: IPrivateDnsZone; readonly network: IVirtualNetwork },
  ) {
    super(scope, id);
    this.zone = props.zone;
    this.network = props.network;
  }
}
