import { ArmError, GATEWAY } from "../core/arm-error.js";
import { isWithin, lower, parseArmPath } from "../core/arm-id.js";
import type { Call } from "../core/call.js";
import { asList, at, objects, textAt, textOf, type JsonObject } from "../core/json.js";
import type { World } from "../core/type-row.js";
import { BUILT_IN_ROLES } from "./built-in-roles.js";

const ASSIGNMENTS = "Microsoft.Authorization/roleAssignments";

/** A permission of a role definition. */
interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

const EVERYTHING: Permission = { actions: ["*"], notActions: [], dataActions: ["*"], notDataActions: [] };

/** Role-based access control over the assignments and definitions that are stored. Off until asked for. */
export class Permissions {
  readonly #world: World;
  readonly #administrators: Set<string>;
  enforced: boolean;

  constructor(world: World, enforced: boolean, administrators: readonly string[]) {
    this.#world = world;
    this.enforced = enforced;
    this.#administrators = new Set(administrators.map(lower));
  }

  /** May do everything, whatever the assignments say. */
  isAdministrator(oid: string): boolean {
    return !this.enforced || this.#administrators.has(lower(oid));
  }

  /** Makes a principal an administrator. */
  addAdministrator(oid: string): void {
    this.#administrators.add(lower(oid));
  }

  /** Throws 403 in Azure's words unless the caller may do this. */
  require(call: Call): void {
    if (!this.enforced || call.principal.administrator) return;
    const action = actionOf(call);
    const scope = call.path.text;
    const { oid, appId } = call.principal;
    if (this.may(oid, action, scope)) return;
    throw new ArmError(
      403,
      "AuthorizationFailed",
      `The client '${appId}' with object id '${oid}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
      { headers: GATEWAY },
    );
  }

  /** What Azure lists as a caller's permissions at a scope: those of each role as the role spells them. */
  listed({ path, principal }: Call): readonly JsonObject[] | undefined {
    if (lower(path.type) !== "microsoft.authorization/permissions") return undefined;
    const held = principal.administrator
      ? [EVERYTHING]
      : this.#assigned(principal.oid, path.scope).flatMap((role) => this.#permissions(role));
    return held.map(({ actions, notActions, dataActions, notDataActions }) => ({
      actions,
      notActions,
      dataActions,
      notDataActions,
    }));
  }

  /** True when a principal may do an action (`…/read`) at a scope. `data` asks for data actions. */
  may(oid: string, action: string, scope: string, data = false): boolean {
    if (this.isAdministrator(oid)) return true;
    return this.#assigned(oid, scope).some((role) =>
      this.#permissions(role).some((permission) => {
        const yes = data ? permission.dataActions : permission.actions;
        const no = data ? permission.notDataActions : permission.notActions;
        return (
          yes.some((pattern) => covers(pattern, action)) && !no.some((pattern) => covers(pattern, action))
        );
      }),
    );
  }

  /** Ids of the role definitions that a principal holds at a scope. */
  #assigned(oid: string, scope: string): string[] {
    return this.#world
      .ofType(ASSIGNMENTS)
      .filter((assignment) => lower(textAt(assignment, "properties.principalId")) === lower(oid))
      .filter((assignment) => isWithin(scope, scopeOf(assignment)))
      .map((assignment) => textAt(assignment, "properties.roleDefinitionId"));
  }

  #permissions(definition: string): Permission[] {
    const guid = lower(definition.slice(definition.lastIndexOf("/") + 1));
    const builtIn = BUILT_IN_ROLES.find((role) => role.id === guid);
    if (builtIn !== undefined) return [builtIn];
    const stored = this.#world
      .ofType("Microsoft.Authorization/roleDefinitions")
      .find((role) => lower(textOf(role["name"])) === guid);
    return objects(at(stored, "properties.permissions")).map((permission) => ({
      actions: asList(permission["actions"]).map(textOf),
      notActions: asList(permission["notActions"]).map(textOf),
      dataActions: asList(permission["dataActions"]).map(textOf),
      notDataActions: asList(permission["notDataActions"]).map(textOf),
    }));
  }
}

/** The scope of an assignment: what its id hangs on; "" is the tenant and covers all. */
function scopeOf(assignment: JsonObject): string {
  const id = textOf(assignment["id"]);
  return id.slice(0, Math.max(0, lower(id).lastIndexOf(`/providers/${lower(ASSIGNMENTS)}`)));
}

/** The action that a request needs: `Microsoft.Network/routeTables/read`. */
export function actionOf({ method, path }: Call): string {
  if (path.namespace === undefined) {
    const base =
      path.group === undefined
        ? "Microsoft.Resources/subscriptions"
        : "Microsoft.Resources/subscriptions/resourceGroups";
    return `${base}/${verbOf(method)}`;
  }
  if (method === "POST") return `${path.type}/action`;
  return `${parseArmPath(path.text).type}/${verbOf(method)}`;
}

function verbOf(method: string): string {
  switch (method) {
    case "GET":
    case "HEAD":
      return "read";
    case "DELETE":
      return "delete";
    default:
      return "write";
  }
}

/** `*` stands for any text; case does not matter. */
export function covers(pattern: string, action: string): boolean {
  const parts = lower(pattern).split("*");
  const whole = lower(action);
  if (parts.length === 1) return whole === parts[0];
  const [first = ""] = parts;
  const last = parts.at(-1) ?? "";
  if (!whole.startsWith(first) || !whole.endsWith(last) || whole.length < first.length + last.length)
    return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = whole.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return from <= whole.length - last.length;
}
