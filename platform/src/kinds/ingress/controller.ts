import {
  CONTROLLER,
  CONTROLLER_CERTIFICATE,
  controllerGateway,
  controllerPods,
  meshListeners,
  meshRoute,
  routesOf,
  SAMPLE,
  type Manifest,
  type ManifestFile,
  type MeshGateway,
} from "@aks-topology/constructs/internal";
import * as z from "zod";
import type { IngressCertificate } from "./kind.js";
import { controllerService, sampleWorkload } from "./manifests.js";

/** Keys and manifests of ingress kinds behind which a controller of yours runs in the cluster. */

export const controller = z.enum(["ingress", "gateway-api", "istio-add-on"]).default("ingress").meta({
  description:
    "What the controller reads: Ingresses, or Gateways and HTTPRoutes of the Gateway API; or the gateway that AKS runs for the cluster's serviceMesh, which reads Istio's own objects.",
});

interface ControllerFiles {
  readonly controller: z.output<typeof controller>;
  /** The controller's Service, and what is to be known of it. */
  readonly service: Manifest;
  readonly about: string;
  /** Ranges that call the Service. @default those of Front Door, by its service tag */
  readonly callers?: readonly string[] | undefined;
  readonly port: number;
  readonly encrypted: boolean;
  /** The gateway that AKS runs. @default a controller of yours */
  readonly mesh?: MeshGateway | undefined;
  /** What the header X-Azure-FDID of requests has to say. @default they come from no Front Door */
  readonly frontDoorId?: string | undefined;
  /** @default any */
  readonly hostNames?: readonly string[] | undefined;
}

/** The certificate of a controller, and the names that it is called by. */
export function controllerCertificate(
  hostNames: readonly string[],
  mesh: MeshGateway | undefined,
): IngressCertificate {
  const namespace = mesh?.namespace ?? CONTROLLER.namespace;
  return { secret: CONTROLLER_CERTIFICATE, namespace, hostNames };
}

/** The controller's Service, its Gateway with the Gateway API, and a workload that it routes to. */
export function controllerFiles(files: ControllerFiles): ManifestFile[] {
  const { service, about, hostNames = [] } = files;
  const [hostName] = hostNames;
  if (files.mesh !== undefined) return meshFiles(files, files.mesh);
  const balancer = controllerService(service, [about, ...trustOf(files)]);
  if (files.controller === "ingress")
    return [balancer, sampleWorkload({ controller: "controller", hostName })];
  return [balancer, podsFile(files), gatewayFile(files), sampleOnGateway(files)];
}

/** Whose headers have the address and the host name of a client: of any other caller they are claims. */
function trustOf({ controller: reads, callers }: ControllerFiles): readonly string[] {
  const from = callers === undefined ? "the service tag AzureFrontDoor.Backend" : callers.join(", ");
  return reads === "gateway-api"
    ? [`It takes X-Forwarded-For from one proxy: only ${from} can call it.`]
    : [
        `It has to take X-Forwarded-For and X-Forwarded-Host from ${from} alone, such as by`,
        "forwardedHeaders.trustedIPs of Traefik; the Service admits no other caller.",
      ];
}

function podsFile({ port, encrypted }: ControllerFiles): ManifestFile {
  return {
    name: "controller.yaml",
    about: [
      "The pods of Istio's gateway, for whichever revision of Istio is installed. For another controller, its own chart.",
    ],
    documents: controllerPods({ port, encrypted }),
  };
}

/** The Service that AKS made, with what it is given, listeners, and a workload that the mesh routes to. */
function meshFiles(
  { service, about, port, encrypted, hostNames = [], frontDoorId }: ControllerFiles,
  mesh: MeshGateway,
): ManifestFile[] {
  const secret = `The Secret ${CONTROLLER_CERTIFICATE} of type kubernetes.io/tls has to exist in the namespace ${mesh.namespace}.`;
  return [
    {
      name: "controller-service.yaml",
      about: [
        `What the Service ${mesh.service}, which AKS makes, is given: kubectl apply --server-side --force-conflicts.`,
        about,
      ],
      documents: [service],
    },
    {
      name: "gateways.yaml",
      about: ["The listeners of the mesh's gateway.", ...(encrypted ? [secret] : [])],
      documents: [
        { apiVersion: "v1", kind: "Namespace", metadata: { name: CONTROLLER.namespace } },
        meshListeners(mesh, { port, encrypted, hostNames }),
      ],
    },
    sampleWorkload({
      controller: "controller",
      routes: [
        meshRoute(
          { name: SAMPLE.name, namespace: SAMPLE.name },
          { port: SAMPLE.port, hostNames, frontDoorId },
        ),
      ],
    }),
  ];
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
