import { DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { registriesOnce, publicZonesOnce } from "./existing-once.js";
import { logWorkspace } from "./log-workspace.js";
import { idOf, region } from "./values.js";

const duration = z.string().regex(/^[1-9]\d*[smh]$/, { error: 'expected a duration such as "2m"' });

const gitUrl = z.string().regex(/^(https:\/\/|ssh:\/\/git@)[a-z0-9.-]+\/\S+$/i, {
  error: "expected https://host/path or ssh://git@host/path",
});

/** What a cluster runs in addition to the workloads. */
export const addOns = z.strictObject({
  monitoring: z
    .strictObject({
      workspace: logWorkspace
        .optional()
        .meta({ description: "Log Analytics workspace.", fallback: "one is made for the cluster" }),
    })
    .optional()
    .meta({ description: "Container insights." }),
  metrics: z
    .strictObject({
      workspaceId: idOf("Microsoft.Monitor/accounts")
        .optional()
        .meta({ description: "Azure Monitor workspace.", fallback: "one is made for the cluster" }),
    })
    .optional()
    .meta({ description: "Managed Prometheus." }),
  policy: z
    .boolean()
    .optional()
    .meta({ description: "Azure Policy, which the built-in policies for clusters require." }),
  defender: z
    .strictObject({
      workspace: logWorkspace
        .optional()
        .meta({ description: "Log Analytics workspace.", fallback: "the one made for monitoring" }),
    })
    .optional()
    .meta({ description: "Defender for Containers." }),
  keyVaultSecrets: z
    .strictObject({
      rotation: duration.default("2m").meta({ description: "Interval at which secrets are read again." }),
    })
    .optional()
    .meta({ description: "Secrets of Key Vault as files in pods." }),
  certManager: z
    .strictObject({
      zones: z
        .array(
          z.strictObject({
            id: idOf("Microsoft.Network/dnsZones").meta({
              description: "Id of the zone, in any subscription.",
            }),
          }),
        )
        .min(1)
        .superRefine(publicZonesOnce)
        .meta({ description: "Public DNS zones in which cert-manager proves names." }),
    })
    .optional()
    .meta({
      description:
        "Identity, role and egress of cert-manager, which you install by Helm: its values and its issuer, Let's Encrypt, are written to `kubernetes/`.",
    }),
  gitOps: z
    .strictObject({
      repository: z
        .strictObject({
          url: gitUrl.meta({ description: "Address of the repository." }),
          branch: z.string().min(1).default(DEFAULTS.addOns.gitBranch).meta({ description: "Branch." }),
          path: z.string().min(1).optional().meta({ description: "Folder to apply.", fallback: "the root" }),
        })
        .optional()
        .meta({
          description: "Git repository that Flux applies to the cluster.",
          fallback: "set up in the cluster",
        }),
    })
    .optional()
    .meta({ description: "Flux." }),
  registries: z
    .array(
      z.strictObject({
        id: idOf("Microsoft.ContainerRegistry/registries").meta({
          description: "Id of the registry.",
        }),
        locations: z
          .array(region)
          .min(1)
          .optional()
          .meta({ description: "Regions that it is replicated to.", fallback: "the cluster's" }),
        dataEndpoint: z.boolean().optional().meta({
          description:
            "Whether the registry has dedicated data endpoints, a setting of tier Premium: layers then come from NAME.REGION.data.azurecr.io, and from *.blob.core.windows.net without.",
          fallback: "true where locations are given, else false, as in Azure",
        }),
      }),
    )
    .superRefine(registriesOnce)
    .optional()
    .meta({ description: "Private container registries from which nodes pull images." }),
});

export type AddOnsSpec = z.output<typeof addOns>;
