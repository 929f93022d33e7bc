import {
  certManagerValues,
  cloudOf,
  clusterIssuer,
  DEFAULTS,
  fromOutput,
  issuedCertificate,
  parseArmId,
  type ManifestFile,
} from "@aks-topology/constructs/internal";
import { outputPrefix, type ClusterIngress } from "../kinds/ingress/kind.js";
import { certManagerOf } from "./ingress-outputs.js";

const CHART = "oci://quay.io/jetstack/charts/cert-manager";

/** The values of cert-manager, its issuer, and the certificate that the cluster's ingress reads. */
export function certManagerFiles({ cluster, certificate }: ClusterIngress): readonly ManifestFile[] {
  const certManager = certManagerOf(cluster);
  if (certManager === undefined) return [];
  const { zoneIds } = certManager;
  const [proved, others] = partition(certificate?.hostNames ?? [], (name) => isIn(zoneIds, name));
  const issued =
    certificate === undefined || proved.length === 0
      ? undefined
      : issuedCertificate({ ...certificate, hostNames: proved });
  return [
    {
      name: "cert-manager-values.yaml",
      about: [
        "Values of cert-manager's Helm chart. The federated credential of the identity names the release and the namespace: keep both.",
        `helm upgrade --install cert-manager ${CHART} --version ${DEFAULTS.certManager.version} --namespace cert-manager --create-namespace --values cert-manager-values.yaml`,
      ],
      documents: [certManagerValues()],
    },
    {
      name: "certificates.yaml",
      about: [
        "Let's Encrypt as the issuer of certificates, by records in DNS: apply it after cert-manager.",
        issued === undefined
          ? "A Certificate names it as issuerRef: { kind: ClusterIssuer, name: letsencrypt }."
          : `The Certificate writes the Secret ${issued.metadata.name}, which the listeners read.`,
        ...(others.length === 0
          ? []
          : [`In no zone of certManager, and in no Certificate: ${others.join(", ")}.`]),
      ],
      documents: [
        clusterIssuer({
          zones: zoneIds.flatMap((id) => parseArmId(id) ?? []),
          clientId: fromOutput(`${outputPrefix(cluster)}_cert_manager_client_id`),
          cloudName: cloudOf(cluster.spoke.location).settings?.keyVaultProvider,
        }),
        ...(issued === undefined ? [] : [issued]),
      ],
    },
  ];
}

function partition(
  all: readonly string[],
  holds: (one: string) => boolean,
): readonly [readonly string[], readonly string[]] {
  return [all.filter(holds), all.filter((one) => !holds(one))];
}

/** Whether a name is that of one of the zones, or below it. */
function isIn(zoneIds: readonly string[], name: string): boolean {
  return zoneIds.some((id) => {
    const zone = parseArmId(id)?.name.toLowerCase() ?? "";
    return name.toLowerCase() === zone || name.toLowerCase().endsWith(`.${zone}`);
  });
}
