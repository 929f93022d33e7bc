import type { Construct, IConstruct } from "constructs";
import { claimsOf } from "../../../core/address-claims.js";
import { knownText } from "../../../core/known.js";
import { check, type Problem } from "../../../core/problem.js";
import { hostRange, isIpv4Address, isPrivateAddress } from "../../../net/cidr.js";
import type { ISpoke } from "../../estate/spoke.js";
import { EgressProvider, type BoundEgress, type EgressContext } from "./provider.js";
import { routeSubnets } from "./routes.js";

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
    check(scope, () => applianceProblems(scope, context.spoke, privateIp));
    return {
      outbound: { type: "userDefinedRouting" },
      addresses: { type: "unknown" },
      routeTable,
      dependables: routes,
    };
  }
}

/** An appliance is in the hub or in the spoke, and on no subnet whose addresses Azure assigns. */
function applianceProblems(construct: IConstruct, spoke: ISpoke, address: string): Problem[] {
  const known = knownText(address);
  if (known === undefined || !isIpv4Address(known)) return [];
  const place = hostRange(known);
  const code = "APPLIANCE_ADDRESS";
  const prop = "egress.privateIp";
  const subnet = claimsOf(construct).find(
    ({ use, group, range }) => use === "subnet" && group === spoke.network.node.path && range.contains(place),
  );
  if (subnet !== undefined) {
    const message = `${known} is in ${subnet.range.literal}, a subnet of the platform whose addresses Azure assigns.`;
    return [{ code, message, hint: "Use the address of the appliance, in a subnet of its own.", prop }];
  }
  const networks = [...spoke.hub.network.addressSpace, ...spoke.network.addressSpace];
  if (networks.some((range) => range.contains(place))) return [];
  return [
    {
      code,
      severity: isPrivateAddress(known) ? "warning" : "error",
      message: `${known} is neither in the hub nor in the spoke, and a next hop must be in the network itself or in a directly peered one.`,
      hint: "Use the private address of the appliance in the hub.",
      prop,
    },
  ];
}
