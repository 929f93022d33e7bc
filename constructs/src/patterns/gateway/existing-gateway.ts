import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { parseArmIdOf, resourceGroupScope } from "../../core/arm-id.js";
import { refuseTakenKey } from "../../core/joined-name.js";
import { pathOf, setPath } from "../../core/places.js";
import { check, report, TopologyError } from "../../core/problem.js";
import { treeState } from "../../core/tree-state.js";
import type { AgicAddon } from "../../ingress/agic-addon.js";
import type { AgicHelm } from "../../ingress/agic-helm.js";
import { existingTableOf } from "../../network/existing-route-table.js";
import type { SubnetAttributes } from "../../network/existing-subnet.js";
import { RouteTable, type IExtensibleRouteTable } from "../../network/route-table.js";
import { NOT_A_GATEWAY } from "../../network/rules.js";
import type { IExtensibleSubnet } from "../../network/subnet.js";
import { subnetIn } from "../../network/subnet-in.js";
import { loadBalancerSubnet, type LoadBalancerSubnet } from "../cluster/load-balancer-subnet.js";
import type { ICluster } from "../estate/cluster.js";
import { GATEWAY_ATTRIBUTE_MISSING, GATEWAY_NOT_MANAGED } from "../estate/existing-rules.js";
import { hasMirroredRoutes } from "../estate/mirrors.js";
import { positionIn } from "../estate/positions.js";
import type { ISpoke } from "../estate/spoke.js";
import { FRONTEND_ADDRESS_OUTSIDE } from "./frontend-rules.js";
import { GatewayClusters } from "./gateway-clusters.js";
import { judgeGateway } from "./problems.js";
import { addRecords, type NamedRecord } from "./records.js";
import type { AgicHelmOptions, IExtensibleGateway } from "./extensible-gateway.js";
import type { GatewayRouteTable, ServedCluster } from "./served-cluster.js";

/** What is known of an Application Gateway that exists already. */
export interface GatewayAttributes {
  /** Azure Resource Manager id of the gateway. */
  readonly gatewayId: string;
  /** Its subnet, in the spoke's network. */
  readonly subnet: SubnetAttributes;
  /**
   * The table of its subnet: one that exists already, that of its cluster, or one that is created for the first kubenet
   * cluster, which requires a subnet that may be associated.
   * @default mirrored
   */
  readonly routeTable?: GatewayRouteTable | { readonly routeTableId: string } | undefined;
  /** Whether it has a public address. @default true */
  readonly hasPublicFrontend?: boolean | undefined;
  /** Azure Resource Manager id of its public address, which public DNS records point to. @default not known */
  readonly publicIpId?: string | undefined;
  /** Its private address, which private DNS records point to. @default none */
  readonly privateAddress?: string | undefined;
  /** Azure Resource Manager id of the identity that fetches its certificates. @default none */
  readonly tlsIdentityId?: string | undefined;
  /** Whether it has network isolation. @default false */
  readonly networkIsolation?: boolean | undefined;
  /** DNS records to create. @default none */
  readonly dns?: readonly NamedRecord[] | undefined;
}

const gateways = treeState("existing-gateways", (): { readonly all: ExistingGateway[] } => ({ all: [] }));

/** The gateways of a spoke that exist already, in the order in which they were added. */
export function existingGatewaysOf(spoke: ISpoke): readonly ExistingGateway[] {
  return gateways.of(spoke).all;
}

/**
 * An Application Gateway that exists already, from ids and attributes. Nothing of it is changed: AGIC is granted roles on
 * it, and the runtime writes the table of its subnet.
 */
export class ExistingGateway extends Construct implements IExtensibleGateway {
  readonly spoke: ISpoke;
  readonly key: string;
  readonly gatewayId: string;
  readonly subnet: IExtensibleSubnet;
  readonly sharesRouteTable: boolean;
  readonly networkIsolation: boolean;
  readonly hasPublicFrontend: boolean;
  readonly publicIpId: string | undefined;
  readonly privateAddress: string | undefined;
  readonly tlsIdentityId: string | undefined;
  readonly tls = undefined;
  readonly clientCertificates: readonly string[] = [];
  readonly rewrites: readonly string[] = [];
  #routeTable: IExtensibleRouteTable | undefined;
  readonly #clusters = new GatewayClusters(this, (cluster) => {
    this.#routeTo(cluster);
  });

  /** @throws TopologyError when the id is not that of an Application Gateway */
  constructor(spoke: ISpoke, key: string, attributes: GatewayAttributes) {
    refuseTakenKey(spoke, key, `gateway_${key}`);
    super(spoke, `gateway_${key}`);
    this.spoke = spoke;
    this.key = key;
    const { gatewayId, subnet, dns = [] } = attributes;
    const path = setPath(this, `${pathOf(spoke) ?? spoke.key}.gateways.${key}`);
    positionIn(spoke, "gateways");
    if (parseArmIdOf("Microsoft.Network/applicationGateways", gatewayId) === undefined)
      throw new TopologyError(this, NOT_A_GATEWAY.problem(gatewayId));
    this.gatewayId = gatewayId;
    this.hasPublicFrontend = attributes.hasPublicFrontend ?? true;
    this.publicIpId = attributes.publicIpId;
    this.privateAddress = attributes.privateAddress;
    this.tlsIdentityId = attributes.tlsIdentityId;
    this.networkIsolation = attributes.networkIsolation ?? false;
    this.sharesRouteTable = attributes.routeTable === "shared";
    this.subnet = subnetIn(this, "~subnet", {
      existing: subnet,
      tenant: this,
      prop: "subnet",
      network: spoke.network,
      prefix: subnet.prefix,
      // Its instances are its team's; one takes an address at least.
      demand: { addresses: 1 },
      key: `${path}.subnet`,
      name: { parts: [spoke.key, "gateway", key] },
    });
    if (this.privateAddress !== undefined)
      report(
        this,
        FRONTEND_ADDRESS_OUTSIDE.judge({ key, subnet: subnet.prefix, address: this.privateAddress }),
      );
    this.#useExistingTable(attributes);
    this.#addRecords(dns);
    check(this, () => judgeGateway(this));
    gateways.of(spoke).all.push(this);
  }

  get resourceGroupId(): string {
    return resourceGroupScope(this.gatewayId);
  }

  get routeTable(): IExtensibleRouteTable | undefined {
    return this.#routeTable;
  }

  get subnetDependables(): readonly ITerraformDependable[] {
    return this.subnet.dependables;
  }

  get clusters(): readonly ServedCluster[] {
    return this.#clusters.all;
  }

  get served(): readonly ICluster[] {
    return this.#clusters.served;
  }

  ignoreAgicChanges(): void {
    // Terraform does not manage it.
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

  /** Reports that a site cannot be added. */
  addLoadBalancerBackend(cluster: ICluster): undefined {
    this.#clusters.add({ cluster, by: "load-balancer", hostNames: [] });
    report(cluster, GATEWAY_NOT_MANAGED.judge(this));
    return undefined;
  }

  #useExistingTable({ routeTable }: GatewayAttributes): void {
    if (typeof routeTable !== "object") return;
    this.#routeTable = existingTableOf(this, routeTable.routeTableId, "routeTable");
    this.subnet.useRouteTable(this.#routeTable);
  }

  /** The subnet gets a table when a cluster needs its node routes there. */
  #routeTo(cluster: ICluster): void {
    const { routeTable } = cluster;
    if (this.sharesRouteTable) {
      if (routeTable !== undefined && this.subnet.routeTable === undefined)
        this.subnet.useRouteTable(routeTable);
      return;
    }
    if (!hasMirroredRoutes(cluster) || this.#routeTable !== undefined) return;
    const { placement, key } = this.spoke;
    this.#routeTable = new RouteTable(this, "~routes", {
      placement,
      nameParts: [key, "gateway", this.key],
      // A subnet without a table learns routes by BGP, which clients on-premises may rely on.
      bgpRoutePropagation: true,
    });
    this.subnet.useRouteTable(this.#routeTable);
  }

  #addRecords(records: readonly NamedRecord[]): void {
    const isUnknown = ({ type }: NamedRecord): boolean =>
      type === "public" && this.hasPublicFrontend && this.publicIpId === undefined;
    report(
      this,
      ...records.flatMap((record, i) =>
        isUnknown(record) ? [GATEWAY_ATTRIBUTE_MISSING.judge({ ...record, prop: `dns.${i}` })] : [],
      ),
    );
    addRecords(this, records, isUnknown);
  }
}
