import type { ObjectMeta } from "kubernetes-types/meta/v1.js";

/** Version of Istio's API of traffic. */
export const MESH_API = "networking.istio.io/v1";

/** Objects of Istio. Source: Istio documentation, Gateway and Virtual Service. */
export type MeshObject = MeshListeners | MeshRoute;

type Named = ObjectMeta & { readonly name: string };

/** Where requests arrive. */
export interface MeshListeners {
  readonly apiVersion: typeof MESH_API;
  readonly kind: "Gateway";
  readonly metadata: Named;
  readonly spec: {
    /** Labels of the gateway's pods. */
    readonly selector: Readonly<Record<string, string>>;
    readonly servers: readonly {
      readonly port: { readonly number: number; readonly name: string; readonly protocol: "HTTP" | "HTTPS" };
      readonly hosts: readonly string[];
      /** @default plain HTTP */
      readonly tls?: { readonly mode: "SIMPLE"; readonly credentialName: string };
    }[];
  };
}

/** Which requests go to which Services. */
export interface MeshRoute {
  readonly apiVersion: typeof MESH_API;
  readonly kind: "VirtualService";
  readonly metadata: Named;
  readonly spec: {
    readonly hosts: readonly string[];
    /** Gateways as namespace/name. */
    readonly gateways: readonly string[];
    readonly http: readonly {
      /** Headers of the requests. @default any */
      readonly match?: readonly {
        readonly headers: Readonly<Record<string, { readonly exact: string }>>;
      }[];
      readonly route: readonly {
        readonly destination: { readonly host: string; readonly port: { readonly number: number } };
      }[];
    }[];
  };
}
