import type { ObjectMeta } from "kubernetes-types/meta/v1.js";

/** Who issues certificates and how names are proved, or a certificate. Source: cert-manager documentation, API reference, cert-manager.io/v1. */
export interface CertManagerObject {
  readonly apiVersion: "cert-manager.io/v1";
  readonly kind: "ClusterIssuer" | "Certificate";
  /** Name, and the namespace of a certificate. */
  readonly metadata: ObjectMeta & { readonly name: string };
  /** The object's own: issuer and solvers, or Secret and names. */
  readonly spec: Readonly<Record<string, unknown>>;
}
