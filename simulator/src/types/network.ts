import { asObject, at, isList, objects, textAt, textOf, type JsonObject } from "../core/json.js";
import { badRequest, type ArmError } from "../core/arm-error.js";
import { stableGuid } from "../core/random.js";
import type { Facts, TypeRow } from "../core/type-row.js";
import { effectiveNetworkSecurityGroups, effectiveRouteTable } from "../reachability/answers.js";
import { configOf, inSubnet, ipConfigurations, ofAddress } from "./ip-configurations.js";
import {
  groupOf,
  held,
  privateAddress,
  publicAddress,
  RESOURCE_GUID,
  subResources,
  subscriptionOf,
} from "./helpers.js";
import { HUB_ADDRESSES } from "./virtual-wan.js";

function allocated(name: string, users: readonly string[]) {
  return badRequest(
    "PublicIPAddressCannotBeDeleted",
    `Public IP address ${name} can not be deleted since it is still allocated to resource ${users[0] ?? ""}. In order to delete the public IP, disassociate/detach the Public IP address from the resource.`,
    [],
  );
}

const addressRows: readonly TypeRow[] = [
  {
    type: "Microsoft.Network/publicIPAddresses",
    needsLocation: true,
    retryAfter: 0,
    defaults: {
      sku: { name: "Standard", tier: "Regional" },
      properties: {
        publicIPAddressVersion: "IPv4",
        publicIPAllocationMethod: "Static",
        idleTimeoutInMinutes: 4,
        ipTags: [],
        ddosSettings: { protectionMode: "VirtualNetworkInherited" },
      },
    },
    dropped: ["properties.ipConfiguration", "properties.natGateway"],
    references: [{ path: "properties.publicIPPrefix.id", shownAs: "publicIPAddresses" }],
    computed: {
      ...RESOURCE_GUID,
      "properties.ipAddress": ({ id, body }) =>
        textAt(body, "properties.publicIPAllocationMethod") === "Static" ? publicAddress(id) : undefined,
      "properties.dnsSettings.fqdn": ({ body }) => {
        const label = textAt(body, "properties.dnsSettings.domainNameLabel");
        return label === "" ? undefined : `${label}.${textAt(body, "location")}.cloudapp.azure.com`;
      },
    },
    inUse: allocated,
  },
  { type: "Microsoft.Network/ddosProtectionPlans", needsLocation: true, computed: RESOURCE_GUID },
  { type: "Microsoft.Network/networkManagers", needsLocation: true, computed: RESOURCE_GUID },
  { type: "Microsoft.Network/networkManagers/ipamPools", needsLocation: true },
  { type: "Microsoft.Network/networkManagers/ipamPools/staticCidrs" },
  {
    type: "Microsoft.Network/publicIPPrefixes",
    needsLocation: true,
    retryAfter: 0,
    defaults: { properties: { publicIPAddressVersion: "IPv4", prefixLength: 28, ipTags: [] } },
    dropped: ["properties.natGateway"],
    computed: {
      ...RESOURCE_GUID,
      "properties.ipPrefix": ({ id, body }) =>
        `${publicAddress(id).replace(/\.\d+$/, ".0")}/${textAt(body, "properties.prefixLength")}`,
    },
    inUse: held("InUsePublicIpPrefixCannotBeDeleted", "Public IP prefix"),
  },
  {
    type: "Microsoft.Network/natGateways",
    needsLocation: true,
    retryAfter: 0,
    defaults: { sku: { name: "Standard" }, properties: { idleTimeoutInMinutes: 4 } },
    dropped: ["properties.subnets"],
    computed: RESOURCE_GUID,
    references: [
      { path: "properties.publicIpAddresses[].id", shownAs: "natGateway", cardinality: "one" },
      { path: "properties.publicIpPrefixes[].id", shownAs: "natGateway", cardinality: "one" },
    ],
    refusals: [skuOfAddresses, zoneOfNatGateway],
    inUse: held("InUseNatGatewayCannotBeDeleted", "NAT gateway"),
  },
];

/** A gateway of one SKU takes addresses and prefixes of the same SKU. */
function skuOfAddresses({ body, world }: Facts): ArmError | undefined {
  const sku = textAt(body, "sku.name");
  const ids = ["publicIpAddresses", "publicIpPrefixes"].flatMap((list) =>
    objects(at(body, `properties.${list}`)).map((item) => textOf(item["id"])),
  );
  const other = ids.find((id) => {
    const stored = world.lookup(id);
    return stored !== undefined && textAt(stored, "sku.name") !== "" && textAt(stored, "sku.name") !== sku;
  });
  return other === undefined
    ? undefined
    : badRequest(
        "NatGatewaySkuMismatch",
        `NAT gateway of SKU ${sku} cannot use ${other} of another SKU.`,
        [],
      );
}

/** StandardV2 is in all zones. */
function zoneOfNatGateway({ body }: Facts): ArmError | undefined {
  const zones = at(body, "zones");
  return textAt(body, "sku.name") === "StandardV2" && isList(zones) && zones.length > 0
    ? badRequest("NatGatewayZonesNotSupported", "A NAT gateway of SKU StandardV2 has no zones.", [])
    : undefined;
}

const firewallRows: readonly TypeRow[] = [
  {
    type: "Microsoft.Network/azureFirewalls",
    needsLocation: true,
    retryAfter: 0,
    defaults: {
      properties: {
        threatIntelMode: "Alert",
        additionalProperties: {},
        networkRuleCollections: [],
        applicationRuleCollections: [],
        natRuleCollections: [],
      },
    },
    computed: {
      "properties.ipConfigurations": ipConfigurations("ipConfigurations", "privateIPAddress"),
      "properties.hubIPAddresses": HUB_ADDRESSES,
      "properties.managementIpConfiguration": (facts) => {
        const config = at(facts.body, "properties.managementIpConfiguration");
        if (config === undefined || config === null) return undefined;
        const name = textAt(config, "name");
        return { ...asObject(config), id: `${facts.id}/azureFirewallIpConfigurations/${name}` };
      },
    },
    references: [
      inSubnet("properties.ipConfigurations[].properties.subnet.id", "azureFirewallIpConfigurations"),
      ofAddress(
        "properties.ipConfigurations[].properties.publicIPAddress.id",
        "azureFirewallIpConfigurations",
      ),
      inSubnet("properties.managementIpConfiguration.properties.subnet.id", "azureFirewallIpConfigurations"),
      ofAddress(
        "properties.managementIpConfiguration.properties.publicIPAddress.id",
        "azureFirewallIpConfigurations",
      ),
      { path: "properties.firewallPolicy.id", shownAs: "firewalls" },
      { path: "properties.virtualHub.id", shownAs: "azureFirewall", cardinality: "one" },
    ],
  },
  { type: "Microsoft.Network/ipGroups", needsLocation: true },
  {
    type: "Microsoft.Network/firewallPolicies",
    needsLocation: true,
    retryAfter: 0,
    defaults: { properties: { threatIntelMode: "Alert", sku: { tier: "Standard" } } },
    dropped: ["properties.firewalls", "properties.childPolicies", "properties.ruleCollectionGroups"],
    references: [{ path: "properties.basePolicy.id", shownAs: "childPolicies" }],
    inUse: held("FirewallPolicyInUse", "Firewall policy"),
  },
  {
    type: "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
    shownInParent: "ruleCollectionGroups",
    retryAfter: 0,
    createStatus: 200,
    defaults: { properties: { ruleCollections: [] } },
    refusals: [
      ({ id, body, world }) => {
        const priority = textAt(body, "properties.priority");
        const policy = id.slice(0, id.toLowerCase().lastIndexOf("/rulecollectiongroups/")).toLowerCase();
        const twin = world.ofType("Microsoft.Network/firewallPolicies/ruleCollectionGroups").find((group) => {
          const other = textOf(group["id"]).toLowerCase();
          return (
            other !== id.toLowerCase() &&
            other.startsWith(`${policy}/`) &&
            textAt(group, "properties.priority") === priority
          );
        });
        return twin === undefined
          ? undefined
          : badRequest(
              "FirewallPolicyRuleCollectionGroupInvalidPriority",
              `Rule collection groups ${textOf(twin["name"])} and ${id.slice(id.lastIndexOf("/") + 1)} have the same priority ${priority}.`,
            );
      },
    ],
  },
];

/** A dynamic address is of the subnet: the same for a configuration on every run. */
function withPrivateAddresses(facts: Facts): JsonObject[] {
  return objects(at(facts.body, "properties.ipConfigurations")).map((config, index) => {
    const properties = asObject(config["properties"]);
    return {
      ...config,
      properties: {
        privateIPAllocationMethod: "Dynamic",
        privateIPAddressVersion: "IPv4",
        primary: index === 0,
        ...properties,
        privateIPAddress: privateAddress(
          { ...facts, id: `${facts.id}/${String(index)}` },
          at(properties["subnet"], "id"),
          properties["privateIPAddress"],
        ),
      },
    };
  });
}

const endpointRows: readonly TypeRow[] = [
  {
    type: "Microsoft.Network/privateEndpoints",
    needsLocation: true,
    retryAfter: 0,
    defaults: {
      properties: {
        customNetworkInterfaceName: "",
        ipConfigurations: [],
        manualPrivateLinkServiceConnections: [],
        privateLinkServiceConnections: [],
        customDnsConfigs: [],
      },
    },
    computed: {
      "properties.privateLinkServiceConnections": ({ id, body }) =>
        connected(id, "privateLinkServiceConnections", body, "Approved"),
      "properties.manualPrivateLinkServiceConnections": ({ id, body }) =>
        connected(id, "manualPrivateLinkServiceConnections", body, "Pending"),
      "properties.networkInterfaces": (facts) => [{ id: interfaceId(facts) }],
    },
    references: [{ path: "properties.subnet.id", shownAs: "privateEndpoints" }],
    creates: (facts) => [
      {
        id: interfaceId(facts),
        body: {
          location: textAt(facts.body, "location"),
          properties: {
            ipConfigurations: [
              {
                name: `privateEndpointIpConfig.${stableGuid(facts.id.toLowerCase())}`,
                properties: {
                  privateIPAddress: privateAddress(
                    facts,
                    at(facts.body, "properties.subnet.id"),
                    at(
                      objects(at(facts.body, "properties.ipConfigurations"))[0],
                      "properties.privateIPAddress",
                    ),
                  ),
                  privateIPAllocationMethod: "Dynamic",
                  subnet: { id: textAt(facts.body, "properties.subnet.id") },
                  primary: true,
                },
              },
            ],
          },
        },
      },
    ],
  },
  {
    type: "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
    retryAfter: 0,
    computed: {
      "properties.privateDnsZoneConfigs": ({ body }) =>
        objects(at(body, "properties.privateDnsZoneConfigs")).map((config) => ({
          ...config,
          properties: { recordSets: [], ...asObject(config["properties"]) },
        })),
    },
  },
  {
    type: "Microsoft.Network/networkInterfaces",
    needsLocation: true,
    retryAfter: 0,
    computed: {
      properties: subResources("ipConfigurations"),
      "properties.ipConfigurations": withPrivateAddresses,
      ...RESOURCE_GUID,
    },
    references: [
      {
        path: "properties.ipConfigurations[].properties.subnet.id",
        shownAs: "ipConfigurations",
        as: configOf("ipConfigurations"),
      },
      ofAddress("properties.ipConfigurations[].properties.publicIPAddress.id", "ipConfigurations"),
      { path: "properties.networkSecurityGroup.id", shownAs: "networkInterfaces" },
    ],
    dropped: ["properties.virtualMachine"],
    inUse: held("NicInUse", "Network interface"),
    actions: { effectiveRouteTable, effectiveNetworkSecurityGroups },
    longActions: ["effectiveRouteTable", "effectiveNetworkSecurityGroups"],
  },
  {
    type: "Microsoft.Network/privateLinkServices",
    needsLocation: true,
    retryAfter: 0,
    inline: [
      { property: "privateEndpointConnections", type: "privateEndpointConnections", whenOmitted: "keep" },
    ],
    computed: {
      "properties.alias": ({ id, name }) =>
        `${name}.${stableGuid(id.toLowerCase())}.westeurope.azure.privatelinkservice`,
    },
  },
];

function interfaceId({ id, name, body }: Facts): string {
  const custom = textAt(body, "properties.customNetworkInterfaceName");
  return `/subscriptions/${subscriptionOf(id)}/resourceGroups/${groupOf(id)}/providers/Microsoft.Network/networkInterfaces/${custom === "" ? `${name}.nic.${stableGuid(id.toLowerCase())}` : custom}`;
}

function connected(id: string, list: string, body: JsonObject, status: string): JsonObject[] {
  return objects(at(body, `properties.${list}`)).map((connection) => ({
    ...connection,
    id: `${id}/${list}/${textOf(connection["name"])}`,
    properties: {
      provisioningState: "Succeeded",
      groupIds: [],
      ...asObject(connection["properties"]),
      privateLinkServiceConnectionState: { status, description: "", actionsRequired: "None" },
    },
  }));
}

/** Microsoft.Network but for virtual networks, route tables, gateways and DNS. */
export const NETWORK_ROWS: readonly TypeRow[] = [...addressRows, ...firewallRows, ...endpointRows];
