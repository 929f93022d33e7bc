/** Azure Firewall, its policy and the rule groups of the policy. */
import type { FoundResource } from "../found.js";
import { at, defined, found, listAt, textAt, textsAt, type ArmResource } from "./arm-resource.js";
import type { Values } from "../values.js";
import { identityOf } from "./gateway.js";

export function firewallOfArm(firewall: ArmResource): readonly FoundResource[] {
  const { values } = firewall;
  const management = at(values, "managementIpConfiguration") ?? undefined;
  return [
    found("azurerm_firewall", firewall, {
      sku_name: textAt(values, "sku.name"),
      sku_tier: textAt(values, "sku.tier"),
      zones: textsAt(values, "zones"),
      firewall_policy_id: textAt(values, "firewallPolicy.id"),
      virtual_hub: hubOfArm(values),
      ip_configuration: listAt(values, "ipConfigurations").map(configurationOfArm),
      management_ip_configuration: management === undefined ? [] : [configurationOfArm(management)],
    }),
  ];
}

/** The virtual hub of a firewall, with the addresses that Azure gave it there. */
function hubOfArm(firewall: Values): readonly Values[] {
  const id = textAt(firewall, "virtualHub.id");
  if (id === undefined) return [];
  const addresses = listAt(firewall, "hubIPAddresses.publicIPs.addresses").flatMap(
    (one) => textAt(one, "address") ?? [],
  );
  return [
    defined({
      virtual_hub_id: id,
      public_ip_count: at(firewall, "hubIPAddresses.publicIPs.count"),
      private_ip_address: textAt(firewall, "hubIPAddresses.privateIPAddress"),
      public_ip_addresses: addresses,
    }),
  ];
}

function configurationOfArm(configuration: unknown): Values {
  return defined({
    name: textAt(configuration, "name"),
    private_ip_address: textAt(configuration, "privateIPAddress"),
    public_ip_address_id: textAt(configuration, "publicIPAddress.id"),
    subnet_id: textAt(configuration, "subnet.id"),
  });
}

export function firewallPolicyOfArm(policy: ArmResource): readonly FoundResource[] {
  const { values } = policy;
  const dns = at(values, "dnsSettings");
  const settings = defined({
    proxy_enabled: at(dns, "enableProxy"),
    servers: textsAt(dns, "servers"),
  });
  return [
    found("azurerm_firewall_policy", policy, {
      sku: textAt(values, "sku.tier"),
      base_policy_id: textAt(values, "basePolicy.id"),
      threat_intelligence_mode: textAt(values, "threatIntelMode"),
      intrusion_detection:
        textAt(values, "intrusionDetection.mode") === undefined
          ? []
          : [{ mode: textAt(values, "intrusionDetection.mode") }],
      ...tlsOfArm(policy),
      dns: Object.keys(settings).length === 0 ? [] : [settings],
    }),
  ];
}

/** The authority that a policy signs with, and the identity that fetches it. */
function tlsOfArm({ values }: ArmResource): Values {
  const authority = at(values, "transportSecurity.certificateAuthority");
  if (textAt(authority, "keyVaultSecretId") === undefined) return {};
  return {
    identity: identityOf(at(values, "identity")),
    tls_certificate: [
      { name: textAt(authority, "name"), key_vault_secret_id: textAt(authority, "keyVaultSecretId") },
    ],
  };
}

export function ipGroupOfArm(group: ArmResource): readonly FoundResource[] {
  return [found("azurerm_ip_group", group, { cidrs: textsAt(group.values, "ipAddresses") })];
}

export function ruleGroupOfArm(group: ArmResource): readonly FoundResource[] {
  const { id, values } = group;
  const collections = listAt(values, "ruleCollections");
  const ofRules = (type: string): readonly unknown[] =>
    collections.filter((one) => listAt(one, "rules").some((rule) => textAt(rule, "ruleType") === type));
  return [
    {
      ...found("azurerm_firewall_policy_rule_collection_group", group, {}),
      values: defined({
        id,
        name: group.name,
        firewall_policy_id: id.split("/").slice(0, -2).join("/"),
        priority: at(values, "priority"),
        application_rule_collection: ofRules("ApplicationRule").map((one) =>
          collectionOfArm(one, webRuleOfArm),
        ),
        network_rule_collection: ofRules("NetworkRule").map((one) => collectionOfArm(one, networkRuleOfArm)),
        nat_rule_collection: ofRules("NatRule").map((one) => collectionOfArm(one, natRuleOfArm)),
      }),
    },
  ];
}

function collectionOfArm(collection: unknown, rule: (value: unknown) => Values): Values {
  const action = textAt(collection, "action.type");
  return defined({
    name: textAt(collection, "name"),
    priority: at(collection, "priority"),
    action: action === "DNAT" ? "Dnat" : action,
    rule: listAt(collection, "rules").map(rule),
  });
}

function sourcesOfArm(rule: unknown): Values {
  return {
    name: textAt(rule, "name"),
    description: textAt(rule, "description"),
    source_addresses: textsAt(rule, "sourceAddresses"),
    source_ip_groups: textsAt(rule, "sourceIpGroups"),
  };
}

function webRuleOfArm(rule: unknown): Values {
  return defined({
    ...sourcesOfArm(rule),
    destination_fqdns: textsAt(rule, "targetFqdns"),
    destination_fqdn_tags: textsAt(rule, "fqdnTags"),
    destination_urls: textsAt(rule, "targetUrls"),
    terminate_tls: at(rule, "terminateTLS"),
    protocols: listAt(rule, "protocols").map((protocol) => ({
      type: textAt(protocol, "protocolType"),
      port: at(protocol, "port"),
    })),
  });
}

function networkRuleOfArm(rule: unknown): Values {
  return defined({
    ...sourcesOfArm(rule),
    protocols: textsAt(rule, "ipProtocols"),
    destination_addresses: textsAt(rule, "destinationAddresses"),
    destination_fqdns: textsAt(rule, "destinationFqdns"),
    destination_ip_groups: textsAt(rule, "destinationIpGroups"),
    destination_ports: textsAt(rule, "destinationPorts"),
  });
}

function natRuleOfArm(rule: unknown): Values {
  return defined({
    ...sourcesOfArm(rule),
    protocols: textsAt(rule, "ipProtocols"),
    destination_address: textsAt(rule, "destinationAddresses")?.[0],
    destination_ports: textsAt(rule, "destinationPorts"),
    translated_address: textAt(rule, "translatedAddress"),
    translated_fqdn: textAt(rule, "translatedFqdn"),
    translated_port: Number(textAt(rule, "translatedPort")),
  });
}
