import {
  CdnFrontdoorFirewallPolicy,
  type CdnFrontdoorFirewallPolicyCustomRule,
  type CdnFrontdoorFirewallPolicyManagedRule,
} from "@cdktf/provider-azurerm/lib/cdn-frontdoor-firewall-policy/index.js";
import { CdnFrontdoorSecurityPolicy } from "@cdktf/provider-azurerm/lib/cdn-frontdoor-security-policy/index.js";
import { Construct } from "constructs";
import { DEFAULTS } from "../core/defaults.js";
import { Naming } from "../core/naming.js";
import type { Placement } from "../core/placement.js";
import { report } from "../core/problem.js";
import { omitUndefined } from "../core/omit-undefined.js";
import type { WafExclusion } from "../gateway/waf-policy.js";
import type { WafCondition, WafRule } from "../gateway/waf-rules.js";
import { FRONT_DOOR_WAF_EMPTY, FRONT_DOOR_WAF_TIER } from "./rules.js";

/** The web application firewall of a Front Door. Managed rules take Premium; Standard has custom rules only. */
export interface FrontDoorWafProps {
  /** Whether attacks are refused or only logged. @default "Prevention" */
  readonly mode?: "Prevention" | "Detection" | undefined;
  /** Managed rule sets with their versions. @default on Premium Microsoft_DefaultRuleSet 2.1 and Microsoft_BotManagerRuleSet 1.1 */
  readonly ruleSets?: readonly { readonly type: string; readonly version: string }[] | undefined;
  /** Parts of requests that the default rule set ignores. @default none */
  readonly exclusions?: readonly WafExclusion[] | undefined;
  /** Custom rules, in the order in which they apply; limits count the requests of each client address. @default none */
  readonly rules?: readonly WafRule[] | undefined;
}

/** What the policy protects. */
interface FrontDoorSite {
  readonly placement: Placement;
  readonly tier: "Standard" | "Premium";
  readonly nameParts: readonly string[];
  readonly profileId: string;
  /** Ids of the endpoint and of the custom domains. */
  readonly domainIds: readonly string[];
}

/** The web application firewall policy of a Front Door, and what attaches it to all of its host names. */
export class FrontDoorWaf extends Construct {
  readonly policy: CdnFrontdoorFirewallPolicy;

  constructor(scope: Construct, id: string, props: FrontDoorWafProps & FrontDoorSite) {
    super(scope, id);
    const { placement, tier, nameParts, rules = [] } = props;
    report(
      scope,
      ...(props.ruleSets === undefined ? [] : [FRONT_DOOR_WAF_TIER.judge({ tier, needs: "ruleSets" })]),
      ...rules.map(({ action }, i) => FRONT_DOOR_WAF_TIER.judge({ tier, needs: action, rule: i })),
      FRONT_DOOR_WAF_EMPTY.judge({ tier, rules: rules.length + (props.ruleSets?.length ?? 0) }),
    );
    const ruleSets = props.ruleSets ?? (tier === "Premium" ? DEFAULTS.frontDoorWaf.ruleSets : []);
    const { tags = {} } = placement;
    this.policy = new CdnFrontdoorFirewallPolicy(this, "~policy", {
      name: Naming.of(this).uniqueName(this, "frontDoorWafPolicy", ...nameParts),
      resourceGroupName: placement.resourceGroupName,
      skuName: `${tier}_AzureFrontDoor`,
      mode: props.mode ?? DEFAULTS.frontDoorWaf.mode,
      ...(ruleSets.length === 0 ? {} : { managedRule: managedRules(ruleSets, props.exclusions ?? []) }),
      ...(rules.length === 0 ? {} : { customRule: customRules(rules) }),
      ...(Object.keys(tags).length === 0 ? {} : { tags: { ...tags } }),
    });
    new CdnFrontdoorSecurityPolicy(this, "~security_policy", {
      name: "waf",
      cdnFrontdoorProfileId: props.profileId,
      securityPolicies: {
        firewall: {
          cdnFrontdoorFirewallPolicyId: this.policy.id,
          association: {
            patternsToMatch: ["/*"],
            domain: props.domainIds.map((cdnFrontdoorDomainId) => ({ cdnFrontdoorDomainId })),
          },
        },
      },
    });
  }
}

/** Only the default rule set scores parts of requests, so that only it has exclusions. */
function managedRules(
  ruleSets: readonly { readonly type: string; readonly version: string }[],
  exclusions: readonly WafExclusion[],
): CdnFrontdoorFirewallPolicyManagedRule[] {
  return ruleSets.map(({ type, version }) => ({
    type,
    version,
    action: "Block",
    ...(exclusions.length === 0 || type !== "Microsoft_DefaultRuleSet"
      ? {}
      : { exclusion: exclusions.map((exclusion) => ({ ...exclusion })) }),
  }));
}

/**
 * Every request has the header Host, whose length is compared.
 * Source: Web Application Firewall documentation, configure a rate limit rule on Front Door.
 */
const EVERY_REQUEST: WafCondition = {
  matchVariable: "RequestHeader",
  selector: "Host",
  operator: "GreaterThanOrEqual",
  values: ["0"],
};

function customRules(rules: readonly WafRule[]): CdnFrontdoorFirewallPolicyCustomRule[] {
  return rules.map(({ name, action, conditions = [EVERY_REQUEST], rateLimit }, i) => ({
    name,
    priority: i + 1,
    action,
    ...(rateLimit === undefined
      ? { type: "MatchRule" }
      : {
          type: "RateLimitRule",
          rateLimitThreshold: rateLimit.requests,
          rateLimitDurationInMinutes: rateLimit.minutes ?? DEFAULTS.frontDoorWaf.rateLimit.minutes,
        }),
    matchCondition: conditions.map(({ matchVariable, selector, operator, values, negate, transforms }) =>
      omitUndefined({
        matchVariable,
        selector,
        operator,
        // azurerm requires values, which operator Any ignores.
        matchValues: [...(values ?? ["Any"])],
        negationCondition: negate === true ? true : undefined,
        transforms: transforms && [...transforms],
      }),
    ),
  }));
}
