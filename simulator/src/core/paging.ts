import { badRequest } from "./arm-error.js";
import type { Call } from "./call.js";
import { jsonResponse, type SimResponse } from "./http.js";
import type { JsonObject } from "./json.js";

/** How lists are answered: whole, or in pages that are linked by `nextLink`. */
export class Paging {
  /** Entries per page. Default: lists come whole. */
  size: number | undefined;

  constructor(size: number | undefined) {
    this.size = size;
  }

  answer(call: Call, value: readonly JsonObject[]): SimResponse {
    const { size } = this;
    if (size === undefined) return jsonResponse(200, { value });
    const from = startOf(call);
    const end = from + size;
    const page = value.slice(from, end);
    if (end >= value.length) return jsonResponse(200, { value: page });
    // The whole query comes back with the link: api-version and $filter hold for every page.
    const query = new URLSearchParams(call.query);
    query.set(SKIP, Buffer.from(String(end)).toString("base64url"));
    return jsonResponse(200, {
      value: page,
      nextLink: `${call.origin}${call.path.text}?${query.toString()}`,
    });
  }
}

const SKIP = "$skiptoken";

function startOf(call: Call): number {
  const token = [...call.query].find(([name]) => name.toLowerCase() === SKIP)?.[1];
  if (token === undefined) return 0;
  const start = Number(Buffer.from(token, "base64url").toString("utf8") || "x");
  if (Number.isSafeInteger(start) && start >= 0) return start;
  throw badRequest("InvalidSkipToken", "The provided '$skiptoken' is invalid.");
}
