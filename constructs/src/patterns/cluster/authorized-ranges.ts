import type { AuthorizedRange } from "../../aks/api-server.js";
import type { Problem } from "../../core/problem.js";
import type { Cidr } from "../../net/cidr.js";
import type { EgressAddresses } from "./egress/provider.js";

/** Ranges that an API server takes. Source: AKS documentation, API server authorized IP address ranges. */
const MOST_RANGES = 200;
/** Stands for "the cluster's load balancer alone". Source: as above. */
const BALANCER_ALONE = "0.0.0.0/32";

export interface AuthorizedRangesProps {
  readonly given: readonly Cidr[];
  /** Whether the addresses that the cluster leaves with may call too. */
  readonly includeEgress: boolean;
  readonly egressAddresses: EgressAddresses;
  /** Whether nodes reach the API server inside the network, whatever its public address lets in. */
  readonly nodesInside: boolean;
}

/** Who alone may call a public API server, and what is wrong with that. No range at all: everybody may. */
export function authorizedRanges(props: AuthorizedRangesProps): {
  readonly ranges: readonly AuthorizedRange[];
  readonly problems: readonly Problem[];
} {
  const { given, includeEgress, egressAddresses, nodesInside } = props;
  const own = includeEgress ? ownRanges(egressAddresses, given) : [];
  const ranges = [...given, ...own];
  const problems: Problem[] = [];
  if (includeEgress && egressAddresses.kind === "unknown") {
    problems.push({
      code: "EGRESS_ADDRESSES_UNKNOWN",
      message:
        "includeEgress adds addresses that are made here, and the cluster leaves through something else.",
      hint: "Leave includeEgress out, and name the public addresses of the appliance in authorizedIpRanges.",
      prop: "apiServer",
    });
  }
  if (!includeEgress && given.length > 0 && egressAddresses.kind === "known" && !nodesInside) {
    problems.push({
      code: "NODES_SHUT_OUT",
      severity: "warning",
      message:
        "Nodes call the API server from the addresses that the cluster leaves with, which authorizedIpRanges does not name.",
      hint: "Add includeEgress: true.",
      prop: "apiServer",
    });
  }
  if (ranges.length > MOST_RANGES) {
    problems.push({
      code: "TOO_MANY_AUTHORIZED_RANGES",
      message: `${ranges.length} ranges may call the API server (${own.length} of them are what the cluster leaves with); AKS takes ${MOST_RANGES}.`,
      hint: "Join ranges into larger ones, give the way out fewer publicIps, or make the API server private.",
      prop: "apiServer",
    });
  }
  return { ranges, problems };
}

function ownRanges(egressAddresses: EgressAddresses, given: readonly Cidr[]): readonly string[] {
  switch (egressAddresses.kind) {
    case "known":
      return egressAddresses.ranges;
    case "implicit":
      return given.length === 0 ? [BALANCER_ALONE] : [];
    case "unknown":
      return [];
  }
}
