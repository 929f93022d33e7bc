import type { CdnFrontdoorCustomDomainTls } from "@cdktf/provider-azurerm/lib/cdn-frontdoor-custom-domain/index.js";
import type { CdnFrontdoorProfile } from "@cdktf/provider-azurerm/lib/cdn-frontdoor-profile/index.js";
import { CdnFrontdoorSecret } from "@cdktf/provider-azurerm/lib/cdn-frontdoor-secret/index.js";
import { Construct } from "constructs";
import { assignRole } from "../governance/roles.js";

/** Certificates that Front Door fetches from a Key Vault that exists, in the subscription of its profile. */
export interface FrontDoorTls {
  /** Azure Resource Manager id of the vault, which takes roles (RBAC), not access policies. */
  readonly vaultId: string;
  /** By name: certificates of a well-known authority. Other host names have certificates that Front Door manages. */
  readonly certificates: Readonly<
    Record<
      string,
      {
        /** Identifier in the vault, without a version, so that renewals are picked up. */
        readonly certificateId: string;
        /** Host names of the Front Door that it is for. */
        readonly hostNames: readonly string[];
      }
    >
  >;
}

interface FrontDoorCertificatesProps extends FrontDoorTls {
  /** The profile, with a system-assigned identity. */
  readonly profile: CdnFrontdoorProfile;
}

/**
 * The certificates of a profile. No private key passes Terraform.
 * Source: Azure Front Door documentation, HTTPS on a custom domain; managed identities.
 */
export class FrontDoorCertificates extends Construct {
  readonly #secrets = new Map<string, CdnFrontdoorSecret>();

  constructor(scope: Construct, id: string, { profile, vaultId, certificates }: FrontDoorCertificatesProps) {
    super(scope, id);
    const role = assignRole(this, "secrets", {
      requirement: "read-secrets",
      scope: vaultId,
      principalId: profile.identity.principalId,
      description: "Front Door fetches its certificates.",
    });
    for (const [name, { certificateId, hostNames }] of Object.entries(certificates)) {
      const secret = new CdnFrontdoorSecret(this, name, {
        name,
        cdnFrontdoorProfileId: profile.id,
        secret: { customerCertificate: [{ keyVaultCertificateId: certificateId }] },
        dependsOn: [role],
      });
      for (const hostName of hostNames) this.#secrets.set(hostName, secret);
    }
  }

  /** How a host name is encrypted: with its certificate, or with one that Front Door manages. */
  tlsOf(hostName: string): CdnFrontdoorCustomDomainTls {
    const secret = this.#secrets.get(hostName);
    return secret === undefined
      ? MANAGED
      : { certificateType: "CustomerCertificate", cdnFrontdoorSecretId: secret.id };
  }
}

/** A certificate that Front Door orders and renews. */
export const MANAGED: CdnFrontdoorCustomDomainTls = { certificateType: "ManagedCertificate" };
