import type { PublicIp } from "@cdktf/provider-azurerm/lib/public-ip/index.js";
import { Construct } from "constructs";
import { report } from "../../core/problem.js";
import { assignRole } from "../../governance/roles.js";
import { FrontDoor, type FrontDoorTier } from "../../ingress/front-door.js";
import { publicIp } from "../../network/public-ip.js";
import { loadBalancerSubnet, type LoadBalancerSubnet } from "../cluster/load-balancer-subnet.js";
import type { ICluster } from "../estate/cluster.js";
import { ASYMMETRIC_INGRESS } from "./public-ingress-rules.js";

export interface SpokeFrontDoorProps {
  readonly cluster: ICluster;
  /** A private origin requires Premium. */
  readonly tier: FrontDoorTier;
  /** Whether Front Door reaches the cluster over the Internet, or through a private link service that AKS creates. */
  readonly origin: "public" | "private-link";
  /** Host name of the cluster's ingress controller, with a certificate of a public authority. */
  readonly originHost: string;
  /** @default "/" */
  readonly healthPath?: string | undefined;
  /** Public host names. @default the endpoint's own name */
  readonly hostNames?: readonly string[] | undefined;
}

/** The cluster's load balancer that Front Door forwards to. */
export type FrontDoorBackend =
  | { readonly type: "public"; readonly address: PublicIp }
  | {
      readonly type: "private-link";
      readonly balancers: LoadBalancerSubnet;
      readonly address: string;
      /** Name of the private link service that AKS creates. */
      readonly serviceName: string;
    };

/** Front Door calls its origins over HTTPS. */
const PORT = 443;

/** Front Door in front of one cluster, with its connection to the cluster's ingress controller. */
export class SpokeFrontDoor extends Construct {
  readonly cluster: ICluster;
  readonly frontDoor: FrontDoor;
  readonly backend: FrontDoorBackend;

  constructor(scope: Construct, id: string, props: SpokeFrontDoorProps) {
    super(scope, id);
    const { cluster, origin, ...rest } = props;
    const { spoke } = cluster;
    this.cluster = cluster;
    const nameParts = [spoke.key, cluster.key];
    this.backend = origin === "public" ? this.#publicBackend(nameParts) : this.#linkedBackend(nameParts);
    this.frontDoor = new FrontDoor(this, "~front_door", {
      ...rest,
      placement: spoke.placement,
      origin: origin === "public" ? { type: origin } : { type: origin, location: spoke.location },
      nameParts,
    });
  }

  #publicBackend(nameParts: readonly string[]): FrontDoorBackend {
    const { cluster } = this;
    const { placement, resourceGroupId } = cluster.spoke;
    if (cluster.routesToAppliance) {
      report(this, ASYMMETRIC_INGRESS.judge(cluster.key));
    }
    const address = publicIp(this, "origin", {
      placement,
      nameParts: [...nameParts, "origin"],
    });
    const role = assignRole(this, "origin_address", {
      requirement: "join-public-ip",
      scope: resourceGroupId,
      principalId: cluster.principalId,
      description: "AKS looks up the public address in its group and puts it on the load balancer.",
    });
    cluster.waitFor(role, address);
    for (const { group, subnet } of cluster.pools) {
      group.allowInbound({
        name: "from-front-door",
        description: "Front Door to the public load balancer, which keeps its address on the packet.",
        protocol: "Tcp",
        from: ["AzureFrontDoor.Backend"],
        to: [address.ipAddress, String(subnet.prefix)],
        ports: [String(PORT)],
      });
    }
    return { type: "public", address };
  }

  #linkedBackend(nameParts: readonly string[]): FrontDoorBackend {
    const { cluster } = this;
    const balancers = loadBalancerSubnet(cluster.spoke);
    const address = balancers.addressFor(cluster);
    balancers.grantUse(cluster, { privateLink: true });
    // Requests through the private link service have a source address of the service's subnet.
    balancers.allow(cluster, address, {
      name: "private-link",
      from: [balancers.subnet.prefix],
      ports: [PORT],
    });
    return { type: "private-link", balancers, address, serviceName: ["pls", ...nameParts].join("-") };
  }
}
