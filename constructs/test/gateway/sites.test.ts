import { describe, expect, test } from "vitest";
import { siteBlocks, type GatewaySite } from "../../src/gateway/sites.js";

const SHOP: GatewaySite = {
  name: "shop",
  hostNames: ["shop.example.com"],
  certificate: "web",
  backend: {
    address: "10.1.0.10",
    port: 8443,
    protocol: "https",
    healthPath: "/alive",
    trustedRoots: ["corp"],
  },
};

describe("a site over TLS", () => {
  const blocks = siteBlocks([SHOP], ["public"]);

  test("asks its backend by name, over the backend's port and protocol", () => {
    expect(blocks.backendAddressPool).toEqual([{ name: "shop", ipAddresses: ["10.1.0.10"] }]);
    expect(blocks.backendHttpSettings).toEqual([
      {
        name: "shop",
        cookieBasedAffinity: "Disabled",
        port: 8443,
        protocol: "Https",
        requestTimeout: 30,
        probeName: "shop",
        connectionDraining: { enabled: true, drainTimeoutSec: 60 },
        hostName: "shop.example.com",
        trustedRootCertificateNames: ["corp"],
      },
    ]);
    expect(blocks.probe).toEqual([
      {
        name: "shop",
        protocol: "Https",
        path: "/alive",
        host: "shop.example.com",
        interval: 10,
        timeout: 5,
        unhealthyThreshold: 3,
        match: { statusCode: ["200-399"] },
      },
    ]);
  });

  test("redirects plain HTTP for good, with path and query", () => {
    expect(blocks.frontendPort).toEqual([
      { name: "http", port: 80 },
      { name: "https", port: 443 },
    ]);
    expect(blocks.redirectConfiguration).toEqual([
      {
        name: "shop-public",
        redirectType: "Permanent",
        targetListenerName: "shop-public-https",
        includePath: true,
        includeQueryString: true,
      },
    ]);
    const rules = blocks.requestRoutingRule.map((rule) => [
      rule.httpListenerName,
      rule.redirectConfigurationName ?? rule.backendAddressPoolName,
    ]);
    expect(rules).toEqual([
      ["shop-public-http", "shop-public"],
      ["shop-public-https", "shop"],
    ]);
  });

  test("has no listener for plain HTTP where it does not redirect", () => {
    const closed = siteBlocks([{ ...SHOP, redirect: false }], ["public"]);
    expect(closed.frontendPort).toEqual([{ name: "https", port: 443 }]);
    expect(closed.redirectConfiguration).toEqual([]);
    expect(closed.httpListener).toEqual([
      {
        name: "shop-public-https",
        frontendIpConfigurationName: "public",
        frontendPortName: "https",
        protocol: "Https",
        sslCertificateName: "web",
        hostNames: ["shop.example.com"],
      },
    ]);
  });
});

test("a site checks client certificates over TLS alone, and rewrites what reaches its backend", () => {
  const site = { ...SHOP, clientCertificates: "partners", rewrite: "headers" };
  const { httpListener, requestRoutingRule } = siteBlocks([site], ["public"]);
  expect(httpListener.map(({ name, sslProfileName }) => [name, sslProfileName])).toEqual([
    ["shop-public-http", undefined],
    ["shop-public-https", "partners"],
  ]);
  expect(requestRoutingRule.map(({ name, rewriteRuleSetName }) => [name, rewriteRuleSetName])).toEqual([
    ["shop-public-http", undefined],
    ["shop-public-https", "headers"],
  ]);
});

test("a site without a certificate is served over HTTP, with the client's host name", () => {
  const backend = { ...SHOP.backend, protocol: "http", port: 8080 } as const;
  const site: GatewaySite = { ...SHOP, certificate: undefined, backend };
  const blocks = siteBlocks([site], ["private"]);
  expect(blocks.frontendPort).toEqual([{ name: "http", port: 80 }]);
  expect(blocks.httpListener).toEqual([
    {
      name: "shop-private-http",
      frontendIpConfigurationName: "private",
      frontendPortName: "http",
      protocol: "Http",
      hostNames: ["shop.example.com"],
    },
  ]);
  expect(blocks.backendHttpSettings[0]).toMatchObject({ port: 8080, protocol: "Http" });
  expect(blocks.backendHttpSettings[0]).not.toHaveProperty("hostName");
});

test("whole names come before patterns, and patterns before any name", () => {
  const named = (name: string, hostNames?: readonly string[]): GatewaySite => ({
    ...SHOP,
    name,
    hostNames,
    certificate: undefined,
  });
  const { requestRoutingRule: rules } = siteBlocks(
    [named("any"), named("pattern", ["*.example.com"]), named("whole", ["a.example.com"])],
    ["public"],
  );
  expect(rules.map(({ name, priority }) => [name, priority])).toEqual([
    ["whole-public-http", 100],
    ["pattern-public-http", 110],
    ["any-public-http", 120],
  ]);
});

test("a listener takes five names, and more listeners the others", () => {
  const hostNames = Array.from({ length: 6 }, (_, i) => `h${i}.example.com`);
  const { httpListener } = siteBlocks([{ ...SHOP, certificate: undefined, hostNames }], ["public"]);
  expect(httpListener.map(({ name, hostNames: names }) => [name, names?.length])).toEqual([
    ["shop-public-http", 5],
    ["shop-public-2-http", 1],
  ]);
});

test("a site without host names takes requests of any name", () => {
  const { httpListener } = siteBlocks([{ ...SHOP, hostNames: [] }], ["public"]);
  expect(httpListener.length).toBeGreaterThan(0);
  for (const listener of httpListener) expect(listener).not.toHaveProperty("hostNames");
});

test("a site that has names and a pattern comes after whole names", () => {
  const site = (name: string, ...hostNames: readonly string[]): GatewaySite => ({ ...SHOP, name, hostNames });
  const { requestRoutingRule } = siteBlocks(
    [site("both", "a.example.com", "*.example.com"), site("whole", "b.example.com")],
    ["public"],
  );
  const pools = requestRoutingRule
    .toSorted((one, other) => (one.priority ?? 0) - (other.priority ?? 0))
    .flatMap(({ backendAddressPoolName }) => backendAddressPoolName ?? []);
  expect(pools).toEqual(["whole", "both"]);
  expect(new Set(requestRoutingRule.map(({ ruleType }) => ruleType))).toEqual(new Set(["Basic"]));
});
