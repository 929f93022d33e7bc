import {
  ALB_NAMESPACE,
  ALB_RELEASE,
  albBackend,
  albGateway,
  albValues,
  fromOutput,
  routesOf,
  SAMPLE,
  type Manifest,
  type ManifestFile,
  type IExtensibleGateway,
  type SpokeGatewayForContainers,
} from "@aks-topology/constructs/internal";
import { outputPrefix } from "./kind.js";
import { ingressPolicies, literal, sampleWorkload } from "./manifests.js";

const CHART = "oci://mcr.microsoft.com/application-lb/charts/alb-controller";

/** What the key `ingress` says of the objects in Kubernetes. */
interface ForContainersSpec {
  readonly hostNames?: readonly string[] | undefined;
  readonly certificate?: string | undefined;
  readonly healthPath: string;
  readonly backendTls?: { readonly hostName: string; readonly authority: string } | undefined;
}

/**
 * The controller's values, a Gateway per frontend, and a workload behind the first one.
 * @param before the gateway that sends to the pods until requests have moved
 */
export function forContainersManifests(
  built: SpokeGatewayForContainers,
  spec: ForContainersSpec,
  before: IExtensibleGateway | undefined,
): ManifestFile[] {
  const { cluster, subnet } = built;
  const encrypted = spec.backendTls !== undefined;
  return [
    helmValues(built),
    gateways(built, spec),
    sample(built, spec, encrypted),
    ingressPolicies(cluster, {
      type: "ranges",
      ranges: [subnet, ...(before === undefined ? [] : [before.subnet])].map(({ prefix }) => literal(prefix)),
      port: encrypted ? "https" : "http",
    }),
  ];
}

function helmValues({ cluster, controller }: SpokeGatewayForContainers): ManifestFile {
  return {
    name: "alb-values.yaml",
    about: [
      "Values of the ALB controller's Helm chart, which brings the definitions of the Gateway API. The federated credential of the",
      `identity names the namespace ${ALB_NAMESPACE}: keep it.`,
      `helm upgrade --install ${ALB_RELEASE} ${CHART} --version ${controller.version} --namespace ${ALB_NAMESPACE} --create-namespace --values alb-values.yaml`,
    ],
    documents: [
      albValues({
        clientId: fromOutput(`${outputPrefix(cluster)}_alb_client_id`),
        namespace: ALB_NAMESPACE,
      }),
    ],
  };
}

function gateways({ cluster, gateway }: SpokeGatewayForContainers, spec: ForContainersSpec): ManifestFile {
  const prefix = outputPrefix(cluster);
  return {
    name: "gateways.yaml",
    about: [
      "A Gateway for each frontend, which serves no other. Its listeners have the ports 80 and 443 only.",
      ...(spec.certificate === undefined
        ? []
        : [`The Secret ${spec.certificate} of type kubernetes.io/tls has to exist in the same namespace.`]),
    ],
    documents: [
      { apiVersion: "v1", kind: "Namespace", metadata: { name: SAMPLE.name } },
      ...[...gateway.frontends.keys()].flatMap((name): readonly Manifest[] =>
        albGateway({
          gatewayId: fromOutput(`${prefix}_alb_id`),
          frontend: name,
          namespace: SAMPLE.name,
          certificate: spec.certificate,
          wafPolicyId: gateway.wafPolicy === undefined ? undefined : fromOutput(`${prefix}_waf_policy_id`),
        }),
      ),
    ],
  };
}

function sample(
  { gateway }: SpokeGatewayForContainers,
  { hostNames, certificate, healthPath, backendTls }: ForContainersSpec,
  encrypted: boolean,
): ManifestFile {
  const [frontend = ""] = gateway.frontends.keys();
  const port = encrypted ? SAMPLE.encryptedPort : SAMPLE.port;
  const routes = routesOf({
    name: SAMPLE.name,
    namespace: SAMPLE.name,
    gateway: { name: frontend },
    encrypted: certificate !== undefined,
    hostNames,
    service: { name: SAMPLE.name, port },
  });
  const behind = albBackend({
    service: SAMPLE.name,
    namespace: SAMPLE.name,
    healthPath,
    tls: backendTls && { ...backendTls, port },
  });
  const file = sampleWorkload({ controller: "for-containers", encrypted, routes: [...routes, ...behind] });
  return encrypted
    ? { ...file, about: [...file.about, "Replace the image by one that speaks TLS on the port https."] }
    : file;
}
