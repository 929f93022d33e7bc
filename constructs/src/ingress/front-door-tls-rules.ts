import { parseArmId } from "../core/arm-id.js";
import { knownText } from "../core/known.js";
import { defineRule } from "../core/rule.js";

/** Rules on certificates of Front Doors. */

/** A host name that a certificate is for. */
interface CertificateHost {
  readonly certificate: string;
  readonly hostName: string;
}

/** What the rule reads of it. */
interface CertificateChoices extends CertificateHost {
  /** Its place in the list of the certificate. */
  readonly place: number;
  /** Host names of the Front Door. */
  readonly hostNames: readonly string[];
  /** Those of certificates before it. */
  readonly before: readonly CertificateHost[];
}

export const FRONT_DOOR_CERTIFICATE_HOST = defineRule({
  code: "FRONT_DOOR_CERTIFICATE_HOST",
  title: "Certificate for a host name that Front Door does not have, or that has one already",
  explanation:
    "Each host name of a Front Door has one certificate: one that is fetched from Key Vault, or one that Front Door manages.",
  remedy: "Name each host name of the Front Door with one certificate at most.",
  source: "Azure Front Door documentation, domains; HTTPS on a custom domain",
  terraform: "structure",
}).case({
  matches: ({ hostName, hostNames, before }: CertificateChoices) =>
    !hostNames.includes(hostName) || before.some((other) => other.hostName === hostName),
  prop: ({ certificate, place }) => `tls.certificates.${certificate}.hostNames.${place}`,
  message: ({ hostName, hostNames, before }) => {
    const other = before.find((one) => one.hostName === hostName);
    return !hostNames.includes(hostName) || other === undefined
      ? `${hostName} is not among the host names of the Front Door.`
      : `${hostName} has the certificate ${other.certificate} already.`;
  },
  remedy: ({ hostName, hostNames }) =>
    hostNames.includes(hostName)
      ? "Remove it from one of the two certificates."
      : "Add it to hostNames, or remove it from the certificate.",
});

/** What the rule reads of a vault and of the profile that fetches from it. */
interface VaultChoices {
  readonly vaultId: string;
  /** Subscription of the profile, in lower case; undefined where none is named. */
  readonly subscriptionId: string | undefined;
}

export const FRONT_DOOR_VAULT_ELSEWHERE = defineRule({
  code: "FRONT_DOOR_VAULT_ELSEWHERE",
  title: "Front Door with certificates of a vault in another subscription",
  explanation: "Front Door fetches certificates from vaults in its own subscription only.",
  remedy: "Use a vault in the subscription of the Front Door.",
  source: "Azure Front Door documentation, HTTPS on a custom domain, use your own certificate",
}).case({
  matches: ({ vaultId, subscriptionId }: VaultChoices) => {
    const ofVault = parseArmId(knownText(vaultId) ?? "")?.subscriptionId.toLowerCase();
    return subscriptionId !== undefined && ofVault !== undefined && ofVault !== subscriptionId;
  },
  prop: "tls.id",
  message: ({ vaultId, subscriptionId }) =>
    `The vault ${parseArmId(vaultId)?.name ?? vaultId} is not in the subscription of the Front Door, ${subscriptionId ?? "another one"}.`,
});

export const FRONT_DOOR_TLS_RULES = [FRONT_DOOR_CERTIFICATE_HOST, FRONT_DOOR_VAULT_ELSEWHERE] as const;
