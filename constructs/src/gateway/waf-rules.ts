import type { WebApplicationFirewallPolicyCustomRules } from "@cdktf/provider-azurerm/lib/web-application-firewall-policy/index.js";
import { DEFAULTS } from "../core/defaults.js";
import { omitUndefined } from "../core/omit-undefined.js";

/** What a part of a request is compared with. */
export interface WafCondition {
  /** Part of the request, in the words of the product: `RemoteAddr`, `RequestUri`, `RequestHeaders`, … */
  readonly matchVariable: string;
  /** Name of the header, cookie or argument. @default the whole part */
  readonly selector?: string | undefined;
  /** `Equal`, `BeginsWith`, `IPMatch`, `GeoMatch`, … */
  readonly operator: string;
  /** One of them has to match. @default none, for operator `Any` */
  readonly values?: readonly string[] | undefined;
  /** Whether the condition is that none of the values matches. @default false */
  readonly negate?: boolean | undefined;
  /** What is done to the part before it is compared: `Lowercase`, `Trim`, … @default nothing */
  readonly transforms?: readonly string[] | undefined;
}

/** A limit of requests per client. */
export interface WafRateLimit {
  /** Requests in the window, above which the action applies. */
  readonly requests: number;
  /** Length of the window. @default 1 */
  readonly minutes?: 1 | 5 | undefined;
}

/** A custom rule. Rules apply in the order of their list, before the managed rules. */
export interface WafRule {
  /** Letters and digits, beginning with a letter. */
  readonly name: string;
  /** `Allow`, `Block`, `Log` or `JSChallenge`. */
  readonly action: string;
  /** All of them have to match. @default every request */
  readonly conditions?: readonly WafCondition[] | undefined;
  /** @default the action applies to each request */
  readonly rateLimit?: WafRateLimit | undefined;
}

/** A rule of an Application Gateway, which also says whose requests are counted together. */
export interface GatewayWafRule extends WafRule {
  /** Applies the action only to the requests above a limit. @default the action applies to each request */
  readonly rateLimit?:
    | (WafRateLimit & {
        /** `ClientAddr`, `GeoLocation` or `None`. @default "ClientAddr" */
        readonly groupBy?: string | undefined;
      })
    | undefined;
}

/**
 * Every client: no address is the broadcast address.
 * Source: Application Gateway documentation, rate limiting custom rules.
 */
const EVERY_REQUEST: WafCondition = {
  matchVariable: "RemoteAddr",
  operator: "IPMatch",
  values: ["255.255.255.255/32"],
  negate: true,
};

const WINDOWS = { 1: "OneMin", 5: "FiveMins" } as const;

/** The custom rules of a gateway's policy, in the order of the list. */
export function gatewayWafRules(rules: readonly GatewayWafRule[]): WebApplicationFirewallPolicyCustomRules[] {
  return rules.map(({ name, action, conditions = [EVERY_REQUEST], rateLimit }, i) => ({
    name,
    priority: i + 1,
    action,
    ...(rateLimit === undefined
      ? { ruleType: "MatchRule" }
      : {
          ruleType: "RateLimitRule",
          rateLimitThreshold: rateLimit.requests,
          rateLimitDuration: WINDOWS[rateLimit.minutes ?? DEFAULTS.waf.rateLimit.minutes],
          groupRateLimitBy: rateLimit.groupBy ?? DEFAULTS.waf.rateLimit.groupBy,
        }),
    matchConditions: conditions.map(({ matchVariable, selector, operator, values, negate, transforms }) =>
      omitUndefined({
        matchVariables: [omitUndefined({ variableName: matchVariable, selector })],
        operator,
        matchValues: values && [...values],
        negationCondition: negate === true ? true : undefined,
        transforms: transforms && [...transforms],
      }),
    ),
  }));
}
