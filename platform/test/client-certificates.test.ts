import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../../test/support/files.js";
import { platformYaml, spokeYaml } from "./support/platform-yaml.js";
import { problemsOfText } from "./support/synth.js";

const FILE = join(ROOT, "examples/gateway-to-internal-load-balancer.yaml");

interface Example {
  readonly spokes: {
    readonly shop: {
      readonly gateways: {
        readonly edge: {
          readonly clientCertificates: { readonly partners: { readonly authorities: readonly string[] } };
          readonly trustedRoots: { readonly company: string };
        };
      };
    };
  };
}

const { clientCertificates, trustedRoots } = (parse(readFileSync(FILE, "utf8")) as Example).spokes.shop
  .gateways.edge;
const [CHAIN = ""] = clientCertificates.partners.authorities;
const END = "-----END CERTIFICATE-----\n";
const INTERMEDIATE = CHAIN.slice(CHAIN.indexOf(END) + END.length);

/** A certificate of a client, which the intermediate authority of the example issued. */
const CLIENT = `-----BEGIN CERTIFICATE-----
MIIBLjCB1QIUUq3ugrtdRMmnLXth2R87k2fC598wCgYIKoZIzj0EAwIwIzEhMB8G
A1UEAwwYQ29udG9zbyBQYXJ0bmVycyBJc3N1aW5nMB4XDTI2MTEyOTE5MTEwNFoX
DTM1MDIxNTE5MTEwNFowETEPMA0GA1UEAwwGY2xpZW50MFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAEm2gu6SR7DdjvVOP+TfLpXR/+pkftTvjCbbR4lUMEgLQ4L6+v
nDoxYPAe9j4r+j035Hh+dA/ALgNMBdtup391jDAKBggqhkjOPQQDAgNIADBFAiEA
kHmMo/LyEhriN0siS4MFVXlU/zRpMBf7pLaDb/yJBOoCIEoHbM6cb70m/YfyDwWJ
UNnvNRSDPX80gVF+MzQzBtng
-----END CERTIFICATE-----
`;

function problems(authority: string): readonly (string | undefined)[] {
  const gateways = JSON.stringify({ edge: { clientCertificates: { a: { authorities: [authority] } } } });
  return problemsOfText(platformYaml({ spokes: { shop: spokeYaml({ gateways }) } })).map(
    ({ message }) => message,
  );
}

test.each([
  ["text", "nonsense", "is not a chain of certificates in PEM"],
  ["a chain without its root", INTERMEDIATE, "has 0 root authorities, and gateways take exactly one"],
  ["two roots", CHAIN + trustedRoots.company, "has 2 root authorities, and gateways take exactly one"],
  [
    "the certificate of a client",
    CHAIN + CLIENT,
    "has a certificate that is none of an authority (CN=client)",
  ],
  ["a chain that is too large", CHAIN + "\n".repeat(26_000), "and gateways take 25600 at most"],
])("%s is refused as the authority of clients", (_, authority, message) => {
  expect(problems(authority)).toEqual([expect.stringContaining(message)]);
});

test("a chain of a root and what is below it is an authority of clients", () => {
  expect(problems(CHAIN)).toEqual(["No cluster uses this gateway."]);
});
