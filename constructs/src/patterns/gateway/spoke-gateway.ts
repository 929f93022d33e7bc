import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { DEFAULTS } from "../../core/defaults.js";
import { knownNumber } from "../../core/known.js";
import { pathOf, setPath } from "../../core/places.js";
import { report, TopologyError, check } from "../../core/problem.js";
import { REGION_WITHOUT_ZONES } from "../../core/rules/regions.js";
import {
  ApplicationGateway,
  type GatewayInstances,
  type ApplicationGatewayProps,
  type GatewayTier,
} from "../../gateway/application-gateway.js";
import { allowGatewayTraffic } from "../../gateway/gateway-traffic.js";
import type { GatewayTls } from "../../gateway/gateway-tls.js";
import { HTTP_PORT, portsOfSites, type GatewaySite } from "../../gateway/sites.js";
import type { AgicAddon } from "../../ingress/agic-addon.js";
import type { AgicHelm } from "../../ingress/agic-helm.js";
import type { Cidr } from "../../net/cidr.js";
import { ADVISED_GATEWAY_PREFIX } from "../../net/well-known.js";
import { existingTableOf } from "../../network/existing-route-table.js";
import type { SubnetAttributes } from "../../network/existing-subnet.js";
import { RouteTable, type IExtensibleRouteTable } from "../../network/route-table.js";
import { NetworkSecurityGroup, type IExtensibleSecurityGroup } from "../../network/network-security-group.js";
import { securityGroupIn } from "../../network/security-group-in.js";
import type { IExtensibleSubnet } from "../../network/subnet.js";
import { subnetIn } from "../../network/subnet-in.js";
import { privateEndpointsOf } from "../cluster/private-endpoints.js";
import { frontendIn, privateUsers, type SpokeGatewayFrontend } from "./frontend.js";
import { ExistingGateway, type GatewayAttributes } from "./existing-gateway.js";
import { GatewayClusters } from "./gateway-clusters.js";
import { judgeGateway } from "./problems.js";
import { addRecords, type NamedRecord } from "./records.js";
import { loadBalancerSubnet, type LoadBalancerSubnet } from "../cluster/load-balancer-subnet.js";
import { replaceAnnounced } from "./announced-routes.js";
import { PrivateFrontendAccess } from "./on-premises.js";
import type { AgicHelmOptions, BackendOptions, IExtensibleGateway } from "./extensible-gateway.js";
import type { GatewayRouteTable, ServedCluster } from "./served-cluster.js";
import { judgeSite, type SiteHost } from "./site-problems.js";
import type { ICluster } from "../estate/cluster.js";
import type { ISpoke } from "../estate/spoke.js";
import { NO_ROOM } from "../../core/rules/addresses.js";
import { GATEWAY_SUBNET_TOO_SMALL } from "./rules.js";

export interface SpokeGatewayProps extends Pick<
  ApplicationGatewayProps,
  "instances" | "zones" | "tlsPolicy" | "certificates" | "trustedRoots" | "clientCertificates" | "rewrites"
> {
  /** @default WAF_v2 in prevention mode */
  readonly tier?: GatewayTier | undefined;
  /** @default public */
  readonly frontend?: SpokeGatewayFrontend | undefined;
  /** Prefix of the gateway's subnet; Azure recommends a /24. @default allocated from the spoke */
  readonly subnetPrefix?: Cidr | undefined;
  /** A subnet that exists already. @default one is created */
  readonly subnet?: SubnetAttributes | undefined;
  /** Azure Resource Manager id of the security group of its subnet. @default one is created */
  readonly securityGroupId?: string | undefined;
  /** Open ports of the gateway. @default 80 and 443 */
  readonly ports?: readonly number[] | undefined;
  /** A separate table, the cluster's own, or one that exists already. @default mirrored */
  readonly routeTable?: GatewayRouteTable | { readonly routeTableId: string } | undefined;
  /**
   * Whether the gateway has network isolation, which requires the feature
   * `Microsoft.Network/EnableApplicationGatewayNetworkIsolation` in its subscription.
   * @default false
   */
  readonly networkIsolation?: boolean | undefined;
  /** DNS records. @default none */
  readonly dns?: readonly NamedRecord[] | undefined;
  /** On-premises ranges behind the hub's gateway. @default the hub's */
  readonly onPremises?: readonly Cidr[] | undefined;
}

type Props = SpokeGatewayProps & { readonly key: string; readonly spoke: ISpoke; readonly index: number };

const DEFAULT = DEFAULTS.gateway;

/** An Application Gateway with its subnet, security group and route table. */
export class SpokeGateway extends Construct implements IExtensibleGateway {
  readonly key: string;
  readonly spoke: ISpoke;
  readonly gateway: ApplicationGateway;
  readonly sharesRouteTable: boolean;
  /** Whether the gateway is isolated from the Internet: no public address, no mandatory egress. */
  readonly networkIsolation: boolean;
  readonly subnet: IExtensibleSubnet;
  readonly routeTable: IExtensibleRouteTable | undefined;
  readonly #clusters = new GatewayClusters(this, (cluster) => {
    this.#routeTo(cluster);
  });
  /** Ports that the security group opens. */
  readonly #ports: readonly number[];
  /** Client ranges of the private address; none for a public frontend. */
  readonly frontendUsers: readonly Cidr[];
  readonly #privateAccess: PrivateFrontendAccess;

  /**
   * A gateway that exists already, from ids and attributes.
   * @throws TopologyError when the id is not that of an Application Gateway
   */
  static fromAttributes(spoke: ISpoke, key: string, attributes: GatewayAttributes): ExistingGateway {
    return new ExistingGateway(spoke, key, attributes);
  }

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    this.key = props.key;
    this.spoke = props.spoke;
    this.sharesRouteTable = (props.routeTable ?? DEFAULT.routeTable) === "shared";
    this.networkIsolation = props.networkIsolation ?? DEFAULT.networkIsolation;
    const { placement } = props.spoke;
    const nameParts = [props.spoke.key, "gateway", props.key];
    const key = setPath(this, `${pathOf(props.spoke) ?? props.spoke.key}.gateways.${props.key}`);
    const addresses = addressesAtMost(props.instances);
    this.subnet = subnetIn(this, "~subnet", {
      existing: props.subnet,
      tenant: this,
      prop: "subnet",
      network: props.spoke.network,
      prefix: this.#prefix(props, addresses, `${key}.subnet`),
      demand: { addresses },
      key: `${key}.subnet`,
      name: { parts: nameParts },
      // Azure manages the gateway over the Internet, unless it is isolated.
      defaultOutboundAccess: !this.networkIsolation,
      // Only an isolated gateway requires the delegation.
      ...(this.networkIsolation ? { delegation: "Microsoft.Network/applicationGateways" } : {}),
      ...(usesServiceEndpoint(props) ? { serviceEndpoints: ["Microsoft.KeyVault"] } : {}),
    });
    const { frontend = DEFAULT.frontend, ports = DEFAULT.ports, index } = props;
    const users = privateUsers(this, frontend, props.onPremises ?? []);
    this.frontendUsers = users;
    const group = this.#secure({ ...props, frontend }, users, nameParts);
    this.routeTable = this.sharesRouteTable ? undefined : this.#ownTable(props, nameParts);
    if (this.routeTable !== undefined) this.subnet.useRouteTable(this.routeTable);
    this.gateway = new ApplicationGateway(this, "~gateway", {
      ...props,
      placement,
      subnet: this.subnet,
      tier: props.tier ?? { type: DEFAULT.tier },
      frontend: frontendIn(this, props.key, this.subnet.prefix, frontend, this.networkIsolation),
      nameParts: [props.spoke.key, props.key],
      connectVault: (vault) =>
        privateEndpointsOf(props.spoke).add(
          `gateway_${props.key}`,
          { targetId: vault.id, targetType: "Microsoft.KeyVault/vaults", targetName: vault.nameInput },
          ["gateway", props.key],
        ).endpoint.resource,
    });
    // Azure refuses a gateway whose group does not yet allow the gateway manager (azurerm #7165).
    if (group instanceof NetworkSecurityGroup) this.gateway.waitFor(...group.rules);
    const { location } = props.spoke;
    report(
      this,
      REGION_WITHOUT_ZONES.judge({ location, zones: props.zones, what: "The gateway", prop: "zones" }),
    );
    this.#ports = ports;
    this.#privateAccess = new PrivateFrontendAccess(this, "on_premises", {
      gateway: this,
      users,
      ports,
      index,
    });
    if (this.routeTable !== undefined) {
      const { ranges, routes } = replaceAnnounced(this.routeTable, this.spoke.hub, this.networkIsolation);
      this.gateway.waitFor(...routes);
      this.#privateAccess.routeIn(this.routeTable, ranges);
    }
    addRecords(this, props.dns ?? []);
    check(this, () => judgeGateway(this));
  }

  /** Client ranges of the private address outside the spoke and the hub. */
  get privateUsers(): readonly Cidr[] {
    return this.#privateAccess.ranges;
  }

  /** Ports that the security group opens. */
  get openPorts(): readonly number[] {
    return this.#ports;
  }

  /** The open ports with listeners; all of them where AGIC adds the listeners. */
  get servedPorts(): readonly number[] {
    if (this.clusters.some(({ by }) => by !== "load-balancer")) return this.#ports;
    const ports = portsOfSites(this.gateway.sites);
    return this.#ports.filter((port) => ports.includes(port));
  }

  /** Clusters that the gateway forwards to. */
  get clusters(): readonly ServedCluster[] {
    return this.#clusters.all;
  }

  get gatewayId(): string {
    return this.gateway.gatewayId;
  }

  get resourceGroupId(): string {
    return this.spoke.resourceGroupId;
  }

  get subnetDependables(): readonly ITerraformDependable[] {
    return this.subnet.dependables;
  }

  get tlsIdentityId(): string | undefined {
    return this.gateway.tls?.identity.id;
  }

  get publicIpId(): string | undefined {
    return this.gateway.publicIpId;
  }

  get privateAddress(): string | undefined {
    return this.gateway.privateAddress;
  }

  ignoreAgicChanges(): void {
    this.gateway.ignoreAgicChanges();
  }

  get served(): readonly ICluster[] {
    return this.#clusters.served;
  }

  get hasPublicFrontend(): boolean {
    return this.gateway.publicIpId !== undefined;
  }

  get tls(): GatewayTls | undefined {
    return this.gateway.tls;
  }

  get clientCertificates(): readonly string[] {
    return this.gateway.clientCertificates;
  }

  get rewrites(): readonly string[] {
    return this.gateway.rewrites;
  }

  addAgicAddon(cluster: ICluster): AgicAddon {
    return this.#clusters.addAgicAddon(cluster);
  }

  addAgicHelm(cluster: ICluster, options: AgicHelmOptions = {}): AgicHelm {
    return this.#clusters.addAgicHelm(cluster, options);
  }

  balancersFor(cluster: ICluster): LoadBalancerSubnet {
    return loadBalancerSubnet(cluster.spoke);
  }

  addLoadBalancerBackend(cluster: ICluster, site: BackendOptions): GatewaySite {
    const balancers = this.balancersFor(cluster);
    const { address: given, ...backend } = site.backend;
    const address = balancers.addressFor(cluster, given);
    balancers.grantUse(cluster, { privateLink: false });
    const caller = { name: this.key, from: [this.subnet.prefix], ports: [backend.port] };
    balancers.allow(cluster, address, caller);
    const redirect = this.#ports.map(knownNumber).includes(HTTP_PORT);
    const complete = { ...site, name: cluster.key, redirect, backend: { ...backend, address } };
    report(cluster, ...judgeSite(this.#host, complete));
    this.gateway.addSite(complete);
    this.#clusters.add({ cluster, by: "load-balancer", hostNames: site.hostNames ?? [], address });
    return complete;
  }

  get #host(): SiteHost {
    const { key } = this;
    const { tls, trustedRoots, clientCertificates, rewrites } = this.gateway;
    return {
      key,
      openPorts: this.#ports,
      certificates: tls?.certificates.map(({ name }) => name) ?? [],
      trustedRoots,
      clientCertificates,
      rewrites,
    };
  }

  /** Shares the table of the first cluster that has one; a table of the gateway's own is mirrored. */
  #routeTo({ routeTable, routesToAppliance }: ICluster): void {
    if (!this.sharesRouteTable || routeTable === undefined || this.subnet.routeTable !== undefined) return;
    this.gateway.waitFor(...this.subnet.useRouteTable(routeTable));
    // Responses already follow the default route to the appliance.
    if (!routesToAppliance) this.#privateAccess.routeIn(routeTable);
  }

  #secure(
    props: Props & { readonly frontend: SpokeGatewayFrontend },
    users: readonly Cidr[],
    nameParts: readonly string[],
  ): IExtensibleSecurityGroup {
    const { frontend, ports = DEFAULT.ports } = props;
    const group = securityGroupIn(this, "~nsg", {
      subnet: this.subnet,
      securityGroupId: props.securityGroupId,
      placement: props.spoke.placement,
      nameParts,
    });
    allowGatewayTraffic(group, {
      subnet: this.subnet.prefix,
      ports: ports.map(String),
      fromInternet: frontend.type !== "private",
      privateUsers: users,
      networkIsolation: this.networkIsolation,
    });
    this.subnet.useNetworkSecurityGroup(group);
    return group;
  }

  /** The gateway's own table: the given one, or a new one. */
  #ownTable({ routeTable, spoke }: Props, nameParts: readonly string[]): IExtensibleRouteTable {
    if (typeof routeTable !== "object")
      return new RouteTable(this, "~routes", {
        placement: spoke.placement,
        nameParts,
        bgpRoutePropagation: false,
      });
    return existingTableOf(this, routeTable.routeTableId, "routeTable");
  }

  #prefix(props: Props, addresses: number, key: string): Cidr {
    const { plan } = props.spoke;
    const prefix =
      props.subnet?.prefix ??
      (props.subnetPrefix === undefined
        ? plan.rangeOf(key, () =>
            plan.shared("gateway", props.index, { addresses, wanted: ADVISED_GATEWAY_PREFIX }),
          )
        : plan.space.relative(props.subnetPrefix));
    if (prefix === undefined) {
      const space = plan.space.literal;
      const remedy = "Widen the spoke's address space, or give the gateway a subnetPrefix.";
      const what = `the gateway's subnet (${addresses} addresses)`;
      throw new TopologyError(this, NO_ROOM.problem({ space, what, remedy }));
    }
    const instances = mostInstances(props.instances);
    const isExisting = props.subnet !== undefined;
    report(this, GATEWAY_SUBNET_TOO_SMALL.judge({ key: props.key, prefix, instances, isExisting }));
    return prefix;
  }
}

/** The most instances that a gateway may have; it may be a variable. */
function mostInstances(instances: GatewayInstances = DEFAULT.instances): number {
  return typeof instances === "number" ? instances : instances.max;
}

/** One address per instance, and one for a private frontend. */
function addressesAtMost(instances: GatewayInstances | undefined): number {
  return (knownNumber(mostInstances(instances)) ?? DEFAULT.instances.max) + 1;
}

/** Whether the vault of a gateway is reached from the gateway's subnet by a service endpoint. */
function usesServiceEndpoint({ certificates }: SpokeGatewayProps): boolean {
  return certificates?.type === "own" && certificates.access?.type === "selected";
}
