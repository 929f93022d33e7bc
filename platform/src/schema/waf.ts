import { Cidr, DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { INVALID_VALUE } from "../file-rules.js";
import type { IssueParams } from "./values.js";

/** The web application firewalls of gateways and Front Doors, each in the words of its product. */

/** Version of Microsoft_DefaultRuleSet that azurerm 4 does not support. */
export const NEWER_RULES = "2.2";

/** The rule sets that both Azure and the provider accept for new policies. Source: azurerm's validation; WAF documentation, CRS and DRS. */
const DEFAULT_RULES = { description: "Rules against common attacks." };
const BOT_RULES = { description: "Rules about bots, good and bad." };
const VERSION = { description: "Version of the rule set." };
const gatewayRuleSet = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("Microsoft_DefaultRuleSet").meta(DEFAULT_RULES),
    version: z
      .enum(["2.1", NEWER_RULES])
      .meta({ description: `Version of the rule set. ${NEWER_RULES} requires azurerm: 5.` }),
  }),
  z.strictObject({
    type: z.literal("Microsoft_BotManagerRuleSet").meta(BOT_RULES),
    version: z.enum(["0.1", "1.0", "1.1"]).meta(VERSION),
  }),
  z.strictObject({
    type: z.literal("OWASP").meta({ description: "The older core rule set." }),
    version: z.enum(["3.2", "3.1"]).meta(VERSION),
  }),
]);
/** Source: Application Gateway for Containers documentation, web application firewall, limitations. */
const containersRuleSet = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("Microsoft_DefaultRuleSet").meta(DEFAULT_RULES),
    version: z.literal("2.1").meta(VERSION),
  }),
  z.strictObject({
    type: z.literal("Microsoft_BotManagerRuleSet").meta(BOT_RULES),
    version: z.enum(["1.0", "1.1"]).meta(VERSION),
  }),
]);

/** Source: Web Application Firewall documentation, DRS rule groups and rules of Front Door. */
const frontDoorRuleSet = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("Microsoft_DefaultRuleSet").meta(DEFAULT_RULES),
    version: z.enum(["1.1", "2.0", "2.1"]).meta(VERSION),
  }),
  z.strictObject({
    type: z.literal("Microsoft_BotManagerRuleSet").meta(BOT_RULES),
    version: z.enum(["1.0", "1.1"]).meta(VERSION),
  }),
]);

type Words = readonly [string, ...string[]];

/** The words of a product, in its documentation on custom rules and in azurerm's validation. */
interface Product {
  readonly actions: Words;
  readonly variables: Words;
  /** Parts of requests that have names: headers, cookies, arguments. */
  readonly named: readonly string[];
  /** Parts that are addresses: the only ones with IPMatch and GeoMatch. */
  readonly addresses: readonly string[];
  readonly operators: Words;
  readonly transforms: Words;
}

const OPERATORS = [
  "Any",
  "BeginsWith",
  "Contains",
  "EndsWith",
  "Equal",
  "GeoMatch",
  "GreaterThan",
  "GreaterThanOrEqual",
  "IPMatch",
  "LessThan",
  "LessThanOrEqual",
] as const;
const TRANSFORMS = ["Lowercase", "RemoveNulls", "Trim", "Uppercase"] as const;

const GATEWAY: Product = {
  actions: ["Allow", "Block", "JSChallenge", "Log"],
  variables: [
    "PostArgs",
    "QueryString",
    "RemoteAddr",
    "RequestBody",
    "RequestCookies",
    "RequestHeaders",
    "RequestMethod",
    "RequestUri",
  ],
  named: ["PostArgs", "RequestCookies", "RequestHeaders"],
  addresses: ["RemoteAddr"],
  operators: [...OPERATORS, "Regex"],
  transforms: ["HtmlEntityDecode", ...TRANSFORMS, "UrlDecode", "UrlEncode"],
};

/** Source: Application Gateway for Containers documentation, web application firewall, limitations. */
const FOR_CONTAINERS: Product = { ...GATEWAY, actions: ["Allow", "Block", "Log"] };

const FRONT_DOOR: Product = {
  actions: ["Allow", "Block", "CAPTCHA", "JSChallenge", "Log"],
  variables: [
    "Cookies",
    "PostArgs",
    "QueryString",
    "RemoteAddr",
    "RequestBody",
    "RequestHeader",
    "RequestMethod",
    "RequestUri",
    "SocketAddr",
  ],
  named: ["Cookies", "PostArgs", "QueryString", "RequestHeader"],
  addresses: ["RemoteAddr", "SocketAddr"],
  operators: [...OPERATORS, "RegEx"],
  transforms: [...TRANSFORMS, "URLDecode", "URLEncode"],
};

/** Rules of both products are called by letters and digits. Source: azurerm's validation of custom rules. */
const ruleName = z
  .string()
  .max(128)
  .regex(/^[A-Za-z][A-Za-z0-9]*$/, { error: "expected letters and digits, beginning with a letter" });

const requests = z
  .int()
  .min(1)
  .meta({ description: "Requests in the window, above which the action applies." });
const minutes = z
  .union([z.literal(1), z.literal(5)])
  .optional()
  .meta({ description: "Length of the window.", default: DEFAULTS.waf.rateLimit.minutes });

const gatewayRateLimit = z.strictObject({
  requests,
  minutes,
  groupBy: z.enum(["ClientAddr", "GeoLocation", "None"]).optional().meta({
    description: "Whose requests are counted together: of an address, of a country, or of all.",
    default: DEFAULTS.waf.rateLimit.groupBy,
  }),
});
const frontDoorRateLimit = z.strictObject({ requests, minutes });

const NEVER_MATCHES = "Correct the condition, or remove it.";

function conditionOf({ variables, named, addresses, operators, transforms }: Product) {
  return z
    .strictObject({
      matchVariable: z.enum(variables).meta({ description: "Part of the request." }),
      selector: z.string().min(1).max(256).optional().meta({
        description: "Name of the header, cookie or argument.",
        fallback: "the whole part",
      }),
      operator: z.enum(operators).meta({ description: "How the values are compared." }),
      values: z
        .array(z.string().min(1).max(256))
        .min(1)
        .max(600)
        .optional()
        .meta({ description: "One of them has to match.", fallback: "none, for operator Any" }),
      negate: z
        .boolean()
        .default(false)
        .meta({ description: "Whether the condition is that none of the values matches." }),
      transforms: z.array(z.enum(transforms)).max(5).optional().meta({
        description: "What is done to the part before it is compared.",
        fallback: "nothing",
      }),
    })
    .superRefine(({ matchVariable, selector, operator, values }, context) => {
      const refuse = (key: string | readonly PropertyKey[], message: string, hint = NEVER_MATCHES): void => {
        const params: IssueParams = { problem: INVALID_VALUE.code, hint };
        context.addIssue({ code: "custom", path: [key].flat(), message, params });
      };
      if (selector !== undefined && !named.includes(matchVariable))
        refuse("selector", `${matchVariable} has no names; a selector takes ${named.join(", ")}`);
      if (values === undefined && operator !== "Any")
        refuse("operator", `${operator} compares with values, and there are none`, "Add values.");
      if (values !== undefined && operator === "Any")
        refuse("values", "Any matches every request, so that values have no effect", "Remove values.");
      const isAddress = operator === "IPMatch" || operator === "GeoMatch";
      if (isAddress && !addresses.includes(matchVariable)) {
        refuse("operator", `${operator} compares addresses, and ${matchVariable} is none`);
        return;
      }
      for (const [i, value] of (values ?? []).entries())
        if (!isValueOf(operator, value))
          refuse(["values", i], `"${value}" is not what ${operator} compares with`, VALUE_HINTS[operator]);
    });
}

const VALUE_HINTS: Readonly<Record<string, string>> = {
  IPMatch: "Write addresses or ranges, such as 203.0.113.0/24.",
  GeoMatch: "Write codes of countries in two letters, such as DE; ZZ is an unknown one.",
};

/** Source: Web Application Firewall documentation, custom rules: ranges, ISO 3166-1 codes, and sizes. */
function isValueOf(operator: string, value: string): boolean {
  switch (operator) {
    case "IPMatch":
      return isRange(value);
    case "GeoMatch":
      return /^[A-Z]{2}$/.test(value);
    case "GreaterThan":
    case "GreaterThanOrEqual":
    case "LessThan":
    case "LessThanOrEqual":
      return /^\d+$/.test(value);
    default:
      return true;
  }
}

function isRange(text: string): boolean {
  try {
    Cidr.of(text.includes("/") ? text : `${text}/${text.includes(":") ? 128 : 32}`);
    return true;
  } catch {
    return false;
  }
}

function rulesOf<T extends z.ZodType>(product: Product, rateLimit: T) {
  return listOf(
    z.strictObject({
      ...ruleKeys(product),
      rateLimit: rateLimit.optional().meta({
        description: "Applies the action only to the requests above a limit.",
        fallback: "the action applies to each request",
      }),
    }),
  ).meta({
    description:
      "Custom rules, before the managed ones, in the order in which they apply: by address, country, path or header, and rate limits.",
  });
}

function ruleKeys(product: Product) {
  return {
    name: ruleName.meta({ description: "Name of the rule: letters and digits." }),
    action: z.enum(product.actions).meta({ description: "What is done with the request." }),
    conditions: z
      .array(conditionOf(product))
      .min(1)
      .max(10)
      .optional()
      .meta({ description: "All of them have to match.", fallback: "every request" }),
  };
}

function listOf<T extends z.ZodType<{ readonly name: string }>>(rule: T) {
  return z
    .array(rule)
    .max(100)
    .superRefine((rules, context) => {
      for (const [i, { name }] of rules.entries()) {
        if (rules.findIndex((other) => other.name.toLowerCase() === name.toLowerCase()) === i) continue;
        const params: IssueParams = { problem: INVALID_VALUE.code, hint: "Give it another name." };
        const message = `another rule is called ${name} too`;
        context.addIssue({ code: "custom", path: [i, "name"], message, params });
      }
    })
    .optional();
}

function exclusionsOf(variables: Words) {
  return z
    .array(
      z.strictObject({
        matchVariable: z.enum(variables).meta({ description: "Part of the request." }),
        operator: z
          .enum(["Contains", "EndsWith", "Equals", "EqualsAny", "StartsWith"])
          .meta({ description: "How the selector is compared." }),
        selector: z.string().min(1).meta({ description: "Name of the argument, cookie or header." }),
      }),
    )
    .optional()
    .meta({ description: "Parts of requests that the rules ignore." });
}

const gatewayMode = z
  .enum(["Prevention", "Detection"])
  .default(DEFAULTS.waf.mode)
  .meta({ description: "Whether attacks are refused or only logged." });
const gatewayExclusions = exclusionsOf([
  "RequestArgKeys",
  "RequestArgNames",
  "RequestArgValues",
  "RequestCookieKeys",
  "RequestCookieNames",
  "RequestCookieValues",
  "RequestHeaderKeys",
  "RequestHeaderNames",
  "RequestHeaderValues",
]);
const MANAGED = { description: "Managed rules.", default: DEFAULTS.waf.ruleSets };

/** The web application firewall of an Application Gateway. */
export const gatewayWaf = z.strictObject({
  mode: gatewayMode,
  ruleSets: z.array(gatewayRuleSet).min(1).optional().meta(MANAGED),
  exclusions: gatewayExclusions,
  rules: rulesOf(GATEWAY, gatewayRateLimit),
});

/** The web application firewall of Application Gateway for Containers, which has neither rate limits nor challenges. */
export const forContainersWaf = z.strictObject({
  mode: gatewayMode,
  ruleSets: z.array(containersRuleSet).min(1).optional().meta(MANAGED),
  exclusions: gatewayExclusions,
  rules: listOf(z.strictObject(ruleKeys(FOR_CONTAINERS))).meta({
    description:
      "Custom rules, before the managed ones, in the order in which they apply: by address, country, path or header.",
  }),
});

/** The web application firewall of a Front Door. */
export const frontDoorWaf = z.strictObject({
  mode: z
    .enum(["Prevention", "Detection"])
    .default(DEFAULTS.frontDoorWaf.mode)
    .meta({ description: "Whether attacks are refused or only logged." }),
  ruleSets: z.array(frontDoorRuleSet).min(1).optional().meta({
    description: "Managed rules, which require tier Premium.",
    fallback: "on Premium Microsoft_DefaultRuleSet 2.1 and Microsoft_BotManagerRuleSet 1.1",
  }),
  exclusions: exclusionsOf([
    "QueryStringArgNames",
    "RequestBodyJsonArgNames",
    "RequestBodyPostArgNames",
    "RequestCookieNames",
    "RequestHeaderNames",
  ]),
  rules: rulesOf(FRONT_DOOR, frontDoorRateLimit),
});
