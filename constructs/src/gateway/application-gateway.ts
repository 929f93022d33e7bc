import { ApplicationGateway as AzurermApplicationGateway } from "@cdktf/provider-azurerm/lib/application-gateway/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";
import type { NetworkSecurityGroup } from "../network/network-security-group.js";
import { publicIp } from "../network/public-ip.js";
import type { Subnet } from "../network/subnet.js";
import { wafPolicy, type WafProps } from "./waf-policy.js";

/** A gateway with a web application firewall, or a plain one. */
export type GatewayTier =
  { readonly kind: "WAF_v2"; readonly waf?: WafProps } | { readonly kind: "Standard_v2" };

/** Instances: a fixed number, or what the load needs between two. */
export type GatewayCapacity = { readonly instances: number } | { readonly min: number; readonly max: number };

export interface ApplicationGatewayProps {
  readonly placement: Placement;
  /** The gateway's own subnet, with its security group and its route table. */
  readonly subnet: Subnet;
  readonly tier: GatewayTier;
  /** @default 2 to 10 instances */
  readonly capacity?: GatewayCapacity;
  /** Availability zones. @default none: not bound to zones */
  readonly zones?: readonly string[];
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/**
 * What AGIC writes. While it owns the gateway Terraform leaves all of it alone: a partial list turns each change of an
 * Ingress into an error of the next plan. Source: AGIC #1596 and the add-on's documentation.
 */
const WRITTEN_BY_AGIC: readonly string[] = [
  "tags",
  "backend_address_pool",
  "backend_http_settings",
  "frontend_port",
  "http_listener",
  "probe",
  "redirect_configuration",
  "request_routing_rule",
  "rewrite_rule_set",
  "ssl_certificate",
  "url_path_map",
];

/** Predefined policy with TLS 1.2 as its lowest version. Source: Application Gateway TLS policy overview. */
const TLS_POLICY = "AppGwSslPolicy20220101";

const DEFAULT_CAPACITY: GatewayCapacity = { min: 2, max: 10 };

/** Ports of the gateway's control plane. Source: Application Gateway infrastructure configuration. */
const CONTROL_PORTS = "65200-65535";

/** An Application Gateway v2 in a subnet of its own. */
export class ApplicationGateway extends Construct {
  readonly resource: AzurermApplicationGateway;
  readonly subnet: Subnet;
  readonly publicIpAddress: string;
  readonly #serving: ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, props: ApplicationGatewayProps) {
    super(scope, id);
    const { placement, zones = [], nameParts, tier } = props;
    this.subnet = props.subnet;
    const address = publicIp(this, "~public_ip", { placement, zones, nameParts });
    this.publicIpAddress = address.ipAddress;
    const policy =
      tier.kind === "WAF_v2" ? wafPolicy(this, "~waf", { ...tier.waf, placement, nameParts }) : undefined;
    const capacity = props.capacity ?? DEFAULT_CAPACITY;
    this.resource = new AzurermApplicationGateway(this, "~application_gateway", {
      name: Naming.of(this).name(this, "applicationGateway", ...nameParts),
      ...placed(placement),
      sku: {
        name: tier.kind,
        tier: tier.kind,
        ...("instances" in capacity ? { capacity: capacity.instances } : {}),
      },
      ...("instances" in capacity
        ? {}
        : { autoscaleConfiguration: { minCapacity: capacity.min, maxCapacity: capacity.max } }),
      ...(zones.length === 0 ? {} : { zones: [...zones] }),
      ...(policy === undefined ? {} : { firewallPolicyId: policy.id }),
      sslPolicy: { policyType: "Predefined", policyName: TLS_POLICY },
      gatewayIpConfiguration: [{ name: "gateway", subnetId: props.subnet.subnetId }],
      frontendIpConfiguration: [{ name: "public", publicIpAddressId: address.id }],
      ...emptyListener(),
      dependsOn: [...props.subnet.ready],
    });
  }

  get gatewayId(): string {
    return this.resource.id;
  }

  /** What a cluster that the gateway serves must wait for: an ingress controller looks at the gateway once it starts. */
  get ready(): readonly ITerraformDependable[] {
    return [...this.subnet.ready, ...this.#serving];
  }

  /** Hands listeners, pools and rules over to AGIC. */
  ownedByIngressController(): void {
    this.resource.lifecycle = { ignoreChanges: [...WRITTEN_BY_AGIC] };
  }
}

/** What the gateway's subnet lets in: its control plane, the load balancer's probes, and people on the listeners' ports. */
export function allowGatewayTraffic(
  group: NetworkSecurityGroup,
  subnet: Subnet,
  listenerPorts: readonly string[],
): void {
  const here = [String(subnet.prefix)];
  group.allowInbound({
    name: "gateway-manager",
    description: "The gateway's control plane; without it the gateway stops being managed.",
    protocol: "Tcp",
    from: ["GatewayManager"],
    to: ["*"],
    ports: [CONTROL_PORTS],
  });
  group.allowInbound({
    name: "load-balancer",
    description: "Probes of Azure's load balancer in front of the instances.",
    protocol: "*",
    from: ["AzureLoadBalancer"],
    to: ["*"],
    ports: ["*"],
  });
  group.allowInbound({
    name: "listeners",
    description: "People, on the ports that the gateway listens on.",
    protocol: "Tcp",
    from: ["Internet"],
    to: here,
    ports: listenerPorts,
  });
  group.denyOtherInbound();
}

/** The least that Azure takes: a listener that answers 502 until somebody configures backends. */
function emptyListener(): {
  frontendPort: { name: string; port: number }[];
  backendAddressPool: { name: string }[];
  backendHttpSettings: {
    name: string;
    cookieBasedAffinity: string;
    port: number;
    protocol: string;
    requestTimeout: number;
  }[];
  httpListener: {
    name: string;
    frontendIpConfigurationName: string;
    frontendPortName: string;
    protocol: string;
  }[];
  requestRoutingRule: {
    name: string;
    ruleType: string;
    priority: number;
    httpListenerName: string;
    backendAddressPoolName: string;
    backendHttpSettingsName: string;
  }[];
} {
  return {
    frontendPort: [{ name: "http", port: 80 }],
    backendAddressPool: [{ name: "empty" }],
    backendHttpSettings: [
      { name: "http", cookieBasedAffinity: "Disabled", port: 80, protocol: "Http", requestTimeout: 30 },
    ],
    httpListener: [
      { name: "http", frontendIpConfigurationName: "public", frontendPortName: "http", protocol: "Http" },
    ],
    requestRoutingRule: [
      {
        name: "empty",
        ruleType: "Basic",
        // The last place, so that whatever is configured later comes first.
        priority: 20000,
        httpListenerName: "http",
        backendAddressPoolName: "empty",
        backendHttpSettingsName: "http",
      },
    ],
  };
}
