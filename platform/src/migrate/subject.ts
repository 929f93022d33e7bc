import type { KeyPath } from "../source-map.js";
import { isStandard, type CreatedClusterSpec } from "../schema/cluster.js";
import type { GatewaySpec } from "../schema/gateway.js";
import type { Platform } from "../schema/platform.js";

/** A cluster of the file's own that is on kubenet, or whose mirror retires since it has left it. */
export interface Subject {
  readonly spoke: string;
  readonly key: string;
  readonly path: KeyPath;
  readonly spec: CreatedClusterSpec;
  /** The Application Gateway that addresses the cluster's pods. */
  readonly gateway: { readonly key: string; readonly path: KeyPath; readonly spec: GatewaySpec } | undefined;
}

/** The clusters of a file that have to move, or are on the way. */
export function subjectsOf({ spokes }: Platform): Subject[] {
  return Object.entries(spokes).flatMap(([spoke, { clusters, gateways }]) =>
    Object.entries(clusters).flatMap(([key, spec]): Subject[] => {
      // One that exists already is moved by its team, and AKS Automatic has no kubenet.
      if (!isStandard(spec)) return [];
      if (spec.network.plugin !== "kubenet" && spec.mirror?.policy !== "retire") return [];
      const path = ["spokes", spoke, "clusters", key];
      return [{ spoke, key, spec, path, gateway: gatewayOf(spoke, gateways, spec) }];
    }),
  );
}

export function nameOf({ spoke, key }: Subject): string {
  return `${spoke}/${key}`;
}

export function isOnKubenet({ spec }: Subject): boolean {
  return spec.network.plugin === "kubenet";
}

/** Whether a gateway forwards to the cluster's pods, and not to a load balancer in front of them. */
function gatewayOf(
  spoke: string,
  gateways: Readonly<Record<string, GatewaySpec>>,
  { ingress }: CreatedClusterSpec,
): Subject["gateway"] {
  if (ingress.type !== "agic-addon" && ingress.type !== "agic-helm") return undefined;
  const spec = Object.hasOwn(gateways, ingress.gateway) ? gateways[ingress.gateway] : undefined;
  const path = ["spokes", spoke, "gateways", ingress.gateway];
  return spec === undefined ? undefined : { key: ingress.gateway, path, spec };
}
