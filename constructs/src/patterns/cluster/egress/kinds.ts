import { ApplianceEgress, type ApplianceEgressOptions } from "./appliance.js";
import { FirewallEgress, type FirewallEgressOptions } from "./firewall.js";
import { LoadBalancerEgress, type LoadBalancerEgressOptions } from "./load-balancer.js";
import { ManagedNatGatewayEgress, type ManagedNatGatewayEgressOptions } from "./managed-nat-gateway.js";
import { NatGatewayEgress, type NatGatewayEgressOptions } from "./nat-gateway.js";
import { NoEgress, type NoEgressOptions } from "./none.js";
import type { EgressProvider } from "./provider.js";

/** Options of each kind of egress, by its `type`. */
interface OptionsByType {
  readonly firewall: FirewallEgressOptions;
  readonly appliance: ApplianceEgressOptions;
  readonly "load-balancer": LoadBalancerEgressOptions;
  readonly "managed-nat-gateway": ManagedNatGatewayEgressOptions;
  readonly "nat-gateway": NatGatewayEgressOptions;
  readonly none: NoEgressOptions;
}

/** The `type` of a kind of egress, as in the platform file. */
export type EgressType = keyof OptionsByType;

/** How the cluster's traffic leaves its network, by kind. */
export type EgressOptions = OptionsByType[EgressType];

const KINDS: { readonly [T in EgressType]: new (options: OptionsByType[T]) => EgressProvider } = {
  firewall: FirewallEgress,
  appliance: ApplianceEgress,
  "load-balancer": LoadBalancerEgress,
  "managed-nat-gateway": ManagedNatGatewayEgress,
  "nat-gateway": NatGatewayEgress,
  none: NoEgress,
};

/** The provider of a choice: one of the kinds here by its options, or a custom one as it is. */
export function egressProvider(egress: EgressOptions | EgressProvider): EgressProvider {
  return "bind" in egress ? egress : create(egress);
}

function create<T extends EgressType>(options: OptionsByType[T] & { readonly type: T }): EgressProvider {
  return new KINDS[options.type](options);
}
