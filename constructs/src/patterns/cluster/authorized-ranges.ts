import type { AuthorizedRange } from "../../aks/api-server.js";
import type { Judgement } from "../../core/rule.js";
import type { Cidr } from "../../net/cidr.js";
import type { EgressAddresses } from "./egress/provider.js";
import {
  AUTHORIZED_RANGE_OPEN,
  AUTHORIZED_RANGE_TWICE,
  BALANCER_ALONE,
  BALANCER_AND_OTHERS,
  EGRESS_ADDRESSES_UNKNOWN,
  NODES_SHUT_OUT,
  PRIVATE_CALLERS,
  TOO_MANY_AUTHORIZED_RANGES,
  type ApiServerCallers,
} from "./api-server-rules.js";

/** The ranges that may call a public API server, with their validation. No range at all allows any caller. */
export function authorizedRanges(callers: ApiServerCallers): {
  readonly ranges: readonly AuthorizedRange[];
  readonly judgements: readonly Judgement[];
} {
  const { given, includeEgress, egressAddresses, nodesInside: inNetwork } = callers;
  const own = includeEgress ? ownRanges(egressAddresses, given) : [];
  const ranges = [...given, ...own];
  return {
    ranges,
    judgements: [
      EGRESS_ADDRESSES_UNKNOWN.judge(callers),
      NODES_SHUT_OUT.judge(callers),
      TOO_MANY_AUTHORIZED_RANGES.judge({ ranges: ranges.length, own: own.length, inNetwork }),
      BALANCER_AND_OTHERS.judge({ given, ranges: ranges.length }),
      PRIVATE_CALLERS.judge(given),
      AUTHORIZED_RANGE_OPEN.judge(given),
      AUTHORIZED_RANGE_TWICE.judge(given),
    ],
  };
}

function ownRanges(egressAddresses: EgressAddresses, given: readonly Cidr[]): readonly string[] {
  switch (egressAddresses.type) {
    case "known":
      return egressAddresses.ranges;
    case "implicit":
      return given.length === 0 ? [BALANCER_ALONE] : [];
    case "unknown":
      return [];
  }
}
