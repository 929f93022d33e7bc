import { X509Certificate } from "node:crypto";
import * as z from "zod";
import { INVALID_VALUE } from "../file-rules.js";
import { key, type IssueParams } from "./values.js";

/** Certificates of clients, which a gateway checks. Source: Application Gateway documentation, mutual authentication overview. */

const LARGEST_CHAIN_BYTES = 25 * 1024;
const MOST_CHAINS_PER_PROFILE = 100;

/** Certificates of authorities in PEM: exactly one root, and intermediate ones below it. */
const chain = z
  .string()
  .superRefine((text, context) => {
    const wrong = problemOf(text);
    if (wrong === undefined) return;
    const params: IssueParams = {
      problem: INVALID_VALUE.code,
      hint: "Write one root authority in PEM, followed by the intermediate ones that issue the certificates of clients.",
      continuesKey: true,
    };
    context.addIssue({ code: "custom", message: wrong, params });
  })
  .meta({ description: "Certificates of authorities in PEM: one root, and the intermediate ones below it." });

/** What certificates of clients are checked against, by names. */
export const clientCertificates = z.record(
  key,
  z.strictObject({
    authorities: z.array(chain).min(1).max(MOST_CHAINS_PER_PROFILE).meta({
      description:
        "Authorities whose clients are admitted, each in PEM with its root and the intermediate ones below it.",
    }),
    verifyIssuer: z
      .boolean()
      .default(false)
      .meta({ description: "Whether the direct issuer of a certificate has to be one of the authorities." }),
    checkRevocation: z
      .boolean()
      .default(false)
      .meta({ description: "Whether the gateway asks the issuer by OCSP for revoked certificates." }),
  }),
);

function problemOf(text: string): string | undefined {
  const certificates = certificatesIn(text);
  if (certificates === undefined) return "is not a chain of certificates in PEM";
  if (Buffer.byteLength(text) > LARGEST_CHAIN_BYTES)
    return `has ${Buffer.byteLength(text)} bytes, and gateways take ${LARGEST_CHAIN_BYTES} at most`;
  const client = certificates.find(({ ca }) => !ca);
  if (client !== undefined) return `has a certificate that is none of an authority (${nameOf(client)})`;
  const roots = certificates.filter((certificate) => certificate.checkIssued(certificate));
  return roots.length === 1
    ? undefined
    : `has ${roots.length} root authorities, and gateways take exactly one`;
}

function nameOf({ subject }: X509Certificate): string {
  return subject.replaceAll("\n", ", ");
}

/** The certificates of a text; undefined where it has none, or one that cannot be read. */
function certificatesIn(text: string): readonly X509Certificate[] | undefined {
  const parts = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    return parts.length === 0 ? undefined : parts.map((part) => new X509Certificate(part));
  } catch {
    return undefined;
  }
}
