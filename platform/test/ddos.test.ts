import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { synthOne, synthText } from "./support/synth.js";
import { block, type Block } from "../../constructs/test/support/synth.js";

const EXAMPLE = readFileSync(
  fileURLToPath(new URL("../../examples/ddos-protection.yaml", import.meta.url)),
  "utf8",
);
const ID =
  "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network";

function addresses(text: string): Readonly<Record<string, unknown>> {
  const { json } = synthOne(text);
  const ips = block(block(json["resource"])["azurerm_public_ip"]);
  return Object.fromEntries(
    Object.entries(ips).map(([name, body]) => [name, block(body as Block)["ddos_protection_mode"]]),
  );
}

test("every created address has IP protection, except on NAT gateways", () => {
  expect(addresses(EXAMPLE)).toEqual({
    hub_firewall_1: "Enabled",
    hub_firewall_2: "Enabled",
    hub_firewall_3: "Enabled",
    shop_gateway_edge: undefined,
    batch_main_egress_nat_1: undefined,
  });
  expect(
    addresses(
      EXAMPLE.replace("ddos: none", "")
        .replaceAll("ddos: ip", "ddos: none")
        .replaceAll("ddos: plan", "ddos: none"),
    ),
  ).toEqual({
    hub_firewall_1: undefined,
  });
});

test("one plan is created for all networks that have one", () => {
  const text = EXAMPLE.replaceAll("ddos: none", "ddos: plan").replaceAll("ddos: ip", "ddos: plan");
  const output = synthOne(text);
  const plan = { id: "${azurerm_network_ddos_protection_plan.ddos_plan.id}", enable: true };
  const networks = Object.values(block(block(output.json["resource"])["azurerm_virtual_network"]));
  expect(networks.map((network) => block(network as Block)["ddos_protection_plan"])).toEqual([
    plan,
    plan,
    plan,
  ]);
  const plans = block(block(output.json["resource"])["azurerm_network_ddos_protection_plan"]);
  expect(Object.values(plans)).toEqual([expect.objectContaining({ name: "ddos-contoso" })]);
});

test("in several stacks the plan has one of its own", () => {
  const backend =
    "backend: { type: azurerm, resourceGroup: rg-state, storageAccount: ststate, container: state }";
  const stacks = synthText(
    EXAMPLE.replace("baseline: relaxed", `baseline: relaxed\nstacks: per-spoke\n${backend}`),
  );
  expect([...stacks.keys()]).toContain("contoso-ddos");
});

test("a plan protects the network, and no address by itself", () => {
  const text = EXAMPLE.replaceAll(
    /ddos: (ip|plan)/g,
    `ddos: { plan: { id: ${ID}/ddosProtectionPlans/one } }`,
  );
  expect(new Set(Object.values(addresses(text)))).toEqual(new Set([undefined]));
});
