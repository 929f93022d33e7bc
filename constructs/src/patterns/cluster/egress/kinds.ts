import { ApplianceEgress, type ApplianceEgressOptions } from "./appliance.js";
import { FirewallEgress, type FirewallEgressOptions } from "./firewall.js";
import { LoadBalancerEgress, type LoadBalancerEgressOptions } from "./load-balancer.js";
import { NatGatewayEgress, type NatGatewayEgressOptions } from "./nat-gateway.js";
import { NoEgress, type NoEgressOptions } from "./none.js";
import type { EgressProvider } from "./provider.js";

/** How the cluster's traffic leaves its network, by kind. */
export type EgressOptions =
  | FirewallEgressOptions
  | ApplianceEgressOptions
  | LoadBalancerEgressOptions
  | NatGatewayEgressOptions
  | NoEgressOptions;

/** The `type` of a kind of egress, as in the platform file. */
export type EgressType = EgressOptions["type"];

/** Every kind of egress, by its `type`: one that is missing, or whose options have another `type`, does not compile here. */
const PROVIDERS: {
  readonly [T in EgressType]: new (options: Extract<EgressOptions, { readonly type: T }>) => EgressProvider;
} = {
  firewall: FirewallEgress,
  appliance: ApplianceEgress,
  "load-balancer": LoadBalancerEgress,
  "nat-gateway": NatGatewayEgress,
  none: NoEgress,
};

/** The provider of a choice: one of the kinds here by its options, or a custom one as it is. */
export function egressProvider(egress: EgressOptions | EgressProvider): EgressProvider {
  return "bind" in egress ? egress : create(egress);
}

function create<T extends EgressType>(
  options: Extract<EgressOptions, { readonly type: T }> & { readonly type: T },
): EgressProvider {
  return new PROVIDERS[options.type](options);
}
