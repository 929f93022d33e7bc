import type { FirewallPolicyRuleCollectionGroup } from "@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Cluster } from "../../../aks/cluster.js";
import type { OutboundType } from "../../../aks/outbound.js";
import { report } from "../../../core/problem.js";
import type { NatGateway } from "../../../network/nat-gateway.js";
import type { IExtensibleRouteTable } from "../../../network/route-table.js";
import type { IExtensibleSubnet } from "../../../network/subnet.js";
import { egressProvider, type EgressOptions } from "./kinds.js";
import type { BoundEgress, EgressAddresses, EgressContext, EgressProvider } from "./provider.js";
import { routeSubnets } from "./routes.js";
import { VIRTUAL_NODES_WITHOUT_EGRESS } from "./kind-rules.js";
import { EGRESS_OVERRIDDEN, type AnnouncedDefault } from "../virtual-hub-rules.js";

export interface ClusterEgressProps extends Omit<EgressContext, "subnets"> {
  readonly egress: EgressOptions | EgressProvider;
  /** Subnet of the pods on virtual nodes, which takes no route table. @default none */
  readonly virtualNodes?: IExtensibleSubnet | undefined;
  /** Whether the subnets get a custom route table even where the egress needs none. @default false */
  readonly customRouteTable?: boolean | undefined;
}

/**
 * What carries a cluster's traffic out of its network: a default route with firewall rules, a NAT gateway, or what AKS
 * creates itself. It is created before the cluster, since AKS checks it before it creates anything.
 */
export class ClusterEgress extends Construct {
  readonly outbound: OutboundType;
  /** Custom route table of all node subnets; undefined where AKS creates one, or none is needed. */
  readonly routeTable: IExtensibleRouteTable | undefined;
  readonly natGateway: NatGateway | undefined;
  /** The cluster's rules in the firewall's policy; undefined where no firewall carries its traffic. */
  readonly firewallRules: FirewallPolicyRuleCollectionGroup | undefined;
  /** Public source addresses of the cluster's traffic. */
  readonly addresses: EgressAddresses;
  readonly #bound: BoundEgress;

  constructor(scope: Construct, id: string, props: ClusterEgressProps) {
    super(scope, id);
    const { egress, virtualNodes, customRouteTable = false, ...network } = props;
    const subnets = props.pools.flatMap(({ subnet, podSubnet }) =>
      podSubnet === undefined ? [subnet] : [subnet, podSubnet],
    );
    const context: EgressContext = { ...network, subnets: [...new Set(subnets)] };
    const bound = egressProvider(egress).bind(this, context);
    this.#bound = bound;
    this.outbound = bound.outbound;
    this.natGateway = bound.natGateway;
    this.firewallRules = bound.firewallRules;
    this.addresses = bound.addresses;
    if (virtualNodes !== undefined) this.#addVirtualNodes(virtualNodes);
    this.routeTable =
      bound.routeTable ??
      (customRouteTable || context.routeTable !== undefined
        ? routeSubnets(this, context).routeTable
        : undefined);
    report(this, EGRESS_OVERRIDDEN.judge(this.#learned(context)));
  }

  /** What must exist before the cluster. */
  get dependables(): readonly ITerraformDependable[] {
    return this.#bound.dependables ?? [];
  }

  /** What decides whether the subnets learn a default route. */
  #learned({ spoke }: EgressContext): AnnouncedDefault {
    const announcesDefault = spoke.hub.announced.some(({ prefixLength }) => prefixLength === 0);
    return { outbound: this.outbound.type, learns: announcesDefault && this.routeTable === undefined };
  }

  /** Adds what needs attributes of the cluster. */
  attachTo(cluster: Cluster): void {
    this.#bound.complete?.(cluster);
  }

  #addVirtualNodes(subnet: IExtensibleSubnet): void {
    if (this.#bound.addVirtualNodes !== undefined) {
      this.#bound.addVirtualNodes(subnet);
      return;
    }
    report(this, VIRTUAL_NODES_WITHOUT_EGRESS.judge(subnet));
  }
}
