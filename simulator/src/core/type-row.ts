import type { ArmError } from "./arm-error.js";
import type { Json, JsonObject } from "./json.js";

/** What the rules of a row may look at. */
export interface Facts {
  readonly id: string;
  readonly name: string;
  /** The current body: what was sent, with the defaults filled in. */
  readonly body: JsonObject;
  /** The body before this write; undefined on create. */
  readonly previous: JsonObject | undefined;
  /** For a child that is part of its parent's body: that body, as it is being written. */
  readonly parent: JsonObject | undefined;
  readonly tenant: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly world: World;
}

/** The other resources, read only. */
export interface World {
  /** The whole body of a resource or inline child, or undefined. */
  lookup(id: string): JsonObject | undefined;
  /** Whole bodies of all resources of a type. */
  ofType(type: string): JsonObject[];
  /** True when at least one resource of a type is stored. Cheap. */
  has(type: string): boolean;
  /** Ids of the resources that refer to this one. */
  referrers(id: string): string[];
  /** Ids of those among them that keep this one from being deleted. */
  holders(id: string): string[];
  /** Settings that a limit may come from. */
  readonly limits: Limits;
}

/** Limits that differ between subscriptions or change with the years. */
export interface Limits {
  /** Routes of one table. @default 1,000, the limit since May 2026; older pages say 400 or 600 */
  readonly routesPerTable: number;
}

/** A value that Azure fills in. Undefined leaves the key alone. */
export type Computed = (facts: Facts) => Json | undefined;

/** A request that Azure would refuse. */
export type Refusal = (facts: Facts) => ArmError | undefined;

/** Children that are shown in the body of their parent. */
export interface InlineChildren {
  /** Key of the list under the parent's `properties`. */
  readonly property: string;
  /** Last segment of the child's type. */
  readonly type: string;
  /** What a PUT of the parent without the list does. */
  readonly whenOmitted: "clear" | "keep";
  /** `resource`: `{ name, properties }`. `flat`: the properties next to the name, as in agent pool profiles. */
  readonly shape?: "resource" | "flat";
  /** The error for two children of one name. @default InvalidRequestContent-like `DuplicateResourceName` */
  readonly duplicate?: string;
}

/** Where a body names another resource, and what follows from it. */
export interface Reference {
  /** Path to ids, `[]` walking lists: `properties.ipConfigurations[].properties.subnet.id`. */
  readonly path: string;
  /** The target shows its referrers under this key of `properties`, as `{ id }` entries. */
  readonly shownAs?: string;
  /** `one`: the target shows a single `{ id }`. @default `list` */
  readonly cardinality?: "list" | "one";
  /** The target may not be deleted while referred to. @default true */
  readonly blocksDelete?: boolean;
  /** The id the target shows and errors name. @default the referrer's own */
  readonly as?: (referrer: string, index: number) => string;
}

/** A POST on a resource (`listKeys`) or collection; gives the answer's body. */
export type Action = (facts: Facts, request: JsonObject) => Json;

/** A resource that Azure creates along with another. */
export interface DependentResource {
  readonly id: string;
  readonly body: JsonObject;
  /** Written again with every write of its creator. @default false: only when it does not exist */
  readonly always?: boolean;
  /** Outlives its creator. @default false */
  readonly stays?: boolean;
}

/** A resource before and after a write; undefined where it is not there. */
export interface Change {
  readonly id: string;
  readonly before: JsonObject | undefined;
  readonly after: JsonObject | undefined;
}

/** A change of another resource's stored body. */
export interface Echo {
  readonly id: string;
  readonly change: (body: JsonObject) => JsonObject;
}

/** Everything particular about one resource type. What a row leaves out is ordinary ARM. */
export interface TypeRow {
  /** `Microsoft.Network/routeTables`, in Azure's case. */
  readonly type: string;
  /** `async`: Azure-AsyncOperation on writes, 202 on deletes. `sync`: done when answered. @default async */
  readonly writes?: "async" | "sync";
  /** How a DELETE is done, when not as writes are. */
  readonly deletes?: "async" | "sync";
  /** How a write is refused while another is under way: 429 to be retried (default), or 409. Microsoft.Network alone. */
  readonly busy?: "retry" | "conflict";
  /** What a write or a deletion changes in other resources: the state of the peering on the other side. */
  readonly echoes?: (change: Change) => readonly Echo[];
  /** `external`: a write is complete only when its observer says so (a webhook's handshake). */
  readonly completion?: "external";
  /** Status of a create. Some providers answer 200 or 202 always. @default 201 */
  readonly createStatus?: number;
  /** Status of a PUT of what exists. @default 200 */
  readonly updateStatus?: number;
  /** Status of a DELETE that is done when answered. @default 200 */
  readonly deleteStatus?: number;
  /** Seconds in `Retry-After` in addition to Azure-AsyncOperation; absent: no such header. */
  readonly retryAfter?: number;
  /** False where bodies carry no `properties.provisioningState`. @default true */
  readonly provisioningState?: boolean;
  /** False where bodies carry no `etag`. @default false but for Microsoft.Network */
  readonly etag?: boolean;
  /** True where a create without `location` is refused. */
  readonly needsLocation?: boolean;
  /** Values for keys that were not sent. */
  readonly defaults?: JsonObject;
  /** Values that Azure sets, by dotted path, evaluated in order. */
  readonly computed?: Readonly<Record<string, Computed>>;
  /** Keys that a request may carry and that are not kept: read-only ones, and secrets that are never shown again. */
  readonly dropped?: readonly string[];
  readonly inline?: readonly InlineChildren[];
  readonly references?: readonly Reference[];
  readonly refusals?: readonly Refusal[];
  /** The error of a DELETE while `users` refer to it. Undefined: references do not hold it. */
  readonly inUse?: (name: string, users: readonly string[]) => ArmError;
  /** Child types that refuse a DELETE while they exist, instead of being deleted too. */
  readonly blockedByChildren?: readonly string[];
  /** The parent shows its children's ids under this key of `properties`. */
  readonly shownInParent?: string;
  readonly actions?: Readonly<Record<string, Action>>;
  /** Actions that answer 202 and are polled. */
  readonly longActions?: readonly string[];
  /** True for `blobServices/default` and the like: there as soon as the parent is. */
  readonly singleton?: boolean;
  /** Resources that Azure creates along with this one: ids and bodies. */
  readonly creates?: (facts: Facts) => readonly DependentResource[];
  /** What a DELETE leaves behind, until the resource is made again. */
  readonly leavesBehind?: (facts: Facts) => readonly DependentResource[];
  /** Keys that are stored and not shown: what only an action may show. */
  readonly hidden?: readonly string[];
  /** True where a name may be taken only once in all of Azure. */
  readonly globalName?: boolean;
  /** True for a singleton whose path ends with its type: `…/components/x/currentBillingFeatures`. */
  readonly noNameSegment?: boolean;
  /** True where a GET or list at a scope finds what is stored above it too. */
  readonly inherited?: boolean;
  /** What Azure itself has of this type, for every tenant: name and body. */
  readonly builtIn?: readonly { readonly name: string; readonly body: JsonObject }[];
  /** True where actions answer though the resource is not stored. */
  readonly actsWithoutResource?: boolean;
  /** Code of the 404, where it is not ResourceNotFound. */
  readonly notFound?: string;
}
