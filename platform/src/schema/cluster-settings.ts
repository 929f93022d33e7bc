import { DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { certificate } from "./certificate.js";
import { guid } from "./values.js";

const duration = z.string().regex(/^[1-9]\d*[smh]$/, { error: 'expected a duration such as "10m"' });

/** How users sign in to the API server. */
const authentication = z.discriminatedUnion("type", [
  z.strictObject({
    type: z
      .literal("entra-id")
      .meta({ description: "Users and groups of Entra ID. AKS does not turn it off again." }),
    authorization: z
      .enum(["azure-rbac", "kubernetes-rbac"])
      .default(DEFAULTS.authentication.authorization)
      .meta({
        description:
          "What decides what a user may do: role assignments in Azure, or bindings in the cluster.",
      }),
    adminGroups: z
      .array(guid)
      .max(20)
      .optional()
      .meta({ description: "Object ids of groups whose members administer the cluster.", fallback: "none" }),
    tenantId: guid.optional().meta({ description: "Tenant of the users.", fallback: "the subscription's" }),
    localAccounts: z.enum(["disabled", "enabled"]).default(DEFAULTS.authentication.localAccounts).meta({
      description: "Whether the certificate of an administrator, which AKS makes, is of use too.",
    }),
  }),
  z.strictObject({
    type: z
      .literal("local-accounts")
      .meta({ description: "The certificate of an administrator, which AKS makes and which no user owns." }),
  }),
]);

const window = z.strictObject({
  day: z
    .enum(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
    .meta({ description: "Day of the week." }),
  start: z
    .string({ error: 'expected a time in quotes, such as "02:00"' })
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'expected a time in quotes, such as "02:00"' })
    .meta({ description: 'Time of day, in quotes, such as "02:00".' }),
  hours: z
    .int()
    .min(4)
    .max(24)
    .default(DEFAULTS.upgrades.window.hours)
    .meta({ description: "Hours in which upgrades begin." }),
  utcOffset: z
    .string({ error: 'expected a difference from UTC in quotes, such as "+01:00"' })
    .regex(/^[+-](0\d|1[0-4]):[0-5]\d$/, { error: 'expected a difference from UTC such as "+01:00"' })
    .default(DEFAULTS.upgrades.window.utcOffset)
    .meta({ description: "Difference from UTC." }),
});

const upgrades = z.strictObject({
  kubernetes: z.enum(["none", "patch", "stable", "rapid", "node-image"]).optional().meta({
    description: "Versions of Kubernetes that AKS installs by itself.",
    fallback: "none",
  }),
  nodeOs: z.enum(["none", "unmanaged", "security-patch", "node-image"]).optional().meta({
    description: "Updates of the nodes' operating system that are installed by themselves.",
    fallback: "node-image, as azurerm has it",
  }),
  window: window
    .optional()
    .meta({ description: "When upgrades begin, once a week.", fallback: "at any time" }),
});

const autoscaler = z.strictObject({
  expander: z
    .enum(["least-waste", "most-pods", "priority", "random"])
    .optional()
    .meta({ description: "Which pool grows.", fallback: "random" }),
  balanceSimilarPools: z
    .boolean()
    .optional()
    .meta({ description: "Whether pools of one size grow together.", fallback: "false" }),
  scaleDownUnneeded: duration
    .optional()
    .meta({ description: "How long a node is of no use before it is removed.", fallback: "10m" }),
  scaleDownAfterAdd: duration
    .optional()
    .meta({ description: "How long after a node was added others may be removed.", fallback: "10m" }),
  scaleDownUtilization: z.number().min(0).max(1).optional().meta({
    description: "Share of processors and memory below which a node is of no use.",
    fallback: "0.5",
  }),
});

const proxyUrl = z
  .string()
  .regex(/^https?:\/\/[^\s/]+\/?$/, { error: "expected a proxy such as http://proxy.contoso.com:3128" });

/** Source: AKS documentation, custom certificate authority. */
const MOST_CERTIFICATES = 10;

/** A PEM certificate in base64, as azurerm takes it. */
const encodedCertificate = z
  .base64({ error: "expected a PEM certificate in base64" })
  .refine((text) => certificate.safeParse(Buffer.from(text, "base64").toString("utf8")).success, {
    error: "expected a PEM certificate in base64",
  });

const httpProxy = z.strictObject({
  http: proxyUrl.optional().meta({ description: "Proxy of HTTP.", fallback: "none" }),
  https: proxyUrl.optional().meta({ description: "Proxy of HTTPS.", fallback: "none" }),
  noProxy: z.array(z.string().min(1)).optional().meta({
    description: "Hosts and ranges that are called without a proxy.",
    fallback: "those that AKS adds",
  }),
  trustedCa: encodedCertificate
    .optional()
    .meta({ description: "Certificate of the proxy's authority, PEM in base64.", fallback: "none" }),
});

/** Keys of a cluster that concern sign-in, upgrades and operation; the baseline has defaults for some of them. */
export const CLUSTER_SETTINGS = {
  authentication: authentication.optional().meta({
    description: "How users sign in to the API server.",
    fallback: "local-accounts; baseline 2026-11: entra-id",
  }),
  upgrades: upgrades.optional().meta({
    description: "What AKS upgrades by itself, and when.",
    fallback: "none; baseline 2026-11: patch and node-image, on Sundays from 02:00 UTC",
  }),
  imageCleanerHours: z.int().min(24).max(2160).optional().meta({
    description: "Hours after which images that no pod uses are removed from nodes.",
    fallback: "never; baseline 2026-11: 168",
  }),
  runCommand: z.enum(["enabled", "disabled"]).optional().meta({
    description:
      "Whether `az aks command invoke` runs commands in the cluster, past the network that protects a private API server.",
    fallback: "enabled; baseline 2026-11: disabled",
  }),
  systemPools: z.enum(["shared", "dedicated"]).optional().meta({
    description:
      "Whether system pools run pods of workloads too, or refuse them by the taint CriticalAddonsOnly.",
    fallback: "shared; baseline 2026-11: dedicated where another pool takes the pods",
  }),
  costAnalysis: z
    .boolean()
    .optional()
    .meta({ description: "Costs per namespace, in tiers Standard and Premium.", fallback: "false" }),
  keda: z.boolean().optional().meta({ description: "KEDA, which scales pods by events.", fallback: "false" }),
  verticalPodAutoscaler: z
    .boolean()
    .optional()
    .meta({ description: "Vertical pod autoscaler, which adapts the requests of pods.", fallback: "false" }),
  autoscaler: autoscaler
    .optional()
    .meta({ description: "How the cluster autoscaler adds and removes nodes.", fallback: "as AKS does" }),
  httpProxy: httpProxy.optional().meta({
    description: "Proxy of nodes and pods, in addition to the egress. AKS does not turn it off again.",
    fallback: "none",
  }),
  serviceMesh: z
    .strictObject({
      revisions: z
        .array(z.string().regex(/^asm-\d+-\d+$/, { error: "expected a revision such as asm-1-30" }))
        .min(1)
        .max(2)
        .refine((revisions) => new Set(revisions).size === revisions.length, {
          error: "expected two different revisions",
        })
        .meta({ description: "Revision of the mesh, or two while workloads move to the newer one." }),
    })
    .optional()
    .meta({
      description:
        "The Istio add-on. Its internal gateway runs with ingress: { controller: istio-add-on } of a gateway, its external one with that of a Front Door.",
      fallback: "none",
    }),
  trustedCertificates: z.array(certificate).min(1).max(MOST_CERTIFICATES).optional().meta({
    description:
      "Certificates of authorities that Linux nodes trust, such as that of a private registry, in PEM. Pods do not see them; a change replaces the nodes.",
    fallback: "none",
  }),
};
