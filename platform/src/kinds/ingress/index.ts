import * as z from "zod";
import { featureRows, optionsOf, type KindFeature, type SpecsOf } from "../kind.js";
import { agicAddon } from "./agic-addon.js";
import { agicHelm } from "./agic-helm.js";
import { forContainers } from "./for-containers.js";
import { frontDoor } from "./front-door.js";
import { gatewayToLoadBalancer } from "./gateway-to-load-balancer.js";
import type { ClusterIngress, IngressContext, IngressKind } from "./kind.js";
import { none } from "./none.js";

/** Every kind of ingress by its `type`. */
const KINDS = {
  "agic-addon": agicAddon,
  "agic-helm": agicHelm,
  "gateway-to-load-balancer": gatewayToLoadBalancer,
  "front-door": frontDoor,
  "application-gateway-for-containers": forContainers,
  none,
};

type Specs = SpecsOf<typeof KINDS>;

export const INGRESS: {
  readonly [K in keyof Specs]: Pick<IngressKind, "schema" | "variations"> & {
    readonly build: (spec: Specs[K], context: IngressContext) => ClusterIngress | undefined;
    readonly features: readonly KindFeature<Specs[K]>[];
  };
} = KINDS;

/** How requests reach the workloads of the cluster. */
export const ingress = z.discriminatedUnion("type", optionsOf(KINDS));

export type IngressSpec = z.output<typeof ingress>;

/** Connects a cluster to its ingress; undefined after a problem that prevents it. */
export function buildIngress<K extends keyof Specs>(
  type: K,
  spec: Specs[K],
  context: IngressContext,
): ClusterIngress | undefined {
  return INGRESS[type].build(spec, context);
}

export const INGRESS_FEATURES = featureRows<Specs>(INGRESS, "type");
