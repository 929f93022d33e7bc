import { DEFAULTS } from "@aks-topology/constructs/internal";
import { sameId, type FoundResource, type Inventory } from "../inventory.js";
import type { FoundHub } from "../relations.js";
import { compact, oneOrMany, type Spec } from "../spec.js";
import { block, blocks, number, text, texts, type Values } from "../values.js";
import { bastionOf, bastionSpec } from "./bastion.js";
import { ddosSpec } from "./ddos.js";
import { defaultHopOf } from "./default-route.js";
import { hubDnsSpec } from "./dns.js";
import { ipGroupsSpec, ownIpGroups } from "./ip-groups.js";
import { ipamPoolSpec } from "./ipam-pool.js";
import { onlyPrincipalOn, principalOf } from "./identities.js";
import { jumpHostSpec } from "./jump-host.js";
import { existingSpec, isExisting, type KeptIds } from "./kept.js";
import type { Names } from "./names.js";
import { networkGatewaySpec } from "./network-gateway.js";
import { zonesSpec } from "./node-pool.js";
import { onPremisesOf } from "./openings.js";
import { natRulesOf, publishSpec } from "./published.js";
import { addressOf, existingIpsSpec, PUBLIC_IP } from "./public-ips.js";

/** The settings of a hub that is created. */
export function hubSpec(
  inventory: Inventory,
  hub: FoundHub,
  key: string,
  { names, kept }: { readonly names: Names; readonly kept: KeptIds },
): Spec {
  const { network, firewall, networkGateway } = hub;
  const values = network?.values ?? {};
  const prefixes = onPremisesOf(inventory, hub);
  const bastion = bastionOf(inventory, hub);
  return compact({
    ...names.placeOf(hub),
    name: names.differing(network, "virtualNetwork", key),
    addressSpace: oneOrMany(texts(values, "address_space")),
    ddos: ddosSpec(inventory, values),
    ipamPool: ipamPoolSpec(inventory, values),
    firewall: firewall && {
      ...compact({ name: names.differing(firewall, "firewall", key) }),
      ...firewallSpec(inventory, firewall, kept),
    },
    gateway: networkGateway && {
      ...networkGatewaySpec(inventory, networkGateway, key, { names, kept }),
      ...compact({ name: names.differing(networkGateway, "networkGateway", key) }),
    },
    bastion: bastion && {
      ...compact({ name: names.differing(bastion, "bastion", key) }),
      ...bastionSpec(inventory, bastion, kept),
      ...compact({ jumpHost: jumpHostSpec(inventory, hub, key, names) }),
    },
    dns: hubDnsSpec(inventory, hub),
    onPremises: prefixes.length === 0 ? undefined : { prefixes },
  });
}

/** The prefix that a public address was taken from: its length where it is created, or its id. */
function takenFromSpec(inventory: Inventory, addressId: string | undefined, kept: KeptIds): unknown {
  const id = text(inventory.byId(PUBLIC_IP, addressId)?.values ?? {}, "public_ip_prefix_id");
  return (
    existingSpec(inventory, kept, PREFIX, id) ??
    number(inventory.byId(PREFIX, id)?.values ?? {}, "prefix_length")
  );
}

const PREFIX = "azurerm_public_ip_prefix";

function firewallSpec(inventory: Inventory, found: FoundResource, kept: KeptIds): Spec {
  const { values: firewall } = found;
  const ipGroups = ownIpGroups(inventory, found, kept);
  const ids = blocks(firewall, "ip_configuration").map(publicIpIn);
  const rules = natRulesOf(inventory, text(firewall, "firewall_policy_id"));
  const existing = existingIpsSpec(
    inventory,
    kept,
    ids.filter((id) => id !== undefined),
    rules.flatMap((rule) => text(rule, "destination_address") ?? []),
  );
  const forcedTunnelling = forcedTunnellingSpec(inventory, firewall);
  const addresses = ids.map((id, i) => addressOf(inventory, id) ?? existing?.[i]?.["address"]);
  return compact(
    {
      tier: text(firewall, "sku_tier"),
      ...detectionSpec(inventory, firewall, kept),
      zones: zonesSpec(firewall),
      forcedTunnelling,
      publicIps: forcedTunnelling === undefined ? (existing ?? ids.length) : undefined,
      publicIpPrefix: existing === undefined ? takenFromSpec(inventory, ids[0], kept) : undefined,
      managementPublicIp: existingSpec(
        inventory,
        kept,
        PUBLIC_IP,
        publicIpIn(block(firewall, "management_ip_configuration")),
      ),
      ipGroups: ipGroupsSpec(ipGroups),
      publish: publishSpec(rules, addresses, ipGroups),
    },
    DEFAULTS.firewall,
  );
}

/** The appliance behind a firewall: Azure takes a default route to one only with a management address. */
function forcedTunnellingSpec(inventory: Inventory, firewall: Values): Spec | undefined {
  if (blocks(firewall, "management_ip_configuration").length === 0) return undefined;
  const [subnetId] = blocks(firewall, "ip_configuration").flatMap((one) => text(one, "subnet_id") ?? []);
  const privateIp = defaultHopOf(inventory, subnetId);
  return privateIp === undefined ? undefined : { type: "appliance", privateIp };
}

/** What the policy of a firewall recognizes, where it is not as Azure has it. */
export function detectionSpec(inventory: Inventory, firewall: Values, kept: KeptIds): Spec {
  const policy =
    inventory.byId("azurerm_firewall_policy", text(firewall, "firewall_policy_id"))?.values ?? {};
  const mode = (value: string | undefined, unset: string): string | undefined =>
    value === undefined || value === unset ? undefined : value.toLowerCase();
  return {
    intrusionDetection: mode(text(block(policy, "intrusion_detection"), "mode"), "Off"),
    threatIntelligence: mode(text(policy, "threat_intelligence_mode"), "Alert"),
    tlsInspection: tlsInspectionSpec(inventory, policy, kept),
  };
}

/** The authority of TLS inspection, with the vault that its identity has a role on. */
function tlsInspectionSpec(inventory: Inventory, policy: Values, kept: KeptIds): Spec | undefined {
  const certificate = text(block(policy, "tls_certificate"), "key_vault_secret_id");
  const [identityId] = texts(block(policy, "identity"), "identity_ids");
  if (certificate === undefined) return undefined;
  const [, name = ""] = /^https:\/\/([^./]+)/.exec(certificate) ?? [];
  const scopes = inventory.of("azurerm_role_assignment").flatMap(({ values }) => text(values, "scope") ?? []);
  const vault = scopes.find((scope) => scope.toLowerCase().endsWith(`/vaults/${name.toLowerCase()}`));
  if (vault === undefined) return undefined;
  const isOthers = isExisting(inventory, kept, "azurerm_user_assigned_identity", identityId);
  const principalId =
    principalOf(inventory, identityId) ?? onlyPrincipalOn(inventory, (scope) => sameId(scope, vault));
  return compact({
    vault: { id: vault },
    certificate: certificate.replace(/\/$/, ""),
    identity: isOthers ? compact({ id: identityId, principalId }) : undefined,
  });
}

function publicIpIn(configuration: Values): string | undefined {
  return text(configuration, "public_ip_address_id");
}
