import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Cluster } from "../../../aks/cluster.js";
import type { OutboundType } from "../../../aks/outbound.js";
import { check, report } from "../../../core/problem.js";
import { checkAllowList, checkFamilies } from "../../../firewall/allow-list.js";
import type { IFirewall } from "../../../firewall/azure-firewall.js";
import type { EgressRequirements } from "../../../firewall/egress-requirements.js";
import { EgressFilter } from "../../../firewall/egress-filter.js";
import { EgressRules } from "../../../firewall/egress-rules.js";
import { ofFamily, type Cidr } from "../../../net/cidr.js";
import { NatGateway, type NatGatewayProps } from "../../../network/nat-gateway.js";
import { RouteTable, type NextHop } from "../../../network/route-table.js";
import type { Subnet } from "../../../network/subnet.js";
import type { EgressAddresses } from "../authorized-ranges.js";
import type { OwnDestinations } from "./egress-requirements.js";
import {
  applianceProblems,
  isolationWarning,
  loadBalancerProblems,
  MANAGED_NAT_GATEWAY,
  natGatewayProblems,
  unusedListProblems,
} from "./egress-problems.js";
import type { PoolNetwork } from "../pool-network.js";
import type { ISpoke } from "../../estate/spoke.js";

/** Filtering by security groups where no firewall does it, and what passes beside the cluster's own needs. */
export interface Filtered extends OwnDestinations {
  /** `nsg`: outbound rules by service tag, the rest refused. @default everything passes */
  readonly filter?: "nsg";
}

type Profile<K extends OutboundType["kind"]> = Omit<Extract<OutboundType, { readonly kind: K }>, "kind">;

/** How the cluster's traffic leaves. One kind of six, each with what it needs; AKS takes one of them in no network of the team's. */
export type EgressOptions =
  /** Through the hub's firewall, with exactly the rules that the cluster needs. */
  | ({ readonly type: "firewall" } & OwnDestinations)
  /** Through an appliance of the team's, by its private address. Its rules are the team's. */
  | { readonly type: "appliance"; readonly privateIpAddress: string }
  /** Through a NAT gateway that is made for the cluster's subnets. */
  | ({ readonly type: "nat-gateway" } & Omit<NatGatewayProps, "placement" | "nameParts"> & Filtered)
  | ({ readonly type: "load-balancer" } & Profile<"loadBalancer"> & Filtered)
  | ({ readonly type: "managed-nat-gateway" } & Profile<"managedNATGateway"> & Filtered)
  | ({ readonly type: "none" } & Profile<"none">);

export interface ClusterEgressProps {
  readonly spoke: ISpoke;
  readonly egress: EgressOptions;
  /** Where nodes and pods have their addresses when they leave. */
  readonly pools: readonly PoolNetwork[];
  /** Subnet of the pods on virtual nodes. It goes through a NAT gateway or stays without a way out. @default none */
  readonly virtualNodes?: Subnet;
  /** Ranges of pods that the plugin has to itself. */
  readonly podRanges: readonly Cidr[];
  readonly requirements: EgressRequirements;
  /** Whether the subnets get a table of the team's even where the way out needs none. @default false */
  readonly ownTable?: boolean;
  /** Nodes at the largest scale, upgrade surge included. */
  readonly nodes: number;
  /** Priority of the cluster's rules in the firewall's policy. */
  readonly priority: number;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/**
 * What carries a cluster's traffic out: route table with its default route and firewall rules, a NAT gateway, or what
 * AKS is told to make. It stands before the cluster, since AKS looks at it before it creates anything.
 */
export class ClusterEgress extends Construct {
  readonly outbound: OutboundType;
  /** The team's own table, on every node subnet. Undefined where AKS makes the table, or needs none. */
  readonly routeTable: RouteTable | undefined;
  readonly rules: EgressRules | undefined;
  readonly natGateway: NatGateway | undefined;
  /** What must stand before the cluster. */
  readonly dependables: readonly ITerraformDependable[];
  readonly #props: ClusterEgressProps;
  readonly #subnets: readonly Subnet[];

  constructor(scope: Construct, id: string, props: ClusterEgressProps) {
    super(scope, id);
    this.#props = props;
    const { egress } = props;
    this.#subnets = props.pools.flatMap(({ subnet, podSubnet }) =>
      podSubnet === undefined ? [subnet] : [subnet, podSubnet],
    );
    if ("allow" in egress) this.#checkList(egress.allow ?? {});
    if ("filter" in egress) this.#filter();
    else if (egress.type !== "firewall") report(this, ...unusedListProblems(egress));
    switch (egress.type) {
      case "firewall":
      case "appliance": {
        this.outbound = { kind: "userDefinedRouting" };
        const firewall = egress.type === "firewall" ? this.#firewall() : undefined;
        this.rules = firewall === undefined ? undefined : this.#firewallRules(firewall);
        const { table, route } = this.#route(egress.type === "firewall" ? firewall : egress);
        this.routeTable = table;
        this.dependables = [...(this.rules === undefined ? [] : [this.rules.resource]), ...route];
        if (egress.type === "appliance")
          check(this, () => applianceProblems(this, props.spoke, egress.privateIpAddress));
        break;
      }
      case "nat-gateway":
        this.outbound = { kind: "userAssignedNATGateway" };
        this.natGateway = this.#makeNatGateway(egress);
        this.dependables = this.natGateway.dependables;
        break;
      case "load-balancer":
        report(this, ...loadBalancerProblems(egress, props.nodes));
        this.outbound = { ...egress, kind: "loadBalancer" };
        this.dependables = [];
        break;
      case "managed-nat-gateway":
        report(this, MANAGED_NAT_GATEWAY);
        this.outbound = { ...egress, kind: "managedNATGateway" };
        this.dependables = [];
        break;
      case "none":
        report(this, isolationWarning(egress));
        this.outbound = { ...egress, kind: "none" };
        this.dependables = [];
    }
    if (props.virtualNodes !== undefined) this.#leadOut(props.virtualNodes);
    if (props.ownTable === true) this.routeTable ??= this.#route(undefined).table;
  }

  /** The public addresses that the cluster's traffic has outside. */
  get addresses(): EgressAddresses {
    const { spoke, egress } = this.#props;
    switch (egress.type) {
      case "firewall":
        return {
          kind: "known",
          ranges: (spoke.hub.firewall?.publicIpAddresses ?? []).map((address) => `${address}/32`),
        };
      case "nat-gateway":
        return { kind: "known", ranges: this.natGateway?.publicRanges ?? [] };
      case "load-balancer":
        return { kind: "let-in" };
      case "appliance":
      case "managed-nat-gateway":
      case "none":
        return { kind: "unknown" };
    }
  }

  /** Completes the way out with what only a cluster that exists can tell: the name of a public API server. */
  attachTo(cluster: Cluster): void {
    const { requirements, spoke } = this.#props;
    const { firewall } = spoke.hub;
    if (this.rules === undefined || firewall === undefined || !requirements.apiServerTunnel) return;
    if (firewall.enableDnsProxy()) {
      this.rules.allowApiServer(cluster.resource.fqdn);
      // Azure's resolvers know one address of the server; other ones may know another.
      if (spoke.dns.type === "servers" && !this.rules.resolvesNames) this.#warnOfResolvers();
      return;
    }
    report(this, {
      code: "API_SERVER_BY_ADDRESS",
      severity: "warning",
      message:
        "Pods cannot call the public API server by its address: the rule names the server, and a firewall of tier Basic does not resolve names.",
      hint: "Annotate such pods with kubernetes.azure.com/set-kube-service-host-fqdn, or use tier Standard.",
      prop: "egress",
    });
  }

  #firewall(): IFirewall | undefined {
    const { firewall } = this.#props.spoke.hub;
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

  #firewallRules(firewall: IFirewall): EgressRules {
    const { spoke, requirements, priority, nameParts, nodes } = this.#props;
    firewall.addSnatClients(nodes);
    const rules = new EgressRules(this, "~rules", {
      policy: firewall,
      requirements,
      sources: this.#subnets.map(({ prefix }) => prefix),
      priority,
      nameParts,
      ...(spoke.hubProvider === undefined ? {} : { provider: spoke.hubProvider }),
    });
    if (rules.resolvesNames) this.#resolveNames(firewall, spoke);
    return rules;
  }

  #resolveNames(firewall: IFirewall, spoke: ISpoke): void {
    if (!firewall.enableDnsProxy()) {
      report(this, {
        code: "FIREWALL_BASIC_NO_DNS_PROXY",
        message:
          "A rule names hosts over another protocol than HTTP, which the firewall must resolve itself; tier Basic has no DNS proxy.",
        hint: "Use tier Standard or Premium, or allow addresses instead of names.",
        prop: "egress",
      });
    } else if (spoke.dns.type !== "firewall") {
      this.#warnOfResolvers();
    }
  }

  #warnOfResolvers(): void {
    report(this, {
      code: "DNS_ANSWERS_MAY_DIFFER",
      severity: "warning",
      message:
        "The firewall resolves the names of its network rules itself, and the spoke asks another resolver: where their answers differ, the connection is refused.",
      hint: "Let the spoke ask the firewall: dns: { type: firewall }.",
      prop: "egress",
    });
  }

  #route(hop: NextHop | undefined): { table: RouteTable; route: ITerraformDependable[] } {
    const { spoke, nameParts } = this.#props;
    const table = new RouteTable(this, "~routes", { placement: spoke.placement, nameParts });
    const route = hop === undefined ? [] : [table.sendEverythingTo(hop)];
    for (const subnet of this.#subnets) subnet.useRouteTable(table);
    return { table, route };
  }

  #makeNatGateway(egress: Extract<EgressOptions, { type: "nat-gateway" }>): NatGateway {
    const { spoke, nameParts, nodes } = this.#props;
    const { publicIps, publicIpPrefixLength, idleTimeoutMinutes, zone } = egress;
    const gateway = new NatGateway(this, "~nat_gateway", {
      placement: spoke.placement,
      nameParts,
      ...(publicIps === undefined ? {} : { publicIps }),
      ...(publicIpPrefixLength === undefined ? {} : { publicIpPrefixLength }),
      ...(idleTimeoutMinutes === undefined ? {} : { idleTimeoutMinutes }),
      ...(zone === undefined ? {} : { zone }),
    });
    for (const subnet of this.#subnets) gateway.serve(subnet);
    report(this, ...natGatewayProblems(gateway.addresses, nodes));
    return gateway;
  }

  /** The connector of virtual nodes refuses a subnet with a route table, and nothing may go around a filter. */
  #leadOut(virtualNodes: Subnet): void {
    if (this.natGateway !== undefined && !("filter" in this.#props.egress)) {
      this.natGateway.serve(virtualNodes);
      return;
    }
    report(this, {
      code: "VIRTUAL_NODES_WITHOUT_EGRESS",
      severity: "warning",
      message: "Pods on virtual nodes reach the networks, and nothing outside of them.",
      hint: "Run what calls the Internet on node pools, or use egress nat-gateway without a filter.",
      prop: "virtualNodes",
    });
  }

  #checkList(allow: NonNullable<OwnDestinations["allow"]>): void {
    report(this, ...checkAllowList(allow));
    if (ofFamily(this.#props.podRanges, 6).length === 0) report(this, ...checkFamilies(allow));
  }

  #filter(): void {
    const { spoke, pools, requirements, podRanges } = this.#props;
    // Pods with addresses of their own leave from their own subnet.
    for (const { podSubnet, group } of pools) podSubnet?.useNetworkSecurityGroup(group);
    new EgressFilter(this, "~filter", {
      requirements,
      groups: pools.map(({ group }) => group),
      sources: [...this.#subnets.flatMap(({ prefixes }) => prefixes), ...podRanges],
      networks: [...spoke.network.addressSpace, ...spoke.hub.network.addressSpace],
    });
  }
}
