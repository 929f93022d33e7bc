import { DEFAULTS } from "@aks-topology/constructs/internal";
import { nameOf, sameId, type FoundResource, type Inventory } from "../inventory.js";
import { FreeKeys, withoutPrefixes } from "../keys.js";
import { clustersIn } from "../relations.js";
import { compact, unlessEmpty, type Spec } from "../spec.js";
import { block, blocks, flag, number, text } from "../values.js";
import { vaultReadBy } from "./identities.js";
import { frontDoorWafSpec } from "./waf.js";

const PROFILE = "azurerm_cdn_frontdoor_profile";

/** A Front Door that clusters share. */
export interface SharedDoor {
  readonly key: string;
  readonly profile: FoundResource;
}

/** The key of a spoke, and that of a cluster in it. */
interface ClusterKeys {
  readonly spoke: string;
  readonly cluster: string;
}

/** The profiles in resource groups without a cluster. */
export function sharedDoors(inventory: Inventory, platform: string): readonly SharedDoor[] {
  const groups = new Set(clustersIn(inventory).map(({ values }) => text(values, "resource_group_name")));
  const keys = new FreeKeys();
  return inventory
    .of(PROFILE)
    .filter(({ values }) => !groups.has(text(values, "resource_group_name")))
    .map((profile) => ({
      key: keys.take(withoutPrefixes(nameOf(profile), "frontDoor", platform), "front-door"),
      profile,
    }));
}

/** The key `frontDoors`; undefined where clusters share none. */
export function frontDoorsSpec(inventory: Inventory, doors: readonly SharedDoor[]): Spec | undefined {
  return unlessEmpty(
    Object.fromEntries(doors.map(({ key, profile }) => [key, profileSpec(inventory, profile)])),
  );
}

/** A Front Door as the ingress of a cluster: its own, by the resource group that they share, or one that clusters share. */
export function frontDoorSpec(
  inventory: Inventory,
  cluster: FoundResource,
  keys: ClusterKeys,
  doors: readonly SharedDoor[],
): Spec | undefined {
  return ownDoorSpec(inventory, cluster, keys.cluster) ?? sharedDoorSpec(inventory, keys, doors);
}

function ownDoorSpec(inventory: Inventory, cluster: FoundResource, key: string): Spec | undefined {
  const group = text(cluster.values, "resource_group_name");
  const profiles = inventory
    .of(PROFILE)
    .filter(({ values }) => text(values, "resource_group_name") === group);
  const profile =
    profiles.find(({ id }) => id.endsWith(`-${key}`)) ?? (profiles.length === 1 ? profiles[0] : undefined);
  if (profile === undefined) return undefined;
  const [origin] = originsOf(inventory, profile);
  const originHost = text(origin?.values ?? {}, "host_name");
  if (origin === undefined || originHost === undefined) return undefined;
  const { tier, hostNames, tls, healthPath, waf } = profileSpec(inventory, profile);
  return compact({
    type: "front-door",
    tier,
    origin: originKind(origin),
    originHost,
    hostNames,
    tls,
    healthPath,
    waf,
  });
}

/** The origin of a cluster, which is named after its spoke and itself. */
function sharedDoorSpec(
  inventory: Inventory,
  { spoke, cluster }: ClusterKeys,
  doors: readonly SharedDoor[],
): Spec | undefined {
  for (const { key, profile } of doors) {
    const origin = originsOf(inventory, profile).find((one) => nameOf(one) === `${spoke}-${cluster}`);
    if (origin === undefined) continue;
    const spec = {
      type: "front-door",
      frontDoor: key,
      origin: originKind(origin),
      originHost: text(origin.values, "host_name"),
      priority: number(origin.values, "priority"),
      weight: number(origin.values, "weight"),
    };
    return compact(spec, DEFAULTS.frontDoor);
  }
  return undefined;
}

/** The settings of a profile, with the names and the firewall of its requests. */
function profileSpec(inventory: Inventory, profile: FoundResource): Spec {
  const within = (type: string): readonly FoundResource[] =>
    inventory.referringTo(type, "cdn_frontdoor_profile_id", profile.id);
  const [originGroup] = within("azurerm_cdn_frontdoor_origin_group");
  const group = originGroup?.values ?? {};
  const policies = within("azurerm_cdn_frontdoor_security_policy");
  const domains = inOrderOf(policies, within("azurerm_cdn_frontdoor_custom_domain"));
  const hostNames = domains.flatMap(({ values }) => text(values, "host_name") ?? []);
  return compact(
    {
      tier: text(profile.values, "sku_name")?.startsWith("Premium") === true ? "Premium" : "Standard",
      hostNames: hostNames.length === 0 ? undefined : hostNames,
      tls: tlsSpec(inventory, profile, domains, within("azurerm_cdn_frontdoor_secret")),
      healthPath: text(block(group, "health_probe"), "path"),
      sessionAffinity: flag(group, "session_affinity_enabled"),
      waf: frontDoorWafSpec(inventory, policies),
    },
    DEFAULTS.frontDoor,
  );
}

/** Domains in the order in which a policy lists them, which Terraform compares. */
function inOrderOf(
  policies: readonly FoundResource[],
  domains: readonly FoundResource[],
): readonly FoundResource[] {
  const listed = policies
    .flatMap(({ values }) => blocks(block(block(values, "security_policies"), "firewall"), "association"))
    .flatMap((association) => blocks(association, "domain"))
    .flatMap((domain) => text(domain, "cdn_frontdoor_domain_id") ?? []);
  const place = ({ id }: FoundResource): number => {
    const found = listed.findIndex((one) => sameId(one, id));
    return found === -1 ? listed.length : found;
  };
  return domains.toSorted((one, other) => place(one) - place(other));
}

/** Certificates in a vault, with the host names that use them; undefined where Front Door manages all of them. */
function tlsSpec(
  inventory: Inventory,
  profile: FoundResource,
  domains: readonly FoundResource[],
  secrets: readonly FoundResource[],
): Spec | undefined {
  const certificates = secrets.flatMap((secret) => {
    const certificate = block(block(secret.values, "secret"), "customer_certificate");
    const identifier = text(certificate, "key_vault_certificate_id");
    const hostNames = domains
      .filter(({ values }) => sameId(text(block(values, "tls"), "cdn_frontdoor_secret_id"), secret.id))
      .flatMap(({ values }) => text(values, "host_name") ?? []);
    return identifier === undefined || hostNames.length === 0
      ? []
      : [[nameOf(secret), { identifier, hostNames }] as const];
  });
  const [first] = certificates;
  if (first === undefined) return undefined;
  const id = vaultReadBy(
    inventory,
    text(block(profile.values, "identity"), "principal_id"),
    first[1].identifier,
  );
  return id === undefined
    ? undefined
    : compact({ type: "key-vault", id, certificates: Object.fromEntries(certificates) });
}

function originsOf(inventory: Inventory, profile: FoundResource): readonly FoundResource[] {
  const groups = inventory.referringTo(
    "azurerm_cdn_frontdoor_origin_group",
    "cdn_frontdoor_profile_id",
    profile.id,
  );
  return inventory
    .of("azurerm_cdn_frontdoor_origin")
    .filter(({ values }) =>
      groups.some(({ id }) => sameId(text(values, "cdn_frontdoor_origin_group_id"), id)),
    );
}

function originKind({ values }: FoundResource): string {
  return blocks(values, "private_link").length > 0 ? "private-link" : "public";
}
