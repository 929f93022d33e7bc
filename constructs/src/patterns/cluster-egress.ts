import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { OutboundType } from "../aks/outbound.js";
import { report } from "../core/problem.js";
import { EgressRules } from "../firewall/egress-rules.js";
import type { EgressFacts } from "../firewall/rule-sets.js";
import type { Cidr } from "../net/cidr.js";
import { RouteTable, type NextHop } from "../network/route-table.js";
import type { Subnet } from "../network/subnet.js";
import type { Spoke } from "./spoke.js";

/** How the cluster's traffic leaves. One kind of six, each with what it needs. */
export type ClusterEgress =
  /** Through the hub's firewall, with exactly the rules that the cluster needs. */
  | { readonly kind: "firewall" }
  /** Through an appliance of the team's, by its private address. */
  | { readonly kind: "appliance"; readonly privateIpAddress: string }
  | Exclude<OutboundType, { readonly kind: "userDefinedRouting" }>;

export interface ClusterWayOutProps {
  readonly spoke: Spoke;
  readonly egress: ClusterEgress;
  /** The node subnets, and the pod subnets where pods leave with their own addresses. */
  readonly subnets: readonly Subnet[];
  readonly facts: EgressFacts;
  /** Priority of the cluster's rules in the firewall's policy. */
  readonly priority: number;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/**
 * What carries a cluster's traffic out: route table with its default route and firewall rules, or what AKS is told to
 * make. It stands before the cluster, since AKS looks at it before it creates anything.
 */
export class ClusterWayOut extends Construct {
  readonly outbound: OutboundType;
  /** The team's own table, on every node subnet. Undefined where AKS makes the table, or needs none. */
  readonly routeTable: RouteTable | undefined;
  readonly rules: EgressRules | undefined;
  /** What must stand before the cluster. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ClusterWayOutProps) {
    super(scope, id);
    const { egress } = props;
    switch (egress.kind) {
      case "firewall":
      case "appliance": {
        this.outbound = { kind: "userDefinedRouting" };
        const hop = this.#nextHop(props);
        this.rules = egress.kind === "firewall" ? this.#firewallRules(props) : undefined;
        const { table, route } = this.#route(props, hop);
        this.routeTable = table;
        this.ready = [...(this.rules === undefined ? [] : [this.rules.resource]), ...route];
        break;
      }
      case "loadBalancer":
      case "managedNATGateway":
      case "userAssignedNATGateway":
      case "none":
        this.outbound = egress;
        this.routeTable = undefined;
        this.rules = undefined;
        this.ready = [];
    }
  }

  #nextHop({ egress, spoke }: ClusterWayOutProps): NextHop | undefined {
    if (egress.kind === "appliance") return egress;
    const { firewall } = spoke.hub;
    if (firewall === undefined) {
      report(this, {
        code: "SOURCE_WITHOUT_DEFAULT_ROUTE",
        message: "The hub has no firewall that the cluster's 0.0.0.0/0 could go to.",
        hint: "Give the hub a firewall, or choose another egress.",
        prop: "egress",
      });
    }
    return firewall;
  }

  #firewallRules(props: ClusterWayOutProps): EgressRules | undefined {
    const { firewall } = props.spoke.hub;
    if (firewall === undefined) return undefined;
    const { hubProvider } = props.spoke;
    return new EgressRules(this, "~rules", {
      policy: firewall,
      facts: props.facts,
      sources: props.subnets.map((subnet): Cidr => subnet.prefix),
      priority: props.priority,
      nameParts: props.nameParts,
      ...(hubProvider === undefined ? {} : { provider: hubProvider }),
    });
  }

  #route(
    props: ClusterWayOutProps,
    hop: NextHop | undefined,
  ): { table: RouteTable; route: ITerraformDependable[] } {
    const table = new RouteTable(this, "~routes", {
      placement: props.spoke.resourceGroup.placement,
      nameParts: props.nameParts,
    });
    const route = hop === undefined ? [] : [table.sendEverythingTo(hop)];
    for (const subnet of props.subnets) subnet.useRouteTable(table);
    return { table, route };
  }
}
