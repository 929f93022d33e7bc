import type { Manifest } from "./manifest.js";

/** Annotations that the cloud provider reads. Source: cloud-provider-azure, `pkg/consts/consts.go`. */
const PREFIX = "service.beta.kubernetes.io/";

/** Labels of the in-cluster controller's pods, which is the team's to install. */
export const CONTROLLER = {
  namespace: "ingress",
  /** Name of its Service. */
  service: "ingress-controller",
  labels: { "app.kubernetes.io/name": "ingress-controller" },
};

/** Where an ingress controller listens. */
export interface ControllerPorts {
  /** Port of the load balancer. */
  readonly port: number;
  /** Whether the controller speaks TLS there. */
  readonly encrypted: boolean;
}

export interface InternalServiceProps extends ControllerPorts {
  /** Name of the subnet that the load balancer takes its address from. */
  readonly subnet: string;
  /** Its fixed address. */
  readonly address: string;
  /** Ranges that may call it. */
  readonly callers: readonly string[];
  /** The private link service that AKS makes in front of it. @default none */
  readonly privateLink?: { readonly name: string } | undefined;
}

/** The controller behind an internal load balancer with a fixed address. */
export function internalService(props: InternalServiceProps): Manifest {
  const { subnet, address, callers, privateLink } = props;
  return controllerService(props, [...callers], {
    ...internal(subnet, address),
    ...(privateLink === undefined
      ? {}
      : {
          [`${PREFIX}azure-pls-create`]: "true",
          [`${PREFIX}azure-pls-name`]: privateLink.name,
          [`${PREFIX}azure-pls-ip-configuration-subnet`]: subnet,
          // Front Door's endpoint is in a subscription of Microsoft's: visible to it, approved manually.
          [`${PREFIX}azure-pls-visibility`]: "*",
        }),
  });
}

function internal(subnet: string, address: string): Record<string, string> {
  return {
    [`${PREFIX}azure-load-balancer-internal`]: "true",
    [`${PREFIX}azure-load-balancer-internal-subnet`]: subnet,
    [`${PREFIX}azure-load-balancer-ipv4`]: address,
  };
}

/** Namespace of the services that are published at the hub's firewall. */
export const PUBLISHED = "published";

export interface FirewalledServiceProps extends Pick<InternalServiceProps, "subnet" | "address" | "callers"> {
  /** Name of the Service, and of the pods behind it. */
  readonly name: string;
  /** Port of the load balancer, and of the pods. */
  readonly port: number;
  readonly protocol: "TCP" | "UDP";
}

/** The team's pods behind the internal load balancer that the hub's firewall hands a published service on to. */
export function firewalledService(props: FirewalledServiceProps): Manifest {
  const { name, subnet, address, callers, port, protocol } = props;
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace: PUBLISHED, annotations: internal(subnet, address) },
    spec: {
      type: "LoadBalancer",
      externalTrafficPolicy: "Local",
      loadBalancerSourceRanges: [...callers],
      selector: { "app.kubernetes.io/name": name },
      ports: [{ name: "published", port, protocol, targetPort: port }],
    },
  };
}

export interface PublicServiceProps extends ControllerPorts {
  /** Name of the public address, and of its resource group. */
  readonly publicIp: string;
  /** Name of the group that holds the address. */
  readonly resourceGroup: string;
}

/** The controller behind a public load balancer that only Front Door reaches. */
export function frontDoorService(props: PublicServiceProps): Manifest {
  return controllerService(props, [], onlyFrontDoor(props));
}

function onlyFrontDoor({
  publicIp,
  resourceGroup,
}: Pick<PublicServiceProps, "publicIp" | "resourceGroup">): Record<string, string> {
  return {
    [`${PREFIX}azure-pip-name`]: publicIp,
    [`${PREFIX}azure-load-balancer-resource-group`]: resourceGroup,
    [`${PREFIX}azure-allowed-service-tags`]: "AzureFrontDoor.Backend",
  };
}

/** Namespace of the gateways that the Istio add-on runs. Source: AKS documentation, deploy ingress gateways of the Istio add-on. */
const MESH_NAMESPACE = "aks-istio-ingress";

/** A gateway that the Istio add-on runs: which of the two, and where its pods are found. */
export interface MeshGateway {
  /** Of its Service and its pods. */
  readonly namespace: string;
  /** Name of its Service. */
  readonly service: string;
  /** Labels of its pods. */
  readonly labels: Readonly<Record<string, string>>;
}

/** The gateway behind an internal load balancer, or that behind a public one. */
export function meshGateway(type: "internal" | "external"): MeshGateway {
  const service = `aks-istio-ingressgateway-${type}`;
  return { namespace: MESH_NAMESPACE, service, labels: { istio: service } };
}

/**
 * What the Service of the mesh's internal gateway, which AKS made, is given: subnet, address and callers.
 * Source: AKS documentation, ingress gateway service customizations.
 */
export function meshInternalService(
  props: Pick<InternalServiceProps, "subnet" | "address" | "callers">,
): Manifest {
  const { subnet, address, callers } = props;
  return meshService("internal", {
    [`${PREFIX}azure-load-balancer-internal-subnet`]: subnet,
    [`${PREFIX}azure-load-balancer-ipv4`]: address,
    [`${PREFIX}azure-allowed-ip-ranges`]: callers.join(","),
  });
}

/** What the Service of the mesh's external gateway is given: the address that only Front Door reaches. */
export function meshFrontDoorService(
  props: Pick<PublicServiceProps, "publicIp" | "resourceGroup">,
): Manifest {
  return meshService("external", onlyFrontDoor(props));
}

function meshService(type: "internal" | "external", annotations: Record<string, string>): Manifest {
  const { namespace, service } = meshGateway(type);
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: service, namespace, annotations },
    // Keeps the caller's address, and takes nodes without the gateway out at once.
    spec: { externalTrafficPolicy: "Local" },
  };
}

function controllerService(
  { port, encrypted }: ControllerPorts,
  callers: string[],
  annotations: Record<string, string>,
): Manifest {
  const name = encrypted ? "https" : "http";
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: CONTROLLER.service, namespace: CONTROLLER.namespace, annotations },
    spec: {
      type: "LoadBalancer",
      // Keeps the caller's address, so that policies see it, and takes nodes without the controller out at once.
      externalTrafficPolicy: "Local",
      ...(callers.length === 0 ? {} : { loadBalancerSourceRanges: callers }),
      selector: CONTROLLER.labels,
      ports: [{ name, port, protocol: "TCP", targetPort: name }],
    },
  };
}
