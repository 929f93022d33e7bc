import type { FirewallPolicyConfig } from "@cdktf/provider-azurerm/lib/firewall-policy/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Placement } from "../core/placement.js";
import { report } from "../core/problem.js";
import { NAME_OF_ANOTHER_CLOUD } from "../core/rules/clouds.js";
import { assignRole } from "../governance/roles.js";
import {
  existingIdentity,
  userIdentity,
  type IdentityAttributes,
  type IUserIdentity,
} from "../governance/user-identity.js";

/** What a firewall signs with in the place of servers whose TLS connections it inspects. */
export interface TlsInspectionOptions {
  /** Azure Resource Manager id of the vault, for the role on it. It takes roles (RBAC), and requests from all networks. */
  readonly vaultId: string;
  /** Identifier of the secret with the intermediate authority, without a version so that renewals are picked up. */
  readonly secretId: string;
  /** The identity that fetches it, where it exists already. @default one is created */
  readonly identity?: IdentityAttributes | undefined;
}

export interface TlsInspectionProps extends TlsInspectionOptions {
  readonly placement: Placement;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** The authority by which a firewall inspects TLS connections, and the identity that fetches it from Key Vault. */
export class TlsInspection extends Construct {
  readonly identity: IUserIdentity;
  readonly #secretId: string;
  readonly #role: ITerraformDependable;

  constructor(scope: Construct, id: string, props: TlsInspectionProps) {
    super(scope, id);
    const { placement, vaultId, secretId, identity, nameParts } = props;
    const location = placement.region ?? placement.location;
    report(this, NAME_OF_ANOTHER_CLOUD.judge({ location, name: secretId, prop: "certificate" }));
    this.#secretId = secretId;
    this.identity =
      identity === undefined
        ? userIdentity(this, "~identity", { placement, nameParts: [...nameParts, "firewall", "tls"] })
        : existingIdentity(identity);
    this.#role = assignRole(this, "secrets", {
      requirement: "read-secrets",
      scope: vaultId,
      principalId: this.identity.principalId,
      description: "The firewall fetches the authority that it signs with.",
    });
  }

  /** The arguments of the firewall's policy, which reads the secret when it is created. */
  get policyArguments(): Pick<FirewallPolicyConfig, "identity" | "tlsCertificate" | "dependsOn"> {
    return {
      identity: { type: "UserAssigned", identityIds: [this.identity.id] },
      tlsCertificate: { name: "tls-inspection", keyVaultSecretId: this.#secretId },
      dependsOn: [this.#role],
    };
  }
}
