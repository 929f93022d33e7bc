import { INGRESS_FEATURES } from "../kinds/ingress/index.js";
import { gateway, ingress, type Feature } from "./feature.js";

/** Application Gateways, and the kinds of ingress. */
export const GATEWAY_ROWS: readonly Feature[] = [
  gateway("Standard_v2", "tier: Standard_v2", ({ tier }) => tier === "Standard_v2"),
  gateway("WAF_v2", "tier: WAF_v2", ({ tier }) => tier === "WAF_v2"),
  gateway("WAF exclusions", "waf.exclusions", ({ waf }) => (waf?.exclusions ?? []).length > 0),
  gateway("custom WAF rules", "waf.rules", ({ waf }) => (waf?.rules ?? []).length > 0),
  gateway(
    "autoscale",
    "instances: { min, max }",
    ({ instances }) => instances !== undefined && typeof instances !== "number",
  ),
  gateway("zones", "zones", ({ zones }) => zones !== undefined),
  gateway("private frontend", "frontend: { type: private }", ({ frontend }) => frontend.type === "private"),
  gateway(
    "public and private frontend",
    "frontend: { type: public-and-private }",
    ({ frontend }) => frontend.type === "public-and-private",
  ),
  gateway("TLS from Key Vault", "tls", ({ tls }) => tls !== undefined),
  {
    topic: "ingress",
    name: "TLS of a Front Door from Key Vault",
    key: "frontDoors.*.tls",
    usedBy: ({ frontDoors }) => Object.values(frontDoors).some(({ tls }) => tls !== undefined),
  },
  gateway(
    "encrypted backends with a custom root certificate",
    "trustedRoots",
    ({ trustedRoots }) => trustedRoots !== undefined,
  ),
  gateway(
    "certificates of clients (mutual TLS)",
    "clientCertificates",
    ({ clientCertificates }) => clientCertificates !== undefined,
  ),
  gateway("rewritten headers and paths", "rewrites", ({ rewrites }) => rewrites !== undefined),
  gateway("DNS records", "dns", ({ dns }) => dns !== undefined),
  gateway("mirrored route table", "routeTable: mirrored", ({ routeTable }) => routeTable === "mirrored"),
  gateway("shared route table", "routeTable: shared", ({ routeTable }) => routeTable === "shared"),
  gateway(
    "existing route table of a gateway",
    "routeTable: { id }",
    ({ routeTable }) => typeof routeTable === "object",
  ),
  gateway("existing subnet of a gateway", "subnet: { id }", ({ subnet }) => subnet !== undefined),
  gateway(
    "existing public address of a gateway",
    "frontend.publicIp: { id }",
    ({ frontend }) => frontend.type !== "private" && frontend.publicIp !== undefined,
  ),
  gateway(
    "existing identity that fetches certificates",
    "tls.identity: { id }",
    ({ tls }) => tls?.identity !== undefined,
  ),
  gateway("network isolation", "networkIsolation", ({ networkIsolation }) => networkIsolation),
  ...INGRESS_FEATURES.map(({ name, key, usedBy }) => ingress(name, key, usedBy)),
];
