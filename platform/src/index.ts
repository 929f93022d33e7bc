/** The platform file: its shape, its problems, and the stacks that it becomes. */
export { buildPlatform, type BuiltPlatform } from "./topology/platform.js";
export type { LockMode } from "./lock/new-lock.js";
export { updateLock, type LockUpdate, type LockUpdateOptions } from "./lock/update-lock.js";
export { newLock, type NewLock } from "./lock/new-lock.js";
export { isLockFile, lockFileOf } from "./lock/lock-file.js";
export type { Description, PlannedAddresses, PlannedRole, PlannedRule } from "./describe.js";
export { sortedPorts } from "./other-teams/lists.js";
export type { TeamRequests } from "./other-teams/requests.js";
export type { Touch } from "./touches.js";
export { loadPlatform, parsePlatform, type LoadedPlatform, type LoadResult } from "./load.js";
export { FILE_SYSTEM, type PlatformFiles } from "./platform-files.js";
export type { RuleText } from "@aks-topology/constructs/internal";
export { stateWatch } from "./shared-state.js";
export { didYouMean } from "@aks-topology/terraform";
export { ALL_RULES, hasErrors, type PlatformProblem } from "./problem.js";
export {
  ForeignFilesError,
  writeModule,
  type ModuleFormat,
  type ModuleOptions,
  type WrittenModule,
} from "./module/index.js";
export { partialJsonSchema, platformJsonSchema, platformShape } from "./schema/json-schema.js";
export { platformSchema, type Platform } from "./schema/platform.js";
export { diffPlatform, diffPlatforms, type PlatformDiff } from "./diff/diff-platform.js";
export type { ManifestChange } from "./diff/manifest-changes.js";
export { summarize, type ChangeSummary, type PlannedChange } from "./diff/planned-changes.js";
export {
  draftOf,
  inspect,
  survey,
  type Survey,
  synthesize,
  tracePaths,
  tracePlatform,
  type TracedPaths,
  type TracedQuestion,
  type Announcement,
  type SynthesisOptions,
  type Inspection,
  type Synthesis,
  type WrittenStack,
} from "./synthesize.js";
export type { PathTrace, TracedPath } from "./reachability/reachability.js";
export type { CapacityRange, PoolCapacity } from "./picture/pool-capacity.js";
export { withChanges } from "./picture/changes.js";
export type {
  BoxKind,
  ChangeMark,
  FlowKind,
  ItemKind,
  Picture,
  PictureBox,
  PictureFlow,
  PictureItem,
  PictureLabel,
  PictureLink,
  PicturePath,
} from "./picture/picture.js";
export type { Feature } from "./features/feature.js";
export { privateLinks, type PrivateLink } from "./private-links.js";
export { FEATURES } from "./features/features.js";
export {
  planMigration,
  type MigrationOptions,
  type MigrationPhase,
  type MigrationPlan,
} from "./migrate/plan-migration.js";
export { withLive, type LiveCluster, type MigrationTarget } from "./migrate/live-preflight.js";
export type { PreflightCheck } from "./migrate/preflight.js";
export {
  adoptInventory,
  blocksFor,
  Inventory,
  isArmTemplate,
  isStateDocument,
  lacksHub,
  parsePart,
  printBlocks,
  resourcesOfArm,
  resourcesOfState,
  type Adopted,
  type StackBlocks,
} from "./adopt/index.js";
