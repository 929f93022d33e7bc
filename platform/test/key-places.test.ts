import { expect, test } from "vitest";
import { stringify } from "yaml";
import { withSettings } from "./support/all-rows.js";
import type { Setting } from "./support/pass-through-rows.js";
import { problemsOfText } from "./support/synth.js";

// Constructs name their props, and a file has keys: each problem belongs to the key that the user wrote.

const MAIN = "spokes.shop.clusters.main";
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
