import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Folder, type Run } from "./support/lock.js";
import { resourcesAtFirst } from "./support/moves.js";
import { spokes } from "./support/renamed-spokes.js";

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => {
  folder.remove();
});

/** A platform with everything whose key is part of names; its keys are `NAME` and a number. */
const TEXT = `apiVersion: aks-topology/v1
name: contoso
location: westeurope
hubs:
  hub:
    addressSpace: 10.0.0.0/22
    peerWith: [west]
    firewall:
      publicIps: 20
      publish:
        api: { port: 443, to: 10.1.254.10 }
  west:
    addressSpace: 10.8.0.0/22
    firewall: { publicIps: 20 }
    dns: { type: private-resolver, forward: { corp: { domain: corp.contoso.com, servers: [10.8.3.4] } } }
spokes:
  shop:
    hub: hub
    addressSpace: 10.1.0.0/16
    gateways:
      public: {}
      inner: {}
      third: {}
    clusters:
      main:
        network: { plugin: kubenet }
        addOns: { policy: true }
        ingress: { type: agic-addon, gateway: public }
        nodePools:
          system: { vmSize: Standard_D4ds_v5, nodes: 3 }
          work: { vmSize: Standard_D4ds_v5, nodes: 3 }
      next:
        network: { plugin: azure-cni-overlay, podCidr: 10.245.0.0/16 }
        addOns: { policy: true }
        ingress:
          type: application-gateway-for-containers
          replaces: { type: agic-addon, gateway: third }
        nodePools: { system: { vmSize: Standard_D4ds_v5, nodes: 3 } }
      lab:
        network: { plugin: azure-cni-overlay }
        addOns: { policy: true }
        ingress: { type: gateway-to-load-balancer, gateway: inner }
        nodePools: { system: { vmSize: Standard_D4ds_v5, nodes: 3 } }
  desk: { hub: west, addressSpace: 10.2.0.0/16 }
governance:
  policies:
    balancers: { type: internal-load-balancers, scope: { type: resource-group, spoke: shop } }
routeSync:
  network: { spoke: shop }
  eventGrid:
    type: system-topics
    existing: { shop: { name: topic-of-shop, resourceGroup: rg-contoso-shop } }
`;

type Edit = readonly [line: string, becomes: string];

/** Renames of each kind, with whatever refers to the key. */
const RENAMES: Readonly<Record<string, readonly Edit[]>> = {
  "a hub": [
    ["  west:\n", "  east:\n    was: west\n"],
    ["peerWith: [west]", "peerWith: [east]"],
    ["hub: west,", "hub: east,"],
  ],
  "the hub of that name": [
    ["  hub:\n    address", "  main:\n    was: hub\n    address"],
    ["    hub: hub\n", "    hub: main\n"],
  ],
  "a published service": [["api: {", "front: { was: api,"]],
  "a forwarding rule": [["corp: {", "company: { was: corp,"]],
  "a spoke": [
    ["  shop:\n", "  store:\n    was: shop\n"],
    ["spoke: shop }\n  eventGrid", "spoke: store }\n  eventGrid"],
    ["{ type: resource-group, spoke: shop }", "{ type: resource-group, spoke: store }"],
    ["existing: { shop:", "existing: { store:"],
  ],
  "a gateway": [
    ["public: {}", "outer: { was: public }"],
    ["gateway: public", "gateway: outer"],
  ],
  "a gateway that is replaced": [
    ["third: {}", "last: { was: third }"],
    ["gateway: third", "gateway: last"],
  ],
  "a cluster": [["      main:\n", "      prod:\n        was: main\n"]],
  "the system pool": [["          system: {", "          sys: { was: system,"]],
  "a pool": [["          work: {", "          jobs: { was: work,"]],
  "a policy": [["balancers: {", "inside: { was: balancers,"]],
};

function edited(text: string, edits: readonly Edit[]): string {
  return edits.reduce((before, [line, becomes]) => {
    expect(before).toContain(line);
    return before.replace(line, becomes);
  }, text);
}

function stackOf(run: Run): Readonly<Record<string, unknown>> {
  expect(run.errors).toEqual([]);
  return JSON.parse(run.text) as Readonly<Record<string, unknown>>;
}

function addressesOf(run: Run): readonly string[] {
  return Object.entries(stackOf(run)["resource"] as object).flatMap(([type, byName]) =>
    Object.keys(byName as object).map((name) => `${type}.${name}`),
  );
}

const ALL = Object.values(RENAMES).flat();

/** The first run of the text, before any rename. */
const FIRST = ((): Run => {
  const own = new Folder();
  try {
    return own.run(TEXT);
  } finally {
    own.remove();
  }
})();

/** A run of the text with these edits, after the first run. */
function renamed(edits: readonly Edit[]): Run {
  writeFileSync(folder.lockFile, FIRST.lock ?? "");
  return folder.run(edited(TEXT, edits));
}

test.each(Object.entries(RENAMES))("a rename of %s changes nothing in Azure", (_, edits) => {
  expect(resourcesAtFirst(stackOf(renamed(edits)))).toEqual(resourcesAtFirst(stackOf(FIRST)));
});

test("many renames are recorded, and no longer needed in the file", () => {
  const after = renamed(ALL);
  expect(resourcesAtFirst(stackOf(after))).toEqual(resourcesAtFirst(stackOf(FIRST)));
  const text = edited(TEXT, ALL);
  const cleared = folder.run(text.replaceAll(/ *\bwas: \w+(?:,|\n(?= )| (?=\}))/g, ""), "frozen");
  expect([cleared.errors, cleared.text]).toEqual([[], after.text]);
});

test("a rename stays in the file where there is no lock file", () => {
  const after = folder.run(edited(TEXT, ALL), "ignore");
  expect(resourcesAtFirst(stackOf(after))).toEqual(resourcesAtFirst(stackOf(FIRST)));
});

describe("two spokes", () => {
  test("may swap their keys, and stay where they are in Terraform and in Azure", () => {
    const before = folder.run(spokes({ shop: undefined, desk: undefined }));
    const text = spokes({ desk: "shop", shop: "desk" });
    const after = folder.run(text);
    expect(stackOf(after)["resource"]).toEqual(stackOf(before)["resource"]);
    expect(stackOf(after)["moved"]).toBeUndefined();
    expect(after.lock).toMatch(/names:\n {2}spokes\.desk: shop\n {2}spokes\.shop: desk\n/);
    const again = folder.run(text, "frozen");
    expect([again.errors, again.text]).toEqual([[], after.text]);
    const back = folder.run(spokes({ shop: ["desk", "shop"], desk: ["shop", "desk"] }));
    expect(stackOf(back)["resource"]).toEqual(stackOf(before)["resource"]);
  });

  test("may swap keys that they have been given before", () => {
    folder.run(spokes({ shop: undefined, desk: undefined }));
    const before = folder.run(spokes({ store: "shop", desk: undefined }));
    const text = spokes({ desk: ["store", "shop"], store: "desk" });
    const after = folder.run(text);
    expect(resourcesAtFirst(stackOf(after))).toEqual(
      resourcesAtFirst({ resource: stackOf(before)["resource"] }),
    );
    expect(stackOf(after)["moved"]).toContainEqual({
      from: "azurerm_resource_group.store",
      to: "azurerm_resource_group.shop",
    });
    expect(addressesOf(after)).toContain("azurerm_resource_group.desk");
    const again = folder.run(text, "frozen");
    expect([again.errors, again.text]).toEqual([[], after.text]);
  });

  test("may pass a key on: what has the key of another keeps its address", () => {
    const before = folder.run(spokes({ shop: undefined, desk: undefined }));
    const after = folder.run(spokes({ desk: "shop", blog: "desk" }));
    expect(resourcesAtFirst(stackOf(after))).toEqual(resourcesAtFirst(stackOf(before)));
    expect(addressesOf(after)).toEqual(
      expect.arrayContaining(["azurerm_resource_group.shop", "azurerm_resource_group.blog"]),
    );
  });
});

describe("a spoke that is renamed again", () => {
  const steps = [
    spokes({ shop: undefined }),
    spokes({ store: "shop" }),
    spokes({ depot: ["store", "shop"] }),
  ] as const;

  test("moves from each of its addresses", () => {
    const [before, , after] = steps.map((text) => folder.run(text));
    const { moved } = stackOf(after!) as { readonly moved: readonly unknown[] };
    expect(moved.slice(0, 2)).toEqual([
      { from: "azurerm_resource_group.shop", to: "azurerm_resource_group.store" },
      { from: "azurerm_resource_group.store", to: "azurerm_resource_group.depot" },
    ]);
    expect(resourcesAtFirst(stackOf(after!))).toEqual(resourcesAtFirst(stackOf(before!)));
  });

  test("needs only its last key where the lock file has the one before", () => {
    folder.run(steps[0]);
    folder.run(steps[1]);
    const short = folder.run(steps[2].replace('["store","shop"]', "store"));
    expect(short.lock).toContain("spokes.depot: shop");
    expect(short.text).toBe(folder.run(steps[2]).text);
  });

  test("has its first key again", () => {
    const before = folder.run(steps[0]);
    folder.run(steps[1]);
    const back = folder.run(spokes({ shop: "store" }).replace("10.10.", "10.1."));
    expect(stackOf(back)["resource"]).toEqual(stackOf(before)["resource"]);
    const second = folder.run(spokes({ shop: undefined }));
    expect(stackOf(second)["resource"]).toEqual(stackOf(before)["resource"]);
  });

  test("has its names again when it comes back", () => {
    folder.run(spokes({ shop: undefined, desk: undefined }));
    const after = folder.run(spokes({ store: "shop", desk: undefined }));
    const gone = folder.run(spokes({ desk: undefined }));
    expect(gone.lock).toContain("spokes.store.name: shop");
    const back = folder.run(spokes({ store: undefined, desk: undefined }).replace("10.10.", "10.1."));
    expect(stackOf(back)["resource"]).toEqual(stackOf(after)["resource"]);
    expect(back.lock).toBe(after.lock);
  });
});

test("a spoke that exchanged keys with one that is then removed stays what it is", () => {
  folder.run(spokes({ shop: undefined, desk: undefined }));
  const swapped = folder.run(spokes({ desk: "shop", shop: "desk" }));
  const left = folder.run(spokes({ desk: "shop" }));
  expect([left.errors, left.places.get("azurerm_virtual_network.desk")]).toEqual([
    [],
    swapped.places.get("azurerm_virtual_network.desk"),
  ]);
  expect(left.lock).toMatch(/names:\n {2}spokes\.desk: shop\n/);
  expect(folder.run(spokes({ desk: "shop" })).lock).toBe(left.lock);
});

test("the last key of a spoke that is gone may be that of another, and the next run has nothing to record", () => {
  folder.run(spokes({ shop: undefined, desk: undefined }));
  folder.run(spokes({ desk: "shop", shop: "desk" }));
  const taken = folder.run(spokes({ desk: ["shop", "desk"] }));
  expect(taken.lock).toMatch(/names:\n {2}spokes\.desk: desk\n/);
  expect(folder.run(spokes({ desk: ["shop", "desk"] })).lock).toBe(taken.lock);
});

test("a renamed spoke with a stack of its own keeps the stack and its state", () => {
  const split = "stacks: per-spoke\nbackend: { type: local }\n";
  folder.run(split + spokes({ shop: undefined }));
  const { text } = folder.run(split + spokes({ store: "shop" }));
  const [hub, spoke] = text.split("\n}\n");
  expect([hub?.includes('"moved"'), spoke?.includes('"moved"')]).toEqual([false, true]);
  expect(spoke).toContain("contoso-shop.tfstate");
});

test("problems point to the keys of the file", () => {
  const text = edited(TEXT, ALL);
  const broken = folder.run(
    text.replace(
      "{ was: work, vmSize: Standard_D4ds_v5, nodes: 3",
      "{ was: work, vmSize: Standard_D4ds_v5, nodes: 500",
    ),
  );
  expect(broken.problems.filter(({ severity }) => severity === "error")).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ path: expect.stringMatching(/^spokes\.store\.clusters\.prod/) as unknown }),
    ]),
  );
});

describe("a rename is refused", () => {
  const lines = (run: Run): readonly string[] =>
    run.problems
      .filter(({ severity }) => severity === "error")
      .map(({ code, path, line }) => `${code} ${path} ${line}`);

  test.each<[string, Parameters<typeof spokes>[0], readonly string[]]>([
    ["to a key that something has", { shop: undefined, desk: "shop" }, ["WAS_IN_USE spokes.desk.was 10"]],
    ["of two things from one key", { store: "shop", depot: "shop" }, ["WAS_IN_USE spokes.depot.was 11"]],
  ])("%s", (_, keys, expected) => {
    const text = spokes(keys).replace(/10\.1\.0\.0\/16(?=[^]*10\.1\.0\.0)/, "10.9.0.0/16");
    expect(lines(folder.run(text))).toEqual(expected);
  });

  test("that takes the key of names that something else has", () => {
    folder.run(spokes({ shop: undefined }));
    folder.run(spokes({ store: "shop" }));
    const run = folder.run(spokes({ store: undefined, shop: undefined }).replace("10.10.", "10.9."));
    expect(lines(run)).toEqual(["WAS_IN_USE spokes.shop 9"]);
  });

  test("from a key that the lock file does not have", () => {
    folder.run(spokes({ shop: undefined }));
    expect(lines(folder.run(spokes({ shop: "shp" }).replace("10.10.", "10.1.")))).toEqual([
      "WAS_UNKNOWN spokes.shop.was 7",
    ]);
  });

  test.each([
    [{ desk: "store", store: "desk" }, "Write was: [store, shop]."],
    [{ depot: "shop", desk: undefined }, "Write was: [store, shop]."],
  ])("without all keys of a thing that was renamed before: %j", (keys, hint) => {
    folder.run(spokes({ shop: undefined, desk: undefined }));
    folder.run(spokes({ store: "shop", desk: undefined }));
    const run = folder.run(spokes(keys).replace("10.10.", "10.1."));
    expect(run.problems.filter(({ severity }) => severity === "error")).toMatchObject([
      { code: "WAS_IN_USE", line: 7, hint },
    ]);
  });

  test("while something still refers to the earlier key", () => {
    const run = folder.run(TEXT.replace("public: {}", "outer: { was: public }"));
    expect(lines(run)).toEqual(["UNKNOWN_REFERENCE spokes.shop.clusters.main.ingress.gateway 28"]);
  });
});

describe("a rename that nothing confirms is a warning", () => {
  const doubts = ({ problems }: Run): readonly string[] =>
    problems.filter(({ code }) => code === "WAS_UNKNOWN").map(({ severity, path }) => `${severity} ${path}`);

  test("without a lock file, until there is one", () => {
    expect(doubts(folder.run(spokes({ store: "shop" })))).toEqual(["warning spokes.store.was"]);
    expect(doubts(folder.run(spokes({ store: "shop" })))).toEqual([]);
  });

  test("where the lock file has neither key; one of the two is enough", () => {
    folder.run(spokes({ shop: undefined }));
    expect(doubts(folder.run(spokes({ store: "shop" })))).toEqual([]);
    const added = spokes({ store: undefined, desk: "dsk" }).replace(
      "  store:\n",
      "  store:\n    was: shop\n",
    );
    expect(doubts(folder.run(added))).toEqual(["warning spokes.desk.was"]);
  });
});

test("a lock file gives each old key to one thing", () => {
  writeFileSync(folder.lockFile, "lockVersion: 1\nnames:\n  spokes.a: shop\n  spokes.b: shop\n");
  expect(folder.run(spokes({ shop: undefined })).problems).toMatchObject([
    { code: "LOCK_CONFLICT", line: 4 },
  ]);
});
