import type { CdnFrontdoorOrigin } from "@cdktf/provider-azurerm/lib/cdn-frontdoor-origin/index.js";
import type { PublicIp } from "@cdktf/provider-azurerm/lib/public-ip/index.js";
import { Construct } from "constructs";
import { AUTOMATIC_LOCKED_GROUP } from "../../aks/rules/automatic.js";
import { DEFAULTS } from "../../core/defaults.js";
import { CLOUD_LACKS } from "../../core/rules/clouds.js";
import { report } from "../../core/problem.js";
import { assignRole } from "../../governance/roles.js";
import type { FrontDoorTls } from "../../ingress/front-door-certificates.js";
import type { FrontDoorWafProps } from "../../ingress/front-door-waf.js";
import { FrontDoor, type FrontDoorTier } from "../../ingress/front-door.js";
import { FRONT_DOOR_LINK_REGION } from "../../ingress/rules.js";
import type { SharedFrontDoor } from "../../ingress/shared-front-door.js";
import { publicIp } from "../../network/public-ip.js";
import { loadBalancerSubnet, type LoadBalancerSubnet } from "../cluster/load-balancer-subnet.js";
import type { ICluster } from "../estate/cluster.js";
import { ASYMMETRIC_INGRESS } from "./public-ingress-rules.js";

export interface SpokeFrontDoorProps {
  readonly cluster: ICluster;
  /** Whether Front Door reaches the cluster over the Internet, or through a private link service that AKS creates. */
  readonly origin: "public" | "private-link";
  /** Host name of the cluster's ingress controller, with a certificate of a public authority. */
  readonly originHost: string;
  /** Azure region of the private endpoint that Front Door creates. @default the spoke's */
  readonly privateLinkRegion?: string | undefined;
  /** A Front Door that several clusters share, with its tier, probe and host names. @default one for this cluster alone */
  readonly shared?: SharedFrontDoor | undefined;
  /** 1 to 5, among the clusters of a shared Front Door: requests go to the healthy ones of the lowest number. @default 1 */
  readonly priority?: number | undefined;
  /** 1 to 1000: share of the requests among the clusters of one priority. @default 500 */
  readonly weight?: number | undefined;
  /** Tier of the cluster's own Front Door; a private origin requires Premium. @default "Standard" */
  readonly tier?: FrontDoorTier | undefined;
  /** Path that the cluster's own Front Door probes. @default "/" */
  readonly healthPath?: string | undefined;
  /** Public host names of the cluster's own Front Door. @default the endpoint's own name */
  readonly hostNames?: readonly string[] | undefined;
  /** Certificates in Key Vault of the cluster's own Front Door. @default certificates that Front Door manages */
  readonly tls?: FrontDoorTls | undefined;
  /** Web application firewall of the cluster's own Front Door. @default none */
  readonly waf?: FrontDoorWafProps | undefined;
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

/** Front Door in front of a cluster, with its connection to the cluster's ingress controller. */
export class SpokeFrontDoor extends Construct {
  readonly cluster: ICluster;
  /** The cluster's own, or the shared one. */
  readonly frontDoor: FrontDoor;
  readonly backend: FrontDoorBackend;
  /** What Front Door says when it asks for a connection to the origin. */
  readonly requestMessage: string;
  /** Name of the variable that takes the private link service's id, where the origin is one. */
  readonly variable: string | undefined;
  /** The resource of the origin. */
  readonly origin: CdnFrontdoorOrigin;

  constructor(scope: Construct, id: string, props: SpokeFrontDoorProps) {
    super(scope, id);
    const { cluster, origin, originHost, privateLinkRegion } = props;
    const { spoke } = cluster;
    this.cluster = cluster;
    const nameParts = [spoke.key, cluster.key];
    this.requestMessage = `Front Door of ${nameParts.join("/")}`;
    this.backend = origin === "public" ? this.#publicBackend(nameParts) : this.#linkedBackend(nameParts);
    const location = privateLinkRegion ?? spoke.location;
    report(
      this,
      FRONT_DOOR_LINK_REGION.judge({ type: origin, location }),
      ...(props.shared === undefined
        ? [
            CLOUD_LACKS.judge({
              location: spoke.location,
              feature: "Azure Front Door as azurerm creates it",
              prop: "type",
            }),
          ]
        : []),
    );
    const common = {
      origin: origin === "public" ? ({ type: origin } as const) : { type: origin, location },
      originHost,
      requestMessage: this.requestMessage,
      reportOn: this,
    };
    if (props.shared === undefined) {
      const { tier = DEFAULTS.frontDoor.tier, healthPath, hostNames, tls, waf } = props;
      const own = { placement: spoke.placement, tier, healthPath, hostNames, tls, waf, nameParts };
      this.frontDoor = new FrontDoor(this, "~front_door", own);
      const added = this.frontDoor.addOrigin(this.frontDoor, { ...common, name: "cluster" });
      this.variable = added.variable;
      this.origin = added.resource;
      return;
    }
    const { shared, priority, weight } = props;
    this.frontDoor = shared.frontDoor;
    const added = this.frontDoor.addOrigin(new Construct(shared, nameParts.join("_")), {
      ...common,
      name: nameParts.join("-"),
      priority: priority ?? DEFAULTS.frontDoor.priority,
      weight: weight ?? DEFAULTS.frontDoor.weight,
    });
    this.variable = added.variable;
    this.origin = added.resource;
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
    report(
      this,
      AUTOMATIC_LOCKED_GROUP.judge({
        cluster,
        what: "the connection of Front Door to the private link service in it cannot be approved",
        prop: "origin",
        remedy: "Use origin: public, or a cluster without type.",
      }),
    );
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
