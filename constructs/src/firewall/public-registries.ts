import type { PublicRegistry } from "./egress-requirements.js";

interface PublicRegistrySet {
  readonly feature: PublicRegistry;
  readonly reason: string;
  readonly source: string;
  /** The registry, and where it sends the reader for layers. */
  readonly fqdns: readonly string[];
}

/**
 * Regions of Google's Artifact Registry to which registry.k8s.io sends. Everything else below pkg.dev belongs to others.
 * Source: kubernetes/k8s.io, infra/gcp/terraform/k8s-infra-oci-proxy-prod/terraform.tfvars.
 */
const ARTIFACT_REGISTRIES = [
  "asia-east1",
  "asia-northeast1",
  "asia-northeast2",
  "asia-south1",
  "australia-southeast1",
  "europe-north1",
  "europe-southwest1",
  "europe-west1",
  "europe-west2",
  "europe-west4",
  "europe-west8",
  "europe-west9",
  "southamerica-west1",
  "us-central1",
  "us-east1",
  "us-east4",
  "us-east5",
  "us-south1",
  "us-west1",
  "us-west2",
] as const;

/** Names of the registries that a team may let its nodes pull from. Microsoft's own is in the AKS tag already. */
export const PUBLIC_REGISTRY_SETS: readonly PublicRegistrySet[] = [
  {
    feature: "docker-hub",
    reason: "Images from Docker Hub.",
    source: "Docker documentation, allowlist; AKS documentation, limit network traffic with Azure Firewall",
    fqdns: [
      "docker.io",
      "registry-1.docker.io",
      "auth.docker.io",
      "production.cloudflare.docker.com",
      "production.cloudfront.docker.com",
      "docker-images-prod.6aa30f8b08e16409b46e0173d6de2f56.r2.cloudflarestorage.com",
    ],
  },
  {
    feature: "registry.k8s.io",
    reason: "Images of the Kubernetes project.",
    source:
      "Kubernetes registry.k8s.io, request handling: Artifact Registry, and the default bucket for layers",
    fqdns: [
      "registry.k8s.io",
      ...ARTIFACT_REGISTRIES.map((region) => `${region}-docker.pkg.dev`),
      "prod-registry-k8s-io-us-east-1.s3.dualstack.us-east-1.amazonaws.com",
    ],
  },
  {
    feature: "google-storage",
    reason: "Images and layers in Google's storage and its older registry.",
    source: "Artifact Registry documentation, restricting access by host names",
    fqdns: ["storage.googleapis.com", "gcr.io"],
  },
  {
    feature: "quay",
    reason: "Images from Quay.",
    source: "OpenShift documentation, configuring your firewall",
    fqdns: ["quay.io", "*.quay.io"],
  },
  {
    feature: "github-container-registry",
    reason: "Images from the GitHub container registry.",
    source: "AKS documentation, limit network traffic with Azure Firewall",
    fqdns: ["ghcr.io", "pkg-containers.githubusercontent.com"],
  },
];
