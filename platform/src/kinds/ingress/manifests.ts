import {
  CONTROLLER,
  knownText,
  networkPolicies,
  sampleApp,
  type Cidr,
  type ICluster,
  type IExtensibleGateway,
  type Manifest,
  type ManifestFile,
  type SampleAppProps,
  type Senders,
} from "@aks-topology/constructs/internal";

/** Manifest files that several kinds of ingress write. */

/** The Service of an ingress controller that the platform does not install. */
export function controllerService(service: Manifest, about: readonly string[]): ManifestFile {
  const { namespace, labels } = CONTROLLER;
  return {
    name: "controller-service.yaml",
    about: [
      "The Service of an ingress controller, which you install yourself: its pods carry the labels",
      `${JSON.stringify(labels)} and name their port http or https.`,
      ...about,
    ],
    documents: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } }, service],
  };
}

/** A workload that shows how the ingress is used. */
export function sampleWorkload(props: SampleAppProps, more: readonly string[] = []): ManifestFile {
  return {
    name: "sample-app.yaml",
    about: [
      "A workload to begin with. It answers with the address and the host name of the client, as the proxies before it say them.",
      "Terminating pods answer until they get no more requests (preStop), a new pod is ready",
      "before an old one terminates (maxSurge, maxUnavailable), and connections are drained.",
      ...more,
    ],
    documents: sampleApp(props),
  };
}

/**
 * What an Ingress of AGIC may name of its gateway by annotations. AGIC takes no Ingress whose profile the gateway lacks.
 * Source: AGIC documentation, annotations.
 */
export function annotationsFor({ clientCertificates, rewrites }: IExtensibleGateway): readonly string[] {
  const annotation = (name: string, value: string): string => `appgw.ingress.kubernetes.io/${name}: ${value}`;
  const lines = [
    ...clientCertificates.map((name) => annotation("appgw-ssl-profile", name)),
    ...rewrites.map((name) => annotation("rewrite-rule-set", name)),
  ];
  return lines.length === 0 ? [] : ["Annotations of an Ingress that use what the gateway has:", ...lines];
}

/** The sample's options for a gateway: the certificate of the host name, and whether there is a public frontend. */
export function onGateway(
  gateway: IExtensibleGateway,
  hostName?: string,
): Pick<SampleAppProps, "certificate" | "privateOnly"> {
  return {
    privateOnly: !gateway.hasPublicFrontend,
    certificate: gateway.tls?.certificateFor(hostName)?.name,
  };
}

/** Network policies that deny everything but DNS and what the ingress needs. */
export function ingressPolicies({ network }: ICluster, senders: Senders): ManifestFile {
  const engine = policyEngine(network);
  return {
    name: "network-policies.yaml",
    about: [
      "Denies all traffic but DNS and what the ingress needs.",
      engine === undefined
        ? "Not enforced here: the cluster has no network policy engine (network.policy)."
        : `Enforced by ${engine}.`,
    ],
    documents: networkPolicies(senders, engine),
  };
}

/** Who enforces policies: Cilium and a plugin that you install do so without being asked to. */
function policyEngine(network: ICluster["network"]): ICluster["network"]["networkPolicy"] {
  switch (network.type) {
    case "cilium":
      return "cilium";
    case "none":
      return network.install?.plugin ?? network.networkPolicy;
    case "kubenet":
    case "azure-cni":
    case "azure-cni-overlay":
    case "azure-cni-pod-subnet":
      return network.networkPolicy;
  }
}

export function literal(range: Cidr): string {
  return range.literal;
}

/** A name or an address; a placeholder for a value that Terraform computes. */
export function textOf(value: string | undefined): string {
  return (value === undefined ? undefined : knownText(value)) ?? "SEE-TERRAFORM";
}
