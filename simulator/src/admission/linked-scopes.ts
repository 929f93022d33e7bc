import { actionOf, type Permissions } from "../access/permissions.js";
import { ArmError, GATEWAY } from "../core/arm-error.js";
import { isWithin, lower, parseArmPath } from "../core/arm-id.js";
import { bodyOf, type Call } from "../core/call.js";
import { asObject, at, isList, isObject, objects, withAt, type Json, type JsonObject } from "../core/json.js";
import type { Rows } from "../core/rows.js";

/**
 * What a caller must be allowed to do to a resource that a body names (Microsoft Learn, "Azure permissions for
 * Networking" and "for Identity").
 */
const ACTIONS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    "Microsoft.Network/virtualNetworks/subnets/join/action",
    "Microsoft.Network/routeTables/join/action",
    "Microsoft.Network/networkSecurityGroups/join/action",
    "Microsoft.Network/natGateways/join/action",
    "Microsoft.Network/publicIPAddresses/join/action",
    "Microsoft.Network/publicIPPrefixes/join/action",
    "Microsoft.Network/firewallPolicies/join/action",
    "Microsoft.Network/ddosProtectionPlans/join/action",
    "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
  ].map((action) => [lower(action.replace(/\/[a-z]+\/action$/, "")), action]),
);

/** Keys whose text links to another resource. Elsewhere an id is information, such as a scope. */
const LINKS = new Set(["id", "vnetsubnetid", "podsubnetid", "subnetid", "virtualnetworksubnetid"]);

interface Link {
  readonly action: string;
  readonly id: string;
}

/**
 * Refuses a write that links to what the caller may not use.
 *
 * @throws ArmError 403 LinkedAuthorizationFailed.
 */
export function requireLinks(permissions: Permissions, rows: Rows, call: Call): void {
  const { method, path, principal } = call;
  if (!permissions.enforced || principal.administrator || (method !== "PUT" && method !== "PATCH")) return;
  const links = linksOf(sentTo(rows, path.type, bodyOf(call))).filter(({ id }) => !isWithin(id, path.text));
  const refused = links.filter(({ action, id }) => !permissions.may(principal.oid, action, id));
  if (refused.length === 0) return;
  const unique = [...new Map(refused.map((link) => [lower(`${link.action} ${link.id}`), link])).values()];
  const list = (of: (link: Link) => string): string => unique.map(of).join(",");
  throw new ArmError(
    403,
    "LinkedAuthorizationFailed",
    `The client '${principal.appId}' with object id '${principal.oid}' has permission to perform action '${actionOf(call)}' on scope '${path.text}'; however, it does not have permission to perform action '${list(({ action }) => action)}' on the linked scope(s) '${list(({ id }) => id)}' or the linked scope(s) are invalid.`,
    { headers: GATEWAY },
  );
}

/** The body without what the type and its inline children do not keep: who reads and writes back links to nothing new. */
function sentTo(rows: Rows, type: string, sent: JsonObject): JsonObject {
  const row = rows.of(type);
  let body = sent;
  for (const path of row.dropped ?? [])
    if (at(body, path) !== undefined) body = withAt(body, path, undefined);
  for (const { property, type: child } of row.inline ?? []) {
    const path = `properties.${property}`;
    if (!isList(at(body, path))) continue;
    const children = objects(at(body, path)).map((item) => sentTo(rows, `${type}/${child}`, item));
    body = withAt(body, path, children);
  }
  return body;
}

function linksOf(value: Json | undefined): Link[] {
  if (isList(value)) return value.flatMap(linksOf);
  if (!isObject(value)) return [];
  const identities = Object.entries(asObject(value["userAssignedIdentities"]))
    .filter(([, assigned]) => assigned !== null)
    .flatMap(([id]) => linkTo(id));
  const own = Object.entries(value).flatMap(([key, held]) =>
    typeof held === "string" ? (LINKS.has(lower(key)) ? linkTo(held) : []) : linksOf(held),
  );
  return [...identities, ...own];
}

function linkTo(id: string): Link[] {
  if (!id.startsWith("/")) return [];
  const { kind, type } = parseArmPath(id);
  const action = kind === "item" ? ACTIONS[lower(type)] : undefined;
  return action === undefined ? [] : [{ action, id }];
}
