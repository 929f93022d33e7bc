/** Web application firewalls of Azure Front Door, and what attaches them to its domains. */
import type { FoundResource } from "../found.js";
import type { Values } from "../values.js";
import {
  enabledAt,
  found,
  foundBelow,
  listAt,
  ownerOf,
  picked,
  textAt,
  textsAt,
  without,
  type ArmResource,
} from "./arm-resource.js";

const DOOR = "azurerm_cdn_frontdoor";

export function firewallPolicyOfArm(policy: ArmResource): readonly FoundResource[] {
  const { values } = policy;
  const whole = found(`${DOOR}_firewall_policy`, policy, {
    sku_name: textAt(values, "sku.name"),
    enabled: enabledAt(values, "policySettings.enabledState"),
    request_body_check_enabled: enabledAt(values, "policySettings.requestBodyCheck"),
    ...picked(values, {
      mode: "policySettings.mode",
      redirect_url: "policySettings.redirectUrl",
      custom_block_response_status_code: "policySettings.customBlockResponseStatusCode",
      custom_block_response_body: "policySettings.customBlockResponseBody",
      js_challenge_cookie_expiration_in_minutes: "policySettings.javascriptChallengeExpirationInMinutes",
      captcha_cookie_expiration_in_minutes: "policySettings.captchaExpirationInMinutes",
    }),
    custom_rule: listAt(values, "customRules.rules").map(customRuleOf),
    managed_rule: listAt(values, "managedRules.managedRuleSets").map(managedRuleOf),
  });
  return [{ ...whole, values: without(whole.values, "location") }];
}

function customRuleOf(rule: unknown): Values {
  return {
    ...picked(rule, {
      name: "name",
      priority: "priority",
      type: "ruleType",
      action: "action",
      rate_limit_duration_in_minutes: "rateLimitDurationInMinutes",
      rate_limit_threshold: "rateLimitThreshold",
    }),
    enabled: enabledAt(rule, "enabledState"),
    match_condition: listAt(rule, "matchConditions").map((condition) =>
      picked(condition, {
        match_variable: "matchVariable",
        selector: "selector",
        operator: "operator",
        negation_condition: "negateCondition",
        match_values: "matchValue",
        transforms: "transforms",
      }),
    ),
  };
}

function managedRuleOf(set: unknown): Values {
  return {
    ...picked(set, { type: "ruleSetType", version: "ruleSetVersion", action: "ruleSetAction" }),
    exclusion: listAt(set, "exclusions").map(exclusionOf),
    override: listAt(set, "ruleGroupOverrides").map((group) => ({
      rule_group_name: textAt(group, "ruleGroupName"),
      exclusion: listAt(group, "exclusions").map(exclusionOf),
      rule: listAt(group, "rules").map((rule) => ({
        ...picked(rule, { rule_id: "ruleId", action: "action" }),
        enabled: enabledAt(rule, "enabledState"),
        exclusion: listAt(rule, "exclusions").map(exclusionOf),
      })),
    })),
  };
}

function exclusionOf(exclusion: unknown): Values {
  return picked(exclusion, {
    match_variable: "matchVariable",
    operator: "selectorMatchOperator",
    selector: "selector",
  });
}

export function securityPolicyOfArm(policy: ArmResource): readonly FoundResource[] {
  const { values } = policy;
  return [
    foundBelow(`${DOOR}_security_policy`, policy, {
      cdn_frontdoor_profile_id: ownerOf(policy),
      security_policies: [
        {
          firewall: [
            {
              cdn_frontdoor_firewall_policy_id: textAt(values, "parameters.wafPolicy.id"),
              association: listAt(values, "parameters.associations").map((association) => ({
                domain: listAt(association, "domains").map((domain) => ({
                  cdn_frontdoor_domain_id: textAt(domain, "id"),
                })),
                patterns_to_match: textsAt(association, "patternsToMatch"),
              })),
            },
          ],
        },
      ],
    }),
  ];
}
