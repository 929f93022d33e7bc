import {
  FirewallPolicyRuleCollectionGroup,
  type FirewallPolicyRuleCollectionGroupConfig,
} from "@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group/index.js";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { omitUndefined } from "../core/omit-undefined.js";
import type { NextHop } from "../network/route-table.js";
import type { IFirewall } from "./firewall.js";
import type { DerivedRule } from "./derived-rule.js";

/** Where rules go. */
export type RuleTarget =
  /** A firewall policy, to which a rule collection group is added. */
  | {
      readonly type: "policy";
      readonly policyId: string;
      /** Provider of the policy's subscription. @default the scope's */
      readonly provider?: TerraformProvider | undefined;
    }
  /** Another team's firewall or appliance: the rules are listed for that team, and nothing is created. */
  | { readonly type: "list"; readonly kind: "firewall" | "appliance"; readonly hop: NextHop };

/** Where the rules for a firewall go: into its policy, or into the list for its team. */
export function ruleTarget(firewall: IFirewall, provider: TerraformProvider | undefined): RuleTarget {
  const { policyId } = firewall;
  return policyId === undefined
    ? { type: "list", kind: "firewall", hop: firewall }
    : { type: "policy", policyId, provider };
}

/** The collections of a group, as azurerm has them. */
export type RuleCollections = Pick<
  FirewallPolicyRuleCollectionGroupConfig,
  "networkRuleCollection" | "applicationRuleCollection"
>;

export interface FirewallRuleGroupProps {
  readonly target: RuleTarget;
  /** Priority of the group in the policy, 100 to 65000; unique in it. */
  readonly priority: number;
  readonly collections: RuleCollections;
  /** The same rules, as shown to users. */
  readonly derived: readonly DerivedRule[];
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** A rule collection group: created in a policy, or listed for the team of a firewall that is managed elsewhere. */
export class FirewallRuleGroup extends Construct {
  /** Undefined where another team adds the rules. */
  readonly resource: FirewallPolicyRuleCollectionGroup | undefined;
  readonly target: RuleTarget;
  /** Name of the group in its policy. */
  readonly name: string;
  /** 100 to 65000; unique in the policy. */
  readonly priority: number;
  readonly collections: RuleCollections;
  readonly derived: readonly DerivedRule[];

  constructor(scope: Construct, id: string, props: FirewallRuleGroupProps) {
    super(scope, id);
    this.target = props.target;
    // A name that only a list shows has no limits.
    this.name =
      props.target.type === "list" && props.target.kind === "appliance"
        ? props.nameParts.join("-")
        : Naming.of(this).name(this, "firewallRuleGroup", ...props.nameParts);
    this.priority = props.priority;
    this.collections = props.collections;
    this.derived = props.derived;
    this.resource =
      props.target.type === "list"
        ? undefined
        : new FirewallPolicyRuleCollectionGroup(
            this,
            "~rule_collection_group",
            omitUndefined({
              name: this.name,
              firewallPolicyId: props.target.policyId,
              priority: props.priority,
              provider: props.target.provider,
              ...props.collections,
            }),
          );
  }
}
