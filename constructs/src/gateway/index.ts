export {
  ApplicationGateway,
  type ApplicationGatewayProps,
  type GatewayInstances,
  type GatewayFrontend,
  type GatewayTier,
} from "./application-gateway.js";
export type { ClientCertificates } from "./client-certificates.js";
export { GatewayRecord, type GatewayRecordProps, type RecordZone } from "./gateway-record.js";
export {
  GatewayTls,
  type CertificateSource,
  type GatewayCertificate,
  type GatewayTlsProps,
} from "./gateway-tls.js";
export type { RewriteCondition, RewriteRule } from "./rewrites.js";
export type { GatewaySite, SiteBackend } from "./sites.js";
export { isModern, TLS_POLICIES, type TlsPolicy } from "./tls-policy.js";
export type { WafExclusion, WafProps } from "./waf-policy.js";
export type { GatewayWafRule, WafCondition, WafRateLimit, WafRule } from "./waf-rules.js";
