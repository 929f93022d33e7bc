import { badRequest } from "./arm-error.js";
import type { ArmPath } from "./arm-id.js";
import { JsonFlaw, readJson } from "./json-text.js";
import { isObject, type JsonObject } from "./json.js";

/** Who calls. */
export interface Principal {
  /** The token's `oid`: what role assignments name. */
  readonly oid: string;
  readonly appId: string;
  /** May do everything, whatever the role assignments say. */
  readonly administrator: boolean;
}

/** One request, taken apart. */
export interface Call {
  readonly method: string;
  readonly path: ArmPath;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** `https://management.azure.com`: where links in answers point. */
  readonly origin: string;
  readonly apiVersion: string;
  readonly principal: Principal;
  readonly correlationId: string;
  /** The caller has waited for any write that was under way. */
  readonly patient?: boolean;
}

/** The request's JSON body. Throws ArmError in ARM's words when it is not an object. */
export function bodyOf(call: Call): JsonObject {
  let parsed: unknown;
  try {
    parsed = readJson(call.text);
  } catch (error) {
    if (!(error instanceof JsonFlaw)) throw error;
    throw badRequest(
      "InvalidRequestContent",
      `The request content was invalid and could not be deserialized: '${error.message}.'.`,
    );
  }
  if (isObject(parsed)) return parsed;
  throw badRequest(
    "InvalidRequestContent",
    "The request content was invalid and could not be deserialized: 'a JSON object was expected'.",
  );
}
