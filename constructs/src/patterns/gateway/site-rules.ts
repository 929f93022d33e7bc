import { all, isNoneOf } from "../../core/condition.js";
import { knownNumber } from "../../core/known.js";
import { defineRule } from "../../core/rule.js";
import { HTTP_PORT, HTTPS_PORT, type GatewaySite } from "../../gateway/sites.js";

/** Rules on the sites of a gateway. */

const GATEWAY = "Application Gateway documentation";

/** Ports that sites are served on. */
const SITE_PORTS: readonly number[] = [HTTP_PORT, HTTPS_PORT];

/** A site, the port that it needs, and those that its gateway opens. */
interface SitePort {
  readonly key: string;
  readonly site: string;
  readonly port: number;
  readonly openPorts: readonly number[];
}

export const GATEWAY_PORT_CLOSED = defineRule({
  code: "GATEWAY_PORT_CLOSED",
  title: "Site on a port that the gateway does not open",
  explanation:
    "Sites that Terraform configures are served on port 80, or with a certificate on 443 and redirected there from 80. The gateway's ports omit that one: its security group rejects every request, while the backend looks healthy.",
  remedy: "Add the port to the gateway's ports, or give the ingress a certificate.",
  source: "aks-topology",
  terraform: "validation",
}).case({
  matches: ({ port, openPorts }: SitePort) => isNoneOf(port, openPorts).holds === true,
  // The module's sites are built for the ports that the file opens.
  inModule: ({ key, openPorts: [first, ...others] }, { scalar }) => {
    const list = first === undefined ? undefined : /^(var\.\w+)\[0\]$/.exec(scalar(first))?.[1];
    if (first === undefined || list === undefined) return [];
    const open = SITE_PORTS.filter((port) => [first, ...others].map(known).includes(port));
    return [
      {
        on: first,
        condition: {
          // The file opens what it opens.
          holds: all([first, ...others].map((port) => (knownNumber(port) === undefined ? undefined : true))),
          hcl: () =>
            `setintersection(${list}, ${JSON.stringify(SITE_PORTS)}) == toset(${JSON.stringify(open)})`,
          binding: 3,
        },
        message: `Of ${SITE_PORTS.join(" and ")}, the ports must include ${open.join(" and ")} as in the file: the sites of gateway ${key} are built for that.`,
      },
    ];
  },
  prop: "ingress",
  message: ({ key, site, port, openPorts }) =>
    `The site of ${site} needs port ${port}; gateway ${key} opens ${openPorts.map(known).join(", ")} only.`,
  remedy: ({ port }) =>
    `Add ${port} to the gateway's ports${port === HTTP_PORT ? ", or give the ingress a certificate" : ""}.`,
});

export const BACKEND_NAME_MISSING = defineRule({
  code: "BACKEND_NAME_MISSING",
  title: "Encrypted backend without a host name",
  explanation:
    "For a backend over TLS, the gateway compares the certificate with a name. It has only the backend's address.",
  remedy: "Add hostName to the backend, or hostNames to the ingress.",
  source: `${GATEWAY}, end to end TLS`,
  terraform: "structure",
}).case({
  prop: "ingress.backend",
  message: "The gateway cannot validate the backend's certificate without a host name.",
});

export const GATEWAY_LACKS_CERTIFICATE = defineRule({
  code: "GATEWAY_LACKS_CERTIFICATE",
  title: "Certificate that the gateway does not have",
  explanation: "Listeners and backends reference certificates of their own gateway.",
  remedy: "Add it to the gateway's certificates or trusted roots, or reference another one.",
  source: `${GATEWAY}, TLS termination and end to end TLS`,
  terraform: "structure",
}).case({
  matches: ({ list, name }: WantedCertificate) => !list.includes(name),
  prop: ({ prop }) => prop,
  message: ({ key, what, name }) => `The gateway ${key} has no ${what} "${name}".`,
  remedy: ({ list }) => (list.length === 0 ? "Add it to the gateway." : `It has: ${list.join(", ")}.`),
});

/** A certificate or root that a site references, and those that the gateway has. */
interface WantedCertificate {
  readonly key: string;
  readonly what: string;
  readonly name: string;
  readonly list: readonly string[];
  readonly prop: string;
}

export const CLIENT_CERTIFICATES_NEED_TLS = defineRule({
  code: "CLIENT_CERTIFICATES_NEED_TLS",
  title: "Client certificates of a site without TLS",
  explanation:
    "Clients show their certificates while TLS is negotiated. A site without a certificate of its own is served in plain HTTP, where any caller is admitted.",
  remedy: "Add certificate to the ingress, or remove clientCertificates.",
  source: `${GATEWAY}, mutual authentication`,
  terraform: "structure",
}).case({
  matches: ({ certificate, clientCertificates }: Pick<GatewaySite, "certificate" | "clientCertificates">) =>
    clientCertificates !== undefined && certificate === undefined,
  prop: "ingress.clientCertificates",
  message:
    "The site asks for client certificates and has no certificate itself, so it is served without TLS.",
});

export const GATEWAY_LACKS_REWRITE = defineRule({
  code: "GATEWAY_LACKS_REWRITE",
  title: "Rewrite rules that the gateway does not have",
  explanation: "Sites reference rewrite rules of their own gateway.",
  remedy: "Add them to rewrites of the gateway, or reference others.",
  source: `${GATEWAY}, rewrite HTTP headers and URL`,
  terraform: "structure",
}).case({
  matches: ({ list, name }: Omit<WantedCertificate, "what" | "prop">) => !list.includes(name),
  prop: "ingress.rewrite",
  message: ({ key, name }) => `The gateway ${key} has no rewrite rules "${name}".`,
  remedy: ({ list }) =>
    list.length === 0 ? "Add them to rewrites of the gateway." : `It has: ${list.join(", ")}.`,
});

export const SITE_RULES = [
  GATEWAY_PORT_CLOSED.rule,
  BACKEND_NAME_MISSING.rule,
  GATEWAY_LACKS_CERTIFICATE.rule,
  CLIENT_CERTIFICATES_NEED_TLS.rule,
  GATEWAY_LACKS_REWRITE.rule,
] as const;

function known(port: number): number {
  return knownNumber(port) ?? port;
}
