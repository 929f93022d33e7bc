import type { Gateway } from "./gateway-api.js";
import { CONTROLLER, type ControllerPorts } from "./services.js";

/** Secret with the certificate of the controller, in its namespace. */
export const CONTROLLER_CERTIFICATE = "ingress-controller-tls";

/**
 * The Gateway of a controller whose Service there is already: Istio takes it by the Service's name, and creates none of its
 * own. Source: Istio documentation, Kubernetes Gateway API, manual deployment.
 */
export function controllerGateway({ port, encrypted }: ControllerPorts): Gateway {
  const { service, namespace } = CONTROLLER;
  const common = { port, allowedRoutes: { namespaces: { from: "All" } } } as const;
  return {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "Gateway",
    metadata: { name: service, namespace },
    spec: {
      gatewayClassName: "istio",
      addresses: [{ type: "Hostname", value: `${service}.${namespace}.svc.cluster.local` }],
      listeners: [
        encrypted
          ? {
              name: "https",
              protocol: "HTTPS",
              ...common,
              tls: { mode: "Terminate", certificateRefs: [{ kind: "Secret", name: CONTROLLER_CERTIFICATE }] },
            }
          : { name: "http", protocol: "HTTP", ...common },
      ],
    },
  };
}
