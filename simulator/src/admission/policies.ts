import { ArmError, GATEWAY } from "../core/arm-error.js";
import { isWithin, lower } from "../core/arm-id.js";
import { bodyOf, type Call } from "../core/call.js";
import { at, merge, objects, textOf, type JsonObject } from "../core/json.js";
import type { Rows } from "../core/rows.js";
import type { World } from "../core/type-row.js";

/** A policy with the effect `deny`, as an assignment at a scope. */
export interface DenyPolicy {
  /** Name of the assignment and of its definition. */
  readonly name: string;
  /** `Microsoft.Network/virtualNetworks/subnets`. */
  readonly type: string;
  /** Denied is a body without a value at this dotted path. @default every write of the type is denied */
  readonly without?: string;
  /** Names that the policy excludes, without case. */
  readonly except?: readonly string[];
  /** Id at which the policy is assigned. @default every subscription */
  readonly scope?: string;
}

/**
 * Denies subnets without a security group: the rule of Deny-Subnet-Without-Nsg, which the Azure landing zones assign,
 * with its exclusions.
 */
export const SUBNETS_NEED_SECURITY_GROUP: DenyPolicy = {
  name: "Deny-Subnet-Without-Nsg",
  type: "Microsoft.Network/virtualNetworks/subnets",
  without: "properties.networkSecurityGroup.id",
  except: ["GatewaySubnet", "AzureFirewallSubnet", "AzureFirewallManagementSubnet"],
};

interface Subject {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly body: JsonObject;
}

/** The deny policies in force. None until asked for: stored assignments are kept without effect. */
export class Policies {
  readonly #world: World;
  readonly #rows: Rows;
  #denied: readonly DenyPolicy[];

  constructor(world: World, rows: Rows, denied: readonly DenyPolicy[]) {
    this.#world = world;
    this.#rows = rows;
    this.#denied = denied;
  }

  get denied(): readonly DenyPolicy[] {
    return this.#denied;
  }

  set(denied: readonly DenyPolicy[]): void {
    this.#denied = denied;
  }

  /** @throws ArmError 403 RequestDisallowedByPolicy. */
  require(call: Call): void {
    if (this.#denied.length === 0 || (call.method !== "PUT" && call.method !== "PATCH")) return;
    for (const subject of this.#subjects(call))
      for (const policy of this.#denied) if (denies(policy, subject)) throw disallowed(policy, subject);
  }

  /** The resource as it would become, and the children that are written in its body. */
  #subjects({ method, path, ...call }: Call): Subject[] {
    const sent = bodyOf({ method, path, ...call });
    const body = method === "PATCH" ? merge(this.#world.lookup(path.text) ?? {}, sent) : sent;
    const own: Subject = { id: path.text, type: path.type, name: path.names.at(-1) ?? "", body };
    const children = (this.#rows.of(path.type).inline ?? []).flatMap(({ property, type }) =>
      objects(at(body, `properties.${property}`)).map((child) => {
        const name = textOf(child["name"]);
        return { id: `${own.id}/${type}/${name}`, type: `${own.type}/${type}`, name, body: child };
      }),
    );
    return [own, ...children];
  }
}

function denies({ type, without, except, scope }: DenyPolicy, subject: Subject): boolean {
  if (lower(type) !== lower(subject.type) || !isWithin(subject.id, scope ?? "")) return false;
  if (except?.some((name) => lower(name) === lower(subject.name)) === true) return false;
  const value = without === undefined ? undefined : at(subject.body, without);
  return value === undefined || value === null || value === "";
}

function disallowed({ name, scope }: DenyPolicy, subject: Subject): ArmError {
  const at_ = scope ?? /^\/subscriptions\/[^/]+/i.exec(subject.id)?.[0] ?? "";
  const authorization = `${at_}/providers/Microsoft.Authorization`;
  const identifiers = [
    {
      policyAssignment: { name, id: `${authorization}/policyAssignments/${name}` },
      policyDefinition: { name, id: `${authorization}/policyDefinitions/${name}` },
    },
  ];
  return new ArmError(
    403,
    "RequestDisallowedByPolicy",
    `Resource '${subject.name}' was disallowed by policy. Policy identifiers: '${JSON.stringify(identifiers)}'.`,
    { headers: GATEWAY, target: subject.name },
  );
}
