export { AgicAddon, type AgicAddonProps } from "./agic-addon.js";
export { AGIC_NAMESPACE, AGIC_RELEASE, AgicHelm, type AgicHelmProps } from "./agic-helm.js";
export { ALB_NAMESPACE, ALB_RELEASE, AlbController, type AlbControllerProps } from "./alb-controller.js";
export {
  GatewayForContainers,
  type ForContainersWafProps,
  type GatewayForContainersProps,
} from "./gateway-for-containers.js";
export {
  FrontDoor,
  type FrontDoorOrigin,
  type FrontDoorOriginProps,
  type FrontDoorProps,
  type FrontDoorTier,
} from "./front-door.js";
export type { FrontDoorTls } from "./front-door-certificates.js";
export type { FrontDoorWafProps } from "./front-door-waf.js";
export { SharedFrontDoor, type SharedFrontDoorProps } from "./shared-front-door.js";
