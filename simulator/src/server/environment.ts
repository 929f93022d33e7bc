import { stableGuid } from "../core/random.js";

/** What a client on this machine needs to find the simulator. */
export interface Endpoints {
  /** `https://127.0.0.1:8443` */
  readonly url: string;
  /** `http://127.0.0.1:8444`: the CONNECT proxy, and the managed identity endpoint below `/msi/token`. */
  readonly proxyUrl: string;
  readonly caFile: string;
  /** The CA together with the public roots, for clients that take one file for all. */
  readonly caBundleFile: string;
  readonly tenant: string;
}

/** The client that the printed environment signs in as; it may do everything. */
export const ADMINISTRATOR = {
  clientId: stableGuid("client:administrator"),
  oid: stableGuid("principal:administrator"),
} as const;

/** The subscription of the printed environment. Any other GUID is served too. */
export const SUBSCRIPTION = "00000000-1111-2222-3333-444444444444";

/** Environment for `route-sync`, curl and Terraform's azurerm provider, majors 4 and 5. */
export function environmentOf({
  url,
  proxyUrl,
  caFile,
  caBundleFile,
  tenant,
}: Endpoints): Record<string, string> {
  return {
    ROUTE_SYNC_ARM_ENDPOINT: url,
    NODE_EXTRA_CA_CERTS: caFile,
    IDENTITY_ENDPOINT: `${proxyUrl}/msi/token`,
    IDENTITY_HEADER: "simulator",
    CURL_CA_BUNDLE: caBundleFile,
    SSL_CERT_FILE: caBundleFile,
    ARM_METADATA_HOSTNAME: new URL(url).host,
    ARM_TENANT_ID: tenant,
    ARM_CLIENT_ID: ADMINISTRATOR.clientId,
    ARM_CLIENT_SECRET: "simulator",
    ARM_SUBSCRIPTION_ID: SUBSCRIPTION,
    ARM_USE_CLI: "false",
    ARM_RESOURCE_PROVIDER_REGISTRATIONS: "none",
    ARM_DISABLE_TERRAFORM_PARTNER_ID: "true",
    ARM_PROVIDER_ENHANCED_VALIDATION_LOCATIONS: "false",
    ARM_PROVIDER_ENHANCED_VALIDATION_RESOURCE_PROVIDERS: "false",
    HTTPS_PROXY: proxyUrl,
    NO_PROXY: "127.0.0.1,localhost",
  };
}

/** The lines to paste into a POSIX shell. */
export function exportLines(environment: Record<string, string>): string[] {
  return Object.entries(environment).map(
    ([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'`,
  );
}
