import { conflict, GATEWAY, ArmError } from "../core/arm-error.js";
import { isWithin, lower } from "../core/arm-id.js";
import type { Call } from "../core/call.js";
import { textAt, textOf } from "../core/json.js";
import type { World } from "../core/type-row.js";

const LOCKS = "Microsoft.Authorization/locks";

interface Lock {
  readonly scope: string;
  readonly level: string;
}

/**
 * Refuses what a lock forbids: a lock holds at its scope and below; the lock of a child also holds a DELETE of its
 * parents. ReadOnly forbids every POST as well, reading keys included (Microsoft Learn, "Lock your resources").
 *
 * @throws ArmError 409 ScopeLocked.
 */
export function requireUnlocked(world: World, { method, path }: Call): void {
  if (method === "GET" || method === "HEAD" || !world.has(LOCKS) || lower(path.type) === lower(LOCKS)) return;
  const deletes = method === "DELETE";
  const holding = world
    .ofType(LOCKS)
    .map((lock) => lockOf(textOf(lock["id"]), textAt(lock, "properties.level")))
    .filter(({ level }) => level === "readonly" || (level === "cannotdelete" && deletes))
    .filter(({ scope }) => isWithin(path.text, scope) || (deletes && isWithin(scope, path.text)));
  if (holding.length === 0) return;
  const scopes = [...new Set(holding.map(({ scope }) => scope))].join(",");
  const { status, code, message } = conflict(
    "ScopeLocked",
    `The scope '${path.text}' cannot perform ${deletes ? "delete" : "write"} operation because following scope(s) are locked: '${scopes}'. Please remove the lock and try again.`,
  );
  throw new ArmError(status, code, message, { headers: GATEWAY });
}

function lockOf(id: string, level: string): Lock {
  return {
    scope: id.slice(0, Math.max(0, lower(id).lastIndexOf(`/providers/${lower(LOCKS)}`))),
    level: lower(level),
  };
}
