import type { RequestLine } from "./listener.js";

/** One line for an answered request. */
export function logLine({ method, url, status, ms }: RequestLine): string {
  return `${method} ${withoutValues(url)} ${status === 0 ? "reset" : String(status)} ${ms} ms`;
}

/**
 * A URL without user info, and without the values of its query: which parameters are secret differs between services
 * (signatures, function keys, whatever a webhook's owner chose). The API version is none, and says what was asked.
 */
function withoutValues(url: string): string {
  const [location = "", ...rest] = url.split(/[?#]/);
  const path = location.replaceAll(/\/\/[^/]*@/g, "//");
  const query = rest.join("&");
  return query === "" ? path : `${path}?${query.split("&").map(shown).join("&")}`;
}

function shown(parameter: string): string {
  if (/^api-version=[\d-]{1,20}(?:-preview)?$/i.test(parameter)) return parameter;
  const equals = parameter.indexOf("=");
  const name = parameter.slice(0, Math.max(equals, 0));
  // A query without names may be a secret as a whole.
  return /^[$\w.-]{1,40}$/.test(name) ? `${name}=…` : "…";
}
