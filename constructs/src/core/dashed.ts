import { knownText } from "./known.js";

/**
 * A host name as part of an id or of a name that takes no dots: `shop.contoso.com` becomes `shop-contoso-com`. Different
 * host names stay different.
 */
export function dashed(hostName: string): string {
  return (knownText(hostName) ?? hostName).replaceAll("-", "--").replaceAll(".", "-");
}
