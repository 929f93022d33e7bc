import type { CertManagerObject } from "./cert-manager-objects.js";
import type { HelmValues } from "./manifest.js";

/** Objects and values of cert-manager. Source: cert-manager documentation, ACME, DNS01, AzureDNS; chart cert-manager, values. */

const API_VERSION = "cert-manager.io/v1";
const WORKLOAD_IDENTITY = { "azure.workload.identity/use": "true" };
const LETS_ENCRYPT = "https://acme-v02.api.letsencrypt.org/directory";
/** Name of the issuer, and of the Secret with its key. */
const ISSUER = "letsencrypt";

/** A public DNS zone of Azure. */
export interface IssuerZone {
  readonly name: string;
  readonly resourceGroupName: string;
  readonly subscriptionId: string;
}

export interface ClusterIssuerProps {
  readonly zones: readonly IssuerZone[];
  /** Client id of the identity that cert-manager becomes. */
  readonly clientId: string;
  /** The cloud as cert-manager names it. @default the public one */
  readonly cloudName?: string | undefined;
}

export interface CertificateProps {
  /** Name of the Secret that is written. */
  readonly secret: string;
  readonly namespace: string;
  readonly hostNames: readonly string[];
}

/**
 * The values of the chart. Records are looked up by the resolvers of the pod alone: the name servers of zones are not reached
 * through a firewall.
 */
export function certManagerValues(): HelmValues {
  return {
    crds: { enabled: true },
    podLabels: WORKLOAD_IDENTITY,
    serviceAccount: { labels: WORKLOAD_IDENTITY },
    dns01RecursiveNameserversOnly: true,
  };
}

/** Let's Encrypt as an issuer for all namespaces, which proves names in the given zones. */
export function clusterIssuer({ zones, clientId, cloudName }: ClusterIssuerProps): CertManagerObject {
  return {
    apiVersion: API_VERSION,
    kind: "ClusterIssuer",
    metadata: { name: ISSUER },
    spec: {
      acme: {
        server: LETS_ENCRYPT,
        privateKeySecretRef: { name: ISSUER },
        solvers: zones.map(({ name, resourceGroupName, subscriptionId }) => ({
          selector: { dnsZones: [name] },
          dns01: {
            azureDNS: {
              hostedZoneName: name,
              resourceGroupName,
              subscriptionID: subscriptionId,
              environment: cloudName ?? "AzurePublicCloud",
              managedIdentity: { clientID: clientId },
            },
          },
        })),
      },
    },
  };
}

/** A certificate of that issuer, as a Secret of type `kubernetes.io/tls`. */
export function issuedCertificate({ secret, namespace, hostNames }: CertificateProps): CertManagerObject {
  return {
    apiVersion: API_VERSION,
    kind: "Certificate",
    metadata: { name: secret, namespace },
    spec: {
      secretName: secret,
      issuerRef: { kind: "ClusterIssuer", name: ISSUER },
      dnsNames: [...hostNames],
    },
  };
}
