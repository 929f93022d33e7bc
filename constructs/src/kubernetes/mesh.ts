import type { ObjectMeta } from "kubernetes-types/meta/v1.js";
import { CONTROLLER_CERTIFICATE } from "./controller-gateway.js";
import { CONTROLLER, type ControllerPorts, type MeshGateway } from "./services.js";

const API_VERSION = "networking.istio.io/v1";

/** Objects of Istio. Source: Istio documentation, Gateway and Virtual Service. */
export type MeshObject = MeshListeners | MeshRoute;

type Named = ObjectMeta & { readonly name: string };

/** Where requests arrive. */
interface MeshListeners {
  readonly apiVersion: typeof API_VERSION;
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
interface MeshRoute {
  readonly apiVersion: typeof API_VERSION;
  readonly kind: "VirtualService";
  readonly metadata: Named;
  readonly spec: {
    readonly hosts: readonly string[];
    /** Gateways as namespace/name. */
    readonly gateways: readonly string[];
    readonly http: readonly {
      readonly route: readonly {
        readonly destination: { readonly host: string; readonly port: { readonly number: number } };
      }[];
    }[];
  };
}

/** Name of the mesh's Gateway object, which routes refer to. */
const NAME = { name: CONTROLLER.service, namespace: CONTROLLER.namespace };

/**
 * The listeners of a gateway that the Istio add-on runs. The add-on supports Istio's own objects at its gateways, and those
 * of the Gateway API not yet. Source: AKS documentation, Istio add-on, limitations.
 */
export function meshListeners(
  { labels }: MeshGateway,
  { port, encrypted, hostNames }: ControllerPorts & { readonly hostNames: readonly string[] },
): MeshListeners {
  return {
    apiVersion: API_VERSION,
    kind: "Gateway",
    metadata: NAME,
    spec: {
      selector: { ...labels },
      servers: [
        {
          port: { number: port, name: encrypted ? "https" : "http", protocol: encrypted ? "HTTPS" : "HTTP" },
          hosts: hostsOf(hostNames),
          // The Secret is in the namespace of the gateway's pods.
          ...(encrypted ? { tls: { mode: "SIMPLE", credentialName: CONTROLLER_CERTIFICATE } } : {}),
        },
      ],
    },
  };
}

/** Which requests at the mesh's gateway go to a Service. */
export function meshRoute(
  { name, namespace }: { readonly name: string; readonly namespace: string },
  { port, hostNames }: { readonly port: number; readonly hostNames: readonly string[] },
): MeshRoute {
  return {
    apiVersion: API_VERSION,
    kind: "VirtualService",
    metadata: { name, namespace },
    spec: {
      hosts: hostsOf(hostNames),
      gateways: [`${NAME.namespace}/${NAME.name}`],
      http: [{ route: [{ destination: { host: name, port: { number: port } } }] }],
    },
  };
}

function hostsOf(hostNames: readonly string[]): string[] {
  return hostNames.length === 0 ? ["*"] : [...hostNames];
}
