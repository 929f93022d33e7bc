import { Construct } from "constructs";
import type { IExtensibleSecurityGroup, SecurityRule } from "./network-security-group.js";
import { RequestedSecurityRule } from "./requested-of-subnet.js";

export interface ExistingSecurityGroupProps {
  /** Azure Resource Manager id of the group. @default not known: that of the subnet */
  readonly securityGroupId?: string | undefined;
  /** Azure Resource Manager id of the subnet that has the group. */
  readonly subnetId: string;
}

/** A security group that exists already. It is never changed: its rules are listed for its team. */
export class ExistingSecurityGroup extends Construct implements IExtensibleSecurityGroup {
  readonly securityGroupId: string | undefined;
  /** Azure Resource Manager id of the subnet that has it. */
  readonly subnetId: string;
  readonly #rules = new Set<string>();

  constructor(scope: Construct, id: string, props: ExistingSecurityGroupProps) {
    super(scope, id);
    this.securityGroupId = props.securityGroupId;
    this.subnetId = props.subnetId;
  }

  /** Lists a rule that allows inbound traffic. */
  allowInbound(rule: SecurityRule): void {
    this.#request("Inbound", "Allow", rule);
  }

  /** Lists a rule that allows outbound traffic. */
  allowOutbound(rule: SecurityRule): void {
    this.#request("Outbound", "Allow", rule);
  }

  denyOtherInbound(): void {
    // What other rules of its team allow is not restricted.
  }

  denyOtherOutbound(): void {
    // A filtered cluster is filtered only with it.
    this.#request("Outbound", "Deny", {
      name: "deny-other-outbound",
      description: "Nothing else, after the rules that allow: egress is filtered by this group.",
      protocol: "*",
      from: ["*"],
      to: ["*"],
      ports: ["*"],
    });
  }

  /** Pools that share the group ask for the same rules. */
  #request(direction: "Inbound" | "Outbound", access: "Allow" | "Deny", rule: SecurityRule): void {
    const text = JSON.stringify([direction, rule]);
    if (this.#rules.has(text)) return;
    this.#rules.add(text);
    const targetId = this.securityGroupId ?? this.subnetId;
    new RequestedSecurityRule(this, `rule_${this.#rules.size}`, { targetId, direction, access, rule });
  }
}
