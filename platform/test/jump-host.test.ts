import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { inspect, parsePlatform } from "../src/index.js";
import { fields, list } from "../../test/invariants/subject.js";
import { problemsOfText, synthOne } from "./support/synth.js";

const FILE = fileURLToPath(new URL("../../examples/private-resolver.yaml", import.meta.url));
const EXAMPLE = readFileSync(FILE, "utf8");
const DEVELOPER = EXAMPLE.replace(/tier: Standard\n.*zones.*\n.*nativeClient.*\n/, "tier: Developer\n");
const RSA =
  "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCitrzuO7XQzckiYwvFoL13tomgYLTGeychD/EYi5awvDDZa/eJw9VdrQJpoa1JbaT0YRgX002QkSayGBMvOXXO2lL1zJpKjIWwh0TevUIg8J6LoQaaEnVBrymltNguCsawjZqRTflhMcWyuC8G4NYc+i+8h9m2STmy5z/LHM+H2QcGz+X3G9YNY79EL8xa+eop/4Q+w10tXMSeDanz7euM3OOuDMSZqNQ95R+JrTXIjXz7JOIFA1MfsKiATcnscKyazhAaX9T/kLi8qM1AffDSIEX+Mk0b8S6vghyIk5OKvN/Wd9dYcKliSVyyJs/p7gWSUgSCM9MAKQ8+YNJ2UxMj admins@contoso";
const ED25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHJFsNgVyyr6T5qMU036IMyNLMA7ctQbKaJ/UM4NxkGB";

function platform(hub: string, location = "westeurope"): string {
  return `
apiVersion: aks-topology/v1
name: contoso
location: ${location}
baseline: relaxed
hub: { addressSpace: 10.0.0.0/22, ${hub} }
spokes: { shop: { addressSpace: 10.1.0.0/16 } }
`;
}

/** The declared paths of a file that begin or end at the jump host, with how they are. */
function pathsOf(text: string): readonly string[] {
  const result = parsePlatform(text, FILE);
  if (!result.ok) expect.fail(JSON.stringify(result.problems));
  return inspect(result.loaded)
    .paths.filter(({ from, to }) => [from, to].includes("hub/jump-host"))
    .map(({ name, verdict, ok }) => `${name.replace("hub: ", "")} ${verdict}${ok ? "" : ", wrong"}`);
}

/** Names that the firewall allows a jump host. */
function allowed(text: string): readonly unknown[] {
  const group = synthOne(text).resource("azurerm_firewall_policy_rule_collection_group", "hub_jump-host");
  return list(group["application_rule_collection"])
    .flatMap((collection) => list(fields(collection)["rule"]))
    .flatMap((rule) => list(fields(rule)["destination_fqdns"]));
}

test("Bastion reaches it, the Internet and the networks do not, and it reaches the private API servers that the hub can name", () => {
  expect(pathsOf(EXAMPLE)).toEqual(
    expect.arrayContaining([
      "hub/bastion -> hub/jump-host:22 delivered",
      "internet -> hub/jump-host:22 dropped",
      "hub/jump-host -> orders/main/api:443 delivered",
      "hub/jump-host -> billing/main/api:443 delivered",
      "hub/jump-host -> orders/main/node:22 dropped",
      "microsoft-packages/microsoft-packages, jump-host -> packages.microsoft.com:443 delivered",
      "hub/jump-host -> internet:443 dropped",
    ]),
  );
  // AKS links the zone of reports to the cluster's network alone.
  expect(pathsOf(EXAMPLE).join()).not.toContain("reports/main/api");
});

test("tier Developer reaches it from the address of Azure's host", () => {
  const rule = synthOne(DEVELOPER).resource("azurerm_network_security_rule", "hub_jump-host_ssh");
  expect(rule).toMatchObject({ source_address_prefix: "168.63.129.16/32", destination_port_range: "22" });
  expect(pathsOf(DEVELOPER)).toContain("168.63.129.16 -> hub/jump-host:22 delivered");
});

test("without a firewall it has neither a route nor egress", () => {
  const alone = platform(`bastion: { jumpHost: { sshPublicKey: "${ED25519}" } }`);
  const output = synthOne(alone);
  expect(output.addresses("azurerm_route_table")).toEqual([]);
  expect(output.addresses("azurerm_firewall_policy_rule_collection_group")).toEqual([]);
  expect(output.resource("azurerm_subnet", "hub_jump-host")).toMatchObject({
    address_prefixes: ["10.0.3.240/28"],
    default_outbound_access_enabled: false,
  });
  expect(pathsOf(alone)).toContain("hub/jump-host -> internet:443 dropped");
});

test("there is no machine without the key", () => {
  const output = synthOne(platform("bastion: {}"));
  expect(output.addresses("azurerm_linux_virtual_machine")).toEqual([]);
  expect(output.addresses("azurerm_network_interface")).toEqual([]);
});

test.each([
  ["westeurope", ["management.azure.com", "login.microsoftonline.com", "pas.windows.net", "dl.k8s.io"]],
  [
    "usgovvirginia",
    ["management.usgovcloudapi.net", "login.microsoftonline.us", "pasff.usgovcloudapi.net", "dl.k8s.io"],
  ],
  [
    "chinanorth3",
    ["management.chinacloudapi.cn", "login.chinacloudapi.cn", "pas.chinacloudapi.cn", "mirror.azure.cn"],
  ],
])("in %s the firewall allows the names of its cloud", (location, names) => {
  const text = platform(`firewall: {}, bastion: { jumpHost: { sshPublicKey: "${ED25519}" } }`, location);
  expect(allowed(text)).toEqual(expect.arrayContaining(names));
  const others = ["windows.net", "usgovcloudapi.net", "chinacloudapi.cn"].filter(
    (end) => !names.join().includes(end),
  );
  for (const end of others) expect(allowed(text).join()).not.toContain(end);
});

test("the firewall lets it ask custom resolvers", () => {
  const text = platform(
    `firewall: {}, dns: { type: servers, servers: [203.0.113.53] }, bastion: { jumpHost: { sshPublicKey: "${ED25519}" } }`,
  );
  const group = synthOne(text).resource("azurerm_firewall_policy_rule_collection_group", "hub_jump-host");
  const [rules] = list(group["network_rule_collection"]).map(fields);
  expect(list(rules?.["rule"]).map((rule) => fields(rule)["protocols"])).toEqual([["UDP"], ["TCP"]]);
  expect(pathsOf(text)).toEqual(
    expect.arrayContaining([
      "custom-dns/dns-udp, jump-host -> 203.0.113.53:53 delivered",
      "custom-dns/dns-tcp, jump-host -> 203.0.113.53:53 delivered",
    ]),
  );
});

test.each([ED25519, `${ED25519} admins of contoso`, RSA])("takes the key %s", (key) => {
  expect(problemsOfText(platform(`bastion: { jumpHost: { sshPublicKey: "${key}" } }`))).toEqual([]);
});

test.each([
  ["", "expected a public SSH key of type ssh-rsa or ssh-ed25519"],
  ["ssh-ed25519", "expected a public SSH key of type ssh-rsa or ssh-ed25519"],
  [RSA.replace("ssh-rsa ", "ssh-ed25519 "), "expected a whole key of type ssh-ed25519"],
  [ED25519.slice(0, 30), "expected a whole key of type ssh-ed25519"],
  [`${ED25519}\\n${ED25519}`, "expected a public SSH key of type ssh-rsa or ssh-ed25519"],
])("refuses %j", (key, message) => {
  const problems = problemsOfText(platform(`bastion: { jumpHost: { sshPublicKey: "${key}" } }`));
  expect(problems.map((problem) => [problem.code, problem.path, problem.message])).toEqual([
    ["INVALID_VALUE", "hub.bastion.jumpHost.sshPublicKey", `"sshPublicKey": ${message}.`],
  ]);
});

test("a hub without room for its subnet is refused at the key", () => {
  const full = platform(`bastion: { jumpHost: { sshPublicKey: "${ED25519}" } }`).replace(
    "10.0.0.0/22",
    "10.0.0.0/26",
  );
  expect(problemsOfText(full).map(({ code, path }) => [code, path])).toEqual([
    ["NO_ROOM_FOR_SUBNET", "hub.bastion.jumpHost"],
  ]);
});
