import {
  knownText,
  parseArmId,
  SpokeGateway,
  type AzurermMajor,
  type CertificateSource,
  type GatewayAttributes,
  type GatewayTier,
  type NamedRecord,
  type RecordZone,
  type Spoke,
  type SpokeGatewayFrontend,
  type SpokeGatewayProps,
  type WafProps,
} from "@aks-topology/constructs/internal";
import type { ExistingGatewaySpec } from "../schema/existing-gateway.js";
import type { CreatedGatewaySpec, GatewaySpec } from "../schema/gateway.js";
import { NEWER_RULES } from "../schema/waf.js";
import type { KeyPath } from "../source-map.js";
import { attributesOf, bindSubnet, identityOf, subnetOf } from "./existing.js";
import type { SourceLocator } from "./source-locator.js";
import { providerOf } from "./provider.js";
import { INVALID_VALUE, WAF_ON_STANDARD_TIER } from "../file-rules.js";

/** The keys of the file for props with a different name. */
const KEYS = {
  "frontend.privateIp": ["frontend", "privateIp"],
  prefix: ["subnetPrefix"],
} as const;
const EXISTING_KEYS = { gatewayId: ["id"] } as const;

/** What a gateway is built in. */
interface GatewayContext {
  readonly locator: SourceLocator;
  readonly spoke: Spoke;
  /** The spoke's subscription, if the file names it. */
  readonly subscriptionId: string | undefined;
  readonly azurerm: AzurermMajor;
}

/** Builds one gateway of a spoke, or takes one that exists already. */
export function buildGateway(context: GatewayContext, key: string, spec: GatewaySpec): void {
  const { locator, spoke } = context;
  const path = ["spokes", spoke.key, "gateways", key];
  const dns = recordsOf(context, spec);
  const gateway =
    spec.id === undefined
      ? createdGateway(context, { key, path }, spec, dns)
      : locator.tryBuild(
          path,
          () => SpokeGateway.fromAttributes(spoke, key, { ...gatewayAttributes(spec), dns }),
          EXISTING_KEYS,
        );
  if (gateway !== undefined && spec.subnet !== undefined)
    bindSubnet(locator, gateway.subnet, path, "subnet", true);
}

function recordsOf(
  { spoke, subscriptionId }: GatewayContext,
  spec: GatewaySpec,
): readonly NamedRecord[] | undefined {
  return spec.dns?.map(({ type, zone, name }) => {
    const id = "id" in zone ? zone.id : type === "private" ? zoneOfHub(spoke, zone.name) : undefined;
    return { type, name, zone: id === undefined ? zone : existing(spoke, id, subscriptionId) };
  });
}

function createdGateway(
  { locator, spoke, azurerm }: GatewayContext,
  { key, path }: { readonly key: string; readonly path: KeyPath },
  spec: CreatedGatewaySpec,
  dns: readonly NamedRecord[] | undefined,
): SpokeGateway | undefined {
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
  return locator.tryBuild(path, () => spoke.addGateway(key, { ...gatewayProps(spec), dns }), KEYS);
}

function gatewayAttributes(spec: ExistingGatewaySpec): GatewayAttributes {
  const { frontend } = spec;
  return {
    gatewayId: spec.id,
    subnet: attributesOf(spec.subnet),
    routeTable: tableOf(spec),
    hasPublicFrontend: frontend.type !== "private",
    publicIpId: frontend.type === "private" ? undefined : frontend.publicIp?.id,
    privateAddress: frontend.type === "public" ? undefined : frontend.privateIp,
    tlsIdentityId: spec.identity?.id,
    networkIsolation: spec.networkIsolation,
  };
}

function tableOf({ routeTable }: Pick<GatewaySpec, "routeTable">): SpokeGatewayProps["routeTable"] {
  return typeof routeTable === "string" ? routeTable : { routeTableId: routeTable.id };
}

/** Id of the zone of this name that an existing hub has: a second one would hide its names in the spoke. */
function zoneOfHub({ hub }: Spoke, name: string): string | undefined {
  return hub.privateZoneIds.find(
    (id) => parseArmId(knownText(id) ?? "")?.name.toLowerCase() === name.toLowerCase(),
  );
}

function existing(spoke: Spoke, id: string, subscriptionId: string | undefined): RecordZone {
  return { id, provider: providerOf(spoke, id, subscriptionId, `${spoke.key}_dns`) };
}

function gatewayProps(spec: CreatedGatewaySpec): SpokeGatewayProps {
  return {
    tier: tier(spec),
    frontend: frontend(spec.frontend),
    routeTable: tableOf(spec),
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
    clientCertificates: spec.clientCertificates,
    rewrites: spec.rewrites,
  };
}

function tier(spec: CreatedGatewaySpec): GatewayTier {
  if (spec.tier === "Standard_v2") return { type: "Standard_v2" };
  return { type: "WAF_v2", waf: spec.waf === undefined ? undefined : waf(spec.waf) };
}

function waf({ mode, ruleSets, exclusions, rules }: NonNullable<CreatedGatewaySpec["waf"]>): WafProps {
  return { mode, ruleSets, exclusions, rules };
}

function frontend(spec: CreatedGatewaySpec["frontend"]): SpokeGatewayFrontend {
  switch (spec.type) {
    case "public":
      return { type: spec.type, publicIpId: spec.publicIp?.id };
    case "private":
      return { type: spec.type, users: spec.users, privateIp: spec.privateIp };
    case "public-and-private": {
      const { type, users, privateIp, publicIp } = spec;
      return { type, users, privateIp, publicIpId: publicIp?.id };
    }
  }
}

function certificates(spec: NonNullable<CreatedGatewaySpec["tls"]>): CertificateSource {
  const identity = identityOf(spec.identity);
  return spec.type === "key-vault"
    ? { type: "existing", vaultId: spec.id, secretIds: spec.certificates, identity }
    : { type: "own", hostNames: spec.certificates, access: spec.access, identity };
}
