import type { Judgement } from "../../core/rule.js";
import { backendName, HTTP_PORT, HTTPS_PORT, type GatewaySite } from "../../gateway/sites.js";
import {
  BACKEND_NAME_MISSING,
  CLIENT_CERTIFICATES_NEED_TLS,
  GATEWAY_LACKS_CERTIFICATE,
  GATEWAY_LACKS_REWRITE,
  GATEWAY_PORT_CLOSED,
} from "./site-rules.js";

/** What a gateway offers to a site. */
export interface SiteHost {
  /** Name of the gateway in its spoke. */
  readonly key: string;
  /** Ports that its security group opens; they may be variables. */
  readonly openPorts: readonly number[];
  /** Names of its certificates. */
  readonly certificates: readonly string[];
  /** Names of its trusted root certificates. */
  readonly trustedRoots: readonly string[];
  /** Names of what certificates of clients are checked against. */
  readonly clientCertificates: readonly string[];
  /** Names of its rewrite rules. */
  readonly rewrites: readonly string[];
}

/** Judges a site; the problems are reported on the cluster behind it. */
export function judgeSite(gateway: SiteHost, site: GatewaySite): Judgement[] {
  const { key, openPorts } = gateway;
  const port = site.certificate === undefined ? HTTP_PORT : HTTPS_PORT;
  return [
    GATEWAY_PORT_CLOSED.judge({ key, openPorts, port, site: site.name }),
    ...(site.backend.protocol === "https" && backendName(site) === undefined
      ? [BACKEND_NAME_MISSING.judge(site)]
      : []),
    ...judgeCertificates(gateway, site),
    CLIENT_CERTIFICATES_NEED_TLS.judge(site),
    ...(site.rewrite === undefined
      ? []
      : [GATEWAY_LACKS_REWRITE.judge({ key, name: site.rewrite, list: gateway.rewrites })]),
  ];
}

function judgeCertificates(
  { key, certificates, trustedRoots, clientCertificates }: SiteHost,
  site: GatewaySite,
): Judgement[] {
  const own = site.certificate === undefined ? [] : [site.certificate];
  const ofClients = site.clientCertificates === undefined ? [] : [site.clientCertificates];
  return [
    ...own.map((name) => ({ name, list: certificates, what: "certificate", prop: "ingress.certificate" })),
    ...ofClients.map((name) => ({
      name,
      list: clientCertificates,
      what: "list of client certificates",
      prop: "ingress.clientCertificates",
    })),
    ...(site.backend.trustedRoots ?? []).map((name) => ({
      name,
      list: trustedRoots,
      what: "trusted root",
      prop: "ingress.backend.trustedRoots",
    })),
  ].map((wanted) => GATEWAY_LACKS_CERTIFICATE.judge({ key, ...wanted }));
}
