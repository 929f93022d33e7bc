import {
  CONTROLLER,
  CONTROLLER_CERTIFICATE,
  controllerGateway,
  routesOf,
  SAMPLE,
  type Manifest,
  type ManifestFile,
} from "@aks-topology/constructs/internal";
import * as z from "zod";
import { controllerService, sampleWorkload } from "./manifests.js";

/** Keys and manifests of ingress kinds behind which a controller of yours runs in the cluster. */

export const controller = z.enum(["ingress", "gateway-api"]).default("ingress").meta({
  description: "What the controller reads: Ingresses, or Gateways and HTTPRoutes of the Gateway API.",
});

interface ControllerFiles {
  readonly controller: z.output<typeof controller>;
  /** The controller's Service, and what is to be known of it. */
  readonly service: Manifest;
  readonly about: string;
  readonly port: number;
  readonly encrypted: boolean;
  /** @default any */
  readonly hostNames?: readonly string[] | undefined;
}

/** The controller's Service, its Gateway with the Gateway API, and a workload that it routes to. */
export function controllerFiles(files: ControllerFiles): ManifestFile[] {
  const { service, about, hostNames = [] } = files;
  const [hostName] = hostNames;
  if (files.controller === "ingress")
    return [controllerService(service, about), sampleWorkload({ controller: "controller", hostName })];
  return [controllerService(service, about), gatewayFile(files), sampleOnGateway(files)];
}

function gatewayFile({ port, encrypted }: ControllerFiles): ManifestFile {
  return {
    name: "gateways.yaml",
    about: [
      "The Gateway of Istio, which takes the Service of controller-service.yaml by its name. For another controller, set its class and",
      "how it takes a Service that exists.",
      ...(encrypted
        ? [
            `The Secret ${CONTROLLER_CERTIFICATE} of type kubernetes.io/tls has to exist in the same namespace.`,
          ]
        : []),
    ],
    documents: [controllerGateway({ port, encrypted })],
  };
}

function sampleOnGateway({ encrypted, hostNames }: ControllerFiles): ManifestFile {
  const routes = routesOf({
    name: SAMPLE.name,
    namespace: SAMPLE.name,
    gateway: { name: CONTROLLER.service, namespace: CONTROLLER.namespace },
    encrypted,
    // The load balancer has one port.
    redirects: false,
    hostNames,
    service: { name: SAMPLE.name, port: SAMPLE.port },
  });
  return sampleWorkload({ controller: "controller", routes });
}
