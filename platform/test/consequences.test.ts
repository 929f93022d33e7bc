import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { problemsOfText } from "./support/synth.js";

const folder = fileURLToPath(new URL("../../examples/", import.meta.url));

/** Warnings that an example has before it is edited, which are no consequence of the edit. */
const OF_EXAMPLES = ["SNAT_PORTS_FEW", "KUBENET_RETIRES"];

/** One mistake, and the codes of the problems that it is. */
const MISTAKES: readonly (readonly [
  what: string,
  file: string,
  from: string | RegExp,
  to: string,
  codes: string[],
])[] = [
  [
    "a misspelled gateway, of which no cluster is left",
    "kubenet-agic",
    "gateway: public",
    "gateway: pubic",
    ["UNKNOWN_REFERENCE"],
  ],
  [
    "a misspelled hub, which a peering with the users of gateways needs",
    "two-regions",
    "peerWith: [west]",
    "peerWith: [east]",
    ["UNKNOWN_REFERENCE"],
  ],
  [
    "a misspelled Front Door, of which no cluster is left",
    "front-door-two-regions",
    "frontDoors:\n  shop:",
    "frontDoors:\n  shops:",
    ["UNKNOWN_REFERENCE", "UNKNOWN_REFERENCE", "UNKNOWN_REFERENCE"],
  ],
  [
    "a spoke without room, whose cluster is not built",
    "baseline",
    "10.1.0.0/16",
    "10.1.0.0/27",
    ["NO_ROOM_FOR_SUBNET"],
  ],
  [
    "virtual nodes on a plugin that has none",
    "azure-cni-windows-virtual-nodes",
    "plugin: azure-cni",
    "plugin: azure-cni-overlay",
    ["VIRTUAL_NODES_NOT_SUPPORTED"],
  ],
  ["a range that AKS reserves", "baseline", "10.1.0.0/16", "192.0.2.0/24", ["ADDRESS_RESERVED"]],
  [
    "a bracket too many, after which nothing makes sense",
    "baseline",
    "{ zones: [1, 2, 3] }",
    "{ zones: [1, 2, 3] } }",
    ["YAML_SYNTAX"],
  ],
  ["a misspelled key of the hub", "baseline", "  firewall:", "  firewal:", ["UNKNOWN_KEY"]],
  ["a misspelled plugin", "kubenet-agic", "plugin: kubenet", "plugin: kubnet", ["INVALID_VALUE"]],
  ["a misspelled ingress", "baseline", "type: agic-addon", "type: agic", ["INVALID_VALUE"]],
  ["a range that is none", "baseline", "10.0.0.0/22", "10.0.0.0/33", ["INVALID_CIDR"]],
  ["a spoke in the hub's range", "baseline", "10.1.0.0/16", "10.0.0.0/16", ["ADDRESS_OVERLAP"]],
  ["a region in two words", "baseline", "westeurope", "West Europe", ["INVALID_VALUE"]],
  [
    "a cluster without pools, which a published service is for",
    "on-premises-vpn",
    /nodePools:\n[^]*?(?=\n {8}\S|\n {4}\S|\n {2}\S|\n\S|$)/,
    "nodePools: {}",
    ["MISSING_KEY"],
  ],
  [
    "a hub without the firewall that callers in another hub's spokes pass",
    "two-regions",
    "firewall: { publicIps: 20 }",
    "",
    [
      "FRONTEND_USERS_UNREACHABLE",
      "SOURCE_WITHOUT_DEFAULT_ROUTE",
      "FRONTEND_USERS_UNREACHABLE",
      "SOURCE_WITHOUT_DEFAULT_ROUTE",
      "FRONTEND_USERS_UNREACHABLE",
    ],
  ],
  [
    "an operator that does not fit what it compares",
    "front-door-private-link",
    "operator: Contains,",
    "operator: GeoMatch,",
    ["INVALID_VALUE"],
  ],
  [
    "a public origin among private ones, of the same host",
    "front-door-two-regions",
    "origin: private-link,",
    "origin: public,",
    ["ASYMMETRIC_INGRESS", "FRONT_DOOR_ORIGINS_MIXED", "FRONT_DOOR_ORIGINS_MIXED"],
  ],
  ["a minimum above the maximum", "baseline", "min: 3, max: 20", "min: 30, max: 20", ["NODE_COUNT"]],
];

test.each(MISTAKES)("%s is one problem", (_, name, from, to, codes) => {
  const text = readFileSync(`${folder}${name}.yaml`, "utf8");
  expect(text.replace(from, to)).not.toBe(text);
  const found = problemsOfText(text.replace(from, to)).map(({ code }) => code);
  expect(found.filter((code) => !OF_EXAMPLES.includes(code))).toEqual(codes);
});
