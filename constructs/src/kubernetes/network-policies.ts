import type { NetworkPolicyPeer } from "kubernetes-types/networking/v1.js";
import type { NetworkPolicy as PolicyEngine } from "../aks/network-plugin.js";
import type { CiliumPolicy } from "./cilium-objects.js";
import type { Manifest } from "./manifest.js";
import { CONTROLLER, type MeshGateway } from "./services.js";

const NAMESPACE = "sample";

/**
 * Where LocalDNS, the cache of AKS on each node, is asked instead of CoreDNS.
 * Source: AKS documentation, configure LocalDNS.
 */
const LOCAL_DNS = ["169.254.10.10/32", "169.254.10.11/32"] as const;

/** Who sends to the pods: addresses outside, or the controller inside. */
export type Senders =
  | { readonly type: "none" }
  | {
      readonly type: "ranges";
      readonly ranges: readonly string[];
      /** Name of the port of the pods. @default "http" */
      readonly port?: string | undefined;
    }
  /** A custom controller, which accepts requests from ranges, or from any source where they are not known. */
  | { readonly type: "controller"; readonly ranges: readonly string[]; readonly port: string }
  /** A gateway that the Istio add-on runs, whose own policies are AKS's. */
  | { readonly type: "mesh"; readonly gateway: MeshGateway };

/**
 * Denies all traffic except DNS, and allows what the cluster's ingress needs.
 * @param engine who enforces the policies
 */
export function networkPolicies(senders: Senders, engine?: PolicyEngine): Manifest[] {
  const closed: Manifest[] = [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } },
    denyAll(NAMESPACE),
    allowDns(NAMESPACE),
    ...(engine === "cilium" ? [allowLocalDns(NAMESPACE)] : []),
  ];
  switch (senders.type) {
    case "none":
      return closed;
    case "ranges":
      return [
        ...closed,
        allowFrom("from-gateway", NAMESPACE, {}, senders.port ?? "http", blocks(senders.ranges)),
      ];
    case "controller": {
      const { ranges, port } = senders;
      return [
        ...closed,
        allowFrom("from-controller", NAMESPACE, {}, "http", inside(CONTROLLER)),
        allowFrom("from-outside", CONTROLLER.namespace, CONTROLLER.labels, port, blocks(ranges)),
      ];
    }
    case "mesh":
      return [...closed, allowFrom("from-mesh", NAMESPACE, {}, "http", inside(senders.gateway))];
  }
}

function inside({ namespace, labels }: Pick<MeshGateway, "namespace" | "labels">): NetworkPolicyPeer[] {
  return [
    {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
      podSelector: { matchLabels: { ...labels } },
    },
  ];
}

function denyAll(namespace: string): Manifest {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "default-deny", namespace },
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
  };
}

function allowDns(namespace: string): Manifest {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "allow-dns", namespace },
    spec: {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [
        {
          to: [
            {
              namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
              podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
            },
            ...blocks(LOCAL_DNS),
          ],
          ports: [
            { protocol: "UDP", port: 53 },
            { protocol: "TCP", port: 53 },
          ],
        },
      ],
    },
  };
}

/** Cilium takes the addresses of LocalDNS for the node itself, which no range of a NetworkPolicy matches. */
function allowLocalDns(namespace: string): CiliumPolicy {
  return {
    apiVersion: "cilium.io/v2",
    kind: "CiliumNetworkPolicy",
    metadata: { name: "allow-local-dns", namespace },
    spec: {
      endpointSelector: {},
      egress: [
        {
          toEntities: ["host"],
          toPorts: [
            {
              ports: [
                { port: "53", protocol: "UDP" },
                { port: "53", protocol: "TCP" },
              ],
            },
          ],
        },
      ],
    },
  };
}

/** @param from source ranges; none means any source */
function allowFrom(
  name: string,
  namespace: string,
  labels: Record<string, string>,
  port: string,
  from: NetworkPolicyPeer[],
): Manifest {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace },
    spec: {
      podSelector: Object.keys(labels).length === 0 ? {} : { matchLabels: labels },
      policyTypes: ["Ingress"],
      ingress: [{ ...(from.length === 0 ? {} : { from }), ports: [{ protocol: "TCP", port }] }],
    },
  };
}

function blocks(ranges: readonly string[]): NetworkPolicyPeer[] {
  return ranges.map((cidr) => ({ ipBlock: { cidr } }));
}
