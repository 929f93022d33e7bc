import type {
  ApplicationGatewayConfig,
  ApplicationGatewaySslProfile,
} from "@cdktf/provider-azurerm/lib/application-gateway/index.js";

/**
 * What the certificates of clients are checked against (mutual TLS): an SSL profile of the gateway. A connection without a
 * certificate of these authorities is refused. Source: Application Gateway documentation, mutual authentication.
 */
export interface ClientCertificates {
  /** Chains of authorities in PEM: each has exactly one root, and the intermediate authorities below it. */
  readonly authorities: readonly string[];
  /** Whether the direct issuer of a certificate has to be one of the authorities. @default false */
  readonly verifyIssuer?: boolean | undefined;
  /** Whether the gateway asks the issuer by OCSP for revoked certificates. @default false */
  readonly checkRevocation?: boolean | undefined;
}

/** The blocks of a gateway for its profiles, by their names. */
export function clientCertificateBlocks(
  profiles: Readonly<Record<string, ClientCertificates>>,
): Pick<ApplicationGatewayConfig, "sslProfile" | "trustedClientCertificate"> {
  const all = Object.entries(profiles);
  if (all.length === 0) return {};
  return {
    trustedClientCertificate: all.flatMap(([name, { authorities }]) =>
      authorities.map((pem, i) => ({ name: chainName(name, i), data: Buffer.from(pem).toString("base64") })),
    ),
    sslProfile: all.map(([name, profile]) => sslProfile(name, profile)),
  };
}

/** Without a policy of its own, a profile has the TLS policy of the gateway. */
function sslProfile(name: string, profile: ClientCertificates): ApplicationGatewaySslProfile {
  return {
    name,
    trustedClientCertificateNames: profile.authorities.map((_, i) => chainName(name, i)),
    ...(profile.verifyIssuer === true ? { verifyClientCertIssuerDn: true } : {}),
    ...(profile.checkRevocation === true ? { verifyClientCertificateRevocation: "OCSP" } : {}),
  };
}

function chainName(profile: string, index: number): string {
  return `${profile}-${index + 1}`;
}
