/** After a packet arrived: whether a public API server admits its source. */
import { formatAddress, isSame } from "../address.js";
import type { Endpoint } from "../endpoint.js";
import { isInSets } from "../evaluate/packet.js";
import { isOfService } from "../evaluate/tags.js";
import { Unsure } from "../tri.js";
import type { Outcome } from "../walk/hop.js";
import { outboundAddress } from "../walk/locate.js";
import { outcomeOf, type Trail } from "../walk/trail.js";

/**
 * A public API server admits its authorized ranges only, and the cluster's own outbound address (Microsoft Learn, "Secure
 * access to the API server using authorized IP address ranges").
 */
export function admitted(trail: Trail, outcome: Outcome, { apiOf }: Endpoint): Outcome {
  const authorized = apiOf !== undefined && "authorized" in apiOf.api ? apiOf.api.authorized : [];
  const isPublic = outcome.verdict === "delivered" && outcome.place.in === "internet";
  if (apiOf === undefined || !isPublic || authorized.length === 0) return outcome;
  const { source } = outcome.packet;
  if (isSame(source, outboundAddress(apiOf))) return outcome;
  const isAdmitted = isInSets(source, authorized, (tag) => isOfService(source, tag));
  if (isAdmitted === true) return outcome;
  const at = apiOf.address;
  const decision = { at, by: at, detail: `authorized IP ranges and ${formatAddress(source)}` };
  const next =
    isAdmitted instanceof Unsure
      ? trail.unknown(outcome.place, "deny", decision, isAdmitted)
      : trail.drop(outcome.place, decision);
  return outcomeOf(next) ?? outcome;
}
