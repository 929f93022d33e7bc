export { type AlertAuth, type SecureWebhook } from "./alert-auth.js";
export { type AppAccess, type ScmAccess } from "./app-access.js";
export { ExistingMirror, type ExistingMirrorProps } from "./existing-mirror.js";
export {
  Heartbeat,
  type HeartbeatInterval,
  type HeartbeatOptions,
  type HeartbeatProps,
} from "./heartbeat.js";
export {
  type GatewaySubnetTarget,
  type MirrorConfiguration,
  type MirrorHome,
  type MirrorOptions,
  type MirrorPolicy,
  type MirrorProps,
  type MirrorSource,
  type OtherSubscription,
  type PlacedMirror,
} from "./mirror.js";
export { RouteSync } from "./route-sync.js";
export type { RouteSyncProps } from "./route-sync-props.js";
export { SourceEvents, type ExistingSystemTopic, type SourceEventsProps } from "./source-events.js";
export { SyncAlerts, type SyncAlertsProps } from "./sync-alerts.js";
export {
  MIRRORS_IN_A_SETTING,
  SyncConfiguration,
  type SyncConfigurationProps,
} from "./sync-configuration.js";
export { SyncFunctionApp, type SyncFunctionAppProps } from "./sync-function-app.js";
export { INTEGRATION_ADDRESSES, SyncNetwork, type SyncNetworkProps } from "./sync-network.js";
export { SyncPackage, bundledPackageNotices, type SyncPackageProps } from "./sync-package.js";
export { SyncRoles, type SyncRolesProps, type SyncScope } from "./sync-roles.js";
export { SyncStorage, type SyncStorageProps } from "./sync-storage.js";
export { WakeUp, type WakeUpProps } from "./wake-up.js";
