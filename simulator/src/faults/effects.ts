import { ArmError, GATEWAY, groupNotFound } from "../core/arm-error.js";
import { parseArmPath } from "../core/arm-id.js";
import { jsonResponse, type SimResponse } from "../core/http.js";
import type { FaultRule } from "./rule.js";

function serverError(status: number): ArmError {
  switch (status) {
    case 502:
      return new ArmError(
        502,
        "BadGateway",
        "The server received an invalid response from an upstream server.",
      );
    case 503:
      return new ArmError(
        503,
        "ServiceUnavailable",
        "The service is temporarily unavailable. Please try again later.",
      );
    default:
      return new ArmError(500, "InternalServerError", "An error occurred.");
  }
}

/** The error of a kind that answers instead of Azure Resource Manager; undefined for kinds that do something else. */
export function errorOf(rule: FaultRule, id: string): ArmError | undefined {
  const retryAfter = { headers: { "retry-after": String(rule.retryAfterSeconds ?? 11) } };
  switch (rule.kind) {
    case "429-retry-after":
      return new ArmError(
        429,
        "TooManyRequests",
        "The request is being throttled as the limit has been reached for operation type.",
        retryAfter,
      );
    case "429-no-retry-after":
      return new ArmError(
        429,
        "TooManyRequests",
        "The request is being throttled as the limit has been reached for operation type.",
      );
    case "429-another-operation":
      return new ArmError(429, "RetryableError", "A retryable error occurred.", {
        details: [
          {
            code: "RetryableErrorDueToAnotherOperation",
            message: `Operation PutRouteTableOperation is updating resource ${id}. The call can be retried in ${rule.retryAfterSeconds ?? 11} seconds.`,
          },
        ],
      });
    case "409-conflict":
      return new ArmError(
        409,
        "AnotherOperationInProgress",
        "Another operation on this or dependent resource is in progress.",
      );
    case "412-precondition":
      return new ArmError(412, "PreconditionFailed", "Precondition failed.", {
        details: [
          {
            code: "PreconditionFailedEtagMismatch",
            message: `Etag provided in if-match header does not match etag of resource ${id} in NRP data store.`,
          },
        ],
      });
    case "500-before":
    case "500-after":
      return serverError(500);
    case "502-before":
    case "502-after":
      return serverError(502);
    case "503-before":
    case "503-after":
      return serverError(503);
    case "403-forbidden":
      return new ArmError(
        403,
        "AuthorizationFailed",
        `The client does not have authorization to perform the action over scope '${id}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
        { headers: GATEWAY },
      );
    case "401-expired-token":
      return new ArmError(
        401,
        "ExpiredAuthenticationToken",
        "The access token expiry UTC time is earlier than current UTC time.",
        {
          headers: {
            "www-authenticate":
              'Bearer authorization_uri="https://login.windows.net/", error="invalid_token", error_description="The access token has expired."',
          },
        },
      );
    case "404-wrong-group":
      return groupNotFound(parseArmPath(id).group ?? "");
    default:
      return undefined;
  }
}

/** A corrupted answer to a read. `stale` is the body before the last write. */
export function corruptAnswer(rule: FaultRule, answer: SimResponse, stale: string | undefined): SimResponse {
  switch (rule.kind) {
    case "stale-get":
      return stale === undefined
        ? answer
        : { ...answer, headers: { ...answer.headers, ...etagOf(stale) }, body: stale };
    case "html-200":
      return {
        status: 200,
        headers: { "content-type": "text/html" },
        body: "<!DOCTYPE html><html><body>Sign in to your network</body></html>",
      };
    case "empty-object":
      return jsonResponse(200, {});
    case "cut-off-json":
      return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
    case "no-routes":
      return { ...answer, body: withoutRoutes(answer.body) };
    default:
      return answer;
  }
}

/** A recorded body always carries the etag of its time. */
function etagOf(body: string): Record<string, string> {
  const etag = /"etag":"(W\/\\"[^"\\]*\\")"/.exec(body)?.[1];
  return etag === undefined ? {} : { etag: etag.replaceAll('\\"', '"') };
}

function withoutRoutes(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), (key, value: unknown) => (key === "routes" ? undefined : value));
  } catch {
    return body;
  }
}
