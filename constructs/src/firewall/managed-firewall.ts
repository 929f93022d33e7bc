import type { Firewall } from "@cdktf/provider-azurerm/lib/firewall/index.js";
import { FirewallPolicy } from "@cdktf/provider-azurerm/lib/firewall-policy/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { DEFAULTS } from "../core/defaults.js";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";
import { check, report } from "../core/problem.js";
import type { Judgement } from "../core/rule.js";
import type { Cidr } from "../net/cidr.js";
import type { DnsProxyState, FirewallTier, IFirewall, IFirewallPolicy } from "./firewall.js";
import { IpGroups } from "./ip-groups.js";
import { judgePolicy } from "./policy-limits.js";
import { FIREWALL_SNAT_PORTS_FEW } from "./rules.js";
import {
  detectionArguments,
  INTRUSION_DETECTION_OF_PREMIUM,
  THREATS_DENIED_BY_BASIC,
  TLS_INSPECTION_OF_PREMIUM,
  type FirewallDetection,
} from "./tier-rules.js";
import { TlsInspection, type TlsInspectionOptions } from "./tls-inspection.js";

export interface ManagedFirewallProps extends FirewallDetection {
  readonly placement: Placement;
  /** @default "Standard" */
  readonly tier?: FirewallTier | undefined;
  /** Resolvers that the DNS proxy asks when it is on. @default Azure-provided DNS */
  readonly dnsServers?: readonly string[] | undefined;
  /** Authority by which it inspects the TLS connections of destinations that say so, on tier Premium. @default none */
  readonly tlsInspection?: TlsInspectionOptions | undefined;
  /** IP groups that its rules name: IPv4 ranges by the name of the group. @default none */
  readonly ipGroups?: Readonly<Record<string, readonly Cidr[]>> | undefined;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** An Azure Firewall that is created, with its policy, in a network or in a virtual hub. */
export abstract class ManagedFirewall extends Construct implements IFirewall, IFirewallPolicy {
  readonly basePriority = undefined;
  readonly policy: FirewallPolicy;
  readonly tier: FirewallTier;
  readonly ipGroups: IpGroups | undefined;
  /** The authority for TLS inspection, with the identity that fetches it; undefined where nothing is inspected. */
  readonly tlsInspection: TlsInspection | undefined;
  readonly #dnsServers: readonly string[];
  #dnsProxy = false;
  #nodes = 0;

  constructor(scope: Construct, id: string, props: ManagedFirewallProps) {
    super(scope, id);
    this.tier = props.tier ?? DEFAULTS.firewall.tier;
    this.#dnsServers = props.dnsServers ?? [];
    const { placement, nameParts } = props;
    const detection = { ...props, tier: this.tier };
    report(
      this,
      INTRUSION_DETECTION_OF_PREMIUM.judge(detection),
      THREATS_DENIED_BY_BASIC.judge(detection),
      TLS_INSPECTION_OF_PREMIUM.judge(detection),
    );
    this.tlsInspection = this.#addTlsInspection(props);
    this.policy = new FirewallPolicy(this, "~firewall_policy", {
      name: Naming.of(this).name(this, "firewallPolicy", ...nameParts),
      ...placed(placement),
      sku: this.tier,
      ...detectionArguments(props),
      ...this.tlsInspection?.policyArguments,
      ...replacedFirst(Naming.of(this).isGiven("firewallPolicy", ...nameParts)),
    });
    this.ipGroups = this.#addIpGroups(props);
    check(this, () => [this.#judgeSnat(), ...judgePolicy(this, this.policyId)]);
  }

  abstract readonly resource: Firewall;
  abstract get privateIpAddress(): string;
  abstract get dependables(): readonly ITerraformDependable[];
  abstract get publicIpAddresses(): readonly string[];
  /** Number of its public addresses; 0 where it has no connection to the Internet of its own. */
  abstract get publicIpCount(): number;

  /** Azure Resource Manager id of the policy. */
  get policyId(): string {
    return this.policy.id;
  }

  /** Whether the firewall answers DNS. */
  get dnsProxy(): boolean {
    return this.#dnsProxy;
  }

  enableDnsProxy(): DnsProxyState {
    if (this.tier === "Basic") return "unsupported";
    const servers = this.#dnsServers;
    this.policy.putDns({
      proxyEnabled: true,
      ...(servers.length === 0 ? {} : { servers: [...servers] }),
    });
    this.#dnsProxy = true;
    return "on";
  }

  addSnatClients(nodes: number): void {
    this.#nodes += nodes;
  }

  get inspectsTls(): boolean {
    return this.tlsInspection !== undefined;
  }

  #addTlsInspection({
    placement,
    tlsInspection,
    nameParts,
  }: ManagedFirewallProps): TlsInspection | undefined {
    if (tlsInspection === undefined) return undefined;
    return new TlsInspection(this, "tls_inspection", { ...tlsInspection, placement, nameParts });
  }

  #addIpGroups({ placement, ipGroups: groups = {}, nameParts }: ManagedFirewallProps): IpGroups | undefined {
    if (Object.keys(groups).length === 0) return undefined;
    return new IpGroups(this, "ip_groups", { placement, groups, nameParts });
  }

  #judgeSnat(): Judgement {
    return FIREWALL_SNAT_PORTS_FEW.judge({ publicIps: this.publicIpCount, nodes: this.#nodes });
  }
}

/**
 * Azure refuses to delete a policy that a firewall uses. With a name of its own, a new one is created first, the firewall
 * changes to it, and only then the old one is deleted.
 */
function replacedFirst(hasOwnName: boolean): { lifecycle?: { createBeforeDestroy: true } } {
  return hasOwnName ? { lifecycle: { createBeforeDestroy: true } } : {};
}
