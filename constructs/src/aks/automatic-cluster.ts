import { dependable, Fn, Token, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { claim } from "../core/address-claims.js";
import { Naming } from "../core/naming.js";
import { NAME_FORMATS } from "../core/name-rules.js";
import { omitUndefined } from "../core/omit-undefined.js";
import { placed, type Placement } from "../core/placement.js";
import { Cidr } from "../net/cidr.js";
import type { ISubnet } from "../network/subnet.js";
import { authorizedRangesOf, privateDnsOf, type ApiServer, type PrivateDns } from "./api-server.js";
import { AutomaticResource, type AutomaticResourceConfig } from "./automatic-resource.js";
import type { ClusterIdentity } from "./cluster-identity.js";
import type { ClusterSettings } from "./cluster-settings.js";
import { ownPodRanges, serviceRanges, type NetworkPlugin } from "./network-plugin.js";

/**
 * The network of an AKS Automatic cluster: Azure CNI Overlay powered by Cilium. azurerm sets no ranges, so that they are
 * the defaults of AKS. Sources: AKS documentation, introduction to AKS Automatic; plan IP addressing; azurerm 5.2.0.
 */
export const AUTOMATIC_NETWORK: NetworkPlugin = {
  type: "cilium",
  pods: "overlay",
  networkPolicy: "cilium",
  podCidr: Cidr.of("10.244.0.0/16"),
  serviceCidr: Cidr.of("10.0.0.0/16"),
  dnsServiceIp: "10.0.0.10",
};

export interface AutomaticClusterProps {
  readonly placement: Placement;
  readonly identity: ClusterIdentity;
  /** The API server, which is always on a subnet of the network. */
  readonly apiServer: ApiServer;
  /** Subnet of the nodes that AKS creates for workloads. */
  readonly nodeSubnet: ISubnet;
  /** Subnet of the system nodes, which AKS runs in a subscription of its own. */
  readonly systemNodeSubnet: ISubnet;
  /** The service mesh of AKS, Istio, with its gateways. @default none */
  readonly serviceMesh?: ClusterSettings["serviceMesh"];
  /** What must exist before the cluster. */
  readonly dependsOn: readonly ITerraformDependable[];
  /** Names of what pod traffic shares with other clusters, for the overlap check. @default none */
  readonly routingDomains?: readonly string[] | undefined;
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** An AKS Automatic cluster on existing subnets, with an existing identity. */
export class AutomaticCluster extends Construct {
  readonly resource: AutomaticResource;
  readonly network: NetworkPlugin = AUTOMATIC_NETWORK;
  readonly apiServer: ApiServer;

  constructor(scope: Construct, id: string, props: AutomaticClusterProps) {
    super(scope, id);
    const { apiServer, identity, serviceMesh } = props;
    this.apiServer = apiServer;
    this.#claimRanges(props);
    const name = Naming.of(this).nameWithin(NAME_FORMATS.cluster, this, "cluster", ...props.nameParts);
    const authorized = authorizedRangesOf(apiServer);
    const dns = privateDnsOf(apiServer);
    this.resource = new AutomaticResource(
      this,
      "~automatic_cluster",
      omitUndefined({
        name,
        ...placed(props.placement),
        identityIds: [identity.identity.id],
        nodeSubnetId: props.nodeSubnet.subnetId,
        systemNodeSubnetId: props.systemNodeSubnet.subnetId,
        apiServerSubnetId: apiServer.type === "vnet-integration" ? apiServer.subnet.subnetId : undefined,
        authorizedIpRanges: authorized.length === 0 ? undefined : authorized.map(String),
        privateCluster: dns && privateArguments(dns),
        serviceMesh: serviceMesh && {
          revisions: serviceMesh.revisions,
          internalGateway: serviceMesh.internalGateway ?? false,
          externalGateway: serviceMesh.externalGateway ?? false,
        },
        dependsOn: [...props.dependsOn, ...identity.dependables],
      }),
    );
  }

  /** Azure Resource Manager id. */
  get clusterId(): string {
    return this.resource.id;
  }

  /** Name of the node resource group, which the resource has in an id only. */
  get nodeResourceGroupName(): string {
    return Token.asString(Fn.element(Fn.split("/", this.resource.nodeResourceGroupId), 4));
  }

  /** Makes the cluster depend on something that is defined after it. */
  waitFor(...dependables: readonly ITerraformDependable[]): void {
    this.resource.dependsOn = [...(this.resource.dependsOn ?? []), ...dependables.map(dependable)];
  }

  #claimRanges({ nameParts, nodeSubnet: { network }, routingDomains }: AutomaticClusterProps): void {
    const cluster = nameParts.join("/");
    const fixed = { network, isFixed: true } as const;
    for (const range of ownPodRanges(this.network))
      claim(this, { ...fixed, range, use: "pods", owner: `pods of cluster ${cluster}`, routingDomains });
    for (const range of serviceRanges(this.network))
      claim(this, { ...fixed, range, use: "services", owner: `services of cluster ${cluster}` });
  }
}

function privateArguments(dns: PrivateDns): AutomaticResourceConfig["privateCluster"] {
  switch (dns.type) {
    case "public-fqdn":
      return { dnsZoneId: "None", hasPublicName: true };
    case "system-zone":
      return { dnsZoneId: "System", hasPublicName: false };
    case "custom-zone":
      return { dnsZoneId: dns.zone.zoneId, hasPublicName: false };
  }
}
