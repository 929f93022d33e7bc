import type { Construct, IConstruct } from "constructs";
import { claimsOf } from "../../../core/address-claims.js";
import { knownText } from "../../../core/known.js";
import { check, report, TopologyError } from "../../../core/problem.js";
import type { Judgement } from "../../../core/rule.js";
import { judgeAllowedGroups } from "../../../firewall/allow-list.js";
import { EgressRules } from "../../../firewall/egress-rules.js";
import { hostRange, isIpv4Address } from "../../../net/cidr.js";
import type { ISpoke } from "../../estate/spoke.js";
import { sourcesByFeature, type CustomDestinations } from "./egress-requirements.js";
import { checkDestinations } from "./filter.js";
import { addressesOf } from "./known-addresses.js";
import { EgressProvider, type BoundEgress, type EgressContext } from "./provider.js";
import { routeSubnets } from "./routes.js";
import { APPLIANCE_ON_PLATFORM_SUBNET, APPLIANCE_UNREACHABLE, HUB_WITHOUT_APPLIANCE } from "./kind-rules.js";

/** Through a network virtual appliance, whose rules are configured elsewhere: those that the cluster needs are listed. */
export interface ApplianceEgressOptions extends CustomDestinations {
  readonly type: "appliance";
  /** Private IPv4 address of the appliance, in the hub or in the spoke. @default the appliance of the hub */
  readonly privateIp?: string | undefined;
}

/** Routes everything to an appliance. */
export class ApplianceEgress extends EgressProvider {
  readonly #options: ApplianceEgressOptions;

  constructor(options: ApplianceEgressOptions) {
    super();
    this.#options = options;
  }

  override get destinations(): CustomDestinations {
    return this.#options;
  }

  bind(scope: Construct, context: EgressContext): BoundEgress {
    checkDestinations(scope, context, this.#options);
    report(scope, ...judgeAllowedGroups(this.#options.allow ?? {}, undefined));
    const { appliance } = context.spoke.hub;
    const own = this.#options.privateIp;
    const privateIpAddress = own ?? appliance?.privateIpAddress;
    if (privateIpAddress === undefined)
      throw new TopologyError(scope, HUB_WITHOUT_APPLIANCE.problem(this.#options));
    const { routeTable, routes } = routeSubnets(scope, context, { privateIpAddress });
    const { requirements } = context;
    const rules = new EgressRules(scope, "~rules", {
      target: { type: "list", kind: "appliance", hop: { privateIpAddress } },
      requirements,
      sources: context.subnets.map(({ prefix }) => prefix),
      sourcesBySet: sourcesByFeature(context.pools),
      priorities: { rules: context.priority, apiServer: context.apiServerPriority },
      nameParts: context.nameParts,
    });
    if (own !== undefined) check(scope, () => judgeAppliance(scope, context.spoke, own));
    return {
      outbound: { type: "route-table" },
      addresses: addressesOf(own === undefined ? (appliance?.publicIpAddresses ?? []) : []),
      routeTable,
      dependables: routes,
      complete: (cluster) => {
        if (requirements.apiServerTunnel) rules.allowApiServer(cluster.resource.fqdn);
      },
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
