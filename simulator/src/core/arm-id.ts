/** An ARM path taken apart. Azure compares ids without case and keeps the case it was first given. */
export interface ArmPath {
  /** The path as given, without trailing slash. */
  readonly text: string;
  readonly subscription: string | undefined;
  readonly group: string | undefined;
  /** What precedes the last `/providers/`: a group, a subscription, "" for the tenant, or another resource. */
  readonly scope: string;
  readonly namespace: string | undefined;
  /** `Microsoft.Network/routeTables/routes`, as given; "" when the path names no provider. */
  readonly type: string;
  readonly names: readonly string[];
  /** An item has a name for each type; a collection's last type has none. */
  readonly kind: "item" | "collection";
}

export function lower(id: string): string {
  return id.toLowerCase();
}

/** Id of the resource group that a path is in. */
export function groupId({ subscription = "", group = "" }: ArmPath): string {
  return `/subscriptions/${subscription}/resourceGroups/${group}`;
}

/** Last segment of an id. */
export function lastName(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

/** The id two segments up: a route's table, a subnet's network. */
export function parentId(id: string): string {
  const end = id.lastIndexOf("/", id.lastIndexOf("/") - 1);
  return id.slice(0, Math.max(0, end));
}

/** True when an id is a scope or is below it, without case. */
export function isWithin(id: string, scope: string): boolean {
  const prefix = lower(scope).replace(/\/$/, "");
  return prefix === "" || lower(id) === prefix || lower(id).startsWith(`${prefix}/`);
}

/** Parses a path that begins with `/`. Never throws: a path without a known shape has type "". */
export function parseArmPath(path: string): ArmPath {
  const text = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
  const segments = text.split("/").slice(1);
  const isAt = (index: number, word: string): boolean => segments[index]?.toLowerCase() === word;
  const subscription = isAt(0, "subscriptions") ? segments[1] : undefined;
  const group = subscription !== undefined && isAt(2, "resourcegroups") ? segments[3] : undefined;
  const provider = segments.findLastIndex(
    (segment, index) => segment.toLowerCase() === "providers" && segments[index + 1]?.includes(".") === true,
  );
  if (provider < 0) return groupPath(text, segments, subscription, group);
  const rest = segments.slice(provider + 2);
  const types = rest.filter((_, index) => index % 2 === 0);
  const namespace = segments[provider + 1] ?? "";
  return {
    text,
    subscription,
    group,
    scope: provider === 0 ? "" : `/${segments.slice(0, provider).join("/")}`,
    namespace,
    type: [namespace, ...types].join("/"),
    names: rest.filter((_, index) => index % 2 === 1),
    kind: rest.length % 2 === 0 ? "item" : "collection",
  };
}

function groupPath(text: string, segments: string[], subscription?: string, group?: string): ArmPath {
  const isGroups = segments[2]?.toLowerCase() === "resourcegroups" && segments.length <= 4;
  return {
    text,
    subscription,
    group,
    scope: segments.length > 2 ? `/${segments.slice(0, 2).join("/")}` : "",
    namespace: undefined,
    type: isGroups ? "Microsoft.Resources/resourceGroups" : "",
    names: group === undefined ? [] : [group],
    kind: segments.length === 4 ? "item" : "collection",
  };
}
