import type {
  ApplicationGatewayConfig,
  ApplicationGatewayRewriteRuleSetRewriteRule,
  ApplicationGatewayRewriteRuleSetRewriteRuleUrl,
} from "@cdktf/provider-azurerm/lib/application-gateway/index.js";

/** When a rewrite rule applies: a value of the request or response that a pattern matches. */
export interface RewriteCondition {
  /** Server variable or header, such as `var_uri_path` or `http_req_User-Agent`. */
  readonly variable: string;
  /** Regular expression (PCRE). */
  readonly pattern: string;
  /** @default false */
  readonly ignoreCase?: boolean | undefined;
  /** Whether the rule applies where the pattern does not match. @default false */
  readonly negate?: boolean | undefined;
}

/** One rule of a rewrite rule set. Values may have variables, such as `{var_client_ip}`. */
export interface RewriteRule {
  /** All of them have to hold. @default always */
  readonly conditions?: readonly RewriteCondition[] | undefined;
  /** Headers of the request by name; an empty value removes the header. @default none */
  readonly requestHeaders?: Readonly<Record<string, string>> | undefined;
  /** Headers of the response by name; an empty value removes the header. @default none */
  readonly responseHeaders?: Readonly<Record<string, string>> | undefined;
  /** Path that the backend is asked for. @default that of the request */
  readonly path?: string | undefined;
  /** Query string that the backend is asked with. @default that of the request */
  readonly queryString?: string | undefined;
}

const FIRST_SEQUENCE = 100;
const SEQUENCE_STEP = 10;

/** The blocks of a gateway for its rewrite rule sets, by their names. */
export function rewriteBlocks(
  sets: Readonly<Record<string, readonly RewriteRule[]>>,
): Pick<ApplicationGatewayConfig, "rewriteRuleSet"> {
  const all = Object.entries(sets);
  if (all.length === 0) return {};
  return { rewriteRuleSet: all.map(([name, rules]) => ({ name, rewriteRule: rules.map(ruleBlock) })) };
}

function ruleBlock(rule: RewriteRule, index: number): ApplicationGatewayRewriteRuleSetRewriteRule {
  const { conditions = [], requestHeaders, responseHeaders } = rule;
  return {
    name: `rule-${index + 1}`,
    ruleSequence: FIRST_SEQUENCE + SEQUENCE_STEP * index,
    ...(conditions.length === 0
      ? {}
      : {
          condition: conditions.map(({ variable, pattern, ignoreCase, negate }) => ({
            variable,
            pattern,
            ...(ignoreCase === true ? { ignoreCase } : {}),
            ...(negate === true ? { negate } : {}),
          })),
        }),
    ...(requestHeaders === undefined ? {} : { requestHeaderConfiguration: headerBlocks(requestHeaders) }),
    ...(responseHeaders === undefined ? {} : { responseHeaderConfiguration: headerBlocks(responseHeaders) }),
    ...urlBlock(rule),
  };
}

function headerBlocks(
  headers: Readonly<Record<string, string>>,
): { headerName: string; headerValue: string }[] {
  return Object.entries(headers).map(([headerName, headerValue]) => ({ headerName, headerValue }));
}

/** `components` keeps the half that is not rewritten; without it, azurerm would empty that half. */
function urlBlock({ path, queryString }: RewriteRule): {
  url?: ApplicationGatewayRewriteRuleSetRewriteRuleUrl;
} {
  if (path === undefined && queryString === undefined) return {};
  return {
    url: {
      ...(path === undefined ? { components: "query_string_only" } : { path }),
      ...(queryString === undefined ? { components: "path_only" } : { queryString }),
    },
  };
}
