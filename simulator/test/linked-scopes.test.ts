import { expect, test } from "vitest";
import { GROUP, SUB, TABLE } from "./support/arm.js";
import { CONTRIBUTOR, NETWORK_CONTRIBUTOR, OID, OWN, OWNER, enforced, grant } from "./support/roles.js";

function net(path: string, group = GROUP): string {
  return `${group}/providers/Microsoft.Network/${path}`;
}
const OTHER = `/subscriptions/${SUB}/resourceGroups/other`;
const WEST = { location: "westeurope" };

function shared(): ReturnType<typeof enforced> {
  const world = enforced();
  const { arm } = world;
  arm.sim.seed(net("routeTables/theirs", OTHER), WEST);
  arm.sim.seed(net("networkSecurityGroups/theirs", OTHER), WEST);
  arm.sim.seed(net("publicIPAddresses/theirs", OTHER), WEST);
  arm.sim.seed(`${OTHER}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/theirs`, WEST);
  arm.sim.seed(net("virtualNetworks/v", OTHER), {
    ...WEST,
    properties: {
      addressSpace: { addressPrefixes: ["10.1.0.0/16"] },
      subnets: [{ name: "s", properties: { addressPrefix: "10.1.0.0/24" } }],
    },
  });
  arm.sim.seed(net("virtualNetworks/own"), {
    ...WEST,
    properties: { addressSpace: { addressPrefixes: ["10.2.0.0/16"] } },
  });
  return world;
}

const CASES: readonly [string, string, string, string, object][] = [
  [
    "Microsoft.Network/routeTables/join/action",
    net("routeTables/theirs", OTHER),
    "Microsoft.Network/virtualNetworks/subnets/write",
    net("virtualNetworks/own/subnets/a"),
    { properties: { addressPrefix: "10.2.0.0/24", routeTable: { id: net("routeTables/theirs", OTHER) } } },
  ],
  [
    "Microsoft.Network/routeTables/join/action",
    net("routeTables/theirs", OTHER),
    "Microsoft.Network/virtualNetworks/write",
    net("virtualNetworks/own"),
    {
      ...WEST,
      properties: {
        addressSpace: { addressPrefixes: ["10.2.0.0/16"] },
        subnets: [
          {
            name: "a",
            properties: {
              addressPrefix: "10.2.0.0/24",
              routeTable: { id: net("routeTables/theirs", OTHER) },
            },
          },
        ],
      },
    },
  ],
  [
    "Microsoft.Network/networkSecurityGroups/join/action",
    net("networkSecurityGroups/theirs", OTHER),
    "Microsoft.Network/virtualNetworks/subnets/write",
    net("virtualNetworks/own/subnets/a"),
    {
      properties: {
        addressPrefix: "10.2.0.0/24",
        networkSecurityGroup: { id: net("networkSecurityGroups/theirs", OTHER) },
      },
    },
  ],
  [
    "Microsoft.Network/virtualNetworks/subnets/join/action",
    net("virtualNetworks/v/subnets/s", OTHER),
    "Microsoft.Network/networkInterfaces/write",
    net("networkInterfaces/nic"),
    {
      ...WEST,
      properties: {
        ipConfigurations: [
          { name: "ip", properties: { subnet: { id: net("virtualNetworks/v/subnets/s", OTHER) } } },
        ],
      },
    },
  ],
  [
    "Microsoft.Network/virtualNetworks/subnets/join/action",
    net("virtualNetworks/v/subnets/s", OTHER),
    "Microsoft.ContainerService/managedClusters/write",
    `${GROUP}/providers/Microsoft.ContainerService/managedClusters/aks`,
    {
      ...WEST,
      properties: {
        dnsPrefix: "aks",
        networkProfile: { networkPlugin: "azure", networkPluginMode: "overlay" },
        agentPoolProfiles: [
          { name: "system", count: 1, vnetSubnetID: net("virtualNetworks/v/subnets/s", OTHER) },
        ],
      },
    },
  ],
  [
    "Microsoft.Network/publicIPAddresses/join/action",
    net("publicIPAddresses/theirs", OTHER),
    "Microsoft.Network/natGateways/write",
    net("natGateways/n"),
    { ...WEST, properties: { publicIpAddresses: [{ id: net("publicIPAddresses/theirs", OTHER) }] } },
  ],
  [
    "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
    `${OTHER}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/theirs`,
    "Microsoft.Web/sites/write",
    `${GROUP}/providers/Microsoft.Web/sites/app`,
    {
      ...WEST,
      identity: {
        type: "UserAssigned",
        userAssignedIdentities: {
          [`${OTHER}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/theirs`]: {},
        },
      },
      properties: {},
    },
  ],
];

test.each(CASES)("%s on %s is needed for %s", async (action, linked, write, id, sent) => {
  const { arm, as } = shared();
  grant(arm, GROUP, CONTRIBUTOR);
  const refused = await as(OID, "PUT", id, sent);
  expect([refused.status, refused.at("error.code")]).toEqual([403, "LinkedAuthorizationFailed"]);
  expect(refused.at("error.message")).toBe(
    `The client '${OID}' with object id '${OID}' has permission to perform action '${write}' on scope '${id}'; however, it does not have permission to perform action '${action}' on the linked scope(s) '${linked}' or the linked scope(s) are invalid.`,
  );
  arm.sim.seed(OWN, { properties: { roleName: "join", permissions: [{ actions: [action] }] } });
  grant(arm, linked, OWN, OID, "2");
  expect((await as(OID, "PUT", id, sent)).status).toBeLessThan(203);
});

test("Owner, Contributor and Network Contributor may join networks; assigning identities is not among the last one's", async () => {
  for (const [role, mayAssign] of [
    [OWNER, true],
    [CONTRIBUTOR, true],
    [NETWORK_CONTRIBUTOR, false],
  ] as const) {
    const { arm, as } = shared();
    grant(arm, GROUP, CONTRIBUTOR);
    grant(arm, OTHER, role, OID, "2");
    for (const [action, , , id, sent] of CASES)
      expect([action, (await as(OID, "PUT", id, sent)).status < 300]).toEqual([
        action,
        mayAssign || action.startsWith("Microsoft.Network/"),
      ]);
  }
});

test("what is read and written back links to nothing new", async () => {
  const { arm, as } = shared();
  grant(arm, GROUP, NETWORK_CONTRIBUTOR);
  arm.sim.seed(net("virtualNetworks/own/subnets/a"), {});
  const routeTable = { id: TABLE };
  expect(
    (
      await as(OID, "PUT", net("virtualNetworks/own/subnets/a"), {
        properties: { addressPrefix: "10.2.0.0/24", routeTable },
      })
    ).status,
  ).toBeLessThan(300);
  for (const id of [TABLE, net("virtualNetworks/own"), net("virtualNetworks/own/subnets/a")])
    expect([id, (await as(OID, "PUT", id, (await as(OID, "GET", id)).body)).status]).toEqual([id, 200]);
});
