/** Certificates and DNS records of an Application Gateway. */
import { sameId, nameOf, type FoundResource, type Inventory } from "../inventory.js";
import { compact, unlessEmpty, type Spec } from "../spec.js";
import { block, blocks, text, texts, type Values } from "../values.js";
import { onlyPrincipalOn, principalOf, vaultReadBy } from "./identities.js";
import { isExisting, type KeptIds } from "./kept.js";
import { isReachedByEndpoint } from "./private-endpoints.js";

/** The key `tls`: certificates that the gateway reads from a vault; undefined where there are none. */
export function tlsSpec(inventory: Inventory, gateway: Values, kept: KeptIds): Spec | undefined {
  const certificates = blocks(gateway, "ssl_certificate").flatMap((certificate) => {
    const secret = text(certificate, "key_vault_secret_id");
    const name = text(certificate, "name");
    return secret === undefined || name === undefined ? [] : [{ name, secret }];
  });
  const own = certificates.flatMap(({ name, secret }) => {
    const found = inventory
      .of("azurerm_key_vault_certificate")
      .find(({ values }) => text(values, "versionless_secret_id") === secret);
    return found === undefined ? [] : [{ name, found }];
  });
  if (certificates.length === 0) return undefined;
  const vault = vaultOf(inventory, gateway, certificates[0]?.secret ?? "");
  const identity = identitySpec(inventory, gateway, vault, kept);
  if (own.length === certificates.length)
    return compact({
      type: "own-key-vault",
      certificates: Object.fromEntries(own.map(({ name, found }) => [name, hostNamesOf(found)])),
      access: accessSpec(inventory, own[0] && text(own[0].found.values, "key_vault_id")),
      identity,
    });
  const secrets = certificates.map(({ name, secret }) => [name, secret.replace(/\/$/, "")] as const);
  return vault === undefined
    ? undefined
    : compact({ type: "key-vault", id: vault, certificates: Object.fromEntries(secrets), identity });
}

/** From where a vault is reached; undefined for any address. */
function accessSpec(inventory: Inventory, vaultId: string | undefined): Spec | undefined {
  const vault = inventory.byId("azurerm_key_vault", vaultId);
  if (vault === undefined) return undefined;
  if (isReachedByEndpoint(inventory, vault.id)) return { type: "private" };
  const rules = block(vault.values, "network_acls");
  if (text(rules, "default_action") !== "Deny") return undefined;
  return compact({ type: "selected", from: texts(rules, "ip_rules") }, { from: [] });
}

function hostNamesOf({ values }: FoundResource): readonly string[] {
  const properties = block(block(values, "certificate_policy"), "x509_certificate_properties");
  return texts(block(properties, "subject_alternative_names"), "dns_names");
}

/** The vault of a secret, on which some identity has a role. */
function vaultOf(inventory: Inventory, gateway: Values, secret: string): string | undefined {
  return vaultReadBy(inventory, principalOf(inventory, identityOf(gateway)), secret);
}

function identityOf(gateway: Values): string | undefined {
  return texts(block(gateway, "identity"), "identity_ids")[0];
}

/** The identity that fetches the certificates, where it exists already. */
function identitySpec(
  inventory: Inventory,
  gateway: Values,
  vault: string | undefined,
  kept: KeptIds,
): Spec | undefined {
  const id = identityOf(gateway);
  if (!isExisting(inventory, kept, "azurerm_user_assigned_identity", id)) return undefined;
  const principalId =
    principalOf(inventory, id) ?? onlyPrincipalOn(inventory, (scope) => sameId(scope, vault));
  return compact({ id, principalId });
}

/** Root certificates of backends in PEM, by name. */
export function trustedRootsSpec(gateway: Values): Spec | undefined {
  const roots = blocks(gateway, "trusted_root_certificate").flatMap((root) => {
    const [name, data] = [text(root, "name"), text(root, "data")];
    return name === undefined || data === undefined
      ? []
      : [[name, Buffer.from(data, "base64").toString("utf8")] as const];
  });
  return unlessEmpty(Object.fromEntries(roots));
}

/** The key `dns`: records that name the gateway's addresses. */
export function recordsSpec(inventory: Inventory, gateway: Values): readonly Spec[] | undefined {
  const frontends = blocks(gateway, "frontend_ip_configuration");
  const publicIps = frontends.map((frontend) => text(frontend, "public_ip_address_id"));
  const privateIps = frontends.map((frontend) => text(frontend, "private_ip_address"));
  const records = [
    ...inventory
      .of("azurerm_dns_a_record")
      .filter(({ values }) => publicIps.some((id) => sameId(id, text(values, "target_resource_id"))))
      .map((record) => recordSpec(inventory, record, "public", "azurerm_dns_zone")),
    ...inventory
      .of("azurerm_private_dns_a_record")
      .filter(({ values }) => texts(values, "records").some((address) => privateIps.includes(address)))
      .map((record) => recordSpec(inventory, record, "private", "azurerm_private_dns_zone")),
  ];
  return records.length === 0 ? undefined : records;
}

function recordSpec(inventory: Inventory, record: FoundResource, type: string, zoneType: string): Spec {
  const zoneId = record.id.slice(0, record.id.lastIndexOf("/A/"));
  const zoneName = text(record.values, "zone_name") ?? "";
  const created = inventory.of(zoneType).some((zone) => nameOf(zone) === zoneName);
  return { type, zone: created ? { name: zoneName } : { id: zoneId }, name: nameOf(record) };
}
