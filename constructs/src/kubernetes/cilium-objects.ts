import type { ObjectMeta } from "kubernetes-types/meta/v1.js";

/** What pods may call, in terms that a NetworkPolicy lacks. Source: Cilium documentation, layer 3 policies, entities. */
export interface CiliumPolicy {
  readonly apiVersion: "cilium.io/v2";
  readonly kind: "CiliumNetworkPolicy";
  readonly metadata: ObjectMeta & { readonly name: string };
  readonly spec: {
    /** Labels of the pods. */
    readonly endpointSelector: { readonly matchLabels?: Readonly<Record<string, string>> };
    readonly egress: readonly {
      /** The node that a pod runs on. */
      readonly toEntities: readonly ["host"];
      readonly toPorts: readonly {
        readonly ports: readonly { readonly port: string; readonly protocol: "UDP" | "TCP" }[];
      }[];
    }[];
  };
}
