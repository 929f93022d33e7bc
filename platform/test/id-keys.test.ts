import { ARM_TYPES, type ArmType } from "@aks-topology/constructs/internal";
import { describe, expect, test } from "vitest";
import { textKeys, type TextKey } from "./support/text-keys.js";

const SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-00000000000a";
const GROUP = `${SUBSCRIPTION}/resourceGroups/rg-one`;
const MANAGEMENT_GROUP = "/providers/Microsoft.Management/managementGroups/corp";
const DEFINITION = "/providers/Microsoft.Authorization/policyDefinitions/one";

function idOfType(type: string): string {
  const [namespace = "", ...segments] = type.split("/");
  return `${GROUP}/providers/${[namespace, ...segments.flatMap((each) => [each, "shop1"])].join("/")}`;
}

const VAULT: readonly ArmType[] = ["Microsoft.KeyVault/vaults"];
const PUBLIC_IP = ["Microsoft.Network/publicIPAddresses"] as const;
const SUBNET = ["Microsoft.Network/virtualNetworks/subnets"] as const;
const NETWORK = ["Microsoft.Network/virtualNetworks"] as const;
const TABLE = ["Microsoft.Network/routeTables"] as const;
const SECURITY_GROUP = ["Microsoft.Network/networkSecurityGroups"] as const;
const IDENTITY = ["Microsoft.ManagedIdentity/userAssignedIdentities"] as const;
const WORKSPACE = ["Microsoft.OperationalInsights/workspaces"] as const;
const REGISTRY = ["Microsoft.ContainerRegistry/registries"] as const;
const CLUSTER = ["Microsoft.ContainerService/managedClusters"] as const;
const GATEWAY = ["Microsoft.Network/applicationGateways"] as const;
const POOL = ["Microsoft.Network/networkManagers/ipamPools"] as const;
const PLAN = ["Microsoft.Network/ddosProtectionPlans"] as const;
// The two kinds of zones have rules of their own, which say which one is wanted.
const ZONE = ["Microsoft.Network/dnsZones", "Microsoft.Network/privateDnsZones"] as const;

const HUB: Readonly<Record<string, readonly ArmType[]>> = {
  id: [...NETWORK, "Microsoft.Network/virtualHubs"],
  "bastion.publicIp.id": PUBLIC_IP,
  "ddos.plan.id": PLAN,
  "ipamPool.id": POOL,
  "firewall.managementPublicIp.id": PUBLIC_IP,
  "firewall.policy.id": ["Microsoft.Network/firewallPolicies"],
  "firewall.publicIps[].id": PUBLIC_IP,
  "firewall.publicIpPrefix.id": ["Microsoft.Network/publicIPPrefixes"],
  "firewall.tlsInspection.identity.id": ["Microsoft.ManagedIdentity/userAssignedIdentities"],
  "firewall.tlsInspection.vault.id": VAULT,
  "firewall.publish.*.from.ipGroups[].id": ["Microsoft.Network/ipGroups"],
  "forwardingRules.id": ["Microsoft.Network/dnsForwardingRulesets"],
  "gateway.circuits.*.authorizationKey.vault.id": VAULT,
  "gateway.circuits.*.circuit.id": ["Microsoft.Network/expressRouteCircuits"],
  "gateway.publicIp.id": PUBLIC_IP,
  "gateway.secondPublicIp.id": PUBLIC_IP,
  "gateway.sites.*.sharedKey.vault.id": VAULT,
  "gateway.routeTable.id": TABLE,
  "privateZones[].id": ["Microsoft.Network/privateDnsZones"],
  "wan.id": ["Microsoft.Network/virtualWans"],
};

/** The types of each key that takes an id. A key that the schema has and that is missing here fails a test. */
const TYPES: Readonly<Record<string, readonly ArmType[]>> = {
  "spokes.*.clusters.*.egress.allow.*.ipGroups[].id": ["Microsoft.Network/ipGroups"],
  "alerts.actionGroups[].id": ["Microsoft.Insights/actionGroups"],
  "diagnostics.flowLogs.storage.id": ["Microsoft.Storage/storageAccounts"],
  "diagnostics.workspace.id": WORKSPACE,
  ...Object.fromEntries(
    Object.entries(HUB).flatMap(([key, types]) => [
      [`hub.${key}`, types],
      [`hubs.*.${key}`, types],
    ]),
  ),
  "mirrors.*.cluster.id": CLUSTER,
  "mirrors.*.gateway.id": GATEWAY,
  "mirrors.*.gatewaySubnet.id": SUBNET,
  "mirrors.*.routeTable.id": TABLE,
  "mirrors.*.target.id": TABLE,
  "routeSync.eventGrid.existing.*.id": ["Microsoft.EventGrid/systemTopics"],
  "routeSync.network.routeTable.id": TABLE,
  "routeSync.network.subnet.id": SUBNET,
  "routeSync.notify.actionGroups[].id": ["Microsoft.Insights/actionGroups"],
  "routeSync.workspace.id": WORKSPACE,
  "spokes.*.clusters.*.addOns.defender.workspace.id": WORKSPACE,
  "spokes.*.clusters.*.addOns.metrics.workspaceId": ["Microsoft.Monitor/accounts"],
  "spokes.*.clusters.*.addOns.monitoring.workspace.id": WORKSPACE,
  "spokes.*.clusters.*.addOns.registries[].id": REGISTRY,
  "spokes.*.clusters.*.addOns.certManager.zones[].id": ["Microsoft.Network/dnsZones"],
  "spokes.*.clusters.*.apiServer.access.dns.zoneId": ZONE,
  "spokes.*.clusters.*.apiServer.dns.zoneId": ZONE,
  "spokes.*.clusters.*.apiServer.subnet.id": SUBNET,
  "spokes.*.clusters.*.diskEncryptionSet.id": ["Microsoft.Compute/diskEncryptionSets"],
  "spokes.*.clusters.*.egress.publicIpPrefix.id": ["Microsoft.Network/publicIPPrefixes"],
  "spokes.*.clusters.*.egress.publicIps[]": PUBLIC_IP,
  "spokes.*.clusters.*.egress.publicIps[].id": PUBLIC_IP,
  "spokes.*.clusters.*.egress.registry": REGISTRY,
  "spokes.*.clusters.*.id": CLUSTER,
  "spokes.*.clusters.*.identity.id": IDENTITY,
  "spokes.*.clusters.*.ingress.securityGroup.id": SECURITY_GROUP,
  "spokes.*.clusters.*.ingress.subnet.id": SUBNET,
  "spokes.*.clusters.*.kubeletIdentity.id": IDENTITY,
  "spokes.*.clusters.*.nodePools.*.podSubnet.id": SUBNET,
  "spokes.*.clusters.*.nodePools.*.securityGroup.id": SECURITY_GROUP,
  "spokes.*.clusters.*.nodePools.*.subnet.id": SUBNET,
  "spokes.*.clusters.*.nodes.securityGroup.id": SECURITY_GROUP,
  "spokes.*.clusters.*.nodes.subnet.id": SUBNET,
  "spokes.*.clusters.*.routeTable.id": TABLE,
  "spokes.*.clusters.*.systemNodes.securityGroup.id": SECURITY_GROUP,
  "spokes.*.clusters.*.systemNodes.subnet.id": SUBNET,
  "spokes.*.clusters.*.virtualNodes.subnet.id": SUBNET,
  "spokes.*.ddos.plan.id": PLAN,
  "spokes.*.ipamPool.id": POOL,
  "spokes.*.gateways.*.dns[].zone.id": ZONE,
  "spokes.*.gateways.*.frontend.publicIp.id": PUBLIC_IP,
  "spokes.*.gateways.*.id": GATEWAY,
  "spokes.*.gateways.*.identity.id": IDENTITY,
  "spokes.*.gateways.*.routeTable.id": TABLE,
  "spokes.*.gateways.*.securityGroup.id": SECURITY_GROUP,
  "spokes.*.gateways.*.subnet.id": SUBNET,
  "frontDoors.*.tls.id": VAULT,
  "spokes.*.clusters.*.ingress.tls.id": VAULT,
  "spokes.*.gateways.*.tls.id": VAULT,
  "spokes.*.gateways.*.tls.identity.id": IDENTITY,
  "spokes.*.loadBalancers.securityGroup.id": SECURITY_GROUP,
  "spokes.*.loadBalancers.subnet.id": SUBNET,
  "spokes.*.network.id": NETWORK,
  "spokes.*.privateEndpoints.*.id": [...REGISTRY, ...VAULT],
  "spokes.*.privateEndpoints.*.zone.id": ["Microsoft.Network/privateDnsZones"],
};

/** Keys with the id of something that is no resource of a resource group. */
const OTHER_IDS: Readonly<Record<string, readonly string[]>> = {
  "governance.policies.*.id": [
    DEFINITION,
    SUBSCRIPTION + DEFINITION,
    MANAGEMENT_GROUP + DEFINITION,
    DEFINITION.replace("policyDefinitions", "policySetDefinitions"),
  ],
  "governance.policies.*.scope.id": [MANAGEMENT_GROUP],
  "mirrors.*.routeTable.nodeResourceGroup.id": [GROUP],
  "spokes.*.clusters.*.nodeResourceGroup.id": [GROUP],
};

/** Whether a key takes ids: its pattern begins as one, or its name says so and it is no GUID. */
function takesIds({ path, shape }: TextKey): boolean {
  if (shape.format === "uuid") return false;
  return (
    /^\^\(?(\?:)?\\?\/(subscriptions|providers)/.test(shape.pattern ?? "") ||
    /(^|\.)(id|\w+Ids?)(\[\])?$/.test(path)
  );
}

const ALL = textKeys().filter(takesIds);

/** A key of two kinds reads the ids of both. */
const KEYS = ALL.filter(({ path }, i) => ALL.findIndex((one) => one.path === path) === i).map((key) => ({
  ...key,
  read: (text: string) =>
    ALL.filter(({ path }) => path === key.path)
      .map(({ read }) => read(text))
      .find((value) => value !== undefined),
}));

const SAMPLES = new Map<string, readonly string[]>([
  ...Object.entries(TYPES).map(([path, types]): [string, string[]] => [path, types.map(idOfType)]),
  ...Object.entries(OTHER_IDS),
]);

const cases = KEYS.flatMap((key) => (SAMPLES.get(key.path) ?? []).map((id) => ({ ...key, id })));

/** An id with its fixed segments in another case; names stay. */
function recased(id: string, change: (text: string) => string): string {
  const names = ["rg-one", "one", "shop1", "corp"];
  return id
    .split("/")
    .map((segment) => (names.includes(segment) ? segment : change(segment)))
    .join("/");
}

describe("ids of the platform file", () => {
  test("are in the keys that are listed here", () => {
    expect(new Set(KEYS.map(({ path }) => path))).toEqual(new Set(SAMPLES.keys()));
  });

  test.each(cases)("are written as azurerm spells them: $path", ({ id, read }) => {
    expect(read(id)).toBe(id);
    expect(read(id.replace("resourceGroups", "resourcegroups"))).toBe(id);
    expect(read(recased(id, (text) => text.toLowerCase()))).toBe(id);
    expect(read(recased(id, (text) => text.toUpperCase()))).toBe(id);
  });

  test.each(KEYS)("are of the type that is wanted: $path", ({ path, read }) => {
    const accepted = ARM_TYPES.filter((type) => read(idOfType(type)) !== undefined);
    expect(accepted).toEqual([...(TYPES[path] ?? [])].sort());
  });

  const broken: readonly (readonly [string, (id: string) => string])[] = [
    ["with a slash at the end", (id) => `${id}/`],
    [
      "with a slash too many",
      (id) => id.replace("/providers", "//providers").replace("/resourceG", "//resourceG"),
    ],
    ["with more after it", (id) => `${id}/more`],
    ["with a query", (id) => `${id}?api-version=2024-05-01`],
    ["without its name", (id) => id.split("/").slice(0, -1).join("/")],
    ["with a blank after it", (id) => `${id} `],
    ["with a blank before it", (id) => ` ${id}`],
    ["without its first slash", (id) => id.slice(1)],
    ["that is the address of a page", (id) => `https://portal.azure.com/#resource${id}`],
    ["with a template as its name", (id) => id.replace(/[^/]+$/, "$${var.name}")],
    ["of another provider", (id) => id.replace("Microsoft.", "Contoso.").replace("resourceGroups", "groups")],
    [
      "whose dot is another character",
      (id) => id.replace("Microsoft.", "Microsoft_").replace("/rg-one", "/"),
    ],
    ["whose subscription is no GUID", (id) => (id.startsWith("/sub") ? id.replace("0000-", "-0000") : "")],
  ];

  test.each(broken)("are refused %s", (_, change) => {
    const accepted = cases.filter(({ id, read }) => read(change(id)) !== undefined);
    expect(accepted.map(({ path }) => path)).toEqual([]);
  });
});
