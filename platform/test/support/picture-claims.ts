import { inspect, loadPlatform } from "@aks-topology/platform";
import { join } from "node:path";
import { expect } from "vitest";
import { ROOT } from "../../../test/support/files.js";
import { shownAddresses, surveyed } from "./picture.js";

/** Types of resources that readers look for in a picture. */
const LOOKED_FOR = [
  "azurerm_virtual_network",
  "azurerm_virtual_hub",
  "azurerm_virtual_hub_connection",
  "azurerm_subnet",
  "azurerm_virtual_network_peering",
  "azurerm_firewall",
  "azurerm_bastion_host",
  "azurerm_linux_virtual_machine",
  "azurerm_application_gateway",
  "azurerm_virtual_network_gateway",
  "azurerm_kubernetes_cluster",
  "azurerm_kubernetes_cluster_node_pool",
  "azurerm_cdn_frontdoor_profile",
  "azurerm_private_dns_zone",
  "azurerm_private_dns_resolver",
  "azurerm_private_dns_resolver_inbound_endpoint",
  "azurerm_private_dns_resolver_outbound_endpoint",
  "azurerm_private_dns_resolver_dns_forwarding_ruleset",
  "azurerm_private_endpoint",
  "azurerm_function_app_flex_consumption",
  "azurerm_log_analytics_workspace",
  "azurerm_key_vault",
];

/** Types that apply to subnets, of which several may share one. */
const LABELS = ["azurerm_route_table", "azurerm_network_security_group", "azurerm_nat_gateway"];

/** What holds for the picture of every example. */
export function expectTruePicture(file: string): void {
  const { picture, traces, description } = surveyed(file);
  const result = loadPlatform(join(ROOT, "examples", file));
  const inspected = result.ok ? inspect(result.loaded) : undefined;
  const resources = inspected?.stacks.flatMap(({ json }) => addressesIn(json["resource"])) ?? [];
  expect(resources.length).toBeGreaterThan(0);

  const shown = shownAddresses(picture);
  const missing = resources.filter((address) => isOf(address, LOOKED_FOR) && !shown.includes(address));
  expect(missing, "resources that are not shown").toEqual([]);
  expect(
    shown.filter((address, i) => shown.indexOf(address) !== i),
    "shown twice",
  ).toEqual([]);
  const labels = picture.boxes.flatMap((box) => box.labels.map(({ address }) => address));
  const unlabelled = resources.filter(
    (address) => isOf(address, LABELS) && ![...labels, ...shown].includes(address),
  );
  expect(unlabelled, "tables and groups that no subnet shows").toEqual([]);

  const ids = picture.boxes.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { parent } of picture.boxes) if (parent !== undefined) expect(ids).toContain(parent);
  const prefixes = picture.boxes.flatMap(({ kind, details }) => (kind === "subnet" ? details : []));
  for (const { prefix } of description.addressPlan) expect(prefixes.join(" ")).toContain(prefix);

  expect(
    picture.paths.map(({ name, verdict, ok }) => ({ name, verdict, ok })),
    "the paths are those of `paths`",
  ).toEqual(inspected?.paths.map(({ name, verdict, ok }) => ({ name, verdict, ok })));
  const steps = picture.paths
    .filter(({ kind }) => kind !== "refused")
    .flatMap(({ name, kind, boxes }) =>
      boxes.slice(1).map((to, i) => `${kind} ${boxes[i] ?? ""} -> ${to}: ${name}`),
    );
  const drawn = picture.flows.flatMap(({ kind, from, to, paths }) =>
    paths.map((name) => `${kind} ${from} -> ${to}: ${name}`),
  );
  expect(drawn.toSorted(), "each step of a path is drawn, and nothing else").toEqual(
    [...new Set(steps)].sort(),
  );
  for (const { path, trace } of traces) {
    const boxes = picture.paths.find(({ name }) => name === path.name)?.boxes ?? [];
    for (const box of boxes) expect(ids).toContain(box);
    for (const { evidence } of trace.forward)
      if (evidence !== undefined && evidence.kind !== "peering" && ids.includes(evidence.subnet.address))
        expect(boxes, `${path.name} passes ${evidence.subnet.address}`).toContain(evidence.subnet.address);
    if (path.verdict === "delivered") expect(boxes.length, `${path.name} begins and ends`).toBeGreaterThan(0);
  }
}

function isOf(address: string, types: readonly string[]): boolean {
  return types.includes(address.split(".")[0] ?? "");
}

function addressesIn(resource: unknown): readonly string[] {
  return entriesOf(resource).flatMap(([type, named]) => entriesOf(named).map(([name]) => `${type}.${name}`));
}

function entriesOf(value: unknown): readonly [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
