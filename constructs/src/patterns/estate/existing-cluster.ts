import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { RequestedAgicAddon } from "../../aks/requested-agic-addon.js";
import { needsPodSubnet, ownPodRanges, type NetworkPlugin } from "../../aks/network-plugin.js";
import { allowFromGateway, type ClusterRanges } from "../../aks/node-subnet-rules.js";
import { claim } from "../../core/address-claims.js";
import { parseArmIdOf } from "../../core/arm-id.js";
import { joinedName, refuseRepeated, refuseTakenKey } from "../../core/joined-name.js";
import { knownText } from "../../core/known.js";
import { pathOf, setPath } from "../../core/places.js";
import { report, TopologyError } from "../../core/problem.js";
import type { Cidr } from "../../net/cidr.js";
import { existingTableOf, type ExistingRouteTable } from "../../network/existing-route-table.js";
import type { SubnetAttributes } from "../../network/existing-subnet.js";
import type { IExtensibleSecurityGroup } from "../../network/network-security-group.js";
import { NOT_A_CLUSTER } from "../../network/rules.js";
import { securityGroupIn } from "../../network/security-group-in.js";
import type { IExtensibleSubnet } from "../../network/subnet.js";
import { subnetIn } from "../../network/subnet-in.js";
import type { MirrorOptions } from "../../route-sync/mirror.js";
import type { ICluster } from "./cluster.js";
import { ATTRIBUTE_MISSING, type ClusterAttribute } from "./existing-rules.js";
import { positionIn } from "./positions.js";
import type { ISpoke } from "./spoke.js";

/** A node pool of a cluster that exists already. */
export interface ExistingPool {
  /** Name of the pool. */
  readonly name: string;
  /** Its node subnet, in the spoke's network; pools may share it. */
  readonly subnet: Omit<SubnetAttributes, "associate">;
  /** Its pod subnet, where the plugin uses one. @default not known */
  readonly podSubnet?: Omit<SubnetAttributes, "associate"> | undefined;
  /** Azure Resource Manager id of the security group of the node subnet. @default that of the subnet */
  readonly securityGroupId?: string | undefined;
  /** Nodes at the largest scale. @default not known: its routes are not counted */
  readonly maxNodes?: number | undefined;
}

/** What is known of a cluster that exists already. What is left out is required where something needs it. */
export interface ClusterAttributes {
  /** Azure Resource Manager id of the cluster. */
  readonly clusterId: string;
  /** Network plugin with its ranges. */
  readonly network: NetworkPlugin;
  /** Node pools with their subnets. */
  readonly nodePools: readonly [ExistingPool, ...ExistingPool[]];
  /** Azure Resource Manager id of the custom route table of its node subnets. @default AKS manages one, or none is needed */
  readonly routeTableId?: string | undefined;
  /** Azure Resource Manager id of the node resource group. @default not known */
  readonly nodeResourceGroupId?: string | undefined;
  /** Whether its node subnets route 0.0.0.0/0 to a firewall or another appliance. @default false */
  readonly routesToAppliance?: boolean | undefined;
  /** How the gateway's table follows the node routes. @default as for a cluster that is created */
  readonly mirror?: MirrorOptions | undefined;
  /** Object id of the cluster's identity. @default not known */
  readonly principalId?: string | undefined;
  /** Issuer of the tokens of its service accounts. @default not known */
  readonly oidcIssuerUrl?: string | undefined;
  /** Object id of the identity of its AGIC add-on, which is granted roles on a gateway that is created. @default none are granted */
  readonly agicPrincipalId?: string | undefined;
  /** Whether its azure-policy add-on is on. @default false */
  readonly azurePolicy?: boolean | undefined;
  /** Names of the networks in which pod routes of several clusters meet, such as a shared gateway. @default none */
  readonly routingDomains?: readonly string[] | undefined;
}

/**
 * A cluster that exists already, from ids and attributes. Nothing of it is created or changed: what its subnets and
 * its add-on must have is listed for its team.
 */
export class ExistingCluster extends Construct implements ICluster {
  readonly spoke: ISpoke;
  readonly key: string;
  readonly fullName: string;
  readonly index: number;
  readonly network: NetworkPlugin;
  readonly pools: readonly ExistingPoolNetwork[];
  readonly maxNodes: number;
  readonly routeTable: ExistingRouteTable | undefined;
  readonly routesToAppliance: boolean;
  readonly azurePolicy: boolean;
  readonly mirror: MirrorOptions | undefined;
  readonly dependables: readonly ITerraformDependable[] = [];
  readonly #attributes: ClusterAttributes;
  readonly #ranges: ClusterRanges;
  readonly #missing = new Set<ClusterAttribute>();

  /** @throws TopologyError when the id is not that of an AKS cluster */
  constructor(spoke: ISpoke, key: string, attributes: ClusterAttributes) {
    refuseTakenKey(spoke, key);
    super(spoke, key);
    this.spoke = spoke;
    this.key = key;
    const { clusterId, network, nodePools } = attributes;
    setPath(this, `${pathOf(spoke) ?? spoke.key}.clusters.${key}`);
    this.index = positionIn(spoke, "clusters");
    if (parseArmIdOf("Microsoft.ContainerService/managedClusters", clusterId) === undefined)
      throw new TopologyError(this, NOT_A_CLUSTER.problem(clusterId));
    this.fullName = joinedName(spoke.hub, this, spoke.key, key);
    this.network = network;
    this.#attributes = attributes;
    refuseRepeated(
      this,
      nodePools.map(({ name }) => name),
      "nodePools",
    );
    this.pools = nodePools.map(
      (pool) => new ExistingPoolNetwork(this, pool.name, { ...pool, cluster: this }),
    );
    this.#ranges = {
      nodes: prefixesOf(this.pools.map(({ subnet }) => subnet)),
      pods: [...ownPodRanges(network), ...prefixesOf(this.pools.map(({ podSubnet }) => podSubnet))],
    };
    this.maxNodes = nodePools.reduce((sum, { maxNodes = 0 }) => sum + maxNodes, 0);
    this.routeTable = this.#table(attributes);
    this.routesToAppliance = attributes.routesToAppliance ?? false;
    this.mirror = attributes.mirror;
    this.azurePolicy = attributes.azurePolicy ?? false;
    for (const range of ownPodRanges(network))
      claim(this, {
        range,
        use: "pods",
        owner: `pods of cluster ${spoke.key}/${key}`,
        network: spoke.network,
        prop: "network.podCidr",
        routingDomains: attributes.routingDomains,
      });
  }

  /** Azure Resource Manager id. */
  get clusterId(): string {
    return this.#attributes.clusterId;
  }

  get principalId(): string {
    return this.#required("principalId");
  }

  get oidcIssuerUrl(): string {
    return this.#required("oidcIssuerUrl");
  }

  get nodeResourceGroupId(): string {
    return this.#required("nodeResourceGroupId");
  }

  /** The node resource group, where its id is given. */
  get givenNodeResourceGroupId(): string | undefined {
    return this.#attributes.nodeResourceGroupId;
  }

  get nodeResourceGroupName(): string {
    return this.nodeResourceGroupId.split("/").at(-1) ?? "";
  }

  allowFrom(name: string, gateway: Cidr): void {
    for (const group of new Set(this.pools.map(({ group }) => group)))
      allowFromGateway(group, name, gateway, this.#ranges);
  }

  waitFor(): void {
    // It exists already.
  }

  /** Lists the add-on for the cluster's team, if the gateway is created here; with one that exists it runs already. */
  enableAgicAddon(gatewayId: string): string | undefined {
    if (knownText(gatewayId) !== undefined) return undefined;
    new RequestedAgicAddon(this, "agic", { clusterId: this.clusterId, gatewayId });
    return this.#attributes.agicPrincipalId;
  }

  /** An attribute that something needs; reported where it is missing, so that the text is never written. */
  #required(attribute: ClusterAttribute): string {
    const value = this.#attributes[attribute];
    if (value !== undefined) return value;
    if (!this.#missing.has(attribute)) report(this, ATTRIBUTE_MISSING.judge({ key: this.key, attribute }));
    this.#missing.add(attribute);
    return "unknown";
  }

  #table({ routeTableId }: ClusterAttributes): ExistingRouteTable | undefined {
    return routeTableId === undefined ? undefined : existingTableOf(this, routeTableId, "routeTableId");
  }
}

/** The prefixes of subnets, each once: pools may share one. */
function prefixesOf(subnets: readonly (IExtensibleSubnet | undefined)[]): readonly Cidr[] {
  return [...new Set(subnets)].flatMap((subnet) => subnet?.prefixes ?? []);
}

/** The subnets of one pool of a cluster that exists already. */
export class ExistingPoolNetwork extends Construct {
  readonly subnet: IExtensibleSubnet;
  readonly group: IExtensibleSecurityGroup;
  readonly podSubnet: IExtensibleSubnet | undefined;

  constructor(
    scope: Construct,
    id: string,
    { cluster, ...pool }: ExistingPool & { readonly cluster: ExistingCluster },
  ) {
    super(scope, id);
    const { spoke } = cluster;
    const nameParts = [spoke.key, cluster.key, pool.name];
    const key = setPath(this, `${pathOf(scope) ?? id}.nodePools.${pool.name}`);
    const shared = { tenant: cluster, network: spoke.network };
    this.subnet = subnetIn(this, "~nodes", {
      ...shared,
      existing: pool.subnet,
      prop: "subnet",
      prefix: pool.subnet.prefix,
      key,
      name: { parts: nameParts },
      demand: { addresses: pool.maxNodes ?? 0 },
    });
    this.group = securityGroupIn(this, "~nsg", {
      subnet: this.subnet,
      securityGroupId: pool.securityGroupId,
      placement: spoke.placement,
      nameParts,
    });
    if (this.subnet.securityGroup !== this.group) this.subnet.useNetworkSecurityGroup(this.group);
    this.podSubnet =
      pool.podSubnet !== undefined && needsPodSubnet(cluster.network)
        ? subnetIn(this, "pods", {
            ...shared,
            existing: pool.podSubnet,
            prop: "podSubnet",
            prefix: pool.podSubnet.prefix,
            key: `${key}.pods`,
            name: { parts: [...nameParts, "pods"] },
          })
        : undefined;
  }
}
