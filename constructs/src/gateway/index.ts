export {
  ApplicationGateway,
  type ApplicationGatewayProps,
  type GatewayCapacity,
  type GatewayTier,
} from "./application-gateway.js";
export type { WafExclusion, WafProps } from "./waf-policy.js";
