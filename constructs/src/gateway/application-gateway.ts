import {
  ApplicationGateway as AzurermApplicationGateway,
  type ApplicationGatewayConfig,
  type ApplicationGatewayFrontendIpConfiguration,
} from "@cdktf/provider-azurerm/lib/application-gateway/index.js";
import type { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault/index.js";
import type { WebApplicationFirewallPolicy } from "@cdktf/provider-azurerm/lib/web-application-firewall-policy/index.js";
import { dependable, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { DEFAULTS } from "../core/defaults.js";
import { Naming } from "../core/naming.js";
import { omitUndefined } from "../core/omit-undefined.js";
import { placed, type Placement } from "../core/placement.js";
import { report } from "../core/problem.js";
import { existingPublicIp, publicIp, type IPublicIp, type PublicIpProps } from "../network/public-ip.js";
import type { IExtensibleSubnet } from "../network/subnet.js";
import { clientCertificateBlocks, type ClientCertificates } from "./client-certificates.js";
import { GatewayTls, type CertificateSource } from "./gateway-tls.js";
import { rewriteBlocks, type RewriteRule } from "./rewrites.js";
import { siteBlocks, type FrontendName, type GatewaySite } from "./sites.js";
import type { TlsPolicy } from "./tls-policy.js";
import { wafPolicy, type WafProps } from "./waf-policy.js";
import { GATEWAY_INSTANCES, TLS_POLICY_TOO_OLD } from "./rules.js";

/** A gateway with a web application firewall, or a plain one. */
export type GatewayTier =
  | {
      readonly type: "WAF_v2";
      /** @default prevention mode with Microsoft's newest rule sets */
      readonly waf?: WafProps | undefined;
    }
  | { readonly type: "Standard_v2" };

/** Instances: a fixed number, or a range for autoscaling. */
export type GatewayInstances = number | { readonly min: number; readonly max: number };

/** The public address of a gateway. */
export interface PublicFrontend {
  /** Azure Resource Manager id of one that exists already. @default one is created */
  readonly publicIpId?: string | undefined;
}

/** The gateway's addresses. A private address is fixed, and inside the gateway's subnet. */
export type GatewayFrontend =
  | ({ readonly type: "public" } & PublicFrontend)
  /** Only a gateway with network isolation may have no public address. */
  | { readonly type: "private"; readonly privateIp: string }
  | ({ readonly type: "public-and-private"; readonly privateIp: string } & PublicFrontend);

export interface ApplicationGatewayProps {
  readonly placement: Placement;
  /** The gateway's own subnet, with its security group and its route table. */
  readonly subnet: IExtensibleSubnet;
  readonly tier: GatewayTier;
  /** @default public */
  readonly frontend?: GatewayFrontend | undefined;
  /** @default 2 to 10 instances */
  readonly instances?: GatewayInstances | undefined;
  /** Availability zones. @default none: not bound to zones */
  readonly zones?: readonly string[] | undefined;
  /** The TLS versions and ciphers that clients may use. @default AppGwSslPolicy20220101: TLS 1.2 and newer */
  readonly tlsPolicy?: TlsPolicy | undefined;
  /** @default no certificates */
  readonly certificates?: CertificateSource | undefined;
  /** Creates the private endpoint of a vault that is created and has private access. @default none */
  readonly connectVault?: ((vault: KeyVault) => ITerraformDependable) | undefined;
  /** Root certificates of the backends' certificates, in PEM, by name. @default well-known authorities */
  readonly trustedRoots?: Readonly<Record<string, string>> | undefined;
  /** What certificates of clients are checked against, by the name of the SSL profile. @default none */
  readonly clientCertificates?: Readonly<Record<string, ClientCertificates>> | undefined;
  /** Rewrite rules, by the name of their set. @default none */
  readonly rewrites?: Readonly<Record<string, readonly RewriteRule[]>> | undefined;
  /** Words of the names after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** AGIC writes sets of its custom resources there, and keeps the others. Source: AGIC, `pkg/appgw/rewrites.go`. */
const REWRITES = "rewrite_rule_set";

/**
 * Attributes that AGIC writes. While it owns the gateway, Terraform ignores all of them: with a partial list, each change of
 * an Ingress becomes an error of the next plan. Source: AGIC #1596 and the add-on's documentation.
 */
const WRITTEN_BY_AGIC: readonly string[] = [
  "tags",
  "backend_address_pool",
  "backend_http_settings",
  "frontend_port",
  "http_listener",
  "probe",
  "redirect_configuration",
  "request_routing_rule",
  REWRITES,
  "ssl_certificate",
  "url_path_map",
];

/** An Application Gateway v2 in a subnet of its own. */
export class ApplicationGateway extends Construct {
  readonly resource: AzurermApplicationGateway;
  readonly subnet: IExtensibleSubnet;
  readonly tls: GatewayTls | undefined;
  /** The policy of the web application firewall; undefined on tier Standard_v2. */
  readonly wafPolicy: WebApplicationFirewallPolicy | undefined;
  /** Undefined where the gateway has only a private address. */
  readonly publicIp: IPublicIp | undefined;
  /** Undefined where the gateway has only a private address, or one that exists already. */
  readonly publicIpAddress: string | undefined;
  /** Azure Resource Manager id of the public address; undefined where there is none. */
  readonly publicIpId: string | undefined;
  /** Undefined where the gateway has only a public address. */
  readonly privateAddress: string | undefined;
  /** Names of the trusted root certificates. */
  readonly trustedRoots: readonly string[];
  /** Names of the SSL profiles that ask clients for certificates. */
  readonly clientCertificates: readonly string[];
  /** Names of the rewrite rule sets. */
  readonly rewrites: readonly string[];
  /** Instances at most, which its capacity follows from. */
  readonly maxInstances: number;
  readonly #frontends: readonly FrontendName[];
  readonly #sites: GatewaySite[] = [];

  constructor(scope: Construct, id: string, props: ApplicationGatewayProps) {
    super(scope, id);
    const { placement, zones = [], nameParts, tier } = props;
    const frontend: GatewayFrontend = props.frontend ?? DEFAULTS.gateway.frontend;
    this.subnet = props.subnet;
    const address =
      frontend.type === "private" ? undefined : this.#publicIp(frontend, { placement, zones, nameParts });
    this.publicIp = address;
    this.publicIpAddress = address?.ipAddress;
    this.publicIpId = address?.id;
    this.privateAddress = frontend.type === "public" ? undefined : frontend.privateIp;
    if (typeof props.instances === "object") report(this, GATEWAY_INSTANCES.judge(props.instances));
    const instances = props.instances ?? DEFAULTS.gateway.instances;
    this.maxInstances = typeof instances === "number" ? instances : instances.max;
    this.#frontends = FRONTENDS[frontend.type];
    this.trustedRoots = Object.keys(props.trustedRoots ?? {});
    this.clientCertificates = Object.keys(props.clientCertificates ?? {});
    this.rewrites = Object.keys(props.rewrites ?? {});
    this.tls =
      props.certificates === undefined
        ? undefined
        : new GatewayTls(this, "tls", {
            placement,
            source: props.certificates,
            nameParts,
            subnetId: props.subnet.subnetId,
            connectVault: props.connectVault,
          });
    this.wafPolicy =
      tier.type === "WAF_v2" ? wafPolicy(this, "~waf", { ...tier.waf, placement, nameParts }) : undefined;
    this.resource = new AzurermApplicationGateway(
      this,
      "~application_gateway",
      omitUndefined({
        name: Naming.of(this).name(this, "applicationGateway", ...nameParts),
        ...placed(placement),
        ...capacity(tier, instances),
        ...(zones.length === 0 ? {} : { zones: [...zones] }),
        firewallPolicyId: this.wafPolicy?.id,
        sslPolicy: { policyType: "Predefined", policyName: this.#tlsPolicy(props.tlsPolicy) },
        gatewayIpConfiguration: [{ name: "gateway", subnetId: props.subnet.subnetId }],
        frontendIpConfiguration: [
          ...(address === undefined ? [] : [{ name: "public", publicIpAddressId: address.id }]),
          ...this.#privateFrontend(),
        ],
        ...certificateArguments(this.tls, props.trustedRoots ?? {}),
        ...clientCertificateBlocks(props.clientCertificates ?? {}),
        ...rewriteBlocks(props.rewrites ?? {}),
        ...siteBlocks([], this.#frontends),
        dependsOn: [...props.subnet.dependables, ...(this.tls?.dependables ?? [])],
      }),
    );
  }

  /** Sites whose listeners, pools and rules Terraform manages; none where AGIC writes them. */
  get sites(): readonly GatewaySite[] {
    return this.#sites;
  }

  /** Azure Resource Manager id. */
  get gatewayId(): string {
    return this.resource.id;
  }

  /** Makes the gateway depend on something that is defined after it. */
  waitFor(...dependables: readonly ITerraformDependable[]): void {
    this.resource.dependsOn = [...(this.resource.dependsOn ?? []), ...dependables.map(dependable)];
  }

  /** Ignores changes of what AGIC writes: listeners, pools and rules. Rewrite rules of its own stay Terraform's. */
  ignoreAgicChanges(): void {
    const isOwn = (attribute: string): boolean => attribute === REWRITES && this.rewrites.length > 0;
    this.resource.lifecycle = {
      ignoreChanges: WRITTEN_BY_AGIC.filter((attribute) => !isOwn(attribute)),
    };
  }

  /** Adds a site that Terraform configures, on every frontend. */
  addSite(site: GatewaySite): void {
    this.#sites.push(site);
    const blocks = siteBlocks(this.#sites, this.#frontends);
    const { resource } = this;
    resource.putFrontendPort(blocks.frontendPort);
    resource.putBackendAddressPool(blocks.backendAddressPool);
    resource.putBackendHttpSettings(blocks.backendHttpSettings);
    resource.putProbe(blocks.probe);
    resource.putHttpListener(blocks.httpListener);
    resource.putRedirectConfiguration(blocks.redirectConfiguration);
    resource.putRequestRoutingRule(blocks.requestRoutingRule);
  }

  #publicIp({ publicIpId }: PublicFrontend, props: PublicIpProps): IPublicIp {
    return publicIpId === undefined
      ? publicIp(this, "~public_ip", props)
      : existingPublicIp(this, "frontend.publicIp", { publicIpId });
  }

  #privateFrontend(): ApplicationGatewayFrontendIpConfiguration[] {
    if (this.privateAddress === undefined) return [];
    return [
      {
        name: "private",
        subnetId: this.subnet.subnetId,
        privateIpAddress: this.privateAddress,
        privateIpAddressAllocation: "Static",
      },
    ];
  }

  #tlsPolicy(policy: TlsPolicy = DEFAULTS.gateway.tlsPolicy): TlsPolicy {
    report(this, TLS_POLICY_TOO_OLD.judge(policy));
    return policy;
  }
}

const FRONTENDS: Readonly<Record<GatewayFrontend["type"], readonly FrontendName[]>> = {
  public: ["public"],
  private: ["private"],
  "public-and-private": ["public", "private"],
};

function capacity(
  { type: kind }: GatewayTier,
  instances: GatewayInstances,
): Pick<ApplicationGatewayConfig, "sku" | "autoscaleConfiguration"> {
  return typeof instances === "number"
    ? { sku: { name: kind, tier: kind, capacity: instances } }
    : {
        sku: { name: kind, tier: kind },
        autoscaleConfiguration: { minCapacity: instances.min, maxCapacity: instances.max },
      };
}

function certificateArguments(
  tls: GatewayTls | undefined,
  roots: Readonly<Record<string, string>>,
): Pick<ApplicationGatewayConfig, "identity" | "sslCertificate" | "trustedRootCertificate"> {
  const trusted = Object.entries(roots);
  return {
    ...(tls === undefined
      ? {}
      : {
          identity: { type: "UserAssigned", identityIds: [tls.identity.id] },
          sslCertificate: tls.certificates.map(({ name, keyVaultSecretId }) => ({ name, keyVaultSecretId })),
        }),
    ...(trusted.length === 0
      ? {}
      : {
          trustedRootCertificate: trusted.map(([name, pem]) => ({
            name,
            data: Buffer.from(pem).toString("base64"),
          })),
        }),
  };
}
