import "reflect-metadata"; // before the certificate library, which needs it
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  cryptoProvider,
  type X509Certificate,
} from "@peculiar/x509";
import { createPrivateKey, webcrypto, X509Certificate as NodeCertificate } from "node:crypto";
import { createSecureContext, type SecureContext } from "node:tls";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY = 86_400_000;

/** A certificate authority made at start-up. Its key exists in this process's memory only. */
export class CertificateAuthority {
  readonly #keys: CryptoKeyPair;
  readonly #certificate: X509Certificate;
  readonly #contexts = new Map<string, Promise<SecureContext>>();

  private constructor(keys: CryptoKeyPair, certificate: X509Certificate) {
    this.#keys = keys;
    this.#certificate = certificate;
  }

  static async create(): Promise<CertificateAuthority> {
    cryptoProvider.set(webcrypto);
    const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
    const certificate = await X509CertificateGenerator.createSelfSigned({
      serialNumber: serial(),
      name: "CN=aks-topology simulator CA",
      notBefore: new Date(Date.now() - DAY),
      notAfter: new Date(Date.now() + 30 * DAY),
      signingAlgorithm: ALGORITHM,
      keys,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      ],
    });
    return new CertificateAuthority(keys, certificate);
  }

  /** The CA's certificate. */
  get pem(): string {
    return pemOf(this.#certificate);
  }

  /** The TLS context of a host name or address, made when first asked for. */
  contextFor(host: string): Promise<SecureContext> {
    const known = this.#contexts.get(host);
    if (known !== undefined) return known;
    // Names come from clients: a flood of them must not fill the memory.
    if (this.#contexts.size > 500) this.#contexts.clear();
    const made = this.leaf(host).then(({ key, cert }) => createSecureContext({ key, cert }));
    this.#contexts.set(host, made);
    return made;
  }

  /** A certificate and key, both PEM, for a host name in addition to those of loopback. */
  async leaf(host: string): Promise<{ key: string; cert: string }> {
    const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
    const names = new Set(["localhost", host]);
    const certificate = await X509CertificateGenerator.create({
      serialNumber: serial(),
      subject: "CN=aks-topology simulator",
      issuer: this.#certificate.subject,
      notBefore: new Date(Date.now() - DAY),
      notAfter: new Date(Date.now() + 30 * DAY),
      signingAlgorithm: ALGORITHM,
      publicKey: keys.publicKey,
      signingKey: this.#keys.privateKey,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension([
          ...[...names].map((value) => ({ type: "dns" as const, value })),
          { type: "ip", value: "127.0.0.1" },
          { type: "ip", value: "::1" },
        ]),
      ],
    });
    const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey));
    const key = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
    return { key: key.export({ format: "pem", type: "pkcs8" }).toString(), cert: pemOf(certificate) };
  }
}

type CryptoKeyPair = webcrypto.CryptoKeyPair;

/** A positive serial number. */
function serial(): string {
  return `01${Buffer.from(webcrypto.getRandomValues(new Uint8Array(8))).toString("hex")}`;
}

function pemOf(certificate: X509Certificate): string {
  return new NodeCertificate(Buffer.from(certificate.rawData)).toString();
}
