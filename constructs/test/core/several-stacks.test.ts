import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider/index.js";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group/index.js";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account/index.js";
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
  TopologyStack,
  useProvider,
  withoutTokenTraces,
  type Hub,
} from "../../src/internal.js";
import { cluster, hub, overlay, spoke } from "../support/builders.js";

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

function build(app: App, { id, name, subscriptionId }: Environment, { isSplit, spokes }: Platform): Hub {
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
  const top = hub(stack, { addressSpace: [Cidr.of("10.0.0.0/22")] });
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

function problems(...built: readonly (readonly [Environment, Platform])[]): string[] {
  return withoutTokenTraces(() => {
    const app = new App({ outdir: "cdktf.out" });
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
    const app = new App({ outdir: "cdktf.out" });
    const top = build(app, { id: "dev", name: "contoso" }, { ...VALID, isSplit: true });
    const other = isConnected ? TerraformStack.of(app.node.findChild("dev-spoke0")) : separateStack(app);
    for (const stack of [TerraformStack.of(top), other])
      new ResourceGroup(stack, "extra", { name: "rg-extra", location: "westeurope" });
    expect(problemsOf(app).map(({ code }) => code)).toEqual(isConnected ? ["NAME_TAKEN"] : []);
  });

  it("must not overlap once their hubs are peered", () => {
    const app = new App({ outdir: "cdktf.out" });
    const [dev, prod] = ["dev", "prod"].map((name) => build(app, { id: name, name }, VALID));
    if (dev === undefined || prod === undefined) expect.fail();
    new HubPeering(prod, "to_dev", {
      hub: dev.network,
      spoke: prod.network,
      hubKey: "dev",
      spokeKey: "prod",
    });
    const codes = problemsOf(app).map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(["ADDRESS_OVERLAP"]));
  });
});

describe("names", () => {
  function taken(make: (stacks: readonly TopologyStack[]) => void): string[] {
    const app = new App({ outdir: "cdktf.out" });
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
