import {
  DEFAULTS,
  AGIC_RELEASE,
  agicValues,
  cloudOf,
  fromOutput,
  knownText,
  type AgicHelm,
  type IExtensibleGateway,
  type ManifestFile,
} from "@aks-topology/constructs/internal";
import * as z from "zod";
import { fileKeyOf } from "../../renames/file-keys.js";
import { gatewayKey, hostNames } from "./keys.js";
import { ingressKind, outputPrefix, type ClusterIngress } from "./kind.js";
import { annotationsFor, ingressPolicies, literal, onGateway, sampleWorkload } from "./manifests.js";

const CHART = "oci://mcr.microsoft.com/azure-application-gateway/charts/ingress-azure";

export const agicHelm = ingressKind({
  schema: z.strictObject({
    type: z
      .literal("agic-helm")
      .meta({ description: "An Application Gateway that AGIC, installed by Helm, configures." }),
    gateway: gatewayKey,
    hostNames,
    version: z
      .string({ error: 'expected a version in quotes, such as "1.9.8"' })
      .regex(/^\d+\.\d+\.\d+$/, { error: 'expected a version such as "1.9.8"' })
      .optional()
      .meta({ description: "Version of the chart ingress-azure.", default: DEFAULTS.agic.version }),
  }),
  build: ({ type, hostNames = [], version }, { cluster, gateway }) => {
    const agic = gateway?.addAgicHelm(cluster, { hostNames, version });
    if (gateway === undefined || agic === undefined) return undefined;
    const ingress: ClusterIngress = {
      type,
      cluster,
      gateway,
      hostNames,
      addOutputs: (add) => {
        add("agic_client_id", agic.identity.clientId, "Client id of AGIC, for its Helm values.");
      },
      manifests: (all) => {
        const others = all.filter(
          (other) => other.type === type && other.gateway === gateway && other.cluster !== cluster,
        );
        const [hostName] = hostNames;
        return [
          helmValues(ingress, gateway, agic, others),
          sampleWorkload(
            { controller: "agic", ...onGateway(gateway, hostName), hostName },
            annotationsFor(gateway),
          ),
          ingressPolicies(cluster, { type: "ranges", ranges: [literal(gateway.subnet.prefix)] }),
        ];
      },
    };
    return ingress;
  },
  features: [{ name: "AGIC as Helm release", key: "type: agic-helm" }],
  variations: { gateway: ["edge"], version: ["1.6.0", "1.9.8"] },
});

function helmValues(
  { cluster }: ClusterIngress,
  gateway: IExtensibleGateway,
  { version, namespace }: AgicHelm,
  others: readonly ClusterIngress[],
): ManifestFile {
  return {
    name: "agic-values.yaml",
    about: [
      "Values of AGIC's Helm chart. The federated credential of the identity names the release and the namespace: keep both.",
      `helm upgrade --install ${AGIC_RELEASE} ${CHART} --version ${version} --namespace ${namespace} --create-namespace --values agic-values.yaml`,
    ],
    documents: [
      agicValues({
        gatewayId:
          knownText(gateway.gatewayId) ??
          fromOutput(`${fileKeyOf(gateway.spoke)}_${fileKeyOf(gateway)}_gateway_id`),
        clientId: fromOutput(`${outputPrefix(cluster)}_agic_client_id`),
        shared: others.length > 0,
        foreignHostNames: others.flatMap((other) => other.hostNames ?? []),
        prefix: cluster.key,
        privateOnly: !gateway.hasPublicFrontend,
        environment: cloudOf(cluster.spoke.location).settings?.agic,
      }),
    ],
  };
}
