import { ApplicationLoadBalancerFrontend } from "@cdktf/provider-azurerm/lib/application-load-balancer-frontend/index.js";
import { ApplicationLoadBalancerSecurityPolicy } from "@cdktf/provider-azurerm/lib/application-load-balancer-security-policy/index.js";
import { ApplicationLoadBalancerSubnetAssociation } from "@cdktf/provider-azurerm/lib/application-load-balancer-subnet-association/index.js";
import { ApplicationLoadBalancer } from "@cdktf/provider-azurerm/lib/application-load-balancer/index.js";
import type { WebApplicationFirewallPolicy } from "@cdktf/provider-azurerm/lib/web-application-firewall-policy/index.js";
import { Construct } from "constructs";
import { DEFAULTS } from "../core/defaults.js";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";
import { wafPolicy, type WafProps } from "../gateway/waf-policy.js";
import type { WafRule } from "../gateway/waf-rules.js";
import type { IExtensibleSubnet } from "../network/subnet.js";

/**
 * A web application firewall without rate limits. Neither are there challenges and rule sets of OWASP.
 * Source: Application Gateway for Containers documentation, web application firewall, limitations.
 */
export interface ForContainersWafProps extends Omit<WafProps, "rules"> {
  /** Custom rules, in the order in which they apply. @default none */
  readonly rules?: readonly Omit<WafRule, "rateLimit">[] | undefined;
}

export interface GatewayForContainersProps {
  readonly placement: Placement;
  /** Delegated to `Microsoft.ServiceNetworking/trafficControllers`, for this gateway alone. */
  readonly subnet: Pick<IExtensibleSubnet, "subnetId" | "dependables">;
  /** Names of the frontends, each for one Gateway of Kubernetes and with a host name of Azure's. @default one, "public" */
  readonly frontends?: readonly string[] | undefined;
  /** Web application firewall. @default none */
  readonly waf?: ForContainersWafProps | undefined;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/**
 * Application Gateway for Containers: what the ALB controller of a cluster configures from the Gateway API. Terraform owns the
 * gateway, its frontends and its place in the network; listeners and routes come from Kubernetes.
 */
export class GatewayForContainers extends Construct {
  readonly resource: ApplicationLoadBalancer;
  /** Frontends by their names, by which Gateways of Kubernetes refer to them. */
  readonly frontends: ReadonlyMap<string, ApplicationLoadBalancerFrontend>;
  /** The web application firewall policy, which Kubernetes refers to; undefined where there is none. */
  readonly wafPolicy: WebApplicationFirewallPolicy | undefined;

  constructor(scope: Construct, id: string, props: GatewayForContainersProps) {
    super(scope, id);
    const { placement, subnet, nameParts } = props;
    const { frontends = DEFAULTS.forContainers.frontends } = props;
    this.resource = new ApplicationLoadBalancer(this, "~gateway", {
      name: Naming.of(this).name(this, "gatewayForContainers", ...nameParts),
      ...placed(placement),
    });
    const child = { applicationLoadBalancerId: this.resource.id, ...taggedAs(placement) };
    this.frontends = new Map(
      frontends.map((name) => [
        name,
        new ApplicationLoadBalancerFrontend(this, `frontend_${name}`, { name, ...child }),
      ]),
    );
    new ApplicationLoadBalancerSubnetAssociation(this, "association", {
      name: "nodes",
      subnetId: subnet.subnetId,
      ...child,
      dependsOn: [...subnet.dependables],
    });
    this.wafPolicy = props.waf === undefined ? undefined : this.#protect(props.waf, props);
  }

  /** The security policy says which firewall policies Kubernetes may refer to. */
  #protect(
    waf: ForContainersWafProps,
    { placement, nameParts }: GatewayForContainersProps,
  ): WebApplicationFirewallPolicy {
    const policy = wafPolicy(this, "waf", { ...waf, placement, nameParts: [...nameParts, "containers"] });
    new ApplicationLoadBalancerSecurityPolicy(this, "security_policy", {
      name: "waf",
      location: placement.location,
      applicationLoadBalancerId: this.resource.id,
      webApplicationFirewallPolicyId: policy.id,
      ...taggedAs(placement),
    });
    return policy;
  }
}

function taggedAs({ tags = {} }: Placement): { tags?: Record<string, string> } {
  return Object.keys(tags).length === 0 ? {} : { tags: { ...tags } };
}
