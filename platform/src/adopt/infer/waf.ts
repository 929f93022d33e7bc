import { DEFAULTS } from "@aks-topology/constructs/internal";
import type { FoundResource, Inventory } from "../inventory.js";
import { compact, type Spec } from "../spec.js";
import { block, blocks, number, text, texts, type Values } from "../values.js";

/** The web application firewall of a gateway; undefined where it has none, or the default one. */
export function gatewayWafSpec(inventory: Inventory, gateway: Values): Spec | undefined {
  const policy = inventory.byId(
    "azurerm_web_application_firewall_policy",
    text(gateway, "firewall_policy_id"),
  );
  if (policy === undefined) return undefined;
  const managed = block(policy.values, "managed_rules");
  const waf = compact(
    {
      mode: text(block(policy.values, "policy_settings"), "mode"),
      ruleSets: blocks(managed, "managed_rule_set").map(ruleSetSpec),
      exclusions: ifAny(
        blocks(managed, "exclusion").map((each) => exclusionSpec(each, "selector_match_operator")),
      ),
      rules: rulesSpec(blocks(policy.values, "custom_rules"), {
        isLimit: (rule) => text(rule, "rule_type") === "RateLimitRule",
        minutes: (rule) => (text(rule, "rate_limit_duration") === "FiveMins" ? 5 : 1),
        conditions: "match_conditions",
        partOf: (condition) => {
          const part = block(condition, "match_variables");
          return { matchVariable: text(part, "variable_name"), selector: text(part, "selector") };
        },
        matchesAll: (condition) => texts(condition, "match_values").join() === "255.255.255.255/32",
      }),
    },
    DEFAULTS.waf,
  );
  return Object.keys(waf).length === 0 ? undefined : waf;
}

/** The web application firewall that a Front Door's security policy names; undefined where it has none. */
export function frontDoorWafSpec(
  inventory: Inventory,
  [attached]: readonly FoundResource[],
): Spec | undefined {
  const id = text(
    block(block(attached?.values ?? {}, "security_policies"), "firewall"),
    "cdn_frontdoor_firewall_policy_id",
  );
  const policy = inventory.byId("azurerm_cdn_frontdoor_firewall_policy", id);
  if (policy === undefined) return undefined;
  const managed = blocks(policy.values, "managed_rule");
  return {
    mode: text(policy.values, "mode"),
    ...compact(
      {
        ruleSets: managed.length === 0 ? undefined : managed.map(ruleSetSpec),
        exclusions: ifAny(
          managed.flatMap((set) => blocks(set, "exclusion")).map((each) => exclusionSpec(each, "operator")),
        ),
        rules: rulesSpec(blocks(policy.values, "custom_rule"), {
          isLimit: (rule) => text(rule, "type") === "RateLimitRule",
          minutes: (rule) => number(rule, "rate_limit_duration_in_minutes"),
          conditions: "match_condition",
          partOf: (condition) => ({
            matchVariable: text(condition, "match_variable"),
            selector: text(condition, "selector"),
          }),
          matchesAll: (condition) =>
            text(condition, "selector") === "Host" && text(condition, "operator") === "GreaterThanOrEqual",
        }),
      },
      { ruleSets: DEFAULTS.frontDoorWaf.ruleSets },
    ),
  };
}

/** Where the two products keep the parts of a rule. */
interface RuleShape {
  readonly isLimit: (rule: Values) => boolean;
  readonly minutes: (rule: Values) => number | undefined;
  readonly conditions: string;
  readonly partOf: (condition: Values) => Spec;
  /** Whether a condition holds for every request. */
  readonly matchesAll: (condition: Values) => boolean;
}

function rulesSpec(rules: readonly Values[], shape: RuleShape): readonly Spec[] | undefined {
  const inOrder = rules.toSorted((a, b) => (number(a, "priority") ?? 0) - (number(b, "priority") ?? 0));
  return ifAny(inOrder.map((rule) => ruleSpec(rule, shape)));
}

function ruleSpec(rule: Values, shape: RuleShape): Spec {
  const conditions = blocks(rule, shape.conditions);
  const every = conditions.length === 1 && conditions.every(shape.matchesAll);
  return compact({
    name: text(rule, "name"),
    action: text(rule, "action"),
    conditions: every ? undefined : conditions.map((condition) => conditionSpec(condition, shape)),
    rateLimit: shape.isLimit(rule)
      ? compact(
          {
            requests: number(rule, "rate_limit_threshold"),
            minutes: shape.minutes(rule),
            groupBy: text(rule, "group_rate_limit_by"),
          },
          DEFAULTS.waf.rateLimit,
        )
      : undefined,
  });
}

function conditionSpec(condition: Values, shape: RuleShape): Spec {
  const operator = text(condition, "operator");
  const transforms = texts(condition, "transforms");
  return compact(
    {
      ...shape.partOf(condition),
      operator,
      values: operator === "Any" ? undefined : texts(condition, "match_values"),
      negate: condition["negation_condition"] === true,
      transforms: ifAny(transforms),
    },
    { negate: false },
  );
}

function ruleSetSpec(set: Values): Spec {
  return { type: text(set, "type"), version: text(set, "version") };
}

function exclusionSpec(exclusion: Values, operator: string): Spec {
  return {
    matchVariable: text(exclusion, "match_variable"),
    operator: text(exclusion, operator),
    selector: text(exclusion, "selector"),
  };
}

function ifAny<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}
