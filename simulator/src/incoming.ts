import { bodyText, lowerHeaders, type SimRequest } from "./core/http.js";
import type { Incoming } from "./gate.js";

/** A request as the gate takes it; undefined where its address is malformed. */
export function incomingOf(request: SimRequest): Incoming | undefined {
  try {
    return {
      method: request.method.toUpperCase(),
      url: new URL(request.url, "https://management.azure.com"),
      headers: lowerHeaders(request.headers),
      text: bodyText(request.body),
      signal: request.signal,
    };
  } catch {
    return undefined;
  }
}

/** A request of the simulator itself. */
export function insideRequest(method: string, id: string, text: string): Incoming {
  return {
    method,
    url: new URL(`https://management.azure.com${id}?api-version=2024-05-01`),
    headers: {},
    text,
    signal: undefined,
  };
}
