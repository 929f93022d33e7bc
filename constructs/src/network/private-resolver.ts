import { PrivateDnsResolver as AzurermPrivateDnsResolver } from "@cdktf/provider-azurerm/lib/private-dns-resolver/index.js";
import { PrivateDnsResolverDnsForwardingRuleset } from "@cdktf/provider-azurerm/lib/private-dns-resolver-dns-forwarding-ruleset/index.js";
import { PrivateDnsResolverForwardingRule } from "@cdktf/provider-azurerm/lib/private-dns-resolver-forwarding-rule/index.js";
import { PrivateDnsResolverInboundEndpoint } from "@cdktf/provider-azurerm/lib/private-dns-resolver-inbound-endpoint/index.js";
import { PrivateDnsResolverOutboundEndpoint } from "@cdktf/provider-azurerm/lib/private-dns-resolver-outbound-endpoint/index.js";
import { PrivateDnsResolverVirtualNetworkLink } from "@cdktf/provider-azurerm/lib/private-dns-resolver-virtual-network-link/index.js";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { DEFAULTS } from "../core/defaults.js";
import { Naming } from "../core/naming.js";
import { omitUndefined } from "../core/omit-undefined.js";
import { placed, type Placement } from "../core/placement.js";
import { report } from "../core/problem.js";
import type { ForwardingRule } from "./forwarding-rule.js";
import {
  FORWARDED_TO_AZURE,
  FORWARDED_TO_ITSELF,
  FORWARDING_DOMAIN_TWICE,
  RESOLVER_RANGE_RESERVED,
  RESOLVER_SUBNET_TOO_LARGE,
} from "./resolver-rules.js";
import type { Subnet } from "./subnet.js";
import type { IVirtualNetwork } from "./virtual-network.js";

export interface PrivateResolverProps {
  readonly placement: Placement;
  /** The network whose private zones it resolves. */
  readonly network: IVirtualNetwork;
  /** Subnet of the inbound endpoint, /28 to /24, delegated to the resolver. */
  readonly inbound: Subnet;
  /** Where names are forwarded. @default the resolver forwards nothing */
  readonly forwarding?:
    | {
        /** Subnet of the outbound endpoint, /28 to /24, delegated to the resolver. */
        readonly outbound: Subnet;
        readonly rules: readonly ForwardingRule[];
      }
    | undefined;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** Addresses that Azure keeps at the start of a subnet: the inbound endpoint has the next one. */
const FIRST_HOST = 4;

/**
 * A private DNS resolver. Its inbound endpoint answers, on a fixed address, what Azure answers in its network: names of the
 * private zones that are linked to it, forwarded domains, and public names. Its outbound endpoint forwards domains to other
 * servers, for the networks that are linked to its ruleset.
 */
export class PrivateResolver extends Construct {
  readonly resource: AzurermPrivateDnsResolver;
  readonly inbound: Subnet;
  readonly outbound: Subnet | undefined;
  readonly rules: readonly ForwardingRule[];
  /** Address of the inbound endpoint, which never changes. */
  readonly address: string;
  /** Azure Resource Manager id of the ruleset; undefined where nothing is forwarded. */
  readonly rulesetId: string | undefined;
  /** What must exist before names are resolved. */
  readonly dependables: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: PrivateResolverProps) {
    super(scope, id);
    const { placement, network, nameParts, forwarding } = props;
    this.inbound = props.inbound;
    this.outbound = forwarding?.outbound;
    this.rules = forwarding?.rules ?? [];
    this.address = props.inbound.prefix.host(FIRST_HOST);
    this.resource = new AzurermPrivateDnsResolver(this, "~resolver", {
      name: Naming.of(this).name(this, "privateResolver", ...nameParts),
      ...placed(placement),
      virtualNetworkId: network.virtualNetworkId,
    });
    const inbound = this.#inboundEndpoint(props);
    const forwards = forwarding === undefined ? undefined : this.#forward(props, forwarding.outbound);
    this.rulesetId = forwards?.ruleset.id;
    this.dependables = [inbound, ...(forwards?.all ?? [])];
    this.#judge();
  }

  #inboundEndpoint({ placement, nameParts, inbound }: PrivateResolverProps): ITerraformDependable {
    const { location, tags } = placed(placement);
    return new PrivateDnsResolverInboundEndpoint(
      this,
      "inbound",
      omitUndefined({
        name: Naming.of(this).name(this, "resolverInbound", ...nameParts),
        location,
        tags,
        privateDnsResolverId: this.resource.id,
        ipConfigurations: {
          subnetId: inbound.subnetId,
          privateIpAllocationMethod: "Static",
          privateIpAddress: this.address,
        },
      }),
    );
  }

  #forward(
    { placement, network, nameParts }: PrivateResolverProps,
    outbound: Subnet,
  ): { ruleset: PrivateDnsResolverDnsForwardingRuleset; all: readonly ITerraformDependable[] } {
    const naming = Naming.of(this);
    const { location, tags } = placed(placement);
    const endpoint = new PrivateDnsResolverOutboundEndpoint(
      this,
      "outbound",
      omitUndefined({
        name: naming.name(this, "resolverOutbound", ...nameParts),
        location,
        tags,
        privateDnsResolverId: this.resource.id,
        subnetId: outbound.subnetId,
      }),
    );
    const ruleset = new PrivateDnsResolverDnsForwardingRuleset(this, "ruleset", {
      name: naming.name(this, "forwardingRuleset", ...nameParts),
      ...placed(placement),
      privateDnsResolverOutboundEndpointIds: [endpoint.id],
    });
    const rules = this.rules.map(
      ({ name, domain, servers, port }) =>
        new PrivateDnsResolverForwardingRule(this, `rule_${name}`, {
          name,
          dnsForwardingRulesetId: ruleset.id,
          domainName: absolute(domain),
          targetDnsServers: servers.map((ipAddress) => ({
            ipAddress,
            port: port ?? DEFAULTS.forwarding.port,
          })),
        }),
    );
    // What the inbound endpoint and a firewall in the network ask Azure is forwarded by the link of the network itself.
    const link = linkRuleset(this, "link", {
      rulesetId: ruleset.id,
      network,
      name: network.node.scope?.node.id ?? "",
    });
    return { ruleset, all: [...rules, link] };
  }

  #judge(): void {
    const own = [this.inbound, this.outbound].flatMap((subnet) => subnet ?? []);
    for (const subnet of own)
      report(subnet, RESOLVER_SUBNET_TOO_LARGE.judge(subnet), RESOLVER_RANGE_RESERVED.judge(subnet));
    const domains = this.rules.map(({ domain }) => absolute(domain).toLowerCase());
    this.rules.forEach((rule, index) => {
      const first = this.rules[domains.indexOf(domains[index] ?? "")];
      report(
        this,
        FORWARDING_DOMAIN_TWICE.judge({ rule, first }),
        ...rule.servers.flatMap((server) => [
          FORWARDED_TO_AZURE.judge({ rule, server }),
          FORWARDED_TO_ITSELF.judge({ rule, server, subnets: own.map(({ prefix }) => prefix) }),
        ]),
      );
    });
  }
}

export interface RulesetLinkProps {
  /** Azure Resource Manager id of the ruleset, in the region of the network. */
  readonly rulesetId: string;
  readonly network: IVirtualNetwork;
  /** Whose network it is, for the name. */
  readonly name: string;
  /** Provider of the ruleset's subscription. @default the one of the scope */
  readonly provider?: TerraformProvider | undefined;
}

/** The link by which what a network asks Azure is forwarded by the rules of a ruleset. */
export function linkRuleset(
  scope: Construct,
  id: string,
  { rulesetId, network, name, provider }: RulesetLinkProps,
): PrivateDnsResolverVirtualNetworkLink {
  return new PrivateDnsResolverVirtualNetworkLink(
    scope,
    id,
    omitUndefined({
      name: Naming.of(scope).name(scope, "privateDnsLink", name),
      dnsForwardingRulesetId: rulesetId,
      virtualNetworkId: network.virtualNetworkId,
      provider,
    }),
  );
}

/** Azure takes domains with their final dot. */
function absolute(domain: string): string {
  return domain.endsWith(".") ? domain : `${domain}.`;
}
