import type { PublicIp } from "@cdktf/provider-azurerm/lib/public-ip/index.js";
import { Construct } from "constructs";
import { report } from "../../core/problem.js";
import { assignRole } from "../../governance/roles.js";
import { FrontDoor, type FrontDoorTier } from "../../ingress/front-door.js";
import { publicIp } from "../../network/public-ip.js";
import { loadBalancerSubnet, type LoadBalancerSubnet } from "../cluster/load-balancer-subnet.js";
import type { ICluster } from "../estate/cluster.js";

export interface SpokeFrontDoorProps {
  readonly cluster: ICluster;
  /** Private origins take Premium. */
  readonly tier: FrontDoorTier;
  /** Whether Front Door reaches the cluster over the Internet, or through a private link service that AKS makes. */
  readonly origin: "public" | "private-link";
  /** Name that the cluster's controller answers to, with a certificate for it of an authority that everybody knows. */
  readonly originHost: string;
  /** @default "/" */
  readonly healthPath?: string;
  /** Names that people ask for. @default the endpoint's own name alone */
  readonly hostNames?: readonly string[];
}

/** Where the cluster's controller takes requests, and what its Service says to AKS. */
export type FrontDoorBackend =
  | { readonly kind: "public"; readonly address: PublicIp }
  | {
      readonly kind: "private-link";
      readonly balancers: LoadBalancerSubnet;
      readonly address: string;
      /** Name of the private link service that AKS makes. */
      readonly serviceName: string;
    };

/** Front Door speaks HTTPS to its origins. */
const PORT = 443;

/** Front Door in front of one cluster, and the way from it to the cluster's controller. */
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
      origin: origin === "public" ? { kind: origin } : { kind: origin, location: spoke.location },
      nameParts,
    });
  }

  #publicBackend(nameParts: readonly string[]): FrontDoorBackend {
    const { cluster } = this;
    const { placement, resourceGroupId } = cluster.spoke;
    if (cluster.routesToAppliance) {
      report(this, {
        code: "ASYMMETRIC_INGRESS",
        message: `Answers of ${cluster.key} leave by 0.0.0.0/0 through an appliance, not by the public load balancer that requests come in by.`,
        hint: "Use origin private-link with tier Premium, an Application Gateway, or an egress without an appliance.",
        prop: "origin",
      });
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
    return { kind: "public", address };
  }

  #linkedBackend(nameParts: readonly string[]): FrontDoorBackend {
    const { cluster } = this;
    const balancers = loadBalancerSubnet(cluster.spoke);
    const address = balancers.addressFor(cluster);
    balancers.grantUse(cluster, { privateLink: true });
    // What comes through the private link service has an address of the subnet that the service stands in.
    balancers.allow(cluster, address, {
      name: "private-link",
      from: [balancers.subnet.prefix],
      ports: [PORT],
    });
    return { kind: "private-link", balancers, address, serviceName: ["pls", ...nameParts].join("-") };
  }
}
