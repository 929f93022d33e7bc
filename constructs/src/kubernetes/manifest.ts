import type { Deployment } from "kubernetes-types/apps/v1.js";
import type { ConfigMap, Namespace, Service, ServiceAccount } from "kubernetes-types/core/v1.js";
import type { ObjectMeta } from "kubernetes-types/meta/v1.js";
import type { Ingress, NetworkPolicy } from "kubernetes-types/networking/v1.js";
import type { PodDisruptionBudget } from "kubernetes-types/policy/v1.js";
import type { CertManagerObject } from "./cert-manager-objects.js";
import type { CiliumPolicy } from "./cilium-objects.js";
import type { AlbManifest } from "./for-containers.js";
import type { Gateway, HttpRoute } from "./gateway-api.js";
import type { MeshObject } from "./mesh-objects.js";

/** An object of the Kubernetes API, complete enough to be applied. */
export type Manifest =
  | Whole<ConfigMap>
  | Whole<Deployment>
  | Whole<Ingress>
  | Whole<Namespace>
  | Whole<NetworkPolicy>
  | Whole<PodDisruptionBudget>
  | Whole<Service>
  | Whole<ServiceAccount>
  | SecretProviderClass
  | Gateway
  | HttpRoute
  | MeshObject
  | CertManagerObject
  | CiliumPolicy
  | AlbManifest
  | KarpenterObject;

type Named = { readonly name: string };

/** The library's types leave all optional; what is applied has a kind, a version and a name. */
type Whole<T extends { apiVersion?: string; kind?: string; metadata?: ObjectMeta }> = T & {
  readonly apiVersion: NonNullable<T["apiVersion"]>;
  readonly kind: NonNullable<T["kind"]>;
  readonly metadata: ObjectMeta & Named;
};

/**
 * Which secrets of a Key Vault become files, and a Secret of the cluster.
 * Source: Secrets Store CSI driver, and its provider for Azure.
 */
export interface SecretProviderClass {
  readonly apiVersion: "secrets-store.csi.x-k8s.io/v1";
  readonly kind: "SecretProviderClass";
  /** Name and namespace. */
  readonly metadata: ObjectMeta & Named;
  readonly spec: {
    readonly provider: "azure";
    /** The provider's own: vault, tenant, identity and objects. */
    readonly parameters: Readonly<Record<string, string>>;
    /** Secrets of the cluster that are made of the files. @default none */
    readonly secretObjects?: readonly {
      /** Name of the Secret. */
      readonly secretName: string;
      /** Such as `kubernetes.io/tls`. */
      readonly type: string;
      /** Which file becomes which key. */
      readonly data: readonly { readonly objectName: string; readonly key: string }[];
    }[];
  };
}

/** A pool of nodes that AKS creates, and what its nodes are. Source: karpenter.sh/v1, karpenter.azure.com/v1beta1. */
export interface KarpenterObject {
  readonly apiVersion: "karpenter.sh/v1" | "karpenter.azure.com/v1beta1";
  readonly kind: "NodePool" | "AKSNodeClass";
  readonly metadata: ObjectMeta & Named;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** A file of Kubernetes manifests or Helm values, in addition to the Terraform. */
export interface ManifestFile {
  /** Ends in `.yaml`. */
  readonly name: string;
  /** What it is for and how it is used; one line a string. */
  readonly about: readonly string[];
  /** Objects to apply, or the values of a chart. */
  readonly documents: readonly (Manifest | HelmValues)[];
}

/** Values of a Helm chart. */
export type HelmValues = Readonly<Record<string, unknown>> & {
  /** Tells values from objects, which have one. @default none */
  readonly apiVersion?: never;
};

const MARK = "OUTPUT_";

/** Stands for a value that is known only after Terraform was applied: the output of that name. */
export function fromOutput(output: string): string {
  return `${MARK}${output}`;
}

/** The outputs that a text waits for. */
export function outputsIn(text: string): string[] {
  const found = [...text.matchAll(new RegExp(`${MARK}([A-Za-z0-9_-]+)`, "g"))].map(([, name = ""]) => name);
  return [...new Set(found)].sort();
}
