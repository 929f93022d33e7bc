import type { Construct } from "constructs";
import { report } from "../../../core/problem.js";
import { judgeAllowList, judgeFamilies } from "../../../firewall/allow-list.js";
import { judgeInspected } from "../../../firewall/tls-inspection-rules.js";
import { EgressFilter } from "../../../firewall/egress-filter.js";
import { ofFamily } from "../../../net/cidr.js";
import type { CustomDestinations } from "./egress-requirements.js";
import { groupsOf } from "../pool-network.js";
import type { EgressContext } from "./provider.js";
import { ALLOW_LIST_UNUSED } from "./kind-rules.js";

/** Filtering by network security groups, where no firewall does it. */
export interface FilterOptions extends CustomDestinations {
  /** `nsg`: outbound rules by service tag, everything else denied. @default everything is allowed */
  readonly filter?: "nsg" | undefined;
}

/** Validates the destinations of an egress without a firewall, and filters by network security groups where asked to. */
export function filterSubnets(scope: Construct, context: EgressContext, options: FilterOptions): void {
  checkDestinations(scope, context, options);
  if (options.filter === undefined) {
    reportUnused(scope, options);
    return;
  }
  const { spoke, pools, subnets, podRanges, requirements } = context;
  // Pods with addresses of their own leave from their own subnet.
  for (const { podSubnet, group } of pools)
    if (podSubnet?.securityGroup === undefined) podSubnet?.useNetworkSecurityGroup(group);
  new EgressFilter(scope, "~filter", {
    requirements,
    groups: groupsOf(pools),
    sources: [...subnets.flatMap(({ prefixes }) => prefixes), ...podRanges],
    networks: [...spoke.network.addressSpace, ...spoke.hub.network.addressSpace],
  });
}

/** Reports destinations that no rule can express. @param inspectsTls whether a firewall inspects TLS connections */
export function checkDestinations(
  scope: Construct,
  { podRanges, requirements }: EgressContext,
  { allow = {} }: CustomDestinations,
  inspectsTls = false,
): void {
  report(scope, ...judgeAllowList(allow), ...judgeInspected({ ...requirements, allow }, inspectsTls));
  if (ofFamily(podRanges, 6).length === 0) report(scope, ...judgeFamilies(allow));
}

function reportUnused(scope: Construct, options: CustomDestinations): void {
  const unused = (["allow", "registries", "ntp"] as const).find((key) => options[key] !== undefined);
  if (unused === undefined) return;
  report(scope, ALLOW_LIST_UNUSED.judge(unused));
}
