import fc from "fast-check";

const OPTIONAL = { requiredKeys: [] };
/** What is seldom right by chance, so that most platforms are. */
function seldom<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | Record<string, never>> {
  return fc.oneof({ weight: 7, arbitrary: fc.constant({}) }, { weight: 1, arbitrary });
}
function together(...parts: readonly fc.Arbitrary<object>[]): fc.Arbitrary<object> {
  return fc.tuple(...parts).map((objects) => objects.reduce((all, one) => ({ ...all, ...one }), {}));
}
const name = fc.constantFrom("a", "b", "roles", "agic", "deployer", "scope");
const hostNames = fc.array(
  fc.constantFrom("a.contoso.com", "b.contoso.com", "b-c.contoso.com", "b.c-contoso.com"),
  { minLength: 1, maxLength: 3 },
);
const ID = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/g/providers/Microsoft.Network";
const record = fc.oneof(
  fc.record({
    type: fc.constant("public"),
    zone: fc.constantFrom<object>({ name: "contoso.com" }, { id: `${ID}/dnsZones/contoso.com` }),
    name: fc.constantFrom("@", "shop", "a.b", "a-b"),
  }),
  fc.record({
    type: fc.constant("private"),
    zone: fc.constantFrom<object>(
      { name: "corp.contoso.com" },
      { id: `${ID}/privateDnsZones/corp.contoso.com` },
    ),
    name: fc.constant("shop"),
  }),
);
const INSIDE = ["10.0.0.0/22"];
const gateway = together(
  fc.record(
    {
      instances: fc.constantFrom<unknown>(3, { min: 0, max: 5 }),
      frontend: fc.constantFrom({ type: "public" }, { type: "public-and-private", users: INSIDE }),
      networkIsolation: fc.boolean(),
      dns: fc.array(record, { maxLength: 3 }),
      tls: fc.record({
        type: fc.constant("own-key-vault"),
        certificates: fc.dictionary(name, hostNames, { minKeys: 1, maxKeys: 2 }),
      }),
    },
    OPTIONAL,
  ),
  seldom(fc.constant({ tier: "Standard_v2" })),
  seldom(fc.constant({ waf: { mode: "Detection" } })),
  seldom(fc.constant({ instances: { min: 9, max: 2 } })),
  seldom(fc.constant({ routeTable: "shared" })),
  fc.record({ rewrites: fc.constant({ a: [{ responseHeaders: { Server: "" } }] }) }, OPTIONAL),
  seldom(fc.constant({ frontend: { type: "private", users: INSIDE } })),
  seldom(fc.constant({ frontend: { type: "public-and-private", privateIp: "10.1.0.1" } })),
  seldom(fc.record({ subnetPrefix: fc.constantFrom("10.1.64.0/23", "10.1.64.0/24", "10.1.64.0/28") })),
);
/** A host name of a Front Door with a certificate, and one without. */
const CERTIFICATE = {
  hostNames: ["a.contoso.com", "www.contoso.com"],
  tls: {
    type: "key-vault",
    id: "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv",
    certificates: {
      www: { identifier: "https://kv.vault.azure.net/certificates/www", hostNames: ["www.contoso.com"] },
    },
  },
};
const first = fc.constant({ hostNames: ["a.contoso.com", "b-c.contoso.com"] });
const second = fc.constant({ hostNames: ["b.contoso.com", "b.c-contoso.com"] });
function ingress(own: fc.Arbitrary<object>): fc.Arbitrary<object> {
  return fc.oneof(
    fc.constant({ type: "none" }),
    fc.constant({ type: "agic-addon", gateway: "edge" }),
    together(
      fc.constant({ type: "agic-helm", gateway: "edge" }),
      own,
      seldom(fc.record({ version: fc.constantFrom("1.6.0", "1.9.8") })),
      seldom(fc.record({ hostNames })),
    ),
    together(
      fc.constant({ type: "gateway-to-load-balancer", gateway: "edge" }),
      own,
      seldom(fc.record({ certificate: name })),
      seldom(fc.record({ rewrite: fc.constantFrom("a", "b"), clientCertificates: name }, OPTIONAL)),
      seldom(fc.record({ address: fc.constantFrom("10.1.254.10", "10.1.254.255") })),
      seldom(fc.record({ backend: fc.record({ trustedRoots: fc.array(name, { maxLength: 2 }) }) })),
      fc.record({ backend: fc.record({ protocol: fc.constantFrom("http", "https") }, OPTIONAL) }, OPTIONAL),
    ),
    together(
      fc.constant({ type: "application-gateway-for-containers" }),
      own,
      fc.record(
        { waf: fc.constant({ mode: "Detection" }), frontends: fc.constantFrom(["a"], ["a", "b"]) },
        OPTIONAL,
      ),
      seldom(fc.record({ subnetPrefix: fc.constantFrom("10.1.64.0/23", "10.1.64.0/24") })),
    ),
    together(
      fc.constant({
        type: "front-door",
        tier: "Premium",
        origin: "private-link",
        originHost: "origin.contoso.com",
      }),
      own,
      seldom(fc.record({ tier: fc.constant("Standard"), origin: fc.constantFrom("public", "private-link") })),
      seldom(fc.constant(CERTIFICATE)),
    ),
  );
}
function cluster(podCidr: string, own: fc.Arbitrary<object>): fc.Arbitrary<object> {
  return fc.record(
    {
      network: fc.constantFrom<unknown>(
        { plugin: "kubenet", podCidr },
        { plugin: "azure-cni-overlay", podCidr },
        { plugin: "azure-cni" },
      ),
      egress: fc.constantFrom<unknown>(
        { type: "firewall" },
        { type: "load-balancer" },
        { type: "nat-gateway" },
      ),
      ingress: ingress(own),
      addOns: together(
        fc.constant({ policy: true, keyVaultSecrets: {} }),
        seldom(fc.constant({ policy: false })),
      ),
      nodePools: fc
        .constantFrom("agic", "system")
        .map((pool) => ({ [pool]: { vmSize: "Standard_D4ds_v5", nodes: 3 } })),
    },
    { requiredKeys: ["network", "ingress", "nodePools", "addOns"] },
  );
}
const scope = fc.constantFrom(
  { type: "resource-group" },
  { type: "subscription" },
  { type: "management-group", id: "/providers/Microsoft.Management/managementGroups/corp" },
);
const policy = fc.record(
  { type: fc.constant("internal-load-balancers"), effect: fc.constantFrom("deny", "audit"), scope },
  { requiredKeys: ["type"] },
);
/** Platforms with all kinds of ingress, most of which are valid. */
export const randomIngress = fc.record({
  apiVersion: fc.constant("aks-topology/v1"),
  name: fc.constant("contoso"),
  location: fc.constant("westeurope"),
  hub: fc.constant({ addressSpace: "10.0.0.0/22", firewall: { publicIps: 20 } }),
  governance: fc.record(
    {
      roles: fc.constantFrom("built-in", "custom"),
      policies: fc.dictionary(name, policy, { maxKeys: 2 }),
    },
    OPTIONAL,
  ),
  spokes: fc.record({
    shop: fc.record({
      addressSpace: fc.constant("10.1.0.0/16"),
      gateways: fc.record({ edge: gateway }),
      clusters: fc.record(
        { roles: cluster("10.244.0.0/16", first), agic: cluster("10.245.0.0/16", second) },
        { requiredKeys: ["roles"] },
      ),
    }),
  }),
});
