import type { Gateway } from "./gateway-api.js";
import type { Manifest } from "./manifest.js";
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

/**
 * The pods of that Gateway, which istiod completes. They take the client's address from what the one proxy before them, which
 * alone may call them, has added to X-Forwarded-For, and from nothing that a client claims.
 * Source: Istio documentation, installing gateways; configuring gateway network topology.
 */
export function controllerPods({ encrypted }: ControllerPorts): Manifest[] {
  const { service: name, namespace, labels } = CONTROLLER;
  const [port, containerPort] = encrypted ? ["https", 8443] : ["http", 8080];
  const common = { name, namespace };
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: common },
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: common,
      spec: {
        replicas: 3,
        selector: { matchLabels: labels },
        template: {
          metadata: {
            labels: { ...labels, "sidecar.istio.io/inject": "true" },
            annotations: {
              "inject.istio.io/templates": "gateway",
              "proxy.istio.io/config": JSON.stringify({ gatewayTopology: { numTrustedProxies: 1 } }),
            },
          },
          spec: {
            serviceAccountName: name,
            topologySpreadConstraints: [
              {
                maxSkew: 1,
                topologyKey: "topology.kubernetes.io/zone",
                whenUnsatisfiable: "ScheduleAnyway",
                labelSelector: { matchLabels: labels },
              },
            ],
            containers: [{ name: "istio-proxy", image: "auto", ports: [{ name: port, containerPort }] }],
          },
        },
      },
    },
    {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: common,
      spec: { minAvailable: 2, selector: { matchLabels: labels } },
    },
  ];
}
