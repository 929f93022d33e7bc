import { DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { ipGroupReferences, ipGroups } from "./ip-groups.js";
import { existingIdentity } from "./existing.js";
import { refuseOtherVaults } from "./key-vault.js";
import { azureName } from "./naming.js";
import { earlier, HIGHEST_FIREWALL_PORT, idOf, ipAddress, ipv4Cidr, key, port, zones } from "./values.js";

const published = z.strictObject({
  was: earlier(key),
  port: port.max(HIGHEST_FIREWALL_PORT).meta({ description: "Port on the public address." }),
  to: ipAddress.meta({
    description: "Fixed address of an internal load balancer, in the load balancer subnet of its spoke.",
  }),
  toPort: port.optional().meta({ description: "Port there.", fallback: "the same one" }),
  protocol: z
    .enum(["TCP", "UDP"])
    .default(DEFAULTS.publishedService.protocol)
    .meta({ description: "Protocol of the port." }),
  publicIp: z
    .int()
    .min(1)
    .max(250)
    .default(DEFAULTS.publishedService.publicIp)
    .meta({ description: "Number of the firewall's public address, counted from 1." }),
  from: z
    .union([z.array(ipv4Cidr).min(1), z.strictObject({ ipGroups: ipGroupReferences })], {
      error: "expected a list of source ranges, or { ipGroups }",
    })
    .optional()
    .meta({ description: "Sources that are allowed: ranges, or IP groups.", fallback: "any source" }),
});

/** The services that a firewall publishes. */
export const publish = z
  .record(key, published)
  .optional()
  .meta({ description: "Internal services that the firewall publishes, by name." });

/** The authority of TLS inspection, which exists already in a vault. */
const tlsInspection = z
  .strictObject({
    vault: z
      .strictObject({
        id: idOf("Microsoft.KeyVault/vaults").meta({
          description: "Its id. It takes roles, and requests from all networks.",
        }),
      })
      .meta({ description: "The vault, on which an identity gets Key Vault Secrets User." }),
    certificate: z
      .string()
      .regex(/^https:\/\/[a-z0-9.-]+\/secrets\/[A-Za-z0-9-]+(\/[0-9a-f]{32})?$/i, {
        error: "expected a secret, such as https://NAME.vault.azure.net/secrets/NAME",
      })
      .meta({
        description:
          "Identifier of the secret with the intermediate authority that the firewall signs with; without a version, renewals are picked up.",
      }),
    identity: existingIdentity.optional().meta({
      description: "Existing identity that fetches the certificate.",
      fallback: "one is created",
    }),
  })
  .superRefine(({ vault, certificate }, context) => {
    const contents = [{ identifier: certificate, path: ["certificate"] }];
    refuseOtherVaults(vault.id, contents, { kind: "secret", holder: "firewall" }, context);
  });

const detection = z.enum(["off", "alert", "deny"]);

/** Keys of a firewall that is created, in a network or in a virtual hub. */
export const OF_ANY_FIREWALL = {
  name: azureName.optional().meta({
    description: "Name of the firewall in Azure.",
    fallback: "by the pattern of naming",
  }),
  policyName: azureName.optional().meta({
    description:
      "Name of the firewall's policy in Azure. A new one lets the tier of a running firewall change.",
    fallback: "by the pattern of naming",
  }),
  tier: z
    .enum(["Basic", "Standard", "Premium"])
    .default(DEFAULTS.firewall.tier)
    .meta({ description: "Tier of Azure Firewall." }),
  intrusionDetection: detection.optional().meta({
    description:
      "What becomes of traffic that matches a signature of an attack, on tier Premium: logged, or logged and dropped.",
    fallback: "off",
  }),
  threatIntelligence: detection.optional().meta({
    description:
      "What becomes of traffic with addresses and names that Microsoft knows as threats: logged, or logged and dropped.",
    fallback: "alert, as Azure has it",
  }),
  tlsInspection: tlsInspection.optional().meta({
    description:
      "Authority by which the firewall inspects the TLS connections of destinations with inspectTls, on tier Premium.",
    fallback: "none: nothing is decrypted",
  }),
  ipGroups,
  zones: zones.optional(),
};
