import type {
  AzurermMajor,
  CertificateSource,
  GatewayTier,
  RecordZone,
  Spoke,
  SpokeGateway,
  SpokeGatewayFrontend,
  SpokeGatewayProps,
  WafProps,
} from "@aks-topology/constructs/internal";
import { NEWER_RULES, type GatewaySpec } from "../schema/gateway.js";
import { bindSubnet, subnetOf } from "./existing.js";
import type { SourceLocator } from "./source-locator.js";
import { providerOf } from "./provider.js";
import { INVALID_VALUE, WAF_ON_STANDARD_TIER } from "../file-rules.js";

/** The keys of the file for props with a different name. */
const KEYS = {
  "frontend.privateIp": ["frontend", "privateIp"],
  prefix: ["subnetPrefix"],
  zone: ["dns"],
} as const;

/** Builds one gateway of a spoke; `subscriptionId` is the spoke's, if the file names it. */
export function buildGateway(
  locator: SourceLocator,
  spoke: Spoke,
  key: string,
  spec: GatewaySpec,
  subscriptionId: string | undefined,
  azurerm: AzurermMajor,
): SpokeGateway | undefined {
  const path = ["spokes", spoke.key, "gateways", key];
  if (spec.tier === "Standard_v2" && spec.waf !== undefined) {
    locator.report(
      WAF_ON_STANDARD_TIER,
      [...path, "waf"],
      "Tier Standard_v2 has no web application firewall.",
      "Use tier WAF_v2, or remove waf.",
    );
  }
  for (const [i, { version }] of (spec.waf?.ruleSets ?? []).entries()) {
    if (azurerm !== 4 || version !== NEWER_RULES) continue;
    locator.report(
      INVALID_VALUE,
      [...path, "waf", "ruleSets", i, "version"],
      `azurerm 4 does not support version ${NEWER_RULES} of this rule set.`,
      "Use 2.1, or azurerm: 5.",
    );
  }
  const dns = spec.dns?.map(({ type, zone, name }) => ({
    type,
    name,
    zone: "id" in zone ? existing(spoke, zone.id, subscriptionId) : zone,
  }));
  const gateway = locator.tryBuild(path, () => spoke.addGateway(key, { ...gatewayProps(spec), dns }), KEYS);
  if (gateway !== undefined && spec.subnet !== undefined)
    bindSubnet(locator, gateway.subnet, path, "subnet", true);
  return gateway;
}

function existing(spoke: Spoke, id: string, subscriptionId: string | undefined): RecordZone {
  return { id, provider: providerOf(spoke, id, subscriptionId, `${spoke.key}_dns`) };
}

function gatewayProps(spec: GatewaySpec): SpokeGatewayProps {
  return {
    tier: tier(spec),
    frontend: frontend(spec.frontend),
    routeTable: typeof spec.routeTable === "string" ? spec.routeTable : { routeTableId: spec.routeTable.id },
    subnet: subnetOf(spec.subnet),
    securityGroupId: spec.securityGroup?.id,
    networkIsolation: spec.networkIsolation,
    instances: spec.instances,
    zones: spec.zones,
    subnetPrefix: spec.subnetPrefix,
    ports: spec.ports,
    tlsPolicy: spec.tlsPolicy,
    certificates: spec.tls === undefined ? undefined : certificates(spec.tls),
    trustedRoots: spec.trustedRoots,
  };
}

function tier(spec: GatewaySpec): GatewayTier {
  if (spec.tier === "Standard_v2") return { type: "Standard_v2" };
  return { type: "WAF_v2", waf: spec.waf === undefined ? undefined : waf(spec.waf) };
}

function waf({ mode, ruleSets, exclusions }: NonNullable<GatewaySpec["waf"]>): WafProps {
  return { mode, ruleSets, exclusions };
}

function frontend(spec: GatewaySpec["frontend"]): SpokeGatewayFrontend {
  if (spec.type === "public") return { type: "public" };
  const { type, users, privateIp } = spec;
  return { type, users, privateIp };
}

function certificates(spec: NonNullable<GatewaySpec["tls"]>): CertificateSource {
  return spec.type === "key-vault"
    ? { type: "existing", vaultId: spec.id, secretIds: spec.certificates }
    : { type: "own", hostNames: spec.certificates };
}
