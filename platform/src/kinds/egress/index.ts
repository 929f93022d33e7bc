import type { EgressOptions, EgressProvider, EgressType } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { INVALID_VALUE, OUTBOUND_TYPE_UNSUPPORTED } from "../../file-rules.js";
import { unsupported } from "../../schema/values.js";
import { featureRows, optionsOf, type KindFeature, type SpecsOf } from "../kind.js";
import { appliance } from "./appliance.js";
import { firewall } from "./firewall.js";
import type { EgressKind } from "./kind.js";
import { loadBalancer } from "./load-balancer.js";
import { managedNatGateway } from "./managed-nat-gateway.js";
import { natGateway } from "./nat-gateway.js";
import { none } from "./none.js";

/** Every kind of egress by its `type`: those of the constructs, and others with a custom provider. */
const KINDS = {
  firewall,
  appliance,
  "load-balancer": loadBalancer,
  "managed-nat-gateway": managedNatGateway,
  "nat-gateway": natGateway,
  none,
} satisfies Record<EgressType, unknown> & Record<string, unknown>;

type Specs = SpecsOf<typeof KINDS>;

export const EGRESS: {
  readonly [K in keyof Specs]: Pick<EgressKind, "schema" | "variations"> & {
    readonly egress: (spec: Specs[K]) => EgressOptions | EgressProvider;
    readonly features: readonly KindFeature<Specs[K]>[];
  };
} = KINDS;

const OFFERED = Object.entries(KINDS).flatMap(([type, { schema }]) =>
  schema.meta()?.deprecated === true ? [] : [type],
);
const ALIAS = "is AKS's name for it";

/** How traffic leaves the cluster. */
export const egress = z.discriminatedUnion("type", [
  ...optionsOf(KINDS),
  unsupported(
    ["managedNATGatewayV2", "managed-nat-gateway-v2", "block"],
    OUTBOUND_TYPE_UNSUPPORTED,
    `Use one of: ${OFFERED.join(", ")}.`,
  ),
  unsupported(["managedNATGateway", "userAssignedNATGateway"], INVALID_VALUE, "Write nat-gateway.", ALIAS),
  unsupported(["loadBalancer"], INVALID_VALUE, "Write load-balancer.", ALIAS),
  unsupported(["userDefinedRouting"], INVALID_VALUE, "Write firewall, or appliance.", ALIAS),
]);

/** The choice of a platform file as the constructs accept it. */
export function egressOf<K extends keyof Specs>(type: K, spec: Specs[K]): EgressOptions | EgressProvider {
  return EGRESS[type].egress(spec);
}

export const EGRESS_FEATURES = featureRows<Specs>(EGRESS, "type");
