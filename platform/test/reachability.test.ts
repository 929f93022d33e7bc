import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Question } from "@aks-topology/trace";
import { describe, expect, test } from "vitest";
import { inspect, parsePlatform, tracePlatform, type LoadedPlatform } from "../src/index.js";
import {
  clusterYaml,
  platformOfCluster,
  platformYaml,
  spokeYaml,
  type Yaml,
} from "./support/platform-yaml.js";
import { errorsOfText } from "./support/synth.js";

function example(name: string): LoadedPlatform {
  const file = fileURLToPath(new URL(`../../examples/${name}.yaml`, import.meta.url));
  const result = parsePlatform(readFileSync(file, "utf8"), file);
  if (!result.ok) throw new Error(`${name} has problems`);
  return result.loaded;
}

/** The verdict of a question about TCP port 443 unless it says otherwise. */
function verdictOf(
  name: string,
  ends: Pick<Question, "from" | "to"> & Partial<Question>,
  mirror: "in-step" | "empty" = "in-step",
): string | undefined {
  const question: Question = { protocol: "TCP", port: 443, ...ends };
  return tracePlatform(example(name), question, { mirror }).trace?.verdict;
}

describe("the reference", () => {
  test.each([
    ["shop/public", "shop/main/pod", 80, "delivered"],
    ["internet", "shop/public", 443, "delivered"],
    ["internet", "shop/public", 22, "dropped"],
    ["internet", "shop/main/node", 443, "dropped"],
    ["internet", "hub/firewall", 443, "dropped"],
    ["shop/main/node", "mcr.microsoft.com", 443, "delivered"],
    ["shop/main/pod", "example.org", 443, "dropped"],
    ["shop/main/node", "8.8.8.8", 443, "dropped"],
    ["shop/main/node", "shop/main/api", 443, "delivered"],
    ["shop/main/pod", "shop/main/pod", 8080, "delivered"],
    ["shop", "mcr.microsoft.com", 443, "delivered"],
    ["on-premises", "shop/main/node", 443, "dropped"],
  ])("%s -> %s, port %i: %s", (from, to, port, verdict) => {
    expect(verdictOf("kubenet-agic", { from, to, port })).toBe(verdict);
  });

  test("the gateway reaches no pod without the node routes", () => {
    expect(verdictOf("kubenet-agic", { from: "shop/public", to: "shop/main/pod", port: 80 }, "empty")).toBe(
      "dropped",
    );
  });

  test("names the line of what decides", () => {
    const loaded = example("kubenet-agic");
    const { trace, placeOf } = tracePlatform(loaded, {
      from: "shop/main/pod",
      to: "example.org",
      protocol: "TCP",
      port: 443,
    });
    expect(trace?.decidedBy?.address).toBe("azurerm_firewall_policy.hub_firewall");
    expect(placeOf(trace?.decidedBy?.address ?? "")).toMatchObject({ line: 14 });
  });
});

/** Each was answered wrongly once. */
test.each([
  // Clusters may have one range of pods.
  ["two-regions", "shop/main/pod", "reports/main/pod", 8080, "dropped"],
  // A public API server has a private address for its own nodes only.
  ["cilium-vnet-integration", "198.51.100.7", "search/lab/api", 443, "delivered"],
  ["cilium-vnet-integration", "internet", "search/lab/api", 443, "dropped"],
  ["cilium-vnet-integration", "search/lab/node", "search/lab/api", 443, "delivered"],
  // Its authorized ranges have the address of the firewall, which Terraform computes.
  ["cilium-vnet-integration", "search/main/pod", "search/lab/api", 443, "delivered"],
  // Nothing describes how the API server of an existing cluster is reached.
  ["existing-cluster-and-gateway", "shop/legacy/node", "shop/legacy/api", 443, "unknown"],
  // Nothing says what resolvers on-premises forward.
  ["existing-hub", "on-premises", "shop/main/api", 443, "unknown"],
  // The name of a public address that exists already is that of its gateway.
  ["existing-addresses-and-identities", "internet", "shop/edge", 22, "dropped"],
  // Front Door calls pods of its own cluster.
  ["front-door-public-origin", "internet", "shop/main/front-door", 443, "delivered"],
  ["front-door-public-origin", "internet", "shop/main/origin", 443, "dropped"],
  ["front-door-private-link", "internet", "shop/main/front-door", 443, "delivered"],
  // Application Gateway for Containers calls pods of its own cluster.
  ["application-gateway-for-containers", "internet", "shop/main/frontend", 443, "delivered"],
  ["application-gateway-for-containers", "shop/main/frontend", "shop/main/pod", 8080, "delivered"],
  ["application-gateway-for-containers", "shop/main/frontend", "shop/back/pod", 8080, "dropped"],
  // An address that Azure has yet to allocate is not one of those that a question names.
  ["cilium-vnet-integration", "198.51.101.7", "search/lab/api", 443, "dropped"],
  // kube-proxy keeps packets for load balancers of its own cluster on the node.
  ["on-premises-vpn", "orders/main/pod", "10.71.254.10", 8443, "delivered"],
  // Its table has the routes that Terraform adds.
  ["existing-hub", "on-premises", "shop/edge", 443, "delivered"],
  // One of its public addresses publishes the port.
  ["on-premises-vpn", "198.51.100.7", "hub/firewall", 5671, "delivered"],
  ["on-premises-vpn", "internet", "hub/firewall", 5671, "dropped"],
  ["existing-hub", "internet", "203.0.113.17", 443, "dropped"],
  // Its own connections.
  ["pod-subnet-custom-zone", "hub/firewall", "cart/main/api", 443, "delivered"],
  // Pods in a subnet of their own leave as their nodes do.
  ["flat-networks", "brokers/main/pod", "internet", 443, "delivered"],
  // Neither a security group nor a route keeps a machine from its host.
  ["nsg-filtered-egress", "forms/main/node", "169.254.169.254", 80, "delivered"],
  ["azure-cni-nat-gateway", "batch/main/node", "224.0.0.1", 443, "dropped"],
  ["two-regions", "shop/internal", "internet", 443, "dropped"],
  ["existing-hub-spoke-only", "core/main/node", "github.com", 443, "dropped"],
])("%s: %s -> %s, port %i: %s", (name, from, to, port, verdict) => {
  expect(verdictOf(name, { from, to, port })).toBe(verdict);
});

test("says what other teams are asked for", () => {
  const question = { from: "core/main/node", to: "mcr.microsoft.com", protocol: "TCP", port: 443 } as const;
  const { trace } = tracePlatform(example("existing-hub-spoke-only"), question);
  expect(trace).toMatchObject({
    verdict: "delivered",
    assumptions: ["peering peer-tailspin-hub-to-core", "rules core-main"],
  });
});

test("an end of a path has to be in the network", () => {
  const text = readFileSync(new URL("../../examples/naming-pattern.yaml", import.meta.url), "utf8");
  const result = parsePlatform(`${text}\npaths:\n  far: { from: internet, to: 8.8.8.8 }\n`, "a.yaml");
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  expect(inspect(result.loaded).problems).toContainEqual(
    expect.objectContaining({ code: "PATH_ENDPOINT", path: "paths.far" }),
  );
});

test.each(["sql.westeurope", "ServiceBus.westeurope"])("%s is a service tag, and no host name", (tag) => {
  const text = readFileSync(new URL("../../examples/naming-pattern.yaml", import.meta.url), "utf8");
  const egress = `egress: { type: firewall, allow: { db: { serviceTags: [${tag}], ports: [1433] } } }`;
  const changed = text.replace(/^( +)nodePools:/m, `$1${egress}\n$1nodePools:`);
  expect(changed).not.toBe(text);
  const result = parsePlatform(changed, "platform.yaml");
  if (!result.ok) throw new Error("The file has problems.");
  expect(inspect(result.loaded).problems.map(({ code }) => code)).not.toContain("PATH_UNKNOWN");
});

test("the firewall answers names at its private address", () => {
  const ends = { from: "orders/main/node", to: "hub/firewall", port: 53, protocol: "UDP" } as const;
  expect(verdictOf("on-premises-vpn", ends)).toBe("delivered");
});

test.each([
  ["on-premises-vpn", "internet", "hub/firewall/1", 443, "delivered"],
  ["on-premises-vpn", "internet", "hub/firewall/2", 5671, "dropped"],
  ["on-premises-vpn", "198.51.100.7", "hub/firewall/2", 5671, "delivered"],
  ["on-premises-vpn", "orders/main/pod", "smtp.fabrikam.example", 587, "delivered"],
  ["on-premises-vpn", "orders/main/pod", "192.168.20.7", 1521, "delivered"],
  ["on-premises-vpn", "on-premises", "orders/main/api", 443, "delivered"],
  ["on-premises-vpn", "on-premises", "orders/main/node", 22, "dropped"],
  ["gateway-to-internal-load-balancer", "shop/edge", "10.1.254.10", 443, "delivered"],
  ["gateway-to-internal-load-balancer", "shop/edge", "shop/main/pod", 8080, "dropped"],
  ["existing-hub-spoke-only", "core/main/node", "core/main/api", 443, "delivered"],
])("%s: %s -> %s, port %i: %s", (name, from, to, port, verdict) => {
  expect(verdictOf(name, { from, to, port })).toBe(verdict);
});

describe("clusters with equal pod ranges behind gateways of their own", () => {
  const ID = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers";
  const pools = (name: string, third: number): string =>
    `{ system: { subnet: { id: ${ID}/Microsoft.Network/virtualNetworks/vnet/subnets/${name}, prefix: 10.1.${third}.0/24 } } }`;
  const cluster = (name: string, more: Readonly<Record<string, Yaml>>) =>
    clusterYaml({
      network: "{ plugin: kubenet }",
      egress: "{ type: load-balancer }",
      ingress: `{ type: agic-addon, gateway: ${name} }`,
      ...more,
    });
  const existing = (name: string, third: number, more: Readonly<Record<string, Yaml>>) =>
    cluster(name, {
      id: `${ID}/Microsoft.ContainerService/managedClusters/${name}`,
      nodePools: pools(name, third),
      ...more,
    });
  const group = (name: string) => ({
    nodeResourceGroup: `{ id: /subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/MC_${name} }`,
  });
  const table = (name: string) => ({
    routeTable: `{ id: ${ID}/Microsoft.Network/routeTables/${name} }`,
  });

  test.each([
    ["that are created", cluster("one", {}), cluster("two", {})],
    ["with tables that AKS manages", existing("one", 4, group("one")), existing("two", 5, group("two"))],
    ["with tables of their team", existing("one", 4, table("one")), existing("two", 5, table("two"))],
  ])("are each reached by their gateway: %s", (_, one, two) => {
    const network = `{ id: ${ID}/Microsoft.Network/virtualNetworks/vnet, peered: true }`;
    const shop = spokeYaml({ network, gateways: "{ one: {}, two: {} }", clusters: { one, two } });
    expect(errorsOfText(platformYaml({ spokes: { shop } }))).toEqual([]);
  });
});

test("a path that is excepted is not judged", () => {
  const text = readFileSync(new URL("../../examples/broken/path-broken.yaml", import.meta.url), "utf8");
  const listed = parsePlatform(
    text.replace(/^ {2}builds: .*$/m, "  listed: { from: internet, to: shop/main/node, expect: dropped }"),
    "a.yaml",
  );
  if (!listed.ok) throw new Error("problems");
  const { paths } = inspect(listed.loaded);
  const [first] = paths;
  const excepted = parsePlatform(
    text.replace(/^ {2}builds: .*$/m, `  ${JSON.stringify(first?.name)}: { ignore: a reason }`),
    "a.yaml",
  );
  if (!excepted.ok) throw new Error("problems");
  const left = inspect(excepted.loaded).paths.map(({ name }) => name);
  expect(left).not.toContain(first?.name);
  expect(left).toHaveLength(paths.length - 2);
});

test("a spoke without subnets has no address", () => {
  // The spoke "archive" of the example is empty.
  expect(() => verdictOf("naming-pattern", { from: "archive", to: "web/public" })).toThrow(
    /"archive" has no address/,
  );
});

test("a network with a range of the Internet is not reached from there", () => {
  expect(verdictOf("warned/public-ranges", { from: "internet", to: "shop/main/node", port: 22 })).toBe(
    "dropped",
  );
  const text = readFileSync(
    fileURLToPath(new URL("../../examples/warned/public-ranges.yaml", import.meta.url)),
    "utf8",
  );
  expect(errorsOfText(text.replace("podCidr: 30.0.0.0/16", "podCidr: 10.244.0.0/16"))).toEqual([]);
});

test("a gateway drops what arrives on an open port without a listener, and promises nothing there", () => {
  const text = platformYaml({
    spokes: {
      shop: spokeYaml({
        gateways: "{ edge: { frontend: { type: public-and-private, users: [10.1.0.0/16] } } }",
        clusters: {
          main: clusterYaml({
            network: "{ plugin: azure-cni-overlay }",
            ingress: "{ type: gateway-to-load-balancer, gateway: edge, hostNames: [shop.contoso.com] }",
          }),
        },
      }),
    },
  });
  const result = parsePlatform(text, "platform.yaml");
  if (!result.ok) expect.fail(JSON.stringify(result.problems));
  const asked = (from: string, port: number): (string | undefined)[] => {
    const { trace } = tracePlatform(result.loaded, { from, to: "shop/edge", protocol: "TCP", port });
    return [trace?.verdict, trace?.decidedBy?.rule];
  };
  const detail = expect.stringMatching(/no listener on port 443, but on 80$/) as unknown;
  expect(asked("internet", 80)[0]).toBe("delivered");
  expect(asked("internet", 443)).toEqual(["dropped", detail]);
  expect(asked("shop/main/node", 443)).toEqual(["dropped", detail]);
  const { paths, problems } = inspect(result.loaded);
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  const toGateway = paths.filter(({ to }) => to.endsWith("shop/edge")).map(({ name }) => name);
  expect(toGateway).toContain("shop/edge: internet -> gateway:80");
  expect(toGateway.filter((name) => name.endsWith(":443"))).toEqual([]);
});

test.each(["westeurope", "usgovvirginia", "chinanorth3"])(
  "nodes in %s reach a public API server through an appliance, by the name that it has in the cloud",
  (location) => {
    const text = platformOfCluster(
      { apiServer: "{ type: public }", egress: "{ type: appliance, privateIp: 10.0.1.4 }" },
      { location },
    );
    expect(errorsOfText(text)).toEqual([]);
  },
);

/** Names of the paths of a file. */
function pathsOf(text: string): readonly string[] {
  const result = parsePlatform(text, "platform.yaml");
  if (!result.ok) throw new Error("The file has problems.");
  return inspect(result.loaded).paths.map(({ name }) => name);
}

test("a spoke that opens its pods to another one opens the nodes that share their subnets", () => {
  const text = `
apiVersion: aks-topology/v1
name: contoso
location: westeurope
baseline: relaxed
hub: { addressSpace: 10.0.0.0/22, firewall: { publicIps: 20 } }
spokes:
  shop:
    addressSpace: 10.1.0.0/16
    clusters:
      main:
        network: { plugin: azure-cni-overlay }
        nodePools: { system: { vmSize: Standard_D4ds_v5, nodes: 3 } }
  reports:
    addressSpace: 10.2.0.0/16
    clusters:
      main:
        network: { plugin: PLUGIN, reachableFrom: [RANGE] }
        nodePools: { system: { vmSize: Standard_D4ds_v5, nodes: 3 } }
`;
  const forbidden = (plugin: string, range: string): readonly string[] =>
    pathsOf(text.replace("PLUGIN", plugin).replace("RANGE", range)).filter((name) =>
      name.startsWith("shop/main: node -> reports/main"),
    );
  expect(forbidden("azure-cni", "10.1.0.0/16")).toEqual([]);
  expect(forbidden("azure-cni", "10.0.0.0/22")).toEqual(["shop/main: node -> reports/main/node:443"]);
  expect(forbidden("azure-cni-pod-subnet", "10.1.0.0/16")).toEqual([
    "shop/main: node -> reports/main/node:443",
  ]);
  expect(errorsOfText(text.replace("PLUGIN", "azure-cni").replace("RANGE", "10.1.0.0/16"))).toEqual([]);
});
