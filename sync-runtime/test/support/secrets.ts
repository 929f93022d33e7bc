import { Buffer } from "node:buffer";

/** In every secret below, and in nothing else: output that contains it has leaked. */
export const MARK = "PLANTED";

const markedJwt = [{ alg: "none" }, { planted: MARK }]
  .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
  .join(".");
const MARKED_KEY = `${MARK}${"k".repeat(79)}==`;

/** Secrets as they occur in texts of Azure, of libraries and of operators; each is recognizable by its form or its name. */
export const SECRETS: Readonly<Record<string, string>> = {
  "a URL with a shared access signature": `https://account.blob.core.windows.net/config/mirrors.yaml?sv=2024-11-04&sp=r&sig=${MARK}%2Bx%3D`,
  "a path with a shared access signature": `/config/mirrors.yaml?sv=2024-11-04&sig=${MARK}%2Bx%3D`,
  "a password in a URL": `https://user:${MARK}@proxy.example:8080/path`,
  "a password before a host": `user:${MARK}@proxy.example:8080`,
  "a password with a slash in a URL": `https://user:p/${MARK}@proxy.example/path`,
  "a password with a number sign in a URL": `https://user:${MARK}#p@proxy.example/`,
  "a password with a question mark in a URL": `https://user:${MARK}?p@proxy.example/`,
  "a password with an at sign in a URL": `https://user:p@${MARK}@proxy.example/path`,
  "a number and a slash as a password": `https://user:8080/${MARK}@proxy.example`,
  "a password with a slash before a host": `user:p/${MARK}@proxy.example`,
  "a password with colons before a host": `user:p:q/${MARK}@proxy.example`,
  "a fragment of a URL": `https://host.example/#access_token=${MARK}`,
  "a storage connection string": `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${MARKED_KEY};EndpointSuffix=core.windows.net`,
  "a bus connection string": `Endpoint=sb://ns.example/;SharedAccessKeyName=n;SharedAccessKey=${MARK}key=`,
  "an instrumentation key": `InstrumentationKey=${MARK}-0000-0000;IngestionEndpoint=https://in.example/`,
  "an account key alone": MARKED_KEY,
  "an Authorization header": `Authorization: Bearer ${MARK}.token`,
  "an Authorization header in JSON": `{"authorization":"Bearer ${MARK}.token"}`,
  "an Authorization header in JSON in JSON": `{\\"authorization\\":\\"Bearer ${MARK}.token\\"}`,
  "a bearer token": `got Bearer ${MARK}.token, refused`,
  "a shared key": `SharedKey account:${MARK}signature=`,
  "a token answer": `{"access_token":"${MARK}","token_type":"Bearer"}`,
  "a sign-in form": `grant_type=client_credentials&client_secret=${MARK}~x&client_assertion=${MARK}`,
  "a function key in a URL": `https://app.azurewebsites.net/api/alerts?code=${MARK}==`,
  "a function key in a request line": `POST /api/alerts?code=${MARK}== HTTP/1.1`,
  "a function key in a header": `x-functions-key: ${MARK}`,
  "an identity header": `X-IDENTITY-HEADER: ${MARK}`,
  "a password": `password="${MARK}"`,
  "a cookie": `Set-Cookie: ARRAffinity=${MARK}`,
};

/** A JSON Web Token whose claims hold the mark; only in base64, so look for `jwt` itself. */
export const JWT = `${markedJwt}.c2ln`;

/** All of them in one text, as one message might quote them. */
export const everything = [...Object.values(SECRETS), JWT].join(" and ");

/** What leaked into a text, with some of its context. */
export function leaksIn(text: string): string[] {
  const found = [...text.matchAll(/.{0,60}PLANTED.{0,20}/g)].map(([around]) => around);
  return text.includes(markedJwt.slice(-20)) ? [...found, "the JSON Web Token"] : found;
}
