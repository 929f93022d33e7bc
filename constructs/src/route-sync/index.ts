export { RouteSync, type MirrorProps, type RouteSyncProps } from "./route-sync.js";
export { SyncFunctionApp, type SyncFunctionAppProps } from "./sync-function-app.js";
export { SyncPackage, type SyncPackageProps } from "./sync-package.js";
export { SyncRoles, type SyncRolesProps } from "./sync-roles.js";
export { SyncStorage, type SyncStorageProps } from "./sync-storage.js";
export { WakeUp, type AlertSource, type WakeUpProps } from "./wake-up.js";
