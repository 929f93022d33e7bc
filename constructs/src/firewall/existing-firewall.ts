import { Construct } from "constructs";
import { parseArmIdOf } from "../core/arm-id.js";
import { DEFAULTS } from "../core/defaults.js";
import { check, report } from "../core/problem.js";
import { NOT_A_FIREWALL_POLICY } from "../network/rules.js";
import type { DnsProxyState, IFirewall } from "./firewall.js";
import { judgePolicy } from "./policy-limits.js";

export interface ExistingFirewallProps {
  /** Private IPv4 address, which spokes route to. */
  readonly privateIpAddress: string;
  /** Public addresses of the traffic that leaves through it, or their ranges. @default unknown */
  readonly publicIpAddresses?: readonly string[] | undefined;
  /**
   * Azure Resource Manager id of its policy, to which rule collection groups are added.
   * @default nothing of the firewall is changed: the rules are listed for its team
   */
  readonly policyId?: string | undefined;
  /**
   * First priority of the groups that are added to the policy, 100 to 60000. Each spoke has 100 priorities from there, in
   * the order of the spokes.
   * @default 1000
   */
  readonly basePriority?: number | undefined;
  /** Whether its DNS proxy is on. @default false */
  readonly dnsProxy?: boolean | undefined;
}

/** An Azure Firewall that exists already, with or without a policy that rules may be added to. */
export class ExistingFirewall extends Construct implements IFirewall {
  readonly privateIpAddress: string;
  readonly publicIpAddresses: readonly string[];
  readonly policyId: string | undefined;
  readonly basePriority: number;
  readonly dnsProxy: boolean;
  readonly dependables = [];
  readonly ipGroups = undefined;
  readonly inspectsTls = false;

  constructor(scope: Construct, id: string, props: ExistingFirewallProps) {
    super(scope, id);
    const { policyId } = props;
    this.privateIpAddress = props.privateIpAddress;
    this.publicIpAddresses = props.publicIpAddresses ?? [];
    this.policyId = policyId;
    this.basePriority = props.basePriority ?? DEFAULTS.existingHub.basePriority;
    this.dnsProxy = props.dnsProxy ?? DEFAULTS.existingHub.dnsProxy;
    if (policyId === undefined) return;
    if (parseArmIdOf("Microsoft.Network/firewallPolicies", policyId) === undefined)
      report(this, NOT_A_FIREWALL_POLICY.judge(policyId));
    check(this, () => judgePolicy(this, policyId));
  }

  enableDnsProxy(): DnsProxyState {
    return this.dnsProxy ? "on" : "off";
  }

  addSnatClients(): void {
    // Others share its SNAT ports, so that their number is unknown.
  }
}
