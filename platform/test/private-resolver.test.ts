import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { platformYaml } from "./support/platform-yaml.js";
import { errorsOfText, problemsOfText, synthOne, synthText } from "./support/synth.js";

const EXAMPLE = readFileSync(
  fileURLToPath(new URL("../../examples/private-resolver.yaml", import.meta.url)),
  "utf8",
);
const INBOUND = "azurerm_private_dns_resolver_inbound_endpoint.hub_dns_inbound";

test("the inbound endpoint has a fixed address, which spokes and the firewall's proxy ask", () => {
  const output = synthOne(EXAMPLE);
  expect(output.resource("azurerm_private_dns_resolver_inbound_endpoint", "hub_dns_inbound")).toMatchObject({
    ip_configurations: { private_ip_address: "10.40.3.244", private_ip_allocation_method: "Static" },
  });
  expect(output.resource("azurerm_virtual_network", "orders")).toMatchObject({
    dns_servers: ["10.40.3.244"],
  });
  expect(output.resource("azurerm_firewall_policy", "hub_firewall")).toMatchObject({
    dns: { proxy_enabled: true, servers: ["10.40.3.244"] },
  });
  expect(output.resource("azurerm_virtual_network", "hub")["dns_servers"]).toEqual([]);
});

test("a spoke with the hub's forwarding rules keeps Azure's resolver, and is linked to the ruleset", () => {
  const output = synthOne(EXAMPLE);
  expect(output.resource("azurerm_virtual_network", "reports")["dns_servers"]).toEqual([]);
  const [hub, reports] = ["hub_dns_link", "reports_forwarding"].map((name) =>
    output.resource("azurerm_private_dns_resolver_virtual_network_link", name),
  );
  expect([hub?.["virtual_network_id"], reports?.["virtual_network_id"]]).toEqual([
    "${azurerm_virtual_network.hub.id}",
    "${azurerm_virtual_network.reports.id}",
  ]);
});

test("rules end with a dot, and servers have their port", () => {
  const rule = synthOne(EXAMPLE).resource(
    "azurerm_private_dns_resolver_forwarding_rule",
    "hub_dns_rule_legacy",
  );
  expect(rule).toMatchObject({
    domain_name: "legacy.fabrikam.example.",
    target_dns_servers: [{ ip_address: "192.168.0.20", port: 5353 }],
  });
});

test("clusters wait for the resolver that their nodes ask", () => {
  const output = synthOne(EXAMPLE);
  const waits = (name: string): unknown => output.resource("azurerm_kubernetes_cluster", name)["depends_on"];
  for (const name of ["orders_main", "billing_main"])
    expect(waits(name)).toEqual(expect.arrayContaining([INBOUND]));
  const link = "azurerm_private_dns_resolver_virtual_network_link.reports_forwarding";
  expect(waits("reports_main")).toEqual(expect.arrayContaining([link]));
});

test("in stacks of their own the hub is applied first", () => {
  const split = EXAMPLE.replace("\nhub:", "\nstacks: per-spoke\nbackend: { type: local }\nhub:");
  const stacks = synthText(split);
  const orders = stacks.get("fabrikam-orders") ?? expect.fail([...stacks.keys()].join());
  expect(orders.resource("azurerm_kubernetes_cluster", "orders_main")["depends_on"]).not.toEqual(
    expect.arrayContaining([INBOUND]),
  );
});

test("a resolver that forwards nothing has no outbound endpoint", () => {
  const text = EXAMPLE.replace(/    forward:[^]*?  gateway:/, "  gateway:").replace(
    "{ type: forwarding-rules }",
    "{ type: azure }",
  );
  const { json } = synthOne(text);
  const types = Object.keys(json["resource"] ?? {}).filter((type) => type.includes("private_dns_resolver"));
  expect(types.sort()).toEqual([
    "azurerm_private_dns_resolver",
    "azurerm_private_dns_resolver_inbound_endpoint",
  ]);
});

test("subnets avoid the range that the service reserves, and a hub within it has no room", () => {
  const inside = (space: string): string => EXAMPLE.replace("10.40.0.0/22", space);
  const output = synthOne(inside("10.0.0.0/22"));
  expect(output.resource("azurerm_subnet", "hub_dns_inbound")["address_prefixes"]).toEqual(["10.0.0.240/28"]);
  const codes = errorsOfText(inside("10.0.4.0/22")).map(({ code, line }) => [code, line]);
  expect(codes).toEqual(expect.arrayContaining([["NO_ROOM_FOR_SUBNET", 20]]));
});

test("no path is promised to a forwarded name, whose address is not in the file", () => {
  const text = EXAMPLE.replace(
    "addresses: [192.168.20.0/24]",
    "fqdns: [ledger.corp.fabrikam.example], protocol: TCP".replaceAll(
      ", protocol",
      "\n              protocol",
    ),
  );
  expect(text).toContain("ledger.corp.fabrikam.example");
  expect(problemsOfText(text)).toEqual([]);
});

test("clients on-premises ask it through the gateway of its own hub, whatever others have one", () => {
  const hubs = {
    east: {
      addressSpace: "10.16.0.0/22",
      gateway: "{ type: express-route }",
      onPremises: "{ prefixes: [172.20.0.0/16] }",
    },
    west: {
      addressSpace: "10.0.0.0/22",
      dns: "{ type: private-resolver }",
      gateway: "{ type: vpn }",
      onPremises: "{ prefixes: [192.168.0.0/16] }",
    },
  };
  expect(problemsOfText(platformYaml({ hub: undefined, hubs, spokes: "{}" }))).toEqual([]);
});
