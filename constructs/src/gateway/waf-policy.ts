import { WebApplicationFirewallPolicy } from "@cdktf/provider-azurerm/lib/web-application-firewall-policy/index.js";
import type { Construct } from "constructs";
import { DEFAULTS } from "../core/defaults.js";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";
import { report } from "../core/problem.js";
import { WAF_RATE_LIMIT_RULES } from "./rules.js";
import { gatewayWafRules, type GatewayWafRule } from "./waf-rules.js";

/** A part of a request that the rules leave alone. */
export interface WafExclusion {
  /** Azure's match variables: `RequestHeaderNames`, `RequestCookieNames`, `RequestArgNames`, … */
  readonly matchVariable: string;
  /** `Equals`, `StartsWith`, `EndsWith`, `Contains` or `EqualsAny`. */
  readonly operator: string;
  /** What the operator compares the name with. */
  readonly selector: string;
}

export interface WafProps {
  /** Whether attacks are refused or only logged. @default "Prevention" */
  readonly mode?: "Prevention" | "Detection" | undefined;
  /** Managed rule sets with their versions. @default Microsoft_DefaultRuleSet 2.1 and Microsoft_BotManagerRuleSet 1.1 */
  readonly ruleSets?: readonly { readonly type: string; readonly version: string }[] | undefined;
  /** @default none */
  readonly exclusions?: readonly WafExclusion[] | undefined;
  /** Custom rules, in the order in which they apply. @default none */
  readonly rules?: readonly GatewayWafRule[] | undefined;
}

/** The web application firewall policy of a gateway. */
export function wafPolicy(
  scope: Construct,
  id: string,
  props: WafProps & { readonly placement: Placement; readonly nameParts: readonly string[] },
): WebApplicationFirewallPolicy {
  const { exclusions = [], rules = [], ruleSets = DEFAULTS.waf.ruleSets } = props;
  report(scope, WAF_RATE_LIMIT_RULES.judge({ rules, ruleSets }));
  return new WebApplicationFirewallPolicy(scope, id, {
    name: Naming.of(scope).name(scope, "wafPolicy", ...props.nameParts),
    ...placed(props.placement),
    policySettings: { enabled: true, mode: props.mode ?? DEFAULTS.waf.mode },
    ...(rules.length === 0 ? {} : { customRules: gatewayWafRules(rules) }),
    managedRules: {
      managedRuleSet: [...ruleSets],
      ...(exclusions.length === 0
        ? {}
        : {
            exclusion: exclusions.map((exclusion) => ({
              matchVariable: exclusion.matchVariable,
              selectorMatchOperator: exclusion.operator,
              selector: exclusion.selector,
            })),
          }),
    },
  });
}
