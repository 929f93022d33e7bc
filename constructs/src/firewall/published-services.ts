import { FirewallPolicyRuleCollectionGroup } from "@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group/index.js";
import { Construct } from "constructs";
import { DEFAULTS } from "../core/defaults.js";
import { knownText } from "../core/known.js";
import { Naming } from "../core/naming.js";
import { check, report } from "../core/problem.js";
import type { Judgement } from "../core/rule.js";
import { hostRange, type Cidr } from "../net/cidr.js";
import type { ISecurityGroup, SecurityRule } from "../network/network-security-group.js";
import type { IPublishingFirewall } from "./firewall.js";
import type { Transport } from "./egress-requirements.js";
import { ipGroupIds, judgeIpGroups, type IpGroupReference } from "./ip-groups.js";
import {
  PUBLISH_ADDRESS_MISSING,
  PUBLISH_ADDRESS_UNKNOWN,
  PUBLISH_PORT_TAKEN,
  PUBLISH_TARGET_NOT_FREE,
  PUBLISH_TARGET_TAKEN,
  PUBLISH_TARGET_UNREACHED,
} from "./publish-rules.js";

/** An internal service that is published at the firewall's public address. */
export interface PublishedService {
  /** Ends the Terraform address and the name of the rule. */
  readonly name: string;
  /** Port on the public address. */
  readonly port: number;
  /** Fixed address of an internal load balancer, in the subnet that a spoke has for these. */
  readonly target: string;
  /** @default the same port */
  readonly targetPort?: number | undefined;
  /** @default "TCP" */
  readonly protocol?: Transport | undefined;
  /** Which of the firewall's public addresses, counted from 1. @default 1 */
  readonly publicIp?: number | undefined;
  /** Allowed sources: ranges, or IP groups. @default any source */
  readonly from?: readonly Cidr[] | { readonly ipGroups: readonly IpGroupReference[] } | undefined;
}

/** What spokes and clusters need of the services that a hub publishes. */
export interface IPublishedServices {
  /** Source of the requests: the range of the firewall, which replaces the sender's address by its own. */
  readonly callers: Cidr;
  /** The services at addresses of a network. */
  servicesIn(network: readonly Cidr[]): readonly PublishedService[];
  /** Allows the firewall to reach the services in a cluster's network. */
  allowInto(groups: readonly ISecurityGroup[], network: readonly Cidr[], nodes: readonly Cidr[]): void;
  /**
   * Allows the firewall to reach the services in a subnet of internal load balancers, which must contain their addresses.
   * @param holders addresses of ingress controllers in the subnet, each with the name of its cluster, once all are known
   */
  allowIntoBalancers(
    group: ISecurityGroup,
    subnet: Cidr,
    network: readonly Cidr[],
    holders: ReadonlyMap<string, string>,
  ): void;
}

export interface PublishedServicesProps {
  readonly firewall: IPublishingFirewall;
  readonly services: readonly PublishedService[];
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** Comes before the clusters' own groups. */
const PRIORITY = 500;

/**
 * Destination NAT from the firewall's public addresses to internal load balancers. A public load balancer behind a
 * default route to the firewall is unreachable, since answers leave another way than questions came in.
 */
export class PublishedServices extends Construct implements IPublishedServices {
  readonly services: readonly PublishedService[];
  readonly #firewall: IPublishingFirewall;
  readonly #reached = new Set<string>();

  constructor(scope: Construct, id: string, props: PublishedServicesProps) {
    super(scope, id);
    this.services = props.services;
    this.#firewall = props.firewall;
    report(this, ...this.#judgePorts(), ...this.#unknownGroups());
    check(this, () => this.#unreached());
    const addresses = props.firewall.publicIps;
    new FirewallPolicyRuleCollectionGroup(this, "~publish", {
      name: Naming.of(this).name(this, "firewallRuleGroup", ...props.nameParts, "publish"),
      firewallPolicyId: props.firewall.policyId,
      priority: PRIORITY,
      natRuleCollection: [
        {
          name: "publish",
          priority: 100,
          action: "Dnat",
          rule: props.services.map((service) => ({
            name: service.name,
            protocols: [service.protocol ?? DEFAULTS.publishedService.protocol],
            ...this.#sourcesOf(service),
            destinationAddress:
              addresses[(service.publicIp ?? DEFAULTS.publishedService.publicIp) - 1]?.ipAddress ?? "",
            destinationPorts: [String(service.port)],
            translatedAddress: service.target,
            translatedPort: service.targetPort ?? service.port,
          })),
        },
      ],
    });
  }

  get callers(): Cidr {
    return this.#firewall.ownRange;
  }

  servicesIn(network: readonly Cidr[]): readonly PublishedService[] {
    return this.services.filter(({ target }) => {
      const known = knownText(target);
      return known !== undefined && network.some((range) => range.contains(hostRange(known)));
    });
  }

  allowInto(groups: readonly ISecurityGroup[], network: readonly Cidr[], nodes: readonly Cidr[]): void {
    for (const service of this.servicesIn(network)) {
      this.#reached.add(service.name);
      const { name, to, ports, ...rule } = this.#rule(service);
      for (const group of groups)
        group.allowInbound({
          ...rule,
          name,
          to: [...to, ...nodes.map(String)],
          ports: [...ports, NODE_PORTS],
        });
    }
  }

  allowIntoBalancers(
    group: ISecurityGroup,
    subnet: Cidr,
    network: readonly Cidr[],
    holders: ReadonlyMap<string, string>,
  ): void {
    check(this, () =>
      this.servicesIn(network).map((service) => PUBLISH_TARGET_TAKEN.judge({ ...service, holders })),
    );
    for (const service of this.servicesIn(network)) {
      group.allowInbound(this.#rule(service));
      report(this, PUBLISH_TARGET_NOT_FREE.judge({ ...service, subnet }));
    }
  }

  #rule({ name, protocol, target, port, targetPort = port }: PublishedService): SecurityRule {
    return {
      name: `published-${name}`,
      description: "The firewall to a published service, at its address or at a node's port.",
      protocol: protocol === "UDP" ? "Udp" : "Tcp",
      from: [String(this.callers)],
      to: [target],
      ports: [String(targetPort)],
    };
  }

  #sourcesOf({ from }: PublishedService): { sourceAddresses: string[] } | { sourceIpGroups: string[] } {
    if (from === undefined) return { sourceAddresses: ["*"] };
    if (!("ipGroups" in from)) return { sourceAddresses: from.map(String) };
    const { ipGroups } = this.#firewall;
    ipGroups?.use(from.ipGroups);
    return { sourceIpGroups: ipGroupIds(from.ipGroups, ipGroups?.groups) };
  }

  /** Callers by IP groups that the firewall does not have. */
  #unknownGroups(): Judgement[] {
    const { ipGroups } = this.#firewall;
    return this.services.flatMap(({ name, from }) =>
      from === undefined || !("ipGroups" in from)
        ? []
        : judgeIpGroups(`${name}.from.ipGroups`, from.ipGroups, ipGroups),
    );
  }

  #judgePorts(): Judgement[] {
    const addresses = this.#firewall.publicIps;
    return this.services.map((service, i) => {
      const count = addresses.length;
      const address = PUBLISH_ADDRESS_MISSING.judge({ ...service, count });
      if (address.problem !== undefined) return address;
      const number = service.publicIp ?? DEFAULTS.publishedService.publicIp;
      const unknown = PUBLISH_ADDRESS_UNKNOWN.judge({
        ...service,
        address: addresses[number - 1]?.ipAddress,
      });
      if (unknown.problem !== undefined) return unknown;
      const earlier = this.services.slice(0, i).filter((other) => placeOf(other) === placeOf(service));
      return PUBLISH_PORT_TAKEN.judge({ ...service, earlier });
    });
  }

  #unreached(): Judgement[] {
    return this.services
      .filter(({ name }) => !this.#reached.has(name))
      .map((service) => PUBLISH_TARGET_UNREACHED.judge(service));
  }
}

/** What ports are taken of: a protocol at a public address. */
function placeOf({
  protocol = DEFAULTS.publishedService.protocol,
  publicIp = DEFAULTS.publishedService.publicIp,
}: PublishedService): string {
  return `${protocol} ${publicIp}`;
}

/** Ports that Kubernetes hands out to services on every node. */
const NODE_PORTS = "30000-32767";
