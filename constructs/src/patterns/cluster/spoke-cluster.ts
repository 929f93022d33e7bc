import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { ClusterAddOns, type AddOns } from "../../aks/add-ons.js";
import { Cluster } from "../../aks/cluster.js";
import type { ClusterIdentity } from "../../aks/cluster-identity.js";
import { judgeChoices } from "../../aks/rules/combinations.js";
import type { KubeletIdentity } from "../../aks/kubelet-identity.js";
import { ownPodRanges, type NetworkPlugin } from "../../aks/network-plugin.js";
import { NodePool, rotationNameAmong } from "../../aks/node-pool.js";
import { isProvisioned } from "../../aks/node-provisioning.js";
import { allowFromGateway, type ClusterRanges } from "../../aks/node-subnet-rules.js";
import { joinedName, refuseRepeated } from "../../core/joined-name.js";
import { addressBookOf, bearWitness, pathOf, setPath } from "../../core/places.js";
import { report } from "../../core/problem.js";
import type { BlockPlan } from "../../net/address-plan.js";
import type { Cidr } from "../../net/cidr.js";
import type { IExtensibleRouteTable } from "../../network/route-table.js";
import { existingTableOf, type ExistingRouteTable } from "../../network/existing-route-table.js";
import type { MirrorOptions } from "../../route-sync/mirror.js";
import type { ICluster } from "../estate/cluster.js";
import { ExistingCluster, type ClusterAttributes } from "../estate/existing-cluster.js";
import { ruleGroupPriority } from "../estate/rule-group-priority.js";
import type { ISpoke } from "../estate/spoke.js";
import { ApiServerNetworking } from "./api-server-networking.js";
import { choicesOf } from "./choices.js";
import { clusterIdentity, kubeletIdentity, nodeIdentityProp } from "./identities.js";
import { ClusterEgress } from "./egress/cluster-egress.js";
import { egressRequirementsOf, maxNodesOf } from "./egress/egress-requirements.js";
import { egressProvider } from "./egress/kinds.js";
import { judgeNodeGroup } from "./judge-node-group.js";
import { judgeRegion } from "./judge-region.js";
import { loadBalancerSubnet } from "./load-balancer-subnet.js";
import { secureNodeSubnets } from "./node-security.js";
import { needsResponseRoutes, podCallers, PodAccess } from "./pod-access.js";
import { groupsOf, PoolNetwork, type SpokeNodePool } from "./pool-network.js";
import type { SpokeClusterProps } from "./spoke-cluster-props.js";
import { VirtualNodes } from "./virtual-nodes.js";
import { CLUSTER_PART_OUTSIDE, SYSTEM_POOL_REMOVED } from "./rules.js";

type Props = SpokeClusterProps & { readonly spoke: ISpoke; readonly index: number };

/**
 * A cluster in a spoke with everything that must exist before it: subnets and security groups of its pools, egress,
 * networking of the API server, the identity with its roles.
 */
export class SpokeCluster extends Construct implements ICluster {
  readonly key: string;
  readonly fullName: string;
  readonly index: number;
  readonly spoke: ISpoke;
  readonly maxNodes: number;
  readonly mirror: MirrorOptions | undefined;
  readonly pools: readonly PoolNetwork[] = [];
  readonly virtualNodes: VirtualNodes | undefined;
  readonly egress: ClusterEgress;
  readonly identity: ClusterIdentity;
  /** The identity that nodes pull images with, where it must exist before the cluster. */
  readonly kubeletIdentity: KubeletIdentity | undefined;
  readonly api: ApiServerNetworking;
  readonly cluster: Cluster;
  readonly addOns: ClusterAddOns;
  /** What opens the pods to callers outside of the cluster; undefined where none are declared. */
  readonly podAccess: PodAccess | undefined;
  /** All pools but the first, which is part of the cluster resource, and those of which AKS creates the nodes. */
  readonly nodePools: readonly NodePool[];
  readonly #ranges: ClusterRanges;

  /**
   * A cluster that exists already, from ids and attributes.
   * @throws TopologyError when the id is not that of an AKS cluster
   */
  static fromAttributes(spoke: ISpoke, key: string, attributes: ClusterAttributes): ExistingCluster {
    return new ExistingCluster(spoke, key, attributes);
  }

  constructor(scope: Construct, id: string, given: Props) {
    super(scope, id);
    this.#refuseRepeated(given);
    const path = setPath(this, `${pathOf(given.spoke) ?? given.spoke.key}.clusters.${id}`);
    const props = { ...given, nodePools: this.#systemFirst(path, given.nodePools) };
    this.key = id;
    this.index = props.index;
    this.mirror = props.mirror;
    this.maxNodes = maxNodesOf(props.nodePools);
    this.spoke = props.spoke;
    this.fullName = joinedName(props.spoke.hub, this, props.spoke.key, id);
    const nameParts = [props.spoke.key, id];
    const block = props.spoke.plan.clusterBlock(props.index, this.#ownBlock(props), path);
    const [system, ...others] = this.#poolNetworks(props, block);
    this.pools = [system, ...others];
    this.virtualNodes =
      props.virtualNodes === undefined
        ? undefined
        : new VirtualNodes(this, "virtual_nodes", {
            ...props.virtualNodes,
            spoke: props.spoke,
            block,
            nameParts,
          });
    this.egress = this.#egress(props, nameParts);
    const { placement } = props.spoke;
    const identities = {
      placement,
      pools: this.pools,
      egress: this.egress,
      // While the cluster moves from kubenet to an overlay, AKS deletes its routes.
      writesRoutes: props.network.type === "kubenet" || props.mirror?.policy === "retire",
      diskEncryptionSetId: props.diskEncryptionSetId,
      existing: props.identity,
      existingKubelet: props.kubeletIdentity,
      nameParts,
    };
    this.identity = clusterIdentity(this, identities);
    this.kubeletIdentity = kubeletIdentity(this, this.identity, identities);
    this.api = new ApiServerNetworking(this, "api_server", {
      spoke: props.spoke,
      block,
      access: props.apiServer,
      identity: this.identity,
      egressAddresses: this.egress.addresses,
      nameParts,
    });
    this.#ranges = secureNodeSubnets({
      spoke: props.spoke,
      network: props.network,
      pools: this.pools,
      virtualNodes: this.virtualNodes?.subnet,
      apiServer: this.api.subnet,
    });
    this.podAccess = this.#podAccess(props);
    report(
      this,
      ...judgeChoices(choicesOf(props, this.spoke, this.egress.outbound.type, this.api.apiServer)),
      ...judgeRegion(this.spoke.location, {
        ...props,
        nodeIdentity: nodeIdentityProp(props, this.kubeletIdentity),
      }),
    );
    this.cluster = this.#cluster(props, system, nameParts);
    report(this, ...judgeNodeGroup(this.spoke, this.cluster, props.dnsPrefix));
    bearWitness(`${path}.systemPool`, this.cluster.resource, "default_node_pool.name");
    this.virtualNodes?.attachTo(this.cluster);
    this.egress.attachTo(this.cluster);
    this.addOns = new ClusterAddOns(this, "~add_ons", {
      cluster: this.cluster,
      placement: props.spoke.placement,
      addOns: this.#otherRegistries(props.addOns ?? {}),
      nameParts,
    });
    this.nodePools = this.#addPools(others);
    const { hub, network } = this.spoke;
    const published = hub.published?.servicesIn(network.addressSpace) ?? [];
    if (published.length > 0) loadBalancerSubnet(this.spoke).grantUse(this, { privateLink: false });
  }

  get network(): NetworkPlugin {
    return this.cluster.network;
  }

  get routeTable(): IExtensibleRouteTable | undefined {
    return this.egress.routeTable;
  }

  get routesToAppliance(): boolean {
    return this.egress.outbound.type === "route-table";
  }

  get principalId(): string {
    return this.identity.identity.principalId;
  }

  get oidcIssuerUrl(): string {
    return this.cluster.resource.oidcIssuerUrl;
  }

  get nodeResourceGroupId(): string {
    return this.cluster.resource.nodeResourceGroupId;
  }

  get nodeResourceGroupName(): string {
    return this.cluster.resource.nodeResourceGroup;
  }

  get azurePolicy(): boolean {
    return this.cluster.resource.azurePolicyEnabledInput === true;
  }

  get dependables(): readonly ITerraformDependable[] {
    return [this.cluster.resource];
  }

  enableAgicAddon(gatewayId: string): string {
    return this.cluster.enableAgicAddon(gatewayId);
  }

  waitFor(...dependables: readonly ITerraformDependable[]): void {
    this.cluster.waitFor(...dependables);
  }

  allowFrom(name: string, gateway: Cidr): void {
    for (const group of groupsOf(this.pools)) allowFromGateway(group, name, gateway, this.#ranges);
  }

  /** Pools and registries by their names, which Azure has once; those of registries in any case. */
  #refuseRepeated({ nodePools, addOns: { registries = [] } = {} }: Props): void {
    const namesOf = (named: readonly { readonly name: string }[]): string[] => named.map(({ name }) => name);
    refuseRepeated(this, namesOf(nodePools), "nodePools");
    refuseRepeated(
      this,
      namesOf(registries).map((name) => name.toLowerCase()),
      "addOns.registries",
    );
  }

  /** The given block; one outside the address space is reported once, and not at each of its subnets. */
  #ownBlock({ block, spoke }: Props): Cidr | undefined {
    const { space } = spoke.plan;
    if (block === undefined || space.contains(block)) return block;
    report(this, CLUSTER_PART_OUTSIDE.judge({ space, block }));
    return undefined;
  }

  /** The pools, first the one that is part of the cluster resource: another one there would replace the cluster. */
  #systemFirst(path: string, pools: Props["nodePools"]): Props["nodePools"] {
    const book = addressBookOf(this);
    const held = book.systemPool(path);
    const kept = pools.find(({ name }) => name === held);
    const system = kept ?? pools[0];
    const gone = kept === undefined ? held : undefined;
    report(this, SYSTEM_POOL_REMOVED.judge({ held: gone, first: system.name }));
    book.recordSystemPool(path, system.name);
    return [system, ...pools.filter((pool) => pool !== system)];
  }

  #poolNetworks(props: Props, block: BlockPlan): [PoolNetwork, ...PoolNetwork[]] {
    const make = (pool: SpokeNodePool): PoolNetwork =>
      new PoolNetwork(this, pool.name, {
        spoke: props.spoke,
        cluster: this,
        block,
        pool,
        network: props.network,
        serviceEndpoints: props.serviceEndpoints,
        nameParts: [props.spoke.key, this.key, pool.name],
      });
    const [first, ...others] = props.nodePools;
    return [make(first), ...others.map(make)];
  }

  /** The given route table; a second cluster with it is reported. */
  #existingTable({ routeTableId }: Props): ExistingRouteTable | undefined {
    return routeTableId === undefined ? undefined : existingTableOf(this, routeTableId, "routeTableId");
  }

  #cluster(props: Props, system: PoolNetwork, nameParts: readonly string[]): Cluster {
    const [first, ...others] = props.nodePools;
    return new Cluster(this, "~cluster", {
      ...props,
      apiServer: this.api.apiServer,
      placement: props.spoke.placement,
      outbound: this.egress.outbound,
      identity: this.identity,
      kubeletIdentity: this.kubeletIdentity,
      systemPool: {
        ...first,
        subnet: system.subnet,
        podSubnet: system.podSubnet,
        rotationName: rotationNameAmong(props.nodePools, first),
      },
      otherPools: others,
      dependsOn: [
        ...props.spoke.dependables,
        ...this.egress.dependables,
        ...(this.podAccess?.dependables ?? []),
        ...this.api.dependables,
        ...this.pools.flatMap(({ subnet, podSubnet }) => [
          ...subnet.dependables,
          ...(podSubnet?.dependables ?? []),
        ]),
      ],
      nameParts,
    });
  }

  #addPools(others: readonly PoolNetwork[]): NodePool[] {
    const { tags } = this.spoke.placement;
    const pools = this.pools.map(({ pool }) => pool);
    return others
      .filter(({ pool }) => !isProvisioned(pool))
      .map(
        (network) =>
          new NodePool(network, "~pool", {
            ...network.pool,
            subnet: network.subnet,
            podSubnet: network.podSubnet,
            rotationName: rotationNameAmong(pools, network.pool),
            clusterId: this.cluster.clusterId,
            tags,
          }),
      );
  }

  #egress(props: Props, nameParts: readonly string[]): ClusterEgress {
    const { spoke, nodePools: pools, addOns = {} } = props;
    const egress = egressProvider(props.egress);
    return new ClusterEgress(this, "~egress", {
      spoke,
      egress,
      pools: this.pools,
      // With another plugin there are none, which is a problem of its own.
      virtualNodes: props.network.type === "azure-cni" ? this.virtualNodes?.subnet : undefined,
      podRanges: ownPodRanges(props.network),
      requirements: egressRequirementsOf({
        spoke,
        publicApiServer: props.apiServer.type === "public",
        pools,
        addOns,
        albController: props.albController ?? false,
        network: props.network,
        destinations: egress.destinations,
      }),
      routeTable: this.#existingTable(props),
      customRouteTable: props.customRouteTable === true || needsResponseRoutes(spoke, props.network),
      maxNodes: this.maxNodes,
      priority: ruleGroupPriority("cluster", this, { spoke, index: props.index }),
      apiServerPriority: ruleGroupPriority("api-server", this, { spoke, index: props.index }),
      nameParts,
    });
  }

  #podAccess({ spoke, network, index }: Props): PodAccess | undefined {
    if (podCallers(network).length === 0) return undefined;
    return new PodAccess(this, "pod_access", {
      spoke,
      key: this.key,
      network,
      pools: this.pools,
      routeTable: this.routeTable,
      priority: ruleGroupPriority("pods", this, { spoke, index }),
    });
  }

  /** The add-ons without the registry that nodes bootstrap from: Azure refuses the same role assignment twice. */
  #otherRegistries(addOns: AddOns): AddOns {
    const { outbound } = this.egress;
    if (outbound.type !== "none" || addOns.registries === undefined) return addOns;
    const own = outbound.registryId?.toLowerCase();
    return { ...addOns, registries: addOns.registries.filter(({ id }) => id.toLowerCase() !== own) };
  }
}
