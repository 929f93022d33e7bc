import type { TokenCredential } from "@azure/core-auth";
import { decodeJwt, type JWTPayload } from "jose";
import { Cidr } from "../../domain/cidr.js";
import { SyncError } from "../../domain/errors.js";
import { isJsonObject, stringAt, type JsonObject } from "../../domain/json.js";
import type { RouteTable } from "../../domain/table.js";
import type { Access, AlertFilter, Identity, Proof, Suppression } from "../../ports/access.js";
import type { Call } from "../../ports/route-tables.js";
import type { ArmRequest, ArmRequests } from "./arm-requests.js";
import type { Cloud } from "./cloud.js";
import { failureText } from "./failure-text.js";
import { followProof, writeProof } from "./proofs.js";

/** That of @azure/arm-network 39, which reads the bodies that `canWrite` sends: none of their fields may get lost. */
const NETWORK_VERSION = "2026-01-01";

/** No resource has this etag, and no operation this id. */
const ZERO_GUID = "00000000-0000-0000-0000-000000000000";

export interface AccessOptions {
  readonly cloud: Cloud;
  readonly credential: TokenCredential;
}

/** What the doctor asks of the Resource Manager and of the sign-in. */
export class ArmAccess implements Access {
  readonly #requests: ArmRequests;
  readonly #options: AccessOptions;

  constructor(requests: ArmRequests, options: AccessOptions) {
    this.#requests = requests;
    this.#options = options;
  }

  async identity({ signal }: Call): Promise<Identity> {
    const { cloud, credential } = this.#options;
    let token: string | undefined;
    try {
      token = (await credential.getToken(cloud.scope, { abortSignal: signal }))?.token;
    } catch (thrown) {
      throw notSignedIn(failureText(thrown), thrown);
    }
    if (token === undefined) throw notSignedIn("the sign-in gave no token");
    return identityIn(token);
  }

  async reach(subscription: string, call: Call): Promise<void> {
    const what = `subscription ${subscription}`;
    const path = `/subscriptions/${subscription}`;
    const request: ArmRequest = { verb: "read", what, path, apiVersion: "2022-12-01" };
    const reply = await this.#requests.send(request, call);
    // A caller without permissions gets an answer as well, with an error of the Resource Manager's form.
    if ((reply.status === 403 || reply.status === 404) && reply.code !== null) return;
    const { id } = this.#requests.demand(reply, request);
    if (typeof id !== "string") throw this.#requests.unreadable(request, "it has no id");
  }

  async canWrite(table: RouteTable, call: Call): Promise<Proof> {
    const request: ArmRequest = {
      verb: "write",
      what: table.id.toString(),
      method: "PUT",
      path: table.id.toString(),
      apiVersion: NETWORK_VERSION,
      body: table.body,
      ifMatch: `W/"${ZERO_GUID}"`,
    };
    return writeProof(await this.#requests.send(request, call));
  }

  async canFollow(subscription: string, location: string, call: Call): Promise<Proof> {
    const place = `/subscriptions/${subscription}/providers/Microsoft.Network/locations/${location}`;
    const path = `${place}/operations/${ZERO_GUID}`;
    const request: ArmRequest = {
      verb: "read",
      what: `the operations of ${location}`,
      path,
      apiVersion: NETWORK_VERSION,
    };
    return followProof(await this.#requests.send(request, call));
  }

  async subnetRanges(subnetId: string, call: Call): Promise<readonly Cidr[]> {
    const request: ArmRequest = {
      verb: "read",
      what: `subnet ${subnetId}`,
      path: subnetId,
      apiVersion: NETWORK_VERSION,
    };
    const { properties } = await this.#requests.get(request, call);
    const found = isJsonObject(properties)
      ? [properties["addressPrefix"], ...listIn(properties, "addressPrefixes")]
      : [];
    const ranges = found.flatMap((range) => (typeof range === "string" ? (Cidr.parse(range) ?? []) : []));
    if (ranges.length === 0) throw this.#requests.unreadable(request, "it has no address range");
    return ranges;
  }

  async suppressions(subscription: string, call: Call): Promise<readonly Suppression[]> {
    const request: ArmRequest = {
      verb: "list",
      what: `the alert processing rules of subscription ${subscription}`,
      path: `/subscriptions/${subscription}/providers/Microsoft.AlertsManagement/actionRules`,
      apiVersion: "2021-08-08",
    };
    return (await this.#requests.list(request, call)).flatMap((rule) => suppressionIn(rule) ?? []);
  }
}

/** A token that is no JWT, or a JWT without these claims, is still a token: the Resource Manager decides. */
function identityIn(token: string): Identity {
  let claims: JWTPayload = {};
  try {
    claims = decodeJwt(token);
  } catch {
    // Opaque.
  }
  const claim = (name: string): string | null => {
    const value = claims[name];
    return typeof value === "string" ? value : null;
  };
  return { objectId: claim("oid"), clientId: claim("appid") ?? claim("azp"), tenantId: claim("tid") };
}

function notSignedIn(why: string, cause?: unknown): SyncError {
  return new SyncError({
    code: "UNAUTHENTICATED",
    fault: "config",
    message: `could not sign in: ${why}`,
    remedy:
      "Sign in with `az login`, or run where a managed identity is and name a user-assigned one with --client-id.",
    cause,
  });
}

/**
 * Source of the shape: Microsoft.AlertsManagement/actionRules 2021-08-08
 * (learn.microsoft.com/azure/templates/microsoft.alertsmanagement/actionrules).
 */
function suppressionIn({ name, properties }: JsonObject): Suppression | null {
  if (typeof name !== "string" || !isJsonObject(properties) || properties["enabled"] === false) return null;
  const suppresses = objectsIn(properties, "actions").some(
    (action) => stringAt(action, "actionType") === "RemoveAllActionGroups",
  );
  if (!suppresses) return null;
  const schedule = isJsonObject(properties["schedule"]) ? properties["schedule"] : {};
  return {
    name,
    scopes: textsIn(properties, "scopes"),
    filters: objectsIn(properties, "conditions").map(filterIn),
    until: stringAt(schedule, "effectiveUntil") ?? null,
    recurs: listIn(schedule, "recurrences").length > 0,
  };
}

function filterIn(condition: JsonObject): AlertFilter {
  return {
    field: stringAt(condition, "field") ?? "",
    operator: stringAt(condition, "operator") ?? "",
    values: textsIn(condition, "values"),
  };
}

function listIn(object: JsonObject, key: string): readonly unknown[] {
  const value = object[key];
  return Array.isArray(value) ? value : [];
}

function objectsIn(object: JsonObject, key: string): JsonObject[] {
  return listIn(object, key).filter(isJsonObject);
}

function textsIn(object: JsonObject, key: string): string[] {
  return listIn(object, key).filter((value) => typeof value === "string");
}
