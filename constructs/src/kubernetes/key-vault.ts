import type { Manifest } from "./manifest.js";

export interface KeyVaultProps {
  /** Name of the vault. */
  readonly vault: string;
  /** Tenant of the vault, a GUID. */
  readonly tenantId: string;
  /** Client id of the add-on's identity, which needs the role Key Vault Secrets User on the vault. */
  readonly clientId: string;
  /** Name of the certificate in the vault. */
  readonly certificate: string;
  /** Namespace of the pods that mount it. */
  readonly namespace: string;
  /** The cloud as the provider names it. @default the public one */
  readonly cloudName?: string | undefined;
}

/** A certificate of Key Vault as a TLS Secret, there while a pod mounts it. Source: AKS documentation, secrets store CSI driver. */
export function secretProviderClass(props: KeyVaultProps): Manifest {
  const { certificate } = props;
  // The provider takes its list as YAML inside a text.
  const objects = `array:\n  - |\n    objectName: ${certificate}\n    objectType: secret\n`;
  return {
    apiVersion: "secrets-store.csi.x-k8s.io/v1",
    kind: "SecretProviderClass",
    metadata: { name: certificate, namespace: props.namespace },
    spec: {
      provider: "azure",
      parameters: {
        usePodIdentity: "false",
        useVMManagedIdentity: "true",
        userAssignedIdentityID: props.clientId,
        keyvaultName: props.vault,
        tenantId: props.tenantId,
        ...(props.cloudName === undefined ? {} : { cloudName: props.cloudName }),
        objects,
      },
      secretObjects: [
        {
          secretName: certificate,
          type: "kubernetes.io/tls",
          data: [
            { objectName: certificate, key: "tls.key" },
            { objectName: certificate, key: "tls.crt" },
          ],
        },
      ],
    },
  };
}
