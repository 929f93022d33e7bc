import type { AuthorizedRange } from "../../aks/api-server.js";
import type { Problem } from "../../core/problem.js";
import type { Cidr } from "../../net/cidr.js";
import type { EgressAddresses } from "./egress/provider.js";

/** Maximum ranges of an API server. Source: AKS documentation, API server authorized IP address ranges. */
const MOST_RANGES = 200;
/** Means "the cluster's load balancer alone". Source: as above. */
const BALANCER_ALONE = "0.0.0.0/32";

export interface AuthorizedRangesProps {
  readonly given: readonly Cidr[];
  /** Whether the cluster's public source addresses may call too. */
  readonly includeEgress: boolean;
  readonly egressAddresses: EgressAddresses;
  /** Whether nodes reach the API server inside the network, whatever its public address allows. */
  readonly nodesInside: boolean;
}

/** The ranges that may call a public API server, with their validation. No range at all allows any caller. */
export function authorizedRanges(props: AuthorizedRangesProps): {
  readonly ranges: readonly AuthorizedRange[];
  readonly problems: readonly Problem[];
} {
  const { given, includeEgress, egressAddresses, nodesInside } = props;
  const own = includeEgress ? ownRanges(egressAddresses, given) : [];
  const ranges = [...given, ...own];
  const problems: Problem[] = [];
  if (includeEgress && egressAddresses.type === "unknown") {
    problems.push({
      code: "EGRESS_ADDRESSES_UNKNOWN",
      message:
        "includeEgress adds the public addresses of the cluster's egress, which are unknown here: Terraform does not manage them.",
      hint: "Remove includeEgress, and add the public addresses of the appliance to authorizedIpRanges.",
      prop: "apiServer",
    });
  }
  if (!includeEgress && given.length > 0 && egressAddresses.type === "known" && !nodesInside) {
    problems.push({
      code: "NODES_SHUT_OUT",
      severity: "warning",
      message:
        "Nodes call the API server from the public addresses of the cluster's egress, which authorizedIpRanges does not include.",
      hint: "Add includeEgress: true.",
      prop: "apiServer",
    });
  }
  if (ranges.length > MOST_RANGES) {
    problems.push({
      code: "TOO_MANY_AUTHORIZED_RANGES",
      message: `An API server accepts ${MOST_RANGES} authorized ranges; there are ${ranges.length} (${own.length} of them are addresses of the egress).`,
      hint: "Merge ranges, give the egress fewer publicIps, or make the API server private.",
      prop: "apiServer",
    });
  }
  return { ranges, problems };
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
