import { DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { azureName } from "./naming.js";
import { refuseOtherVaults } from "./key-vault.js";
import { earlier, healthPath, hostName, idOf, key } from "./values.js";
import { frontDoorWaf } from "./waf.js";

/** What the ingress of one cluster and a Front Door that clusters share have in common. */
export const frontDoorTier = z.enum(["Standard", "Premium"]);

/** Certificates of host names. Front Door takes none that it cannot trust, so that there is no vault of its own. */
export const frontDoorTls = z
  .strictObject({
    type: z.literal("key-vault").meta({ description: "A vault that exists already." }),
    id: idOf("Microsoft.KeyVault/vaults").meta({
      description:
        "Id of the vault, in the subscription of the Front Door; it must use Azure roles, not access policies.",
    }),
    certificates: z
      .record(
        key,
        z.strictObject({
          identifier: z
            .string()
            .regex(/^https:\/\/[a-z0-9.-]+\/certificates\/[A-Za-z0-9-]+$/i, {
              error:
                "expected a certificate without a version, such as https://NAME.vault.azure.net/certificates/NAME",
            })
            .meta({ description: "Identifier of the certificate, which a well-known authority has signed." }),
          hostNames: z
            .array(hostName)
            .min(1)
            .meta({ description: "Host names of the Front Door that the certificate is for." }),
        }),
      )
      .meta({ description: "Certificates by name." }),
  })
  .superRefine(({ id, certificates }, context) => {
    const contents = Object.entries(certificates).map(([name, { identifier }]) => ({
      identifier,
      path: ["certificates", name, "identifier"],
    }));
    refuseOtherVaults(id, contents, { kind: "certificate", holder: "Front Door" }, context);
  });

/** A Front Door that several clusters share. */
export const frontDoorProfile = z.strictObject({
  was: earlier(key),
  name: azureName.optional().meta({
    description: "Name of the profile in Azure.",
    fallback: "by the pattern of naming",
  }),
  tier: frontDoorTier.default(DEFAULTS.frontDoor.tier).meta({
    description: "Tier of Front Door; origins behind a private link require Premium.",
  }),
  hostNames: z
    .array(hostName)
    .min(1)
    .optional()
    .meta({ description: "Host names of the requests.", fallback: "the name that Front Door gives" }),
  tls: frontDoorTls.optional().meta({
    description: "Certificates in Key Vault.",
    fallback: "certificates that Front Door orders and renews",
  }),
  healthPath: healthPath
    .default(DEFAULTS.frontDoor.healthPath)
    .meta({ description: "Path that answers 200 while the controller of a cluster is healthy." }),
  sessionAffinity: z
    .boolean()
    .default(DEFAULTS.frontDoor.sessionAffinity)
    .meta({ description: "Whether the requests of a user stay at one cluster, by a cookie." }),
  waf: frontDoorWaf.optional().meta({
    description: "Web application firewall of all host names.",
    fallback: "none; baseline 2026-11: managed rules on Premium",
  }),
});
