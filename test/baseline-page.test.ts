import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ROOT } from "./support/files.js";

// docs/baseline.md says what holds for every subnet, and names the exceptions: these are all of them.

const FOLDER = `${ROOT}/test/golden/`;
const TEXTS = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".tf"))
  .map((name) => ({ name, text: readFileSync(`${FOLDER}${name}`, "utf8") }));

interface Resource {
  readonly name: string;
  readonly body: string;
}

function resources(text: string, type: string): readonly Resource[] {
  return [...text.matchAll(new RegExp(`^resource "${type}" "([\\w-]+)" \\{\\n(.*?)^\\}`, "gms"))].map(
    ([, name = "", body = ""]) => ({ name, body }),
  );
}

/** Subnets of Azure's own services: the firewall, its gateways, and those that are delegated. */
const WITHOUT_GROUP = /AzureFirewall|GatewaySubnet|_pods$|_api_server$|_virtual_nodes$|_dns_(in|out)bound$/;

test("every subnet has a security group, except those that the page names", () => {
  const found = TEXTS.flatMap(({ name, text }) => {
    const groups = resources(text, "azurerm_subnet_network_security_group_association").map(
      (each) => each.name,
    );
    return resources(text, "azurerm_subnet")
      .filter((subnet) => !groups.includes(subnet.name) && !/network_security_group_id_wo/.test(subnet.body))
      .filter((subnet) => !WITHOUT_GROUP.test(subnet.name))
      .map((subnet) => `${name}: ${subnet.name}`);
  });
  // With inline associations the group is part of the subnet in azurerm 5 alone, and the folder has HCL for azurerm 4.
  expect(found.filter((each) => !each.startsWith("inline-associations/"))).toEqual([]);
});

test("no subnet has default outbound access, except those of gateways that are not isolated, and of the runtime", () => {
  const open = TEXTS.flatMap(({ text }) =>
    resources(text, "azurerm_subnet")
      .filter(({ body }) => !/default_outbound_access_enabled += false/.test(body))
      .map(({ name }) => name),
  );
  expect(open.length).toBeGreaterThan(0);
  expect(open.filter((name) => !/_gateway_|_route_sync/.test(name))).toEqual([]);
});
