import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider/index.js";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group/index.js";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account/index.js";
import { VirtualNetworkPeering } from "@cdktf/provider-azurerm/lib/virtual-network-peering/index.js";
import { VirtualNetwork } from "@cdktf/provider-azurerm/lib/virtual-network/index.js";
import { App, TerraformStack } from "cdktf";
import fc from "fast-check";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  Cidr,
  HubPeering,
  Naming,
  problemsOf,
  RouteSync,
  TopologyStack,
  useProvider,
  withoutTokenTraces,
  type Hub,
  type HubProps,
  type MirrorProps,
} from "../../src/internal.js";
import { cluster, hub, overlay, spoke } from "../support/builders.js";
import { Home } from "../support/route-sync.js";

/** One platform of a program: everything in one stack, or each spoke in its own. */
interface Platform {
  readonly isSplit: boolean;
  readonly spokes: readonly { readonly range: number; readonly pods: number }[];
}

interface Environment {
  readonly id: string;
  readonly name: string;
  readonly subscriptionId?: string;
}

const SUBSCRIPTIONS = ["00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002"];

const platforms: fc.Arbitrary<Platform> = fc.record({
  isSplit: fc.boolean(),
  spokes: fc.array(fc.record({ range: fc.nat(3), pods: fc.nat(3) }), { minLength: 1, maxLength: 3 }),
});

function build(
  app: App,
  { id, name, subscriptionId }: Environment,
  { isSplit, spokes }: Platform,
  hubProps: Partial<HubProps> = {},
): Hub {
  const naming = new Naming(name, subscriptionId === undefined ? [] : [subscriptionId]);
  const stackFor = (part: string): TopologyStack => {
    const stack = new TopologyStack(app, `${id}${part}`, { naming });
    new AzurermProvider(stack, "azurerm", {
      features: [{}],
      ...(subscriptionId === undefined ? {} : { subscriptionId }),
    });
    return stack;
  };
  const stack = stackFor("");
  const top = hub(stack, { addressSpace: [Cidr.of("10.0.0.0/22")], ...hubProps });
  spokes.forEach(({ range, pods }, index) => {
    const key = `spoke${index}`;
    const shop = spoke(
      top,
      { addressSpace: [Cidr.of(`10.${range + 1}.0.0/16`)], scope: isSplit ? stackFor(`-${key}`) : stack },
      key,
    );
    cluster(shop, { network: overlay(`10.${pods + 3}.0.0/16`) });
  });
  return top;
}

function separateStack(app: App): TopologyStack {
  const stack = new TopologyStack(app, "separate", { naming: new Naming("contoso") });
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  return stack;
}

function routeSync(stack: TopologyStack, mirrors: readonly MirrorProps[]): void {
  new RouteSync(stack, "sync", {
    location: "westeurope",
    roleNamePrefix: "contoso",
    packageFile: import.meta.filename,
    mirrors,
  });
}

function problems(...built: readonly (readonly [Environment, Platform])[]): string[] {
  return withoutTokenTraces(() => {
    const app = new App({ outdir: tmpdir() });
    for (const [environment, platform] of built) build(app, environment, platform);
    return problemsOf(app)
      .map(({ code, message }) => `${code} ${message}`)
      .sort();
  });
}

const [one, other] = [SUBSCRIPTIONS[0] ?? "", SUBSCRIPTIONS[1] ?? ""];
const VALID: Platform = { isSplit: false, spokes: [{ range: 0, pods: 3 }] };

describe("platforms in one program", () => {
  const pairs: readonly (readonly [Environment, Environment])[] = [
    [
      { id: "dev", name: "dev" },
      { id: "prod", name: "prod" },
    ],
    [
      { id: "dev", name: "contoso" },
      { id: "prod", name: "contoso" },
    ],
    [
      { id: "dev", name: "contoso", subscriptionId: one },
      { id: "prod", name: "contoso", subscriptionId: other },
    ],
  ];

  it("have the problems that each has alone", () => {
    fc.assert(
      fc.property(fc.constantFrom(...pairs), platforms, platforms, ([dev, prod], first, second) => {
        const alone = [...problems([dev, first]), ...problems([prod, second])].sort();
        expect(problems([dev, first], [prod, second])).toEqual(alone);
      }),
      { numRuns: 10 },
    );
  });

  it("have none when each has none", () => {
    for (const [dev, prod] of pairs) expect(problems([dev, VALID], [prod, VALID])).toEqual([]);
  });

  it("are synthesized together", () => {
    const outdir = mkdtempSync(join(tmpdir(), "several-stacks-"));
    try {
      const app = new App({ outdir });
      for (const id of ["dev", "prod"]) build(app, { id, name: id }, { ...VALID, isSplit: true });
      expect(() => {
        app.synth();
      }).not.toThrow();
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });

  it("keep the overlaps of their own, split into stacks or not", () => {
    for (const isSplit of [false, true]) {
      const overlapping = {
        isSplit,
        spokes: [
          { range: 0, pods: 3 },
          { range: 0, pods: 3 },
        ],
      };
      const found = problems(
        [{ id: "dev", name: "dev" }, overlapping],
        [{ id: "prod", name: "prod" }, VALID],
      );
      expect(found.map((problem) => problem.split(" ")[0])).toEqual(["ADDRESS_OVERLAP"]);
    }
  });

  it("collide when they have one name in one subscription", () => {
    const found = problems(
      [{ id: "dev", name: "contoso", subscriptionId: one }, VALID],
      [{ id: "prod", name: "contoso", subscriptionId: one }, VALID],
    );
    expect(found).toEqual([
      'NAME_TAKEN dev/hub and prod/hub would both have the resource group "rg-contoso-hub".',
      'NAME_TAKEN dev/spoke0 and prod/spoke0 would both have the resource group "rg-contoso-spoke0".',
    ]);
  });

  it.each([
    ["share their subscription, which no provider names", true],
    ["are in another one, when they are independent", false],
  ])("stacks %s", (_, isConnected) => {
    const app = new App({ outdir: tmpdir() });
    const top = build(app, { id: "dev", name: "contoso" }, { ...VALID, isSplit: true });
    const other = isConnected ? TerraformStack.of(app.node.findChild("dev-spoke0")) : separateStack(app);
    for (const stack of [TerraformStack.of(top), other])
      new ResourceGroup(stack, "extra", { name: "rg-extra", location: "westeurope" });
    expect(problemsOf(app).map(({ code }) => code)).toEqual(isConnected ? ["NAME_TAKEN"] : []);
  });

  it.each<[string, (dev: Hub, prod: Hub) => void]>([
    [
      "by the construct",
      (dev, prod) =>
        new HubPeering(prod, "to_dev", {
          hub: dev.network,
          spoke: prod.network,
          hubKey: "dev",
          spokeKey: "prod",
        }),
    ],
    [
      "by a resource of the provider",
      (dev, { network, ...prod }) =>
        new VirtualNetworkPeering(TerraformStack.of(network), "to_dev", {
          name: "to-dev",
          resourceGroupName: prod.resourceGroup.name,
          virtualNetworkName: network.virtualNetworkName,
          remoteVirtualNetworkId: dev.network.virtualNetworkId,
        }),
    ],
  ])("must not overlap once their hubs are peered %s", (_, peer) => {
    const app = new App({ outdir: tmpdir() });
    const [dev, prod] = ["dev", "prod"].map((name) => build(app, { id: name, name }, VALID));
    if (dev === undefined || prod === undefined) expect.fail();
    peer(dev, prod);
    const codes = problemsOf(app).map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(["ADDRESS_OVERLAP"]));
  });

  it.each([
    ["overlap", "192.168.0.0/16", "192.168.4.0/24", ["ADDRESS_OVERLAP"]],
    ["differ", "192.168.0.0/16", "192.169.0.0/16", []],
  ])("must not overlap when the on-premises ranges of their hubs %s", (_, one, other, expected) => {
    const app = new App({ outdir: tmpdir() });
    for (const [id, onPremises] of [
      ["dev", one],
      ["prod", other],
    ] as const)
      build(app, { id, name: "contoso" }, VALID, {
        onPremises: [Cidr.of(onPremises)],
        gateway: { type: "vpn" },
      });
    const codes = problemsOf(app).map(({ code }) => code);
    expect([...new Set(codes)]).toEqual(expected);
  });

  it.each([
    ["is in the subscription of its provider", one, ["ADDRESS_OVERLAP"]],
    ["has the same name in another subscription", other, []],
  ])("must not overlap when a network that a peering names %s", (_, subscriptionId, expected) => {
    const app = new App({ outdir: tmpdir() });
    const dev = build(app, { id: "dev", name: "dev", subscriptionId: one }, VALID).network;
    new VirtualNetworkPeering(dev, "to_transit", {
      name: "to-transit",
      resourceGroupName: dev.resourceGroupName,
      virtualNetworkName: dev.virtualNetworkName,
      remoteVirtualNetworkId: `/subscriptions/${one}/resourceGroups/RG/providers/Microsoft.Network/virtualNetworks/transit`,
    });
    const prod = build(app, { id: "prod", name: "prod", subscriptionId }, VALID).network;
    new VirtualNetworkPeering(prod, "from_transit", {
      name: "from-transit",
      resourceGroupName: "rg",
      virtualNetworkName: "transit",
      remoteVirtualNetworkId: prod.virtualNetworkId,
    });
    expect([...new Set(problemsOf(app).map(({ code }) => code))]).toEqual(expected);
  });

  it.each<[string, (stack: TopologyStack, platform: TopologyStack) => void]>([
    [
      "refers to",
      (stack, platform) => {
        routeSync(stack, [new Home(platform, "shop").mirror("main")]);
      },
    ],
    [
      "depends on",
      (stack, platform) => {
        stack.addDependency(platform);
      },
    ],
  ])("share the subscription with a stack that %s them", (_, connect) => {
    const app = new App({ outdir: tmpdir() });
    const [platform, stack, separate] = ["dev", "dev-route-sync", "separate"].map((id) => {
      const each = new TopologyStack(app, id, { naming: new Naming("contoso") });
      new AzurermProvider(each, "azurerm", { features: [{}] });
      new ResourceGroup(each, "extra", { name: "rg-extra", location: "westeurope" });
      return each;
    });
    if (platform === undefined || stack === undefined || separate === undefined) expect.fail();
    expect(problemsOf(app)).toEqual([]);
    connect(stack, platform);
    expect(problemsOf(app).map(({ construct }) => construct.node.path)).toEqual(["dev-route-sync/extra"]);
    expect(Object.keys(platform.toTerraform())).not.toContain("output");
  });
});

describe("names", () => {
  function taken(make: (stacks: readonly TopologyStack[]) => void): string[] {
    const app = new App({ outdir: tmpdir() });
    make(
      SUBSCRIPTIONS.map((subscriptionId, i) => {
        const stack = new TopologyStack(app, `stack${i}`, { naming: new Naming("contoso") });
        new AzurermProvider(stack, "azurerm", { features: [{}], subscriptionId });
        return stack;
      }),
    );
    return problemsOf(app).map(({ message }) => message);
  }
  const account = {
    name: "Same",
    accountTier: "Standard",
    accountReplicationType: "LRS",
    location: "westeurope",
  };

  it("of storage accounts are unique in Azure", () => {
    const found = taken((stacks) => {
      for (const stack of stacks)
        new StorageAccount(stack, "a", { ...account, resourceGroupName: stack.node.id });
    });
    expect(found).toEqual(['stack0/a and stack1/a would both have the storage account "Same".']);
  });

  it("of networks are unique in their resource group", () => {
    const network = { name: "same", location: "westeurope", addressSpace: ["10.0.0.0/16"] };
    const found = taken(([first, second]) => {
      if (first === undefined || second === undefined) return;
      const existing = { ...network, resourceGroupName: "existing" };
      new VirtualNetwork(first, "a", existing);
      new VirtualNetwork(second, "b", existing);
      const provider = new AzurermProvider(second, "first", {
        features: [{}],
        alias: "first",
        subscriptionId: one.toUpperCase(),
      });
      useProvider(new VirtualNetwork(second, "c", { ...existing, resourceGroupName: "Existing" }), provider);
      const group = new ResourceGroup(first, "group", { name: "group", location: "westeurope" });
      new VirtualNetwork(first, "d", { ...network, resourceGroupName: group.name });
      new VirtualNetwork(second, "e", { ...network, resourceGroupName: group.name });
    });
    expect(found).toEqual([
      'a and c would both have the virtual network "same".',
      'd and e would both have the virtual network "same".',
    ]);
  });
});
