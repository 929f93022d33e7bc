// The files of the pages about what exists already, with one mistake: one problem, and the file passes once its remedy is followed.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { errorsOfText, synthOne } from "./support/synth.js";

/** The first whole platform file of a page, with a subscription where the page leaves ids short. */
function fileOf(page: string): string {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), "utf8");
  const [, yaml = ""] = /```yaml\n(apiVersion[^]*?)```/.exec(text) ?? [];
  return yaml.replaceAll("/subscriptions/…", "/subscriptions/44444444-0000-4000-8000-000000000003");
}

const HUB = fileOf("existing-hub.md");
const MIRRORS = fileOf("route-sync-alone.md");
const OTHER = "/subscriptions/44444444-0000-4000-8000-000000000001/resourceGroups/rg";
const ZONE = "privateDnsZones/privatelink.westeurope.azmk8s.io";
const NETWORK =
  "/subscriptions/44444444-0000-4000-8000-000000000003/resourceGroups/rg/providers/Microsoft.Network";

type Edit = readonly [text: string | RegExp, becomes: string];

function edited(text: string, edits: readonly Edit[]): string {
  return edits.reduce((before, [part, becomes]) => {
    expect(before).toMatch(part);
    return before.replace(part, becomes);
  }, text);
}

const FIREWALL = /firewall:\n.*privateAddress.*\n/;
const POOLS: Edit = [/^.*nodePools[^]*$/m, ""];
const NODES = "        nodePools: { system: { vmSize: Standard_D4ds_v5, nodes: 3, subnet: ";

/** A second cluster, both on subnets that exist already. */
function clusters(first: string, second: string, more = ""): readonly Edit[] {
  const subnet = (name: string): string =>
    `{ id: ${NETWORK}/virtualNetworks/vnet/subnets/${name}, prefix: 10.1.${name.at(-1) ?? ""}.0/24${more === "" ? ", associate: true" : ""} }`;
  return [
    [
      "addressSpace: 10.1.0.0/16",
      `addressSpace: 10.1.0.0/16\n    network: { id: ${NETWORK}/virtualNetworks/vnet, taken: [] }`,
    ],
    [/ {4}gateways:\n.*\n/, ""],
    [/.*ingress:.*\n/, ""],
    POOLS,
    [
      /$/,
      `${more}${NODES}${subnet(first)} } }
      next:
        network: { plugin: kubenet, podCidr: 10.245.0.0/16 }
${more}${NODES}${subnet(second)} } }
`,
    ],
  ];
}

interface Mistake {
  readonly file?: string;
  readonly edits: readonly Edit[];
  /** Code and path of the problem. */
  readonly problem: string;
  /** What the remedy says. */
  readonly says: RegExp;
  /** What following it changes. */
  readonly follow: readonly Edit[];
}

const MISTAKES: Readonly<Record<string, Mistake>> = {
  "an id of another type": {
    edits: [["virtualNetworks/vnet-hub", "virtualNetworks/vnet-hub/subnets/GatewaySubnet"]],
    problem: "INVALID_VALUE hub.id",
    says: /ends in Microsoft\.Network\/virtualNetworks\/NAME/,
    follow: [["/subnets/GatewaySubnet", ""]],
  },
  "a missing attribute": {
    edits: [[/ {2}addressSpace: 10\.0.*\n/, ""]],
    problem: "MISSING_KEY hub.addressSpace",
    says: /Add "addressSpace"/,
    follow: [["  peering:", "  addressSpace: 10.0.0.0/22\n  peering:"]],
  },
  "a mirror without a target": {
    file: MIRRORS,
    edits: [[/.*target:.*\n/, ""]],
    problem: "INVALID_VALUE mirrors.shop",
    says: /target: \{ id \} or gatewaySubnet: \{ id \}/,
    follow: [
      ["    podCidr", `    gatewaySubnet: { id: ${NETWORK}/virtualNetworks/vnet/subnets/agw }\n    podCidr`],
    ],
  },
  "egress through a firewall of a hub with an appliance": {
    edits: [[FIREWALL, "appliance: { privateAddress: 10.0.0.4 }\n"]],
    problem: "SOURCE_WITHOUT_DEFAULT_ROUTE spokes.shop.clusters.main.egress",
    says: /egress: \{ type: appliance \}/,
    follow: [["        ingress:", "        egress: { type: appliance }\n        ingress:"]],
  },
  "egress through a firewall that the hub does not have": {
    edits: [[FIREWALL, ""]],
    problem: "SOURCE_WITHOUT_DEFAULT_ROUTE spokes.shop.clusters.main.egress",
    says: /egress: \{ type: nat-gateway \}/,
    follow: [["        ingress:", "        egress: { type: nat-gateway }\n        ingress:"]],
  },
  "users on-premises of a hub without a gateway": {
    edits: [["  peering:", "  onPremises: { prefixes: [192.168.0.0/16] }\n  peering:"]],
    problem: "ON_PREMISES_WITHOUT_GATEWAY hub.onPremises",
    says: /gateway: \{ type: vpn \}/,
    follow: [["  peering:", "  gateway: { type: vpn }\n  peering:"]],
  },
  "a network of another subscription than the spoke": {
    edits: [
      [
        "addressSpace: 10.1.0.0/16",
        `addressSpace: 10.1.0.0/16\n    network: { id: ${OTHER}/providers/Microsoft.Network/virtualNetworks/vnet, taken: [] }`,
      ],
    ],
    problem: "INVALID_VALUE spokes.shop.network.id",
    says: /Remove subscriptionId/,
    follow: [[/ {4}subscriptionId:.*\n/, ""]],
  },
  "the name of a subscription": {
    edits: [[/subscriptionId: .*/, "subscriptionId: contoso-prod"]],
    problem: "INVALID_VALUE spokes.shop.subscriptionId",
    says: /az account show --query id/,
    follow: [["contoso-prod", "44444444-0000-4000-8000-000000000003"]],
  },
  "two clusters on one subnet, in other case": {
    edits: [...clusters("nodes1", "nodes2"), [/nodes2, prefix: 10\.1\.2/, "NODES1, prefix: 10.1.1"]],
    problem: "SHARED_BY_TWO_CLUSTERS spokes.shop.clusters.next.nodePools.system.subnet",
    says: /Specify another subnet/,
    follow: [[/NODES1, prefix: 10\.1\.1/, "nodes2, prefix: 10.1.2"]],
  },
  "two clusters with one route table": {
    edits: clusters("nodes1", "nodes2", `        routeTable: { id: ${NETWORK}/routeTables/rt }\n`),
    problem: "SHARED_BY_TWO_CLUSTERS spokes.shop.clusters.next.routeTable",
    says: /Specify another route table/,
    follow: [[/(next:[^]*)routeTables\/rt /, "$1routeTables/rt-next "]],
  },
  "the table of a cluster on a gateway that it would cut off": {
    edits: [["edge: {}", "edge: { routeTable: shared }"]],
    problem: "SHARED_TABLE_DEFAULT_ROUTE spokes.shop.gateways.edge.routeTable",
    says: /Use routeTable: mirrored/,
    follow: [["routeTable: shared", "routeTable: mirrored"]],
  },
  "two gateways with one table": {
    edits: [
      [
        "addressSpace: 10.1.0.0/16",
        `addressSpace: 10.1.0.0/16\n    network: { id: ${NETWORK}/virtualNetworks/vnet, taken: [] }`,
      ],
      [
        "      edge: {}\n",
        ["edge", "other"]
          .map(
            (key, i) =>
              `      ${key}: { id: ${NETWORK}/applicationGateways/${key}, subnet: { id: ${NETWORK}/virtualNetworks/vnet/subnets/${key}, prefix: 10.1.24${i}.0/24 }, routeTable: { id: ${NETWORK}/routeTables/rt } }\n`,
          )
          .join(""),
      ],
    ],
    problem: "SHARED_BY_TWO_CLUSTERS spokes.shop.gateways.other.routeTable",
    says: /Specify another route table/,
    follow: [[/(other:.*)routeTables\/rt /, "$1routeTables/rt-other "]],
  },
  "a private zone of another region": {
    edits: [
      [
        "  peering:",
        `  privateZones: [{ id: ${OTHER}/providers/Microsoft.Network/${ZONE.replace("west", "north")} }]\n  peering:`,
      ],
      [
        "        ingress:",
        "        apiServer: { type: private, dns: { type: custom-zone } }\n        ingress:",
      ],
    ],
    problem: "PRIVATE_ZONE_MISSING spokes.shop.clusters.main.apiServer.dns",
    says: /Add the zone's id to privateZones/,
    follow: [["northeurope", "westeurope"]],
  },
  "two private zones of one name": {
    edits: [
      [
        "  peering:",
        `  privateZones: [{ id: ${OTHER}/providers/Microsoft.Network/${ZONE} }, { id: ${OTHER}-old/providers/Microsoft.Network/${ZONE} }]\n  peering:`,
      ],
    ],
    problem: "EXISTING_TWICE hub.privateZones.1.id",
    says: /Remove the entry/,
    follow: [[/, \{ id: [^}]*-old[^}]*\}/, ""]],
  },
};

function found(text: string): readonly string[] {
  return errorsOfText(text).map(({ code, path }) => `${code} ${path}`);
}

describe("the file of a page", () => {
  test.each([
    ["existing-hub.md", HUB],
    ["route-sync-alone.md", MIRRORS],
  ])("passes: %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });

  test("of route sync alone has ten lines", () => {
    expect(MIRRORS.trim().split("\n")).toHaveLength(10);
  });

  test.each(Object.entries(MISTAKES))("with %s has one problem, and its remedy", (_, mistake) => {
    const { file = HUB, edits, problem, says, follow } = mistake;
    const text = edited(file, edits);
    const errors = errorsOfText(text);
    expect(errors.map(({ code, path }) => `${code} ${path}`)).toEqual([problem]);
    expect(errors[0]?.hint).toMatch(says);
    expect(errors[0]?.line).toBeGreaterThan(1);
    expect(found(edited(text, follow))).toEqual([]);
  });
});

test("ids in any case are written as azurerm accepts them", () => {
  const text = HUB.replaceAll("resourceGroups", "RESOURCEGROUPS").replace(
    "virtualNetworks",
    "virtualnetworks",
  );
  const peering = synthOne(text).resource("azurerm_virtual_network_peering", "shop_peering_to_hub");
  expect(peering["remote_virtual_network_id"]).toMatch(
    /^\/subscriptions\/[0-9a-f-]+\/resourceGroups\/rg-connectivity\/providers\/Microsoft\.Network\/virtualNetworks\/vnet-hub$/,
  );
});
