import { MESH_API, type MeshListeners, type MeshRoute } from "./mesh-objects.js";
import { CONTROLLER_CERTIFICATE } from "./controller-gateway.js";
import { CONTROLLER, type ControllerPorts, type MeshGateway } from "./services.js";

/** Name of the mesh's Gateway object, which routes refer to. */
const NAME = { name: CONTROLLER.service, namespace: CONTROLLER.namespace };

/**
 * The listeners of a gateway that the Istio add-on runs, as an object of Istio's own, which every revision reads.
 * Source: AKS documentation, Istio add-on, deploy ingress gateways.
 */
export function meshListeners(
  { labels }: MeshGateway,
  { port, encrypted, hostNames }: ControllerPorts & { readonly hostNames: readonly string[] },
): MeshListeners {
  return {
    apiVersion: MESH_API,
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
  {
    port,
    hostNames,
    frontDoorId,
  }: {
    readonly port: number;
    readonly hostNames: readonly string[];
    /** What the header X-Azure-FDID has to say. @default any request is routed */
    readonly frontDoorId?: string | undefined;
  },
): MeshRoute {
  return {
    apiVersion: MESH_API,
    kind: "VirtualService",
    metadata: { name, namespace },
    spec: {
      hosts: hostsOf(hostNames),
      gateways: [`${NAME.namespace}/${NAME.name}`],
      http: [
        {
          // The header of another tenant's Front Door has another id. Source: Front Door documentation, origin security.
          ...(frontDoorId === undefined
            ? {}
            : { match: [{ headers: { "x-azure-fdid": { exact: frontDoorId } } }] }),
          route: [{ destination: { host: name, port: { number: port } } }],
        },
      ],
    },
  };
}

function hostsOf(hostNames: readonly string[]): string[] {
  return hostNames.length === 0 ? ["*"] : [...hostNames];
}
