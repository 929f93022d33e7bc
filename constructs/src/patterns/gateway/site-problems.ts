import type { Problem } from "../../core/problem.js";
import { backendName, HTTP_PORT, HTTPS_PORT, type GatewaySite } from "../../gateway/sites.js";

/** What a gateway offers to a site. */
export interface SiteHost {
  /** Name of the gateway in its spoke. */
  readonly key: string;
  /** Ports that its security group opens. */
  readonly openPorts: readonly number[];
  /** Names of its certificates. */
  readonly certificates: readonly string[];
  /** Names of its trusted root certificates. */
  readonly trustedRoots: readonly string[];
}

/** Validation of a site, reported on the cluster behind it. */
export function siteProblems(gateway: SiteHost, site: GatewaySite): Problem[] {
  return [...closedPort(gateway, site), ...missingName(site), ...missingCertificates(gateway, site)];
}

/** A site on a port that the gateway's security group does not open. */
function closedPort({ key, openPorts }: SiteHost, { name, certificate }: GatewaySite): Problem[] {
  const port = certificate === undefined ? HTTP_PORT : HTTPS_PORT;
  if (openPorts.includes(port)) return [];
  return [
    {
      code: "GATEWAY_PORT_CLOSED",
      message: `The site of ${name} needs port ${port}; gateway ${key} opens ${openPorts.join(", ")} only.`,
      hint: `Add ${port} to the gateway's ports${port === HTTP_PORT ? ", or give the ingress a certificate" : ""}.`,
      prop: "ingress",
    },
  ];
}

function missingName(site: GatewaySite): Problem[] {
  if (site.backend.protocol !== "Https" || backendName(site) !== undefined) return [];
  return [
    {
      code: "BACKEND_NAME_MISSING",
      message: "The gateway cannot validate the backend's certificate without a host name.",
      hint: "Add hostName to the backend, or hostNames to the ingress.",
      prop: "ingress.backend",
    },
  ];
}

/** Certificates and trusted roots that a site references and the gateway does not have. */
function missingCertificates({ key, certificates, trustedRoots }: SiteHost, site: GatewaySite): Problem[] {
  const wanted = [
    { list: certificates, name: site.certificate, prop: "ingress.certificate", words: "certificate" },
    ...(site.backend.trustedRoots ?? []).map((name) => ({
      list: trustedRoots,
      name,
      prop: "ingress.backend.trustedRoots",
      words: "trusted root",
    })),
  ];
  return wanted.flatMap(({ list, name, prop, words }): Problem[] => {
    if (name === undefined || list.includes(name)) return [];
    const hint = list.length === 0 ? "Add it to the gateway." : `It has: ${list.join(", ")}.`;
    const message = `The gateway ${key} has no ${words} "${name}".`;
    return [{ code: "GATEWAY_LACKS_CERTIFICATE", message, hint, prop }];
  });
}
