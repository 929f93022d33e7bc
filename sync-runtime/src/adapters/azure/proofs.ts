import { isJsonObject, stringAt, type JsonObject } from "../../domain/json.js";
import type { Proof } from "../../ports/access.js";
import type { Reply } from "./arm-requests.js";
import { oneLine } from "./failure-text.js";

/**
 * What the answer to a write shows that carries an etag which no resource has. Azure checks roles, deny assignments,
 * locks and policies before the resource provider, which alone knows the etag, sees the request: 412 means that none of
 * them objects.
 */
export function writeProof(reply: Reply): Proof {
  const { status } = reply;
  const message = whatItSays(reply);
  if (status === 412) return { kind: "granted" };
  if (status >= 200 && status < 300) return { kind: "done", message };
  // A lock is answered with 409 (learn.microsoft.com/azure/azure-resource-manager/management/lock-resources).
  if (reply.code === "ScopeLocked") return { kind: "locked", message };
  if (status === 403 && /DisallowedByPolicy$/.test(reply.code ?? "")) {
    return { kind: "policy", message: [message, ...policiesIn(reply.body)].join(" ") };
  }
  return isRefusedByRoles(reply) ? { kind: "denied", message } : { kind: "unproven", message };
}

/** What the answer shows to a request for an operation that does not exist: roles are checked before it is looked for. */
export function followProof(reply: Reply): Proof {
  const message = whatItSays(reply);
  // A page of a proxy is no answer of Azure's, and of an unknown subscription Azure checks no roles.
  const notFound = reply.status === 404 && (reply.body !== null || reply.answer.text.trim() === "");
  if (notFound && !/^(Invalid)?Subscription/.test(reply.code ?? "")) return { kind: "granted" };
  const named = /Microsoft\.Network\/locations\/operations\/read/i.test(reply.message ?? "");
  return isRefusedByRoles(reply) && named ? { kind: "denied", message } : { kind: "unproven", message };
}

/** `AuthorizationFailed`, `LinkedAuthorizationFailed`, `DenyAssignmentAuthorizationFailed`; not the 403 of a proxy. */
function isRefusedByRoles({ status, code }: Reply): boolean {
  return status === 403 && /AuthorizationFailed$/.test(code ?? "");
}

function whatItSays({ status, code, message }: Reply): string {
  if (code === null && message === null) return `HTTP ${status}`;
  return oneLine([`HTTP ${status}`, code, message].filter((part) => part !== null).join(", "));
}

/** The names of the policy assignments that deny, from the details that Azure adds. */
function policiesIn(body: JsonObject | null): string[] {
  const error = body?.["error"];
  const added: readonly unknown[] =
    isJsonObject(error) && Array.isArray(error["additionalInfo"]) ? error["additionalInfo"] : [];
  const names = added.flatMap((entry) => {
    const info = isJsonObject(entry) && isJsonObject(entry["info"]) ? entry["info"] : {};
    return (
      stringAt(info, "policyAssignmentDisplayName") ??
      stringAt(info, "policyAssignmentName") ??
      stringAt(info, "policyDefinitionDisplayName") ??
      []
    );
  });
  return names.length === 0 ? [] : [`(assignment ${names.map((name) => `"${name}"`).join(", ")})`];
}
