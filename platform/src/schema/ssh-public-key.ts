import * as z from "zod";
import { INVALID_VALUE } from "../file-rules.js";
import type { IssueParams } from "./values.js";

const SHORTEST_RSA = 2048;
const LINE = /^(ssh-rsa|ssh-ed25519) ([A-Za-z0-9+/]+={0,2})( \S.*)?$/;

/** A public key as `ssh-keygen` writes it. Source: azurerm, validation of admin_ssh_key; Virtual machines documentation, SSH keys. */
export const sshPublicKey = z.string().superRefine((text, context) => {
  const wrong = mistakeIn(text);
  if (wrong === undefined) return;
  const params: IssueParams = { problem: INVALID_VALUE.code, continuesKey: true, hint: wrong.hint };
  context.addIssue({ code: "custom", message: wrong.message, params: { ...params } });
});

interface Mistake {
  readonly message: string;
  readonly hint: string;
}

function mistakeIn(text: string): Mistake | undefined {
  const hint = "Write the line of the file that ends in .pub, such as ~/.ssh/id_ed25519.pub.";
  if (/PRIVATE KEY/.test(text))
    return {
      message: "expected a public key, received a private one",
      hint: `${hint} Replace the private key if the file was stored or sent.`,
    };
  const [, type, encoded] = LINE.exec(text.trim()) ?? [];
  if (type === undefined || encoded === undefined)
    return { message: "expected a public SSH key of type ssh-rsa or ssh-ed25519", hint };
  const [name, , modulus] = fieldsOf(Buffer.from(encoded, "base64"));
  if (name?.toString() !== type || (type === "ssh-rsa" && modulus === undefined))
    return { message: `expected a whole key of type ${type}`, hint };
  const bits = type === "ssh-rsa" && modulus !== undefined ? bitsOf(modulus) : SHORTEST_RSA;
  return bits < SHORTEST_RSA
    ? {
        message: `expected an RSA key of 2,048 bits or more, received one of ${bits}`,
        hint: "Create one with ssh-keygen -t ed25519.",
      }
    : undefined;
}

/** The fields of a key, each after its length. Source: RFC 4253, section 6.6. */
function fieldsOf(key: Buffer): readonly Buffer[] {
  if (key.length < 4) return [];
  const end = 4 + key.readUInt32BE(0);
  return end > key.length ? [] : [key.subarray(4, end), ...fieldsOf(key.subarray(end))];
}

/** Length of a positive number, which has a zero byte before it where its first bit is one. */
function bitsOf(number: Buffer): number {
  return BigInt(`0x0${number.toString("hex")}`).toString(2).length;
}
