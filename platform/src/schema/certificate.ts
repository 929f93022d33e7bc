import { X509Certificate } from "node:crypto";
import * as z from "zod";

/** A certificate in PEM. */
export const certificate = z.string().refine(isCertificate, {
  error: "expected a certificate in PEM, from BEGIN CERTIFICATE to END CERTIFICATE",
});

function isCertificate(text: string): boolean {
  try {
    new X509Certificate(text);
    return true;
  } catch {
    return false;
  }
}
