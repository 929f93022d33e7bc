import { expect, test } from "vitest";
import { stringify } from "yaml";
import { withSettings } from "./support/all-rows.js";
import type { Setting } from "./support/pass-through-rows.js";
import { problemsOfText } from "./support/synth.js";

// Constructs name their props, and a file has keys: each problem belongs to the key that the user wrote.

const MAIN = "spokes.shop.clusters.main";
const SSH_KEY =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHJFsNgVyyr6T5qMU036IMyNLMA7ctQbKaJ/UM4NxkGB admins@fabrikam";
const RG = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-own/providers";
const NETWORK = `${RG}/Microsoft.Network/virtualNetworks/vnet-own`;
const OTHER_NETWORK = `${RG}/Microsoft.Network/virtualNetworks/vnet-other`;
const OUTSIDE = "192.168.77.0/24";
const MIRRORED: readonly Setting[] = [
  [`${MAIN}.network.plugin`, "kubenet"],
  [`${MAIN}.ingress`, { type: "agic-addon", gateway: "edge" }],
];
const EXISTING: Setting = ["spokes.shop.network", { id: NETWORK }];
const [WITHIN, ELSEWHERE] = [NETWORK, OTHER_NETWORK].map((network) => ({
  id: `${network}/subnets/one`,
  prefix: "10.1.77.0/24",
  associate: true,
}));

const WITHIN_OLD = { id: `${NETWORK}/subnets/old`, prefix: "10.1.79.0/24" };
const PUBLISHED = { feed: { port: 5671, to: "10.99.0.1" } };
const DETECTION = { intrusionDetection: "alert" };
const OLD = "spokes.shop.clusters.old";
const OTHER_SUBSCRIPTION = "22222222-2222-2222-2222-222222222222";
const AGC = "application-gateway-for-containers";

/** A subnet of another network than the spoke's. */
function elsewhere(prefix: string): object {
  return { id: `${OTHER_NETWORK}/subnets/one`, prefix };
}

function wan(more: object): Setting {
  return ["hub", { type: "virtual-wan", addressSpace: "10.0.0.0/23", ...more }];
}

/** A hub that exists already. */
function theirs(more: object): Setting {
  return ["hub", { id: OTHER_NETWORK, addressSpace: "10.0.0.0/22", ...more }];
}

/** A cluster that exists already, with one pool. */
function old(pool: object): Setting {
  const id = `${RG}/Microsoft.ContainerService/managedClusters/aks`;
  return [OLD, { id, network: { plugin: "azure-cni-pod-subnet" }, nodePools: { system: pool } }];
}

function mirror(name: string, more: object): Setting {
  const tables = `${RG}/Microsoft.Network/routeTables`;
  const gateway = { id: `${RG}/Microsoft.Network/applicationGateways/agw` };
  const cluster = { id: `${RG}/Microsoft.ContainerService/managedClusters/aks` };
  const routes = { routeTable: { id: `${tables}/rt` }, target: { id: `${tables}/rt-agw` } };
  return [`mirrors.${name}`, { cluster, gateway, podCidr: "10.244.0.0/16", ...routes, ...more }];
}

type Row = readonly [code: string, key: string, settings: readonly Setting[]];

function outside(key: string, ...more: readonly Setting[]): Row {
  return ["SUBNET_OUTSIDE_NETWORK", key, [...more, [key, OUTSIDE]]];
}

test.each<Row>([
  outside("hub.firewall.subnetPrefix"),
  outside("hub.gateway.subnetPrefix"),
  outside("spokes.shop.gateways.edge.subnetPrefix"),
  outside(`${MAIN}.nodePools.work.subnetPrefix`),
  outside(`${MAIN}.nodePools.work.podSubnetPrefix`, [`${MAIN}.network`, { plugin: "azure-cni-pod-subnet" }]),
  outside(`${MAIN}.virtualNodes.subnetPrefix`, [`${MAIN}.network`, { plugin: "azure-cni" }]),
  outside(`${MAIN}.apiServer.subnetPrefix`, [
    `${MAIN}.apiServer`,
    { type: "vnet-integration", access: { type: "public" } },
  ]),
  outside("routeSync.network.subnetPrefix", ...MIRRORED, ["routeSync.network", { spoke: "shop" }]),
  outside("routeSync.network.subnet.prefix", ...MIRRORED, EXISTING, [
    "routeSync.network",
    { spoke: "shop", subnet: WITHIN },
  ]),
  [
    "SUBNET_OF_ANOTHER_NETWORK",
    "routeSync.network.subnet.id",
    [...MIRRORED, EXISTING, ["routeSync.network", { spoke: "shop", subnet: ELSEWHERE }]],
  ],
  outside("spokes.shop.gateways.edge.subnet.prefix", EXISTING, ["spokes.shop.gateways.edge.subnet", WITHIN]),
  outside(`${MAIN}.nodePools.work.subnet.prefix`, EXISTING, [`${MAIN}.nodePools.work.subnet`, WITHIN]),
  [
    "SUBNET_OF_ANOTHER_NETWORK",
    `${MAIN}.nodePools.work.subnet.id`,
    [EXISTING, [`${MAIN}.nodePools.work.subnet`, ELSEWHERE]],
  ],
  outside("hub.bastion.subnetPrefix", ["hub.bastion", { tier: "Basic" }]),
  outside("hub.bastion.jumpHost.subnetPrefix", ["hub.bastion.jumpHost", { sshPublicKey: SSH_KEY }]),
  [
    "SUBNET_TOO_SMALL",
    "hub.bastion.jumpHost.subnetPrefix",
    [["hub.bastion.jumpHost", { sshPublicKey: SSH_KEY, subnetPrefix: "10.0.3.0/30" }]],
  ],
  [
    "REGION_WITHOUT_ZONES",
    "hub.bastion.jumpHost.zone",
    [
      ["location", "westcentralus"],
      ["hub.bastion.jumpHost", { sshPublicKey: SSH_KEY, zone: 1 }],
    ],
  ],
  [
    "JUMP_HOST_SIZE",
    "hub.bastion.jumpHost.vmSize",
    [["hub.bastion.jumpHost", { sshPublicKey: SSH_KEY, vmSize: "Standard_D2ps_v6" }]],
  ],
  outside("hub.dns.inboundSubnetPrefix", ["hub.dns", { type: "private-resolver" }]),
  outside("hub.dns.outboundSubnetPrefix", [
    "hub.dns",
    {
      type: "private-resolver",
      forward: { corp: { domain: "corp.contoso.com", servers: ["203.0.113.53"] } },
    },
  ]),
  outside(`${MAIN}.ingress.subnetPrefix`, [`${MAIN}.ingress`, { type: AGC }]),
  outside(`${MAIN}.nodePools.work.podSubnet.prefix`, EXISTING, [
    MAIN,
    {
      network: { plugin: "azure-cni-pod-subnet" },
      nodePools: { work: { vmSize: "Standard_D4ds_v5", nodes: 3, podSubnet: WITHIN } },
    },
  ]),
  outside(
    "spokes.shop.loadBalancers.subnet.prefix",
    EXISTING,
    [`${MAIN}.ingress`, { type: "gateway-to-load-balancer", gateway: "edge" }],
    ["spokes.shop.loadBalancers", { subnet: WITHIN }],
  ),
  outside(`${OLD}.nodePools.system.subnet.prefix`, EXISTING, old({ subnet: WITHIN_OLD })),
  ...(
    [
      [`${OLD}.nodePools.system.subnet`, [old({ subnet: elsewhere("10.1.77.0/24") })]],
      [
        `${OLD}.nodePools.system.podSubnet`,
        [old({ subnet: WITHIN_OLD, podSubnet: elsewhere("10.1.78.0/24") })],
      ],
      [
        `${MAIN}.nodePools.work.podSubnet`,
        [
          [`${MAIN}.network`, { plugin: "azure-cni-pod-subnet" }],
          [`${MAIN}.nodePools.work.podSubnet`, { ...ELSEWHERE, prefix: "10.1.64.0/22" }],
        ],
      ],
      [
        `${MAIN}.apiServer.subnet`,
        [[`${MAIN}.apiServer`, { type: "vnet-integration", subnet: elsewhere("10.1.77.0/28") }]],
      ],
      [
        `${MAIN}.virtualNodes.subnet`,
        [
          [`${MAIN}.network`, { plugin: "azure-cni" }],
          [`${MAIN}.virtualNodes`, { subnet: elsewhere("10.1.77.0/24") }],
        ],
      ],
      [`${MAIN}.ingress.subnet`, [[`${MAIN}.ingress`, { type: AGC, subnet: ELSEWHERE }]]],
    ] as const
  ).map(([key, settings]): Row => ["SUBNET_OF_ANOTHER_NETWORK", `${key}.id`, [EXISTING, ...settings]]),
  ["SUBNET_TOO_SMALL", "hub.addressSpace", [wan({ addressSpace: "10.0.0.0/25" })]],
  ...[wan({ firewall: { publish: PUBLISHED } }), ["hub.firewall.publish", PUBLISHED] as const].map(
    (setting): Row => ["PUBLISH_TARGET_OUTSIDE", "hub.firewall.publish.feed.to", [setting]],
  ),
  ...[wan({ firewall: DETECTION }), ["hub.firewall", DETECTION] as const].map((setting): Row => [
    "FIREWALL_TIER_LACKS",
    "hub.firewall.intrusionDetection",
    [setting],
  ]),
  [
    "CIRCUIT_NOT_AUTHORIZED",
    "hub.gateway.circuits.one",
    [
      wan({
        subscriptionId: OTHER_SUBSCRIPTION,
        gateway: {
          type: "express-route",
          circuits: { one: { circuit: { id: `${RG}/Microsoft.Network/expressRouteCircuits/erc` } } },
        },
      }),
    ],
  ],
  ["HOP_OUTSIDE_HUB", "hub.firewall.privateAddress", [theirs({ firewall: { privateAddress: "10.7.0.4" } })]],
  [
    "HOP_OUTSIDE_HUB",
    "hub.appliance.privateAddress",
    [[`${MAIN}.egress`, { type: "appliance" }], theirs({ appliance: { privateAddress: "10.7.0.4" } })],
  ],
  [
    "HOP_OUTSIDE_HUB",
    "hub.firewall.privateAddress",
    [
      wan({
        id: `${RG}/Microsoft.Network/virtualHubs/vhub`,
        firewall: { privateAddress: "10.7.0.4" },
      }),
    ],
  ],
  [
    "EXISTING_TWICE",
    "hub.privateZones.1.id",
    [
      theirs({
        firewall: { privateAddress: "10.0.0.4" },
        privateZones: ["rg-own", "rg-other"].map((group) => ({
          id: `${RG.replace("rg-own", group)}/Microsoft.Network/privateDnsZones/contoso.com`,
        })),
      }),
    ],
  ],
  [
    "MIRROR_SOURCE_IS_TARGET",
    "mirrors.old.target.id",
    [mirror("old", { target: { id: `${RG}/Microsoft.Network/routeTables/rt` } })],
  ],
  [
    "NODE_GROUP_ELSEWHERE",
    "mirrors.old.routeTable.nodeResourceGroup.id",
    [
      mirror("old", {
        routeTable: {
          nodeResourceGroup: { id: `/subscriptions/${OTHER_SUBSCRIPTION}/resourceGroups/MC_aks` },
        },
      }),
    ],
  ],
  ["INVALID_VALUE", "mirrors.shop-main", [...MIRRORED, mirror("shop-main", {})]],
  [
    "INVALID_VALUE",
    "routeSync.subscriptionId",
    [mirror("old", {}), ["routeSync.subscriptionId", OTHER_SUBSCRIPTION]],
  ],
  [
    "PRIVATE_ZONE_NAME",
    "spokes.shop.privateEndpoints.keys.zone",
    [
      [
        "spokes.shop.privateEndpoints.keys",
        {
          id: `${RG}/Microsoft.KeyVault/vaults/kv`,
          zone: { id: `${RG}/Microsoft.Network/privateDnsZones/contoso.com` },
        },
      ],
    ],
  ],
  [
    "DNS_WITHOUT_FRONTEND",
    "spokes.shop.gateways.edge.dns.0",
    [["spokes.shop.gateways.edge.dns", [{ type: "private", name: "a", zone: { name: "contoso.com" } }]]],
  ],
  [
    "UNKNOWN_REFERENCE",
    `${MAIN}.ingress.replaces.gateway`,
    [[`${MAIN}.ingress`, { type: AGC, replaces: { type: "agic-helm", gateway: "none" } }]],
  ],
  [
    "FRONTEND_ADDRESS_OUTSIDE",
    "spokes.shop.gateways.edge.frontend.privateIp",
    [
      [
        "spokes.shop.gateways.edge.frontend",
        { type: "public-and-private", users: ["10.7.0.0/16"], privateIp: "10.9.0.4" },
      ],
    ],
  ],
])("%s is a problem of %s", (code, key, settings) => {
  const found = problemsOfText(stringify(withSettings(settings))).filter(
    ({ severity }) => severity === "error",
  );
  expect(found.map((problem) => [problem.code, problem.path])).toEqual([[code, key]]);
});
