import type { Judgement } from "../../core/rule.js";
import { backendName, HTTP_PORT, HTTPS_PORT, type GatewaySite } from "../../gateway/sites.js";
import { BACKEND_NAME_MISSING, GATEWAY_LACKS_CERTIFICATE, GATEWAY_PORT_CLOSED } from "./site-rules.js";

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
  ];
}

function judgeCertificates({ key, certificates, trustedRoots }: SiteHost, site: GatewaySite): Judgement[] {
  const own = site.certificate === undefined ? [] : [site.certificate];
  return [
    ...own.map((name) => ({ name, list: certificates, what: "certificate", prop: "ingress.certificate" })),
    ...(site.backend.trustedRoots ?? []).map((name) => ({
      name,
      list: trustedRoots,
      what: "trusted root",
      prop: "ingress.backend.trustedRoots",
    })),
  ].map((wanted) => GATEWAY_LACKS_CERTIFICATE.judge({ key, ...wanted }));
}
