/** Certificates of clients and rewrite rules of an Application Gateway. */
import { compact, unlessEmpty, type Spec } from "../spec.js";
import { blocks, flag, text, texts, type Values } from "../values.js";

/** What certificates of clients are checked against, by names; undefined where no profile has authorities. */
export function clientCertificatesSpec(gateway: Values): Spec | undefined {
  const chains = new Map(
    blocks(gateway, "trusted_client_certificate").map((chain) => [
      text(chain, "name"),
      Buffer.from(text(chain, "data") ?? "", "base64").toString("utf8"),
    ]),
  );
  const profiles = blocks(gateway, "ssl_profile").flatMap((profile) => {
    const name = text(profile, "name");
    const authorities = texts(profile, "trusted_client_certificate_names").flatMap(
      (chain) => chains.get(chain) ?? [],
    );
    if (name === undefined || authorities.length === 0) return [];
    return [[name, profileSpec(profile, authorities)] as const];
  });
  return unlessEmpty(Object.fromEntries(profiles));
}

function profileSpec(profile: Values, authorities: readonly string[]): Spec {
  // The second name is that of azurerm 5.
  const verifies =
    flag(profile, "verify_client_cert_issuer_dn") || flag(profile, "verify_client_certificate_issuer_dn");
  const asksOcsp = text(profile, "verify_client_certificate_revocation") === "OCSP";
  return compact(
    { authorities, verifyIssuer: verifies, checkRevocation: asksOcsp },
    { verifyIssuer: false, checkRevocation: false },
  );
}

/** Rewrite rules by the name of their set. */
export function rewritesSpec(gateway: Values): Spec | undefined {
  const sets = blocks(gateway, "rewrite_rule_set").flatMap((set) => {
    const name = text(set, "name");
    const rules = blocks(set, "rewrite_rule").toSorted((a, b) => sequenceOf(a) - sequenceOf(b));
    return name === undefined ? [] : [[name, rules.map(ruleSpec)] as const];
  });
  return unlessEmpty(Object.fromEntries(sets));
}

function sequenceOf(rule: Values): number {
  return Number(rule["rule_sequence"]);
}

function ruleSpec(rule: Values): Spec {
  const conditions = blocks(rule, "condition").map((condition) =>
    compact(
      {
        variable: text(condition, "variable"),
        pattern: text(condition, "pattern"),
        ignoreCase: flag(condition, "ignore_case"),
        negate: flag(condition, "negate"),
      },
      { ignoreCase: false, negate: false },
    ),
  );
  return compact({
    conditions: conditions.length === 0 ? undefined : conditions,
    requestHeaders: headersSpec(rule, "request_header_configuration"),
    responseHeaders: headersSpec(rule, "response_header_configuration"),
    ...urlSpec(rule),
  });
}

/** An empty query string removes that of the request. `components` says which half is rewritten where only one is. */
function urlSpec(rule: Values): Spec {
  const [url] = blocks(rule, "url");
  if (url === undefined) return {};
  const components = text(url, "components");
  return {
    path: components === "query_string_only" ? undefined : text(url, "path"),
    queryString: components === "path_only" ? undefined : (text(url, "query_string") ?? ""),
  };
}

function headersSpec(rule: Values, kind: string): Spec | undefined {
  const headers = blocks(rule, kind).map(
    (header) => [text(header, "header_name") ?? "", header["header_value"] ?? ""] as const,
  );
  return unlessEmpty(Object.fromEntries(headers));
}
