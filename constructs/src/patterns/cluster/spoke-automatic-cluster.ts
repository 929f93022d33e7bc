import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { AUTOMATIC_NETWORK, AutomaticCluster } from "../../aks/automatic-cluster.js";
import { ClusterIdentity } from "../../aks/cluster-identity.js";
import type { ClusterSettings } from "../../aks/cluster-settings.js";
import { ownPodRanges, type NetworkPlugin } from "../../aks/network-plugin.js";
import { allowFromGateway, type ClusterRanges } from "../../aks/node-subnet-rules.js";
import { AUTOMATIC_ADD_ON, AUTOMATIC_WITHOUT_ZONES } from "../../aks/rules/automatic.js";
import { DEFAULTS } from "../../core/defaults.js";
import { joinedName } from "../../core/joined-name.js";
import { pathOf, setPath } from "../../core/places.js";
import { report } from "../../core/problem.js";
import type { IdentityAttributes } from "../../governance/user-identity.js";
import type { BlockPlan } from "../../net/address-plan.js";
import { usableAddresses } from "../../net/capacity.js";
import type { Cidr } from "../../net/cidr.js";
import { SMALLEST_PREFIX } from "../../net/well-known.js";
import type { ICluster } from "../estate/cluster.js";
import { ruleGroupPriority } from "../estate/rule-group-priority.js";
import type { ISpoke } from "../estate/spoke.js";
import { ApiServerNetworking, type VnetIntegratedAccess } from "./api-server-networking.js";
import { ClusterEgress } from "./egress/cluster-egress.js";
import { egressRequirementsOf, maxNodesOf } from "./egress/egress-requirements.js";
import { loadBalancerSubnet } from "./load-balancer-subnet.js";
import { judgeNodeGroup } from "./judge-node-group.js";
import { judgeRegion } from "./judge-region.js";
import { secureNodeSubnets } from "./node-security.js";
import { groupsOf, PoolNetwork, type SpokeNodePool } from "./pool-network.js";
import { CLUSTER_PART_OUTSIDE } from "./rules.js";

/** The subnet of nodes of an AKS Automatic cluster. */
export type AutomaticSubnet = Pick<SpokeNodePool, "subnet" | "subnetPrefix" | "securityGroupId">;

export interface SpokeAutomaticClusterProps {
  /** Subnet of the nodes that AKS creates for workloads. @default one is created, a /24 where there is room */
  readonly nodes?: AutomaticSubnet | undefined;
  /** Nodes that their subnet has addresses for. @default 50 */
  readonly maxNodes?: number | undefined;
  /** Subnet of the system nodes, which AKS runs in a subscription of its own; a /26 or larger. @default one is created */
  readonly systemNodes?: AutomaticSubnet | undefined;
  /** The API server, which is always on a subnet of the network. */
  readonly apiServer: VnetIntegratedAccess;
  /** The service mesh of AKS, Istio, with its gateways. @default none */
  readonly serviceMesh?: ClusterSettings["serviceMesh"];
  /** Part of the spoke's address space for the cluster's subnets. @default an eighth of the space, by the cluster's position */
  readonly block?: Cidr | undefined;
  /** Services reached over Azure's backbone from the subnet of the nodes, such as `Microsoft.Storage`. @default none */
  readonly serviceEndpoints?: readonly string[] | undefined;
  /** The cluster's identity, where it exists already. @default one is created */
  readonly identity?: IdentityAttributes | undefined;
  /** Names of what pod traffic shares with other clusters, for the overlap check. @default none */
  readonly routingDomains?: readonly string[] | undefined;
}

type Props = SpokeAutomaticClusterProps & { readonly spoke: ISpoke; readonly index: number };

/** A size for the address plan alone: AKS chooses those of its nodes. */
const ANY_SIZE = "Standard_D4lds_v5";

/**
 * An AKS Automatic cluster in a spoke with everything that must exist before it. AKS fixes what an Automatic cluster runs
 * on; what is chosen here is its network.
 */
export class SpokeAutomaticCluster extends Construct implements ICluster {
  readonly key: string;
  readonly fullName: string;
  readonly index: number;
  readonly spoke: ISpoke;
  readonly maxNodes: number;
  readonly network: NetworkPlugin = AUTOMATIC_NETWORK;
  readonly pools: readonly PoolNetwork[];
  readonly egress: ClusterEgress;
  readonly identity: ClusterIdentity;
  readonly api: ApiServerNetworking;
  readonly cluster: AutomaticCluster;
  readonly routeTable = undefined;
  /** Pods of an overlay have no callers. */
  readonly podAccess = undefined;
  /** There are none: azurerm has no add-on for them. */
  readonly virtualNodes = undefined;
  readonly routesToAppliance = false;
  /** Always on, for the safeguards of AKS. Source: AKS documentation, introduction to AKS Automatic, policy enforcement. */
  readonly azurePolicy = true;
  readonly nodeGroupLocked = true;
  readonly #ranges: ClusterRanges;

  /** @internal The door is `Spoke.addAutomaticCluster`. */
  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    const { spoke, index } = props;
    const path = setPath(this, `${pathOf(spoke) ?? spoke.key}.clusters.${id}`);
    this.key = id;
    this.index = index;
    this.spoke = spoke;
    this.fullName = joinedName(spoke.hub, this, spoke.key, id);
    const nameParts = [spoke.key, id];
    const block = spoke.plan.clusterBlock(index, this.#ownBlock(props), path);
    const nodes = this.#nodes(props, block, path);
    const system = this.#systemNodes(props, block, path);
    this.pools = [nodes, system];
    this.maxNodes = maxNodesOf([nodes.pool]);
    this.egress = this.#egress(props, nameParts);
    this.identity = new ClusterIdentity(this, "~identity", {
      placement: spoke.placement,
      existing: props.identity,
      nameParts,
    });
    this.identity.allow(
      "virtual_network",
      spoke.network.virtualNetworkId,
      "run-automatic",
      "AKS Automatic creates nodes and load balancers in the network.",
    );
    this.api = new ApiServerNetworking(this, "api_server", {
      spoke,
      block,
      access: props.apiServer,
      identity: this.identity,
      networkRole: "run-automatic",
      egressAddresses: this.egress.addresses,
      nameParts,
    });
    this.#ranges = secureNodeSubnets({
      spoke,
      network: this.network,
      pools: this.pools,
      virtualNodes: undefined,
      apiServer: this.api.subnet,
    });
    report(
      this,
      AUTOMATIC_WITHOUT_ZONES.judge(spoke),
      ...judgeRegion(spoke.location, { apiServer: props.apiServer, nodePools: [] }),
    );
    this.cluster = new AutomaticCluster(this, "~cluster", {
      placement: spoke.placement,
      identity: this.identity,
      apiServer: this.api.apiServer,
      nodeSubnet: nodes.subnet,
      systemNodeSubnet: system.subnet,
      serviceMesh: props.serviceMesh,
      dependsOn: [
        ...spoke.dependables,
        ...this.egress.dependables,
        ...this.api.dependables,
        ...this.pools.flatMap(({ subnet }) => subnet.dependables),
      ],
      routingDomains: props.routingDomains,
      nameParts,
    });
    report(this, ...judgeNodeGroup(spoke, this.cluster, undefined));
    const published = spoke.hub.published?.servicesIn(spoke.network.addressSpace) ?? [];
    if (published.length > 0) loadBalancerSubnet(spoke).grantUse(this, { privateLink: false });
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
    return this.cluster.nodeResourceGroupName;
  }

  get dependables(): readonly ITerraformDependable[] {
    return [this.cluster.resource];
  }

  /** Reports that there is no such add-on. */
  enableAgicAddon(): undefined {
    report(this, AUTOMATIC_ADD_ON.judge(this.key));
  }

  waitFor(...dependables: readonly ITerraformDependable[]): void {
    this.cluster.waitFor(...dependables);
  }

  allowFrom(name: string, gateway: Cidr): void {
    for (const group of groupsOf(this.pools)) allowFromGateway(group, name, gateway, this.#ranges);
  }

  /** The given block; one outside the address space is reported once, and not at each of its subnets. */
  #ownBlock({ block, spoke }: Props): Cidr | undefined {
    const { space } = spoke.plan;
    if (block === undefined || space.contains(block)) return block;
    report(this, CLUSTER_PART_OUTSIDE.judge({ space, block }));
    return undefined;
  }

  /** The subnet in which node auto-provisioning creates nodes, as many as workloads need. */
  #nodes(props: Props, block: BlockPlan, path: string): PoolNetwork {
    const { spoke, nodes, maxNodes = DEFAULTS.automaticCluster.maxNodes, serviceEndpoints } = props;
    return new PoolNetwork(this, "nodes", {
      spoke,
      cluster: this,
      block,
      pool: { ...nodes, name: "nodes", vmSize: ANY_SIZE, nodes: { min: 0, max: maxNodes } },
      network: this.network,
      key: `${path}.nodes`,
      serviceEndpoints,
      nameParts: [spoke.key, this.key, "nodes"],
    });
  }

  /** The subnet of the nodes that AKS runs itself: it has the smallest size that AKS takes, and AKS delegates it. */
  #systemNodes({ spoke, systemNodes }: Props, block: BlockPlan, path: string): PoolNetwork {
    // The surge is one of them.
    const count = usableAddresses(SMALLEST_PREFIX.automaticSystemNodes) - 1;
    return new PoolNetwork(this, "system_nodes", {
      spoke,
      cluster: this,
      block,
      pool: { ...systemNodes, name: "system_nodes", vmSize: ANY_SIZE, nodes: { count }, maxSurge: "1" },
      network: this.network,
      key: `${path}.systemNodes`,
      hosted: true,
      nameParts: [spoke.key, this.key, "system"],
    });
  }

  #egress({ spoke, index }: Props, nameParts: readonly string[]): ClusterEgress {
    return new ClusterEgress(this, "~egress", {
      spoke,
      egress: { type: "load-balancer" },
      pools: this.pools,
      podRanges: ownPodRanges(this.network),
      requirements: egressRequirementsOf({
        spoke,
        publicApiServer: false,
        pools: [],
        addOns: {},
        albController: false,
        network: this.network,
        destinations: {},
      }),
      maxNodes: this.maxNodes,
      priority: ruleGroupPriority("cluster", this, { spoke, index }),
      apiServerPriority: ruleGroupPriority("api-server", this, { spoke, index }),
      nameParts,
    });
  }
}
