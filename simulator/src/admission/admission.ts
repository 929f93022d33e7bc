import type { Permissions } from "../access/permissions.js";
import type { Call } from "../core/call.js";
import { groupId } from "../core/arm-id.js";
import type { Registrations } from "../core/registrations.js";
import type { Rows } from "../core/rows.js";
import type { World } from "../core/type-row.js";
import { requireLinks } from "./linked-scopes.js";
import { requireUnlocked } from "./locks.js";
import type { Policies } from "./policies.js";

interface Parts {
  readonly world: World;
  readonly rows: Rows;
  readonly permissions: Permissions;
  readonly registrations: Registrations;
  readonly policies: Policies;
}

/**
 * What Azure Resource Manager decides before a resource provider sees the request, and so before preconditions:
 * permissions, registration of the provider, permissions on linked scopes, locks, policies.
 */
export class Admission {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** @throws ArmError of the first that refuses. */
  require(call: Call): void {
    const { world, rows, permissions, registrations, policies } = this.#parts;
    permissions.require(call);
    // A missing group is what the answer will be about.
    if (call.path.group !== undefined && world.lookup(groupId(call.path)) === undefined) return;
    registrations.require(call);
    requireLinks(permissions, rows, call);
    requireUnlocked(world, call);
    policies.require(call);
  }
}
