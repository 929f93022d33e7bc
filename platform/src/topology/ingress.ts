import {
  SpokeFrontDoor,
  type AgicHelm,
  type LoadBalancerSubnet,
  type Spoke,
  type SpokeCluster,
  type SpokeGateway,
} from "@aks-topology/constructs";
import type { IngressSpec } from "../schema/ingress.js";
import { defined } from "./defined.js";
import type { SourceLocator } from "./source-locator.js";

/** How people reach a cluster, as it was built. */
export type BuiltIngress = { readonly cluster: SpokeCluster } & (
  | { readonly kind: "agic-addon"; readonly gateway: SpokeGateway }
  | {
      readonly kind: "agic-helm";
      readonly gateway: SpokeGateway;
      readonly agic: AgicHelm;
      readonly hostNames: readonly string[];
    }
  | {
      readonly kind: "gateway-to-load-balancer";
      readonly gateway: SpokeGateway;
      readonly balancers: LoadBalancerSubnet;
      readonly address: string;
      readonly port: number;
      readonly encrypted: boolean;
      readonly hostNames: readonly string[];
    }
  | { readonly kind: "front-door"; readonly door: SpokeFrontDoor }
  | { readonly kind: "none" }
);

/** The gateway that a cluster's ingress names. */
export function gatewayOf(
  locator: SourceLocator,
  spoke: Spoke,
  ingress: IngressSpec,
  path: readonly string[],
): SpokeGateway | undefined {
  if (!("gateway" in ingress)) return undefined;
  const gateway = spoke.gateways.find(({ key }) => key === ingress.gateway);
  if (gateway === undefined) {
    const known = spoke.gateways.map(({ key }) => key).join(", ") || "none";
    locator.report(
      "UNKNOWN_REFERENCE",
      [...path, "ingress", "gateway"],
      `The spoke has no gateway "${ingress.gateway}".`,
      `Its gateways: ${known}.`,
    );
  }
  return gateway;
}

/** Connects a cluster with what people reach it through. Undefined when that does not exist. */
export function buildIngress(
  locator: SourceLocator,
  cluster: SpokeCluster,
  spec: IngressSpec,
  gateway: SpokeGateway | undefined,
  path: readonly string[],
): BuiltIngress | undefined {
  switch (spec.type) {
    case "none":
      return { kind: "none", cluster };
    case "front-door": {
      const door = locator.tryBuild([...path, "ingress"], () => frontDoor(cluster, spec));
      return door === undefined ? undefined : { kind: spec.type, cluster, door };
    }
    case "agic-addon":
      gateway?.addAgicAddon(cluster);
      return gateway === undefined ? undefined : { kind: spec.type, cluster, gateway };
    case "agic-helm": {
      const { hostNames = [], version } = spec;
      const agic = gateway?.addAgicHelm(cluster, { hostNames, ...defined({ version }) });
      if (gateway === undefined || agic === undefined) return undefined;
      return { kind: spec.type, cluster, gateway, agic, hostNames };
    }
    case "gateway-to-load-balancer":
      return gateway === undefined ? undefined : toLoadBalancer(locator, cluster, spec, gateway, path);
  }
}

type Spec<K extends IngressSpec["type"]> = Extract<IngressSpec, { readonly type: K }>;

function frontDoor(cluster: SpokeCluster, spec: Spec<"front-door">): SpokeFrontDoor {
  const { tier, origin, originHost, hostNames, healthPath } = spec;
  return new SpokeFrontDoor(cluster, "front_door", {
    cluster,
    tier,
    origin,
    originHost,
    ...defined({ hostNames, healthPath }),
  });
}

function toLoadBalancer(
  locator: SourceLocator,
  cluster: SpokeCluster,
  spec: Spec<"gateway-to-load-balancer">,
  gateway: SpokeGateway,
  path: readonly string[],
): BuiltIngress | undefined {
  const { hostNames, certificate, address, backend } = spec;
  const encrypted = backend.protocol === "https";
  const port = backend.port ?? (encrypted ? 443 : 80);
  // The first one in the spoke makes the subnet of internal load balancers, for which there may be no room.
  const balancers = locator.tryBuild([...path, "ingress"], () => gateway.balancersFor(cluster));
  if (balancers === undefined) return undefined;
  locator.bind(balancers, ["spokes", cluster.spoke.key]);
  const { healthPath, hostName, trustedRoots } = backend;
  const site = gateway.addLoadBalancerBackend(cluster, {
    ...defined({ hostNames, certificate }),
    backend: {
      protocol: encrypted ? "Https" : "Http",
      port,
      healthPath,
      ...defined({ address, hostName, trustedRoots }),
    },
  });
  return {
    kind: spec.type,
    cluster,
    gateway,
    balancers,
    address: site.backend.address,
    port,
    encrypted,
    hostNames: hostNames ?? [],
  };
}
