import { Construct } from "constructs";
import { report, TopologyError, check } from "../core/problem.js";
import {
  allowGatewayTraffic,
  ApplicationGateway,
  type GatewayCapacity,
  type GatewayTier,
} from "../gateway/application-gateway.js";
import { AgicAddon } from "../ingress/agic-addon.js";
import { fits } from "../net/address-plan.js";
import type { Cidr } from "../net/cidr.js";
import { ADVISED_GATEWAY_PREFIX } from "../net/well-known.js";
import { NetworkSecurityGroup } from "../network/network-security-group.js";
import { RouteTable } from "../network/route-table.js";
import { Subnet } from "../network/subnet.js";
import type { SpokeCluster } from "./spoke-cluster.js";
import type { Spoke } from "./spoke.js";

export interface SpokeGatewayProps {
  /** @default WAF_v2 in prevention mode */
  readonly tier?: GatewayTier;
  /** @default 2 to 10 instances */
  readonly capacity?: GatewayCapacity;
  /** Availability zones. @default none: not bound to zones */
  readonly zones?: readonly string[];
  /** Prefix of the gateway's own subnet; Azure advises a /24. @default allocated from the spoke */
  readonly subnetPrefix?: Cidr;
  /** Ports that people reach the gateway on. @default 80 and 443 */
  readonly listenerPorts?: readonly number[];
}

type Props = SpokeGatewayProps & { readonly key: string; readonly spoke: Spoke; readonly index: number };

const DEFAULT_PORTS = [80, 443];
const DEFAULT_MAX_INSTANCES = 10;

/**
 * An Application Gateway in a subnet, with a security group and a route table of its own. The table stays without a
 * default route: Azure refuses a gateway whose 0.0.0.0/0 goes to an appliance.
 */
export class SpokeGateway extends Construct {
  readonly key: string;
  readonly spoke: Spoke;
  readonly gateway: ApplicationGateway;
  readonly routeTable: RouteTable;
  readonly subnet: Subnet;
  readonly served: SpokeCluster[] = [];

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    this.key = props.key;
    this.spoke = props.spoke;
    const { placement } = props.spoke.resourceGroup;
    const nameParts = [props.spoke.key, "gateway", props.key];
    this.subnet = new Subnet(this, "~subnet", {
      network: props.spoke.network,
      prefix: this.#prefix(props),
      name: { parts: nameParts },
      // The gateway needs the Internet to be managed at all.
      defaultOutboundAccess: true,
    });
    const group = new NetworkSecurityGroup(this, "~nsg", { placement, nameParts });
    allowGatewayTraffic(group, this.subnet, (props.listenerPorts ?? DEFAULT_PORTS).map(String));
    this.subnet.useNetworkSecurityGroup(group);
    this.routeTable = new RouteTable(this, "~routes", { placement, nameParts, bgpRoutePropagation: false });
    this.subnet.useRouteTable(this.routeTable);
    this.gateway = new ApplicationGateway(this, "~gateway", {
      placement,
      subnet: this.subnet,
      tier: props.tier ?? { kind: "WAF_v2" },
      ...(props.capacity === undefined ? {} : { capacity: props.capacity }),
      ...(props.zones === undefined ? {} : { zones: props.zones }),
      nameParts: [props.spoke.key, props.key],
    });
    check(this, () => (this.served.length > 0 ? [] : [NOT_SERVED]));
  }

  /** Lets AGIC, as add-on of the cluster, run this gateway. */
  serves(cluster: SpokeCluster): AgicAddon {
    this.served.push(cluster);
    cluster.allowFrom(this.key, this.subnet.prefix);
    return new AgicAddon(cluster, "agic_addon", {
      cluster: cluster.cluster,
      gateway: this.gateway,
      gatewayResourceGroup: this.spoke.resourceGroup,
      holder: `AGIC of cluster ${cluster.spoke.key}/${cluster.key}`,
    });
  }

  #prefix(props: Props): Cidr {
    const { plan } = props.spoke;
    const { capacity } = props;
    const instances =
      capacity === undefined
        ? DEFAULT_MAX_INSTANCES
        : "instances" in capacity
          ? capacity.instances
          : capacity.max;
    // An address an instance, and one for a private frontend.
    const addresses = instances + 1;
    if (props.subnetPrefix === undefined) {
      const prefix = plan.shared("gateway", props.index, { addresses, wanted: ADVISED_GATEWAY_PREFIX });
      if (prefix !== undefined) return prefix;
      throw new TopologyError(this, {
        code: "NO_ROOM_FOR_SUBNET",
        message: `${plan.space.literal} has no room left for the gateway's subnet (${addresses} addresses).`,
        hint: "Widen the spoke's address space, or give the gateway a subnetPrefix.",
      });
    }
    if (!fits(props.subnetPrefix, addresses)) {
      report(this, {
        code: "SUBNET_TOO_SMALL",
        message: `${props.subnetPrefix.literal} is too small for ${instances} gateway instances and a private frontend.`,
        hint: `Use a /${ADVISED_GATEWAY_PREFIX}, which Azure advises.`,
        prop: "subnetPrefix",
      });
    }
    return plan.space.relative(props.subnetPrefix);
  }
}

const NOT_SERVED = {
  code: "GATEWAY_NOT_SERVED",
  severity: "warning",
  message: "No cluster uses this gateway.",
  hint: "Name it under a cluster's ingress, or remove it.",
} as const;
