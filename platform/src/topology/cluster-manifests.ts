import {
  agicValues,
  AGIC_RELEASE,
  CONTROLLER,
  firewalledService,
  fromOutput,
  frontDoorService,
  internalService,
  knownNumber,
  knownText,
  loadBalancerSubnet,
  networkPolicies,
  outputsIn,
  PUBLISHED,
  sampleApp,
  secretProviderClass,
  type Cidr,
  type ManifestFile,
  type Manifest,
  type SampleAppProps,
  type Senders,
  type SpokeCluster,
  type SpokeGateway,
} from "@aks-topology/constructs";
import type { BuiltPlatform } from "./platform.js";
import { hasSecretsProvider, outputPrefix } from "./ingress-outputs.js";
import type { BuiltIngress } from "./ingress.js";

/** The manifests of one cluster, as files. */
export interface ClusterManifests {
  /** Folder below `kubernetes/`. */
  readonly folder: string;
  readonly files: readonly ManifestFile[];
}

/** The manifests of every cluster of a platform. */
export function clusterManifests({ ingresses }: Pick<BuiltPlatform, "ingresses">): ClusterManifests[] {
  return ingresses.map((ingress) => manifestsOf(ingress, ingresses));
}

type Of<K extends BuiltIngress["kind"]> = Extract<BuiltIngress, { readonly kind: K }>;

/** What the cluster's ingress needs in Kubernetes, and a workload that shows how it is used. */
function manifestsOf(ingress: BuiltIngress, all: readonly BuiltIngress[]): ClusterManifests {
  const secrets = hasSecretsProvider(ingress.cluster) ? [keyVaultFile(ingress)] : [];
  return {
    folder: ingress.cluster.fullName,
    files: [...ingressFiles(ingress, all), ...secrets, ...publishedServices(ingress.cluster)].map(
      withOutputs,
    ),
  };
}

function ingressFiles(ingress: BuiltIngress, all: readonly BuiltIngress[]): ManifestFile[] {
  switch (ingress.kind) {
    case "agic-addon":
      return [
        sample({ controller: "agic", ...onGateway(ingress.gateway) }),
        policies(ingress, { kind: "ranges", ranges: [literal(ingress.gateway.subnet.prefix)] }),
      ];
    case "agic-helm":
      return agicHelm(ingress, all);
    case "gateway-to-load-balancer":
      return loadBalancer(ingress);
    case "front-door":
      return frontDoor(ingress);
    case "none":
      return [policies(ingress, { kind: "nobody" })];
  }
}

function agicHelm(ingress: Of<"agic-helm">, all: readonly BuiltIngress[]): ManifestFile[] {
  const { cluster, gateway, agic, hostNames } = ingress;
  const others = all.filter(
    (other): other is Of<"agic-helm"> =>
      other.kind === "agic-helm" && other.gateway === gateway && other.cluster !== cluster,
  );
  const gatewayPrefix = `${gateway.spoke.key}_${gateway.key}`;
  const values = agicValues({
    gatewayId: fromOutput(`${gatewayPrefix}_gateway_id`),
    clientId: fromOutput(`${outputPrefix(ingress)}_agic_client_id`),
    shared: others.length > 0,
    foreignHostNames: others.flatMap((other) => other.hostNames),
    prefix: cluster.key,
    privateOnly: gateway.gateway.publicIpAddress === undefined,
  });
  const chart = "oci://mcr.microsoft.com/azure-application-gateway/charts/ingress-azure";
  const [hostName] = hostNames;
  return [
    {
      name: "agic-values.yaml",
      about: [
        "Values of AGIC's Helm chart. The release and the namespace are part of the identity's trust: keep them.",
        `helm upgrade --install ${AGIC_RELEASE} ${chart} --version ${agic.version} --namespace ${agic.namespace} --create-namespace --values agic-values.yaml`,
      ],
      documents: [values],
    },
    sample({
      controller: "agic",
      ...onGateway(gateway, hostName),
      ...(hostName === undefined ? {} : { hostName }),
    }),
    policies(ingress, { kind: "ranges", ranges: [literal(gateway.subnet.prefix)] }),
  ];
}

function loadBalancer(ingress: Of<"gateway-to-load-balancer">): ManifestFile[] {
  const { gateway, balancers, port, encrypted, hostNames } = ingress;
  const callers = [literal(gateway.subnet.prefix)];
  const service = internalService({
    port,
    encrypted,
    callers,
    subnet: text(balancers.subnet.resource.nameInput),
    address: text(ingress.address),
  });
  const [hostName] = hostNames;
  return [
    controller([service], "The gateway sends to the address of this Service, and nobody else may."),
    sample({ controller: "controller", ...(hostName === undefined ? {} : { hostName }) }),
    policies(ingress, { kind: "controller", ranges: callers, port: encrypted ? "https" : "http" }),
  ];
}

function frontDoor(ingress: Of<"front-door">): ManifestFile[] {
  const { cluster, door } = ingress;
  const { backend } = door;
  const ports = { port: 443, encrypted: true };
  const files = (service: Manifest, about: string, ranges: readonly string[]): ManifestFile[] => [
    controller([service], about),
    sample({ controller: "controller" }),
    policies(ingress, { kind: "controller", ranges, port: "https" }),
  ];
  if (backend.kind === "public") {
    const service = frontDoorService({
      ...ports,
      publicIp: text(backend.address.nameInput),
      resourceGroup: text(cluster.spoke.resourceGroupName),
    });
    const id = fromOutput(`${outputPrefix(ingress)}_front_door_id`);
    return files(service, `Let the controller refuse requests whose header X-Azure-FDID is not ${id}.`, []);
  }
  const callers = [literal(backend.balancers.subnet.prefix)];
  const service = internalService({
    ...ports,
    callers,
    subnet: text(backend.balancers.subnet.resource.nameInput),
    address: text(backend.address),
    privateLink: { name: backend.serviceName },
  });
  const steps = `terraform output -raw ${outputPrefix(ingress)}_front_door_approval`;
  return files(
    service,
    `AKS makes the private link service when this is applied. What is left to do then: ${steps}`,
    callers,
  );
}

function controller(services: readonly Manifest[], about: string): ManifestFile {
  const { namespace, labels } = CONTROLLER;
  return {
    name: "controller-service.yaml",
    about: [
      "The Service of the ingress controller, which is yours to install: its pods carry the labels",
      `${JSON.stringify(labels)} and name their port http or https.`,
      about,
    ],
    documents: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } }, ...services],
  };
}

function sample(props: SampleAppProps): ManifestFile {
  return {
    name: "sample-app.yaml",
    about: [
      "A workload to begin with. Pods that leave go on answering until nobody sends to them any more (preStop), a new",
      "one is ready before an old one goes (maxSurge, maxUnavailable), and connections are drained.",
    ],
    documents: sampleApp(props),
  };
}

function onGateway(
  { gateway }: SpokeGateway,
  hostName?: string,
): Pick<SampleAppProps, "certificate" | "privateOnly"> {
  const certificate = gateway.tls?.certificateFor(hostName);
  return {
    privateOnly: gateway.publicIpAddress === undefined,
    ...(certificate === undefined ? {} : { certificate: certificate.name }),
  };
}

function policies({ cluster }: BuiltIngress, senders: Senders): ManifestFile {
  const { networkPolicy } = cluster.cluster.network;
  return {
    name: "network-policies.yaml",
    about: [
      "Nothing in and nothing out but DNS, and then what the way into the cluster needs.",
      networkPolicy === undefined
        ? "Nobody enforces these here: the cluster has no network policy engine (network.policy)."
        : `Enforced by ${networkPolicy}.`,
    ],
    documents: networkPolicies(senders),
  };
}

function keyVaultFile(ingress: BuiltIngress): ManifestFile {
  const prefix = outputPrefix(ingress);
  const tls = "gateway" in ingress ? ingress.gateway.gateway.tls : undefined;
  const [hostName] = "hostNames" in ingress ? ingress.hostNames : [];
  const certificate = tls?.certificateFor(hostName)?.secretName ?? "name-of-the-certificate";
  const vault = (tls?.vaultName === undefined ? undefined : knownText(tls.vaultName)) ?? "NAME-OF-THE-VAULT";
  return {
    name: "key-vault.yaml",
    about: [
      "A certificate of Key Vault as a TLS Secret for the controller; pods that use it mount it through the CSI driver.",
      "The add-on's identity needs the role Key Vault Secrets User on the vault.",
    ],
    documents: [
      { apiVersion: "v1", kind: "Namespace", metadata: { name: CONTROLLER.namespace } },
      secretProviderClass({
        vault,
        certificate,
        namespace: CONTROLLER.namespace,
        clientId: fromOutput(`${prefix}_secrets_client_id`),
        tenantId: fromOutput(`${prefix}_tenant_id`),
      }),
    ],
  };
}

/** The Services behind what the hub's firewall publishes in the cluster's spoke. */
function publishedServices({ spoke }: SpokeCluster): ManifestFile[] {
  const { published } = spoke.hub;
  const services = published?.servicesIn(spoke.network.addressSpace) ?? [];
  if (published === undefined || services.length === 0) return [];
  const subnet = text(loadBalancerSubnet(spoke).subnet.resource.nameInput);
  return [
    {
      name: "published-services.yaml",
      about: [
        "What the hub's firewall publishes: it calls these load balancers, and nobody else may. Their pods are yours, and",
        "carry the label app.kubernetes.io/name. Apply each in the one cluster of the spoke that has its pods.",
      ],
      documents: [
        { apiVersion: "v1", kind: "Namespace", metadata: { name: PUBLISHED } },
        ...services.map(({ name, target, port, targetPort = port, protocol = "TCP" }) =>
          firewalledService({
            name,
            subnet,
            address: text(target),
            callers: [literal(published.callers)],
            port: knownNumber(targetPort) ?? targetPort,
            protocol,
          }),
        ),
      ],
    },
  ];
}

/** Tells which outputs a file waits for, and how they get in. */
function withOutputs(file: ManifestFile): ManifestFile {
  const outputs = outputsIn(JSON.stringify([file.about, file.documents]));
  if (outputs.length === 0) return file;
  const lines = outputs.map((output) => `OUTPUT_${output}: terraform output -raw ${output}`);
  return { ...file, about: [...file.about, "Put in after terraform apply:", ...lines] };
}

function literal(range: Cidr): string {
  return range.literal;
}

/** A name or an address; what Terraform decides elsewhere is marked. */
function text(value: string | undefined): string {
  return (value === undefined ? undefined : knownText(value)) ?? "SEE-TERRAFORM";
}
