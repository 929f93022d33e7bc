import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { block } from "../../constructs/test/support/synth.js";
import { parsePlatform, synthesize } from "../src/index.js";
import { clusterYaml, platformYaml, spokeYaml, type Yaml } from "./support/platform-yaml.js";
import { problemsOfText, synthOne, synthText } from "./support/synth.js";

const HUB = "00000000-0000-0000-0000-00000000aaaa";
const ELSEWHERE = "00000000-0000-0000-0000-00000000bbbb";

const KUBENET = clusterYaml({
  network: "{ plugin: kubenet }",
  ingress: "{ type: agic-addon, gateway: public }",
});
type Parts = Readonly<Record<string, Yaml>>;

/** A hub, a spoke with a gateway, and a spoke without. */
function platform(
  head: Parts = {},
  shop: Parts = {},
  more: { clusters?: Parts; spokes?: Parts } = {},
): string {
  return platformYaml({
    ...head,
    hub: { subscriptionId: HUB, addressSpace: "10.0.0.0/22", firewall: {} },
    spokes: {
      shop: spokeYaml({ ...shop, gateways: "{ public: {} }", clusters: { main: KUBENET, ...more.clusters } }),
      stock: spokeYaml({ addressSpace: "10.2.0.0/16", clusters: { main: clusterYaml() } }),
      ...more.spokes,
    },
  });
}

const SPLIT = {
  stacks: "per-spoke",
  backend: "{ type: azurerm, resourceGroup: rg-state, storageAccount: ststate, container: state }",
};

describe("a stack per spoke", () => {
  const stacks = synthText(platform(SPLIT));

  test("makes one for the hub, one per spoke and one for the runtime", () => {
    expect([...stacks.keys()]).toEqual([
      "contoso-hub",
      "contoso-shop",
      "contoso-stock",
      "contoso-route-sync",
    ]);
  });

  test("keeps each state in a blob of its own, with Entra sign-in", () => {
    const backends = [...stacks].map(([name, { json }]) => [
      name,
      block(block(json["terraform"])["backend"])["azurerm"],
    ]);
    for (const [name, backend] of backends) {
      expect(backend).toMatchObject({
        key: `${String(name)}.tfstate`,
        use_azuread_auth: true,
        container_name: "state",
      });
    }
  });

  test("has references in one direction: spokes read the hub, the runtime reads spokes, the hub reads no stack", () => {
    const reads = (name: string): string[] =>
      Object.keys(block(block(stacks.get(name)?.json["data"] ?? {})["terraform_remote_state"] ?? {}));
    const hub = stacks.get("contoso-hub")?.json["data"];
    expect(hub === undefined || !("terraform_remote_state" in block(hub))).toBe(true);
    expect(reads("contoso-shop").join()).toContain("contoso-hub");
    expect(reads("contoso-stock").join()).toContain("contoso-hub");
    expect(reads("contoso-route-sync").join()).toContain("contoso-shop");
  });

  test("gives the spoke's stack both peerings and its rule group", () => {
    const shop = stacks.get("contoso-shop");
    expect(shop?.addresses("azurerm_virtual_network_peering")).toHaveLength(2);
    expect(shop?.addresses("azurerm_firewall_policy_rule_collection_group")).toHaveLength(1);
    const hub = stacks.get("contoso-hub");
    expect(hub?.addresses("azurerm_virtual_network_peering")).toEqual([]);
    expect(hub?.addresses("azurerm_firewall_policy_rule_collection_group")).toEqual([]);
  });

  test("lets the runtime leave through a network of another stack", () => {
    const joined = synthText(platform({ ...SPLIT, routeSync: "{ network: { spoke: shop } }" }));
    const app = joined
      .get("contoso-route-sync")
      ?.resource("azurerm_function_app_flex_consumption", "route_sync_app");
    expect(app?.["virtual_network_subnet_id"]).toContain("terraform_remote_state");
    expect(String(app?.["depends_on"])).not.toContain("terraform_remote_state");
  });

  test("names no absolute path", () => {
    for (const { json } of stacks.values()) expect(JSON.stringify(json)).not.toContain(process.cwd());
  });
});

describe("a spoke in another subscription", () => {
  const output = synthOne(platform({}, { subscriptionId: ELSEWHERE }));

  test("goes through a provider of its own, and the hub's side of the peering through the hub's", () => {
    expect(output.json["provider"]).toEqual({
      azurerm: [
        expect.objectContaining({ subscription_id: HUB }),
        expect.objectContaining({ subscription_id: ELSEWHERE, alias: "shop" }),
      ],
    });
    expect(output.resource("azurerm_kubernetes_cluster", "shop_main")["provider"]).toBe("azurerm.shop");
    expect(output.resource("azurerm_virtual_network_peering", "shop_peering_to_hub")["provider"]).toBe(
      "azurerm.shop",
    );
    expect(output.resource("azurerm_virtual_network_peering", "shop_peering_from_hub")["provider"]).toBe(
      "azurerm",
    );
    expect(output.resource("azurerm_firewall_policy_rule_collection_group", "shop_main")["provider"]).toBe(
      "azurerm",
    );
    expect(output.resource("azurerm_kubernetes_cluster", "stock_main")).not.toHaveProperty("provider");
  });
});

test("a subscription is the same in either case", () => {
  const upper = HUB.toUpperCase();
  const scope = { type: "subscription", id: upper };
  const governance = { policies: { internal: { type: "internal-load-balancers", scope } } };
  const codes = problemsOfText(platform({ governance }, { subscriptionId: upper })).map(({ code }) => code);
  expect(codes.filter((code) => code === "POLICY_ADDON_MISSING")).toHaveLength(2);
  expect(synthOne(platform({}, { subscriptionId: upper })).json["provider"]).toHaveProperty(
    "azurerm.length",
    1,
  );
});

describe("adding to a file", () => {
  const before = synthOne(platform());

  test("a second cluster and a third spoke add resources and change none", () => {
    const other = clusterYaml({ network: "{ plugin: azure-cni-overlay, podCidr: 10.246.0.0/16 }" });
    const web = spokeYaml({ addressSpace: "10.3.0.0/16", clusters: { main: clusterYaml() } });
    const after = synthOne(platform({}, {}, { clusters: { other }, spokes: { web } }));
    for (const address of before.addresses()) {
      const [type = "", name = ""] = address.split(".");
      // Peerings wait for the new subnets too: for Terraform an order is no change.
      const bodyIn = (output: typeof after): object => ({ ...output.resource(type, name), depends_on: [] });
      expect({ address, body: bodyIn(after) }).toEqual({ address, body: bodyIn(before) });
    }
    expect(after.addresses().length).toBeGreaterThan(before.addresses().length);
  });
});

test("a backend has all that its block says, STACK being the stack's name", () => {
  const backend =
    "{ type: azurerm, resourceGroup: rg-state, storageAccount: ststate, container: state, key: platforms/STACK/state, subscriptionId: 33333333-3333-3333-3333-333333333333 }";
  const { json } = synthOne(platform({ backend }));
  expect(block(json["terraform"])["backend"]).toEqual({
    azurerm: {
      resource_group_name: "rg-state",
      storage_account_name: "ststate",
      container_name: "state",
      key: "platforms/contoso/state",
      subscription_id: "33333333-3333-3333-3333-333333333333",
      use_azuread_auth: true,
    },
  });
});

describe("a local backend", () => {
  test("keeps state at the root, by a relative path", () => {
    const output = synthOne(platform({ backend: "{ type: local }" }));
    expect(block(output.json["terraform"])["backend"]).toEqual({
      local: { path: "../../../terraform.contoso.tfstate" },
    });
  });
});

test("stacks per spoke without a backend are refused", () => {
  expect(problemsOfText(platform({ stacks: "per-spoke" })).map(({ code }) => code)).toContain(
    "BACKEND_REQUIRED",
  );
});

describe("a cluster's network that changes", () => {
  const OVERLAY = "plugin: azure-cni-overlay";
  const replaced = (before: string, after: string, azurerm: number): string[] => {
    const outdir = mkdtempSync(join(tmpdir(), "network-"));
    const synthesized = (network: string): string[] => {
      const file = platform({ azurerm }).replace(OVERLAY, network);
      const result = parsePlatform(file, "platform.yaml");
      if (!result.ok) expect.fail("The platform is broken.");
      return synthesize(result.loaded, outdir)
        .problems.filter(({ code }) => code === "PLUGIN_CHANGE_REPLACES")
        .map(({ path }) => path.replace("spokes.stock.clusters.main.network.", ""));
    };
    try {
      expect(synthesized(before)).toEqual([]);
      expect(synthesized(before)).toEqual([]);
      return synthesized(after);
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  };
  const CILIUM_ON_SUBNETS = "plugin: cilium, pods: pod-subnet";

  // Read in the provider's source, 4.55.0 and 5.2.0: what each major replaces.
  test.each([
    ["plugin: azure-cni", OVERLAY, ["plugin"], []],
    ["plugin: kubenet", OVERLAY, ["plugin"], []],
    ["plugin: none", OVERLAY, ["plugin"], ["plugin"]],
    [OVERLAY, "plugin: azure-cni", ["plugin"], ["plugin"]],
    ["plugin: cilium", OVERLAY, ["plugin"], ["plugin"]],
    [OVERLAY, "plugin: cilium", ["plugin"], []],
    ["plugin: azure-cni-pod-subnet", CILIUM_ON_SUBNETS, ["plugin"], []],
    [OVERLAY, `${OVERLAY}, podCidr: 10.200.0.0/16`, ["podCidr"], ["podCidr"]],
    ["plugin: kubenet", `${OVERLAY}, podCidr: 10.200.0.0/16`, ["plugin"], ["plugin"]],
    [OVERLAY, `${OVERLAY}, serviceCidr: 172.20.0.0/16`, ["serviceCidr"], ["serviceCidr"]],
    [OVERLAY, `${OVERLAY}, dnsServiceIp: 172.16.0.53`, ["dnsServiceIp"], ["dnsServiceIp"]],
    [OVERLAY, `${OVERLAY}, policy: calico`, [], []],
    [`${OVERLAY}, policy: azure`, `${OVERLAY}, policy: calico`, ["policy"], ["policy"]],
  ])("from %s to %s is reported where the provider would replace the cluster", (before, after, on4, on5) => {
    expect([replaced(before, after, 4), replaced(before, after, 5)]).toEqual([on4, on5]);
  });
});

describe("a private zone that exists already", () => {
  const zone = (subscription: string): string =>
    `/subscriptions/${subscription}/resourceGroups/rg-dns/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io`;
  const withZone = (subscription: string) =>
    clusterYaml({
      apiServer: `{ type: private, dns: { type: custom-zone, zoneId: ${zone(subscription)} } }`,
    });
  const linkIn = (subscription: string, spoke?: string, hub: string | null = HUB, azurerm = 4) => {
    const main = withZone(subscription);
    const stack = synthOne(
      platformYaml({
        azurerm,
        hub: { addressSpace: "10.0.0.0/22", firewall: {}, subscriptionId: hub ?? undefined },
        spokes: { shop: spokeYaml({ subscriptionId: spoke, clusters: { main } }) },
      }),
    );
    const provider = stack.resource(
      "azurerm_private_dns_zone_virtual_network_link",
      "shop_zone_privatelink-westeurope-azmk8s-io",
    )["provider"];
    return { stack, provider };
  };

  test("is linked through a provider of its own subscription", () => {
    const { stack, provider } = linkIn(ELSEWHERE);
    expect(provider).toBe("azurerm.shop_main_dns");
    expect(block(stack.json["provider"])["azurerm"]).toContainEqual(
      expect.objectContaining({ alias: "shop_main_dns", subscription_id: ELSEWHERE }),
    );
  });

  test("is looked up through it where azurerm wants the zone's id", () => {
    const { stack } = linkIn(ELSEWHERE, undefined, HUB, 5);
    expect(
      stack.data("azurerm_private_dns_zone", "shop_zone_privatelink-westeurope-azmk8s-io"),
    ).toMatchObject({
      provider: "azurerm.shop_main_dns",
    });
  });

  test("needs none in the spoke's subscription, and the hub's in the hub's", () => {
    expect(linkIn(HUB).provider).toBeUndefined();
    expect(linkIn(ELSEWHERE, ELSEWHERE).provider).toBe("azurerm.shop");
    expect(linkIn(HUB, ELSEWHERE).provider).toBe("azurerm");
  });

  test("is linked to the hub's network too, from the hub's stack", () => {
    const stacks = synthText(
      platformYaml({
        stacks: "per-spoke",
        backend: "{ type: local }",
        hub: { addressSpace: "10.0.0.0/22", subscriptionId: HUB, firewall: {} },
        spokes: { shop: spokeYaml({ dns: "{ type: firewall }", clusters: { main: withZone(ELSEWHERE) } }) },
      }),
    );
    const link = "azurerm_private_dns_zone_virtual_network_link";
    const name = "zone_privatelink-westeurope-azmk8s-io";
    expect(stacks.get("contoso-hub")?.resource(link, `hub_${name}`)).toMatchObject({
      provider: "azurerm.shop_main_dns",
      virtual_network_id: "${azurerm_virtual_network.hub.id}",
    });
    expect(stacks.get("contoso-shop")?.addresses(link)).toEqual([`${link}.shop_${name}`]);
  });

  test("takes the record of a gateway through the provider of its subscription", () => {
    const id = zone(ELSEWHERE).replace(/privateDnsZones.*/, "dnszones/contoso.com");
    const dns = [
      { type: "public", zone: { id }, name: "shop" },
      { type: "public", zone: { name: "made.contoso.com" }, name: "shop" },
    ];
    const stack = synthOne(
      platformYaml({
        hub: { addressSpace: "10.0.0.0/22", subscriptionId: HUB, firewall: {} },
        spokes: { shop: spokeYaml({ gateways: { public: { dns } }, clusters: {} }) },
      }),
    );
    const records = (name: string): unknown => stack.resource("azurerm_dns_a_record", name)["provider"];
    expect(records("shop_gateway_public_record_public_shop_contoso-com")).toBe("azurerm.shop_dns");
    expect(records("shop_gateway_public_record_public_shop_made-contoso-com")).toBeUndefined();
  });

  test("has its own where the file leaves the subscription to the deploying identity", () => {
    expect(linkIn(ELSEWHERE, undefined, null).provider).toBe("azurerm.shop_main_dns");
  });
});
