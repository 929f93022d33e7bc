import { Construct } from "constructs";
import { isOverlay } from "../../aks/network-plugin.js";
import { pathOf, setPath } from "../../core/places.js";
import { report, TopologyError } from "../../core/problem.js";
import { CLOUD_LACKS } from "../../core/rules/clouds.js";
import { NO_ROOM } from "../../core/rules/addresses.js";
import { knownText } from "../../core/known.js";
import { AlbController } from "../../ingress/alb-controller.js";
import {
  ADDRESSES_FOR_CONTAINERS,
  FOR_CONTAINERS_CONTROLLER,
  FOR_CONTAINERS_EGRESS,
  FOR_CONTAINERS_NETWORK,
  FOR_CONTAINERS_REGION,
  judgeSubnet,
  SUBNET_FOR_OVERLAY,
} from "../../ingress/for-containers-rules.js";
import { GatewayForContainers, type ForContainersWafProps } from "../../ingress/gateway-for-containers.js";
import type { Cidr } from "../../net/cidr.js";
import type { SubnetAttributes } from "../../network/existing-subnet.js";
import type { IExtensibleSecurityGroup } from "../../network/network-security-group.js";
import { securityGroupIn } from "../../network/security-group-in.js";
import type { IExtensibleSubnet } from "../../network/subnet.js";
import { subnetIn } from "../../network/subnet-in.js";
import { AUTOMATIC_LOCKED_GROUP } from "../../aks/rules/automatic.js";
import { SpokeCluster } from "../cluster/spoke-cluster.js";
import type { ICluster } from "../estate/cluster.js";

export interface SpokeGatewayForContainersProps {
  /** The cluster that the gateway sends to. One that is created here has the prop `albController`. */
  readonly cluster: ICluster;
  /** Names of the frontends, each for one Gateway of Kubernetes and with a host name of Azure's. @default one, "public" */
  readonly frontends?: readonly string[] | undefined;
  /** Prefix of the gateway's subnet: exactly a /24 in front of an overlay. @default allocated from the spoke */
  readonly subnetPrefix?: Cidr | undefined;
  /** A subnet that exists already. @default one is created */
  readonly subnet?: SubnetAttributes | undefined;
  /** Azure Resource Manager id of the security group of its subnet. @default one is created */
  readonly securityGroupId?: string | undefined;
  /** Web application firewall. @default none */
  readonly waf?: ForContainersWafProps | undefined;
  /** Version of the chart `alb-controller`. @default 1.9.13 */
  readonly version?: string | undefined;
}

/** Listeners have no others. Source: Application Gateway for Containers documentation, Gateway API. */
const PORTS = ["80", "443"];

/**
 * Application Gateway for Containers in front of a cluster, in a subnet of its own in the cluster's network: the gateway does not
 * reach overlays in other networks. With the identity of the ALB controller, which configures it.
 */
export class SpokeGatewayForContainers extends Construct {
  readonly cluster: ICluster;
  readonly subnet: IExtensibleSubnet;
  readonly gateway: GatewayForContainers;
  readonly controller: AlbController;

  constructor(scope: Construct, id: string, props: SpokeGatewayForContainersProps) {
    super(scope, id);
    const { cluster } = props;
    const { spoke } = cluster;
    this.cluster = cluster;
    const nameParts = [spoke.key, cluster.key];
    const key = setPath(this, `${pathOf(cluster) ?? cluster.fullName}.ingress`);
    this.#judge(props);
    const subnetParts = [...nameParts, "containers"];
    this.subnet = subnetIn(this, "~subnet", {
      existing: props.subnet,
      tenant: this,
      prop: "subnet",
      network: spoke.network,
      prefix: this.#prefix(props, `${key}.subnet`),
      demand: { addresses: ADDRESSES_FOR_CONTAINERS },
      key: `${key}.subnet`,
      name: { parts: subnetParts },
      delegation: "Microsoft.ServiceNetworking/trafficControllers",
    });
    const group = securityGroupIn(this, "~nsg", {
      subnet: this.subnet,
      securityGroupId: props.securityGroupId,
      placement: spoke.placement,
      nameParts: subnetParts,
    });
    this.#secure(group);
    const { prefix } = this.subnet;
    const isExisting = props.subnet !== undefined;
    report(this, judgeSubnet(cluster.network, { key: cluster.key, prefix, isExisting }));
    cluster.allowFrom("application-gateway-for-containers", this.subnet.prefix);
    const { placement } = spoke;
    const { frontends, waf, version } = props;
    this.gateway = new GatewayForContainers(this, "~gateway", {
      placement,
      subnet: this.subnet,
      frontends,
      waf,
      nameParts,
    });
    this.controller = new AlbController(this, "~controller", {
      cluster,
      gateway: {
        resourceGroupId: spoke.resourceGroupId,
        subnetId: this.subnet.subnetId,
        wafPolicyId: this.gateway.wafPolicy?.id,
      },
      version,
      placement,
      nameParts,
    });
  }

  #judge({ cluster, version }: SpokeGatewayForContainersProps): void {
    const { key, network } = cluster;
    const { location } = cluster.spoke;
    const known = version === undefined ? undefined : knownText(version);
    const isIsolated = cluster instanceof SpokeCluster && cluster.egress.outbound.type === "none";
    report(
      this,
      FOR_CONTAINERS_NETWORK.judge({ key, network }),
      CLOUD_LACKS.judge({ location, feature: "Application Gateway for Containers", prop: "type" }),
      FOR_CONTAINERS_REGION.judge(location),
      ...(known !== undefined && isOverlay(network)
        ? [FOR_CONTAINERS_CONTROLLER.judge({ key, version: known })]
        : []),
      AUTOMATIC_LOCKED_GROUP.judge({
        cluster,
        what: "the ALB controller's identity cannot be granted the role on it that it needs",
        prop: "type",
        remedy: "Use gateway-to-load-balancer or front-door, or a cluster without type.",
      }),
      ...(isIsolated ? [FOR_CONTAINERS_EGRESS.judge(key)] : []),
    );
  }

  /** Azure's probes, and users on the ports of listeners. Source: Azure/AKS #5837, security groups of the association's subnet. */
  #secure(group: IExtensibleSecurityGroup): void {
    group.allowInbound({
      name: "load-balancer",
      description: "Probes of Azure's load balancer in front of the gateway.",
      protocol: "*",
      from: ["AzureLoadBalancer"],
      to: ["*"],
      ports: ["*"],
    });
    group.allowInbound({
      name: "listeners",
      description: "Users, on the ports that listeners may have.",
      protocol: "Tcp",
      from: ["Internet"],
      to: [String(this.subnet.prefix)],
      ports: PORTS,
    });
    group.denyOtherInbound();
    this.subnet.useNetworkSecurityGroup(group);
  }

  #prefix({ cluster, subnet, subnetPrefix }: SpokeGatewayForContainersProps, key: string): Cidr {
    const { plan } = cluster.spoke;
    const need = { addresses: ADDRESSES_FOR_CONTAINERS, wanted: SUBNET_FOR_OVERLAY };
    const prefix =
      subnet?.prefix ??
      (subnetPrefix === undefined
        ? plan.rangeOf(key, () => plan.shared("gateway", cluster.index, need))
        : plan.space.relative(subnetPrefix));
    if (prefix !== undefined) return prefix;
    throw new TopologyError(
      this,
      NO_ROOM.problem({
        space: plan.space.literal,
        what: `the /${SUBNET_FOR_OVERLAY} of Application Gateway for Containers`,
        remedy: "Widen the spoke's address space, or give the ingress a subnetPrefix.",
      }),
    );
  }
}
