import { ApplianceEgress } from "./appliance.js";
import { FirewallEgress } from "./firewall.js";
import { LoadBalancerEgress } from "./load-balancer.js";
import { NatGatewayEgress } from "./nat-gateway.js";
import { NoEgress } from "./none.js";
import type { EgressProvider } from "./provider.js";

/** Every kind of egress, by its `type`. */
const KINDS = {
  firewall: FirewallEgress,
  appliance: ApplianceEgress,
  "load-balancer": LoadBalancerEgress,
  "nat-gateway": NatGatewayEgress,
  none: NoEgress,
};

/** The `type` of a kind of egress, as in the platform file. */
export type EgressType = keyof typeof KINDS;

type OptionsByType = { readonly [T in EgressType]: ConstructorParameters<(typeof KINDS)[T]>[0] };

/** How the cluster's traffic leaves its network, by kind. */
export type EgressOptions = OptionsByType[EgressType];

/** A class whose options do not have the `type` that it is registered for does not compile here. */
const PROVIDERS: {
  readonly [T in EgressType]: new (options: OptionsByType[T] & { readonly type: T }) => EgressProvider;
} = KINDS;

/** The provider of a choice: one of the kinds here by its options, or a custom one as it is. */
export function egressProvider(egress: EgressOptions | EgressProvider): EgressProvider {
  return "bind" in egress ? egress : create(egress);
}

function create<T extends EgressType>(options: OptionsByType[T] & { readonly type: T }): EgressProvider {
  return new PROVIDERS[options.type](options);
}
