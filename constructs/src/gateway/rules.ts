import { atLeast, whenKnown, type Condition } from "../core/condition.js";
import { DEFAULTS } from "../core/defaults.js";
import { knownNumber, knownText } from "../core/known.js";
import { defineRule } from "../core/rule.js";
import { isModern, type TlsPolicy } from "./tls-policy.js";

/** Rules on an Application Gateway by itself. */

export const GATEWAY_INSTANCES = defineRule({
  code: "GATEWAY_INSTANCES",
  title: "Maximum instances below the minimum",
  explanation: "Autoscaling needs a maximum that is not below its minimum.",
  remedy: "Swap the two numbers.",
  source: "Application Gateway documentation, autoscaling",
  terraform: "validation",
}).case({
  requires: ({ min, max }: { readonly min: number; readonly max: number }) => [
    {
      on: max,
      condition: atLeast(max, min),
      message: "The maximum number of instances must not be below the minimum.",
    },
  ],
  prop: "instances",
  message: ({ min, max }) =>
    `The gateway's maximum of ${knownNumber(max) ?? max} instances is below its minimum of ${knownNumber(min) ?? min}.`,
});

export const TLS_POLICY_TOO_OLD = defineRule({
  code: "TLS_POLICY_TOO_OLD",
  title: "TLS policy that accepts versions older than 1.2",
  explanation: "Azure has retired TLS 1.0 and 1.1, and gateways with such a policy stop accepting changes.",
  remedy: "Use a policy of 2022.",
  source: "Application Gateway documentation, TLS policy overview",
  terraform: "structure",
}).case({
  matches: (policy: TlsPolicy) => !isModern(policy),
  prop: "tlsPolicy",
  message: (policy) => `${policy} accepts versions of TLS older than 1.2.`,
  remedy: `Use ${DEFAULTS.gateway.tlsPolicy}, or AppGwSslPolicy20220101S for fewer ciphers.`,
});

/** The id of a zone that exists already, and the kind of zone that its records need. */
export interface ZoneId {
  readonly id: string;
  readonly type: "dnsZones" | "privateDnsZones";
  /** The prop that holds the id. @default "zone" */
  readonly prop?: string | undefined;
}

export const DNS_ZONE_KIND = defineRule({
  code: "DNS_ZONE_KIND",
  title: "DNS zone of the wrong kind",
  explanation:
    "Public records are located in Microsoft.Network/dnsZones, private ones in Microsoft.Network/privateDnsZones.",
  remedy: "Specify the id of such a zone.",
  source: "Azure DNS documentation",
  terraform: "validation",
}).case({
  requires: ({ id, type }: ZoneId) => [
    {
      on: id,
      condition: isZoneOf(id, type),
      message: `It must be the id of a ${wordsOf(type)} DNS zone, which ends in Microsoft.Network/${type}/NAME.`,
    },
  ],
  prop: ({ prop = "zone" }) => prop,
  message: ({ id, type }) => `"${knownText(id) ?? id}" is not the id of a ${wordsOf(type)} DNS zone.`,
  remedy: ({ type }) => `Specify an id that ends in Microsoft.Network/${type}/<zone>.`,
});

/** What the rule reads of a policy. */
interface WafChoices {
  readonly rules: readonly { readonly name: string; readonly rateLimit?: object | undefined }[];
  readonly ruleSets: readonly { readonly type: string; readonly version: string }[];
}

export const WAF_RATE_LIMIT_RULES = defineRule({
  code: "WAF_RATE_LIMIT_RULES",
  title: "Rate limit in a policy of the earlier engine",
  explanation:
    "Application Gateway counts requests in the newer engine of its web application firewall alone, which OWASP 3.2 and Microsoft_DefaultRuleSet use. OWASP 3.1 runs in the earlier one.",
  remedy: "Use Microsoft_DefaultRuleSet 2.1 or OWASP 3.2.",
  source: "Application Gateway documentation, rate limiting; web application firewall engine",
  terraform: "structure",
}).case({
  matches: ({ rules, ruleSets }: WafChoices) => limited(rules).length > 0 && ruleSets.some(isOfEarlierEngine),
  prop: "waf.ruleSets",
  message: ({ rules }) =>
    `The engine of OWASP 3.1 does not support rate limits, which these rules have: ${limited(rules).join(", ")}.`,
});

/** The names of the rules that have a rate limit. */
function limited(rules: WafChoices["rules"]): readonly string[] {
  return rules.filter(({ rateLimit }) => rateLimit !== undefined).map(({ name }) => name);
}

function isOfEarlierEngine({ type, version }: WafChoices["ruleSets"][number]): boolean {
  return type === "OWASP" && version !== "3.2";
}

export const GATEWAY_RULES = [
  GATEWAY_INSTANCES,
  TLS_POLICY_TOO_OLD,
  DNS_ZONE_KIND,
  WAF_RATE_LIMIT_RULES,
] as const;

function wordsOf(type: ZoneId["type"]): string {
  return type === "dnsZones" ? "public" : "private";
}

/** In a module, the check of its form reports text that is no id at all. */
function isZoneOf(id: string, type: ZoneId["type"]): Condition {
  const pattern = `/resourceGroups/[^/]+/providers/Microsoft.Network/${type}/[^/]+$`;
  return {
    holds: whenKnown(id, (text) => new RegExp(`^/subscriptions/[^/]+${pattern}`, "i").test(text)),
    hcl: ({ scalar }) =>
      `!startswith(${scalar(id)}, "/subscriptions/") || can(regex("(?i)${pattern}", ${scalar(id)}))`,
    binding: 1,
  };
}
