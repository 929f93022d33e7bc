import type { Construct, IConstruct } from "constructs";
import { claimsOf } from "../../../core/address-claims.js";
import { knownText } from "../../../core/known.js";
import { check } from "../../../core/problem.js";
import type { Judgement } from "../../../core/rule.js";
import { hostRange, isIpv4Address } from "../../../net/cidr.js";
import type { ISpoke } from "../../estate/spoke.js";
import { EgressProvider, type BoundEgress, type EgressContext } from "./provider.js";
import { routeSubnets } from "./routes.js";
import { APPLIANCE_ON_PLATFORM_SUBNET, APPLIANCE_UNREACHABLE } from "./kind-rules.js";

/** Through a network virtual appliance, whose rules are configured elsewhere. */
export interface ApplianceEgressOptions {
  readonly type: "appliance";
  /** Private IPv4 address of the appliance, in the hub or in the spoke. */
  readonly privateIp: string;
}

/** Routes everything to an appliance. */
export class ApplianceEgress extends EgressProvider {
  readonly #options: ApplianceEgressOptions;

  constructor(options: ApplianceEgressOptions) {
    super();
    this.#options = options;
  }

  bind(scope: Construct, context: EgressContext): BoundEgress {
    const { privateIp } = this.#options;
    const { routeTable, routes } = routeSubnets(scope, context, { privateIpAddress: privateIp });
    check(scope, () => judgeAppliance(scope, context.spoke, privateIp));
    return {
      outbound: { type: "route-table" },
      addresses: { type: "unknown" },
      routeTable,
      dependables: routes,
    };
  }
}

/** An appliance is in the hub or in the spoke, and on no subnet whose addresses Azure assigns. */
function judgeAppliance(construct: IConstruct, spoke: ISpoke, address: string): Judgement[] {
  const known = knownText(address);
  if (known === undefined || !isIpv4Address(known)) return [];
  const place = hostRange(known);
  const subnet = claimsOf(construct).find(
    ({ use, group, range }) => use === "subnet" && group === spoke.network.node.path && range.contains(place),
  );
  if (subnet !== undefined) return [APPLIANCE_ON_PLATFORM_SUBNET.judge({ address, subnet: subnet.range })];
  const networks = [...spoke.hub.network.addressSpace, ...spoke.network.addressSpace];
  return networks.some((range) => range.contains(place)) ? [] : [APPLIANCE_UNREACHABLE.judge(known)];
}
