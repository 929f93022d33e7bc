import type {
  ApplicationGatewayBackendAddressPool,
  ApplicationGatewayBackendHttpSettings,
  ApplicationGatewayFrontendPort,
  ApplicationGatewayHttpListener,
  ApplicationGatewayProbe,
  ApplicationGatewayRedirectConfiguration,
  ApplicationGatewayRequestRoutingRule,
} from "@cdktf/provider-azurerm/lib/application-gateway/index.js";

/** The backend of a site: one fixed address of a controller in the cluster. */
export interface SiteBackend {
  /** IPv4 address of the load balancer. */
  readonly address: string;
  readonly protocol: "http" | "https";
  /** Port that it listens on. */
  readonly port: number;
  /** Path that answers 200 to 399 while the backend is healthy. */
  readonly healthPath: string;
  /** Name that the backend's certificate has, and that probes ask for. @default the site's first host name */
  readonly hostName?: string | undefined;
  /** Names of the gateway's trusted roots that the backend's certificate comes from. @default the well-known ones */
  readonly trustedRoots?: readonly string[] | undefined;
}

/** One site that Terraform, not a controller, configures on a gateway. */
export interface GatewaySite {
  /** Name of its pool, settings, probe and rules. */
  readonly name: string;
  /** Host names of requests, such as `shop.contoso.com` or `*.contoso.com`. @default any */
  readonly hostNames?: readonly string[] | undefined;
  /** Name of one of the gateway's certificates. @default plain HTTP */
  readonly certificate?: string | undefined;
  /** Name of the gateway's client certificates that requests need, over TLS. @default no certificates of clients */
  readonly clientCertificates?: string | undefined;
  /** Name of the gateway's rewrite rules for requests and responses. @default nothing is rewritten */
  readonly rewrite?: string | undefined;
  /** Whether plain HTTP is redirected to HTTPS where there is a certificate. @default true */
  readonly redirect?: boolean | undefined;
  readonly backend: SiteBackend;
}

export type FrontendName = "public" | "private";

/** The blocks of a gateway that follow from its sites. */
export interface SiteBlocks {
  readonly frontendPort: ApplicationGatewayFrontendPort[];
  readonly backendAddressPool: ApplicationGatewayBackendAddressPool[];
  readonly backendHttpSettings: ApplicationGatewayBackendHttpSettings[];
  readonly probe: ApplicationGatewayProbe[];
  readonly httpListener: ApplicationGatewayHttpListener[];
  readonly redirectConfiguration: ApplicationGatewayRedirectConfiguration[];
  readonly requestRoutingRule: ApplicationGatewayRequestRoutingRule[];
}

type Listener = {
  readonly name: string;
  readonly site: GatewaySite;
  readonly frontend: FrontendName;
  /** Names that it answers to; none is any. */
  readonly hostNames: readonly string[];
};

/** Names that one listener takes. Source: Application Gateway documentation, multi-site hosting. */
const HOST_NAMES_PER_LISTENER = 5;

/** Ports that sites are served on. */
export const HTTP_PORT = 80;
export const HTTPS_PORT = 443;

/** Seconds that a backend has to answer. */
const REQUEST_TIMEOUT = 30;
/** Seconds that a backend which leaves the pool may finish what it began. */
const DRAIN_TIMEOUT = 60;
const PROBE_SECONDS = { interval: 10, timeout: 5, unhealthyThreshold: 3 };
const AZURE_PROTOCOL = { http: "Http", https: "Https" } as const;
const FIRST_PRIORITY = 100;
const PRIORITY_STEP = 10;
/** The last priority: whatever is configured later comes first. */
const EMPTY_PRIORITY = 20000;

/** Everything of a gateway that follows from its sites. Without one: the least that Azure takes. */
export function siteBlocks(sites: readonly GatewaySite[], frontends: readonly FrontendName[]): SiteBlocks {
  if (sites.length === 0) return emptyBlocks(frontends[0] ?? "public");
  const listeners = sites.flatMap((site) => frontends.flatMap((frontend) => listenersFor(site, frontend)));
  const encrypted = listeners.filter(({ site }) => site.certificate !== undefined);
  const redirected = encrypted.filter(({ site }) => isPlain(site));
  return {
    frontendPort: portsOfSites(sites).map((port) => ({ name: port === HTTP_PORT ? "http" : "https", port })),
    backendAddressPool: sites.map(({ name, backend }) => ({ name, ipAddresses: [backend.address] })),
    backendHttpSettings: sites.map(settings),
    probe: sites.map(probe),
    httpListener: listeners.flatMap(listenersOf),
    redirectConfiguration: redirected.map(({ name }) => ({
      name,
      redirectType: "Permanent",
      targetListenerName: `${name}-https`,
      includePath: true,
      includeQueryString: true,
    })),
    requestRoutingRule: listeners
      .toSorted(byPrecision)
      .flatMap(rulesOf)
      .map((rule, i) => ({
        ...rule,
        priority: FIRST_PRIORITY + PRIORITY_STEP * i,
      })),
  };
}

/** The listeners of a site at a frontend: one, or as many as its names take. */
function listenersFor(site: GatewaySite, frontend: FrontendName): Listener[] {
  const { hostNames = [] } = site;
  const count = Math.max(1, Math.ceil(hostNames.length / HOST_NAMES_PER_LISTENER));
  return Array.from({ length: count }, (_, i) => ({
    name: `${site.name}-${frontend}${i === 0 ? "" : `-${i + 1}`}`,
    site,
    frontend,
    hostNames: hostNames.slice(i * HOST_NAMES_PER_LISTENER, (i + 1) * HOST_NAMES_PER_LISTENER),
  }));
}

/** Whole names before patterns, and patterns before any name: the first rule that fits a request takes it. */
function byPrecision(one: Listener, other: Listener): number {
  return vagueness(one) - vagueness(other);
}

function vagueness({ hostNames }: Listener): number {
  if (hostNames.length === 0) return 2;
  return hostNames.some((name) => name.includes("*")) ? 1 : 0;
}

/** Whether a site has a listener for plain HTTP: to serve it, or to redirect to HTTPS. */
function isPlain({ certificate, redirect = true }: GatewaySite): boolean {
  return certificate === undefined || redirect;
}

/** The ports on which sites have listeners. */
export function portsOfSites(sites: readonly GatewaySite[]): readonly number[] {
  return [
    ...(sites.some(isPlain) ? [HTTP_PORT] : []),
    ...(sites.some(({ certificate }) => certificate !== undefined) ? [HTTPS_PORT] : []),
  ];
}

/** The name that the backend is asked for, by probes and, over TLS, by requests too. */
export function backendName({ hostNames, backend }: GatewaySite): string | undefined {
  return backend.hostName ?? hostNames?.find((name) => !name.includes("*"));
}

function settings(site: GatewaySite): ApplicationGatewayBackendHttpSettings {
  const { name, backend } = site;
  const hostName = backendName(site);
  const roots = backend.trustedRoots ?? [];
  return {
    name,
    cookieBasedAffinity: "Disabled",
    port: backend.port,
    protocol: AZURE_PROTOCOL[backend.protocol],
    requestTimeout: REQUEST_TIMEOUT,
    probeName: name,
    connectionDraining: { enabled: true, drainTimeoutSec: DRAIN_TIMEOUT },
    // Over TLS requests carry the name on the backend's certificate; otherwise the client's host name passes.
    ...(backend.protocol === "https" && hostName !== undefined ? { hostName } : {}),
    ...(roots.length === 0 ? {} : { trustedRootCertificateNames: [...roots] }),
  };
}

function probe(site: GatewaySite): ApplicationGatewayProbe {
  const { name, backend } = site;
  return {
    name,
    protocol: AZURE_PROTOCOL[backend.protocol],
    path: backend.healthPath,
    // A host is required; an address is as good as none where nothing is asked by name.
    host: backendName(site) ?? backend.address,
    ...PROBE_SECONDS,
    match: { statusCode: ["200-399"] },
  };
}

function listenersOf({ name, site, frontend, hostNames }: Listener): ApplicationGatewayHttpListener[] {
  const shared = {
    frontendIpConfigurationName: frontend,
    ...(hostNames.length === 0 ? {} : { hostNames: [...hostNames] }),
  };
  const plain = { ...shared, name: `${name}-http`, frontendPortName: "http", protocol: "Http" };
  if (site.certificate === undefined) return [plain];
  const encrypted = {
    ...shared,
    name: `${name}-https`,
    frontendPortName: "https",
    protocol: "Https",
    sslCertificateName: site.certificate,
    ...(site.clientCertificates === undefined ? {} : { sslProfileName: site.clientCertificates }),
  };
  return isPlain(site) ? [plain, encrypted] : [encrypted];
}

function rulesOf({ name, site }: Listener): Omit<ApplicationGatewayRequestRoutingRule, "priority">[] {
  const toBackend = {
    ruleType: "Basic",
    backendAddressPoolName: site.name,
    backendHttpSettingsName: site.name,
    ...(site.rewrite === undefined ? {} : { rewriteRuleSetName: site.rewrite }),
  };
  if (site.certificate === undefined)
    return [{ ...toBackend, name: `${name}-http`, httpListenerName: `${name}-http` }];
  const encrypted = { ...toBackend, name: `${name}-https`, httpListenerName: `${name}-https` };
  if (!isPlain(site)) return [encrypted];
  return [
    {
      name: `${name}-http`,
      ruleType: "Basic",
      httpListenerName: `${name}-http`,
      redirectConfigurationName: name,
    },
    encrypted,
  ];
}

/** A listener that answers 502 until backends are configured. */
function emptyBlocks(frontend: FrontendName): SiteBlocks {
  return {
    frontendPort: [{ name: "http", port: HTTP_PORT }],
    backendAddressPool: [{ name: "empty" }],
    backendHttpSettings: [
      {
        name: "http",
        cookieBasedAffinity: "Disabled",
        port: 80,
        protocol: "Http",
        requestTimeout: REQUEST_TIMEOUT,
      },
    ],
    probe: [],
    httpListener: [
      { name: "http", frontendIpConfigurationName: frontend, frontendPortName: "http", protocol: "Http" },
    ],
    redirectConfiguration: [],
    requestRoutingRule: [
      {
        name: "empty",
        ruleType: "Basic",
        priority: EMPTY_PRIORITY,
        httpListenerName: "http",
        backendAddressPoolName: "empty",
        backendHttpSettingsName: "http",
      },
    ],
  };
}
