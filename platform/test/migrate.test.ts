import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isMap, parse, parseDocument } from "yaml";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadPlatform, parsePlatform, planMigration, synthesize, type MigrationPlan } from "../src/index.js";
import { merged } from "../src/layers.js";
import { editYaml, type Edit } from "../src/migrate/edit-yaml.js";
import { fileURLToPath } from "node:url";

const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));

function planOf(text: string, clusters?: readonly string[]): MigrationPlan {
  const result = parsePlatform(text, "platform.yaml");
  if (!result.ok) expect.fail(JSON.stringify(result.problems));
  return planMigration(result.loaded, text, { clusters });
}

interface Choice {
  readonly azurerm?: 4 | 5;
  readonly location?: string;
  readonly cluster?: string;
  readonly network?: string;
  readonly gateway?: string;
  readonly vmSize?: string;
  readonly ingress?: string;
}

/** A platform with one kubenet cluster behind a gateway, without a firewall. */
function platform(choice: Choice = {}): string {
  const { azurerm = 5, location = "westeurope", cluster = "", network = "", gateway = "" } = choice;
  const { vmSize = "Standard_D4ds_v5", ingress = "{ type: agic-addon, gateway: public }" } = choice;
  return `apiVersion: aks-topology/v1
name: contoso
location: ${location}
azurerm: ${azurerm} # the provider
hub: { addressSpace: 10.0.0.0/22 }
spokes:
  shop:
    addressSpace: 10.1.0.0/16
    gateways:
      public: { tier: Standard_v2${gateway} }
    clusters:
      main:
        network: { plugin: kubenet${network} }
        egress: { type: load-balancer }
        ingress: ${ingress}
${cluster}        nodePools:
          system: { vmSize: ${vmSize}, nodes: 3 }
`;
}

function states({ phases }: MigrationPlan): Record<string, string> {
  return Object.fromEntries(phases.map(({ name, state }) => [name, state]));
}
function statusOf({ preflight }: MigrationPlan, check: string): string | undefined {
  return preflight.find((each) => each.check === check)?.status;
}
/** The added and removed lines of each phase, in order. */
function linesOf({ phases }: MigrationPlan): Record<string, string[]> {
  return Object.fromEntries(
    phases.map(({ name, text: { before, after } }) => {
      const [old, now] = [before.split("\n"), after.split("\n")];
      return [
        name,
        [
          ...old.filter((line) => !now.includes(line)).map((line) => `-${line.trim()}`),
          ...now.filter((line) => !old.includes(line)).map((line) => `+${line.trim()}`),
        ],
      ];
    }),
  );
}

describe("the phases", () => {
  const text = platform({ azurerm: 4, network: ", policy: calico", gateway: ", routeTable: shared" });
  const plan = planOf(text);

  test("are numbered from 1, and the first with something to do is next", () => {
    expect(plan.phases.map(({ phase }) => phase)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(states(plan)).toEqual({
      provider: "next",
      "network-policy": "later",
      "own-table": "later",
      retire: "later",
      overlay: "later",
      finish: "later",
    });
  });

  test("edit the lines that they are about, and keep comments", () => {
    expect(linesOf(plan)).toEqual({
      provider: ["-azurerm: 4 # the provider", "+azurerm: 5 # the provider"],
      "network-policy": ["-network: { plugin: kubenet, policy: calico }", "+network: { plugin: kubenet }"],
      "own-table": [
        "-public: { tier: Standard_v2, routeTable: shared }",
        "+public: { tier: Standard_v2, routeTable: mirrored }",
        "+routeTable: custom",
      ],
      retire: ["+mirror: { policy: retire }"],
      overlay: ["-network: { plugin: kubenet }", "+network: { plugin: azure-cni-overlay }"],
      finish: ["-mirror: { policy: retire }"],
    });
  });

  test("replace no cluster, and change it in one of them alone", () => {
    const actions = plan.phases.map(({ changes }) =>
      changes
        .filter(({ address }) => address === "azurerm_kubernetes_cluster.shop_main")
        .map(({ action }) => action),
    );
    expect(actions).toEqual([[], [], [], [], ["update"], []]);
    const ofTable = plan.phases.flatMap(({ name, changes }) =>
      changes.flatMap(({ address, action }) =>
        address.startsWith("azurerm_route_table.shop_main") ? [name, action] : [],
      ),
    );
    expect(ofTable).toEqual([]);
  });

  test("have one without a way back, and say when pods are reached", () => {
    expect(plan.phases.filter(({ wayBack }) => wayBack === null).map(({ name }) => name)).toEqual([
      "overlay",
    ]);
    expect(plan.phases.every(({ pods }) => /reachable/.test(pods))).toBe(true);
  });

  test("verify the gateway's own table from the phase that creates it", () => {
    const verified = Object.fromEntries(
      plan.phases.map(({ name, verify, before }) => [name, [...before, ...verify]]),
    );
    const asked = (phase: string): number =>
      verified[phase]?.filter((command) =>
        command.includes("--route-table-name rt-contoso-shop-gateway-public"),
      ).length ?? 0;
    expect(["provider", "own-table", "overlay", "finish"].map(asked)).toEqual([0, 1, 1, 1]);
  });

  test("keep the runtime while another cluster on kubenet is mirrored", () => {
    const other = `      other:
        network: { plugin: kubenet, podCidr: 10.245.0.0/16 }
        egress: { type: load-balancer }
        ingress: { type: agic-addon, gateway: second }
        nodePools:
          system: { vmSize: Standard_D4ds_v5, nodes: 3 }
`;
    const two = platform().replace("    clusters:\n", "      second: { tier: Standard_v2 }\n    clusters:\n");
    const { phases } = planOf(`${two}${other}routeSync: { sweep: 10m }\n`, ["shop/main"]);
    const last = phases.at(-1);
    expect(last?.name).toBe("finish");
    expect(parse(last?.text.after ?? "")).toMatchObject({
      spokes: { shop: { clusters: { other: { network: { plugin: "kubenet" } } } } },
      routeSync: { sweep: "10m" },
    });
    expect(last?.text.after).not.toContain("policy: retire");
  });

  test("take a value away from a file that extends one with the same key", () => {
    const base = platform({ network: ", policy: calico", cluster: "        mirror: { policy: retire }\n" });
    const text = `extends: ./base.yaml
spokes:
  shop:
    clusters:
      main:
        network: { policy: azure, plugin: azure-cni-overlay }
        mirror:
          policy: retire # until it is retired
`;
    const edits: Edit[] = [
      { kind: "remove", path: ["spokes", "shop", "clusters", "main", "network", "policy"] },
      { kind: "remove", path: ["spokes", "shop", "clusters", "main", "mirror"] },
    ];
    const whole = merged(parse(base), parse(editYaml(text, edits)));
    expect(whole).toMatchObject({
      spokes: { shop: { clusters: { main: { egress: { type: "load-balancer" } } } } },
    });
    expect(JSON.stringify(whole)).not.toMatch(/mirror|policy/);
  });

  test("leave nothing to do once the last one is done", () => {
    const last = plan.phases.at(-1)?.text.after ?? "";
    expect(planOf(last).clusters).toEqual([]);
    expect(parse(last)).toMatchObject({
      spokes: { shop: { clusters: { main: { network: { plugin: "azure-cni-overlay" } } } } },
    });
  });

  test("leave out what a file does not need", () => {
    const ready = planOf(`${platform()}routeSync: { sweep: 10m }\n`);
    expect(states(ready)).toMatchObject({
      provider: "done",
      "network-policy": "done",
      "own-table": "done",
      retire: "next",
    });
    expect(linesOf(ready)["finish"]).toEqual(["-mirror: { policy: retire }", "-routeSync: { sweep: 10m }"]);
    const behindNothing = planOf(
      platform({ ingress: "{ type: none }", gateway: "" }).replace(/ {4}gateways:\n.*\n/, ""),
    );
    expect(states(behindNothing)).toMatchObject({ retire: "done", overlay: "next", finish: "done" });
  });

  test("may be those of some clusters", () => {
    expect(planOf(text, ["shop/other"]).clusters).toEqual([]);
    expect(planOf(text, ["shop/main"]).clusters).toEqual(["shop/main"]);
  });
});

describe("preflight", () => {
  const bad = planOf(
    platform({
      azurerm: 4,
      location: "usgovvirginia",
      network: ", policy: calico",
      gateway: ", routeTable: shared, subnetPrefix: 10.1.254.0/23",
      cluster: '        kubernetesVersion: "1.26"\n',
      ingress: "{ type: agic-helm, gateway: public, version: 1.6.0 }",
      vmSize: "Standard_DC4s_v2",
    }),
  );
  const good = planOf(platform({ cluster: '        kubernetesVersion: "1.34"\n' }));

  test.each([
    ["user-assigned identity", "pass", "pass"],
    ["network policy", "phase", "pass"],
    ["Kubernetes version", "fail", "pass"],
    ["provider", "phase", "pass"],
    ["own table of the gateway", "phase", "pass"],
    ["gateway subnet", "fail", "pass"],
    ["AGIC version", "fail", "pass"],
    ["Government regions", "fail", "pass"],
    ["pod range", "pass", "pass"],
    ["node pools", "fail", "pass"],
    ["dual stack", "pass", "pass"],
    ["masquerading agent", "warn", "warn"],
  ])("%s: %s, or %s", (check, ofBad, ofGood) => {
    expect([statusOf(bad, check), statusOf(good, check)]).toEqual([ofBad, ofGood]);
  });

  test("knows every example that is on kubenet", () => {
    for (const example of ["managed-route-table", "shared-route-table"]) {
      const file = join(EXAMPLES, `${example}.yaml`);
      const result = loadPlatform(file);
      if (!result.ok) expect.fail(JSON.stringify(result.problems));
      const { preflight, phases } = planMigration(result.loaded, readFileSync(file, "utf8"));
      expect([example, preflight.filter(({ status }) => status === "fail")]).toEqual([example, []]);
      expect(phases.at(-1)?.summary.delete).toBeGreaterThan(0);
    }
  });
});

describe("a cluster that leaves kubenet without its mirror", () => {
  const synthesized = (texts: readonly string[]): string[] => {
    const outdir = mkdtempSync(join(tmpdir(), "left-"));
    try {
      return texts.flatMap((text) => {
        const result = parsePlatform(text, "platform.yaml");
        if (!result.ok) expect.fail(JSON.stringify(result.problems));
        const { problems } = synthesize(result.loaded, outdir);
        return problems
          .filter(({ severity }) => severity === "error")
          .map(({ code, path }) => `${code} ${path}`);
      });
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  };
  const kubenet = platform();
  const overlay = kubenet.replace("kubenet", "azure-cni-overlay");
  const retiring = overlay.replace("        egress:", "        mirror: { policy: retire }\n        egress:");

  test("is refused with a pointer to migrate", () => {
    expect(synthesized([kubenet, overlay])).toEqual([
      "KUBENET_MIRROR_LEFT spokes.shop.clusters.main.network.plugin",
    ]);
  });

  test("is refused under another key, too", () => {
    const renamed = overlay.replace("      main:\n", "      web:\n        was: main\n");
    expect(synthesized([kubenet, renamed])).toEqual([
      "KUBENET_MIRROR_LEFT spokes.shop.clusters.web.network.plugin",
    ]);
  });

  test("is refused with one that retires other routes than were mirrored", () => {
    const moved = kubenet.replace("kubenet", "azure-cni-overlay, podCidr: 10.200.0.0/16");
    const of = (mirror: string): string =>
      moved.replace("        egress:", `        mirror: ${mirror}\n        egress:`);
    expect(synthesized([kubenet, of("{ policy: retire }")])).toEqual([
      "KUBENET_MIRROR_LEFT spokes.shop.clusters.main.mirror",
    ]);
    expect(synthesized([kubenet, of("{ policy: retire, podCidr: 10.244.0.0/16 }")])).toEqual([]);
  });

  test("is refused where the cluster exists already, unless its mirror has retired", () => {
    const network =
      "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Network";
    const existing = (plugin: string, more = ""): string => `${kubenet
      .slice(0, kubenet.indexOf("      main:"))
      .replace(
        "    gateways:",
        `    network: { id: ${network}/virtualNetworks/vnet, peered: true }\n    gateways:`,
      )}      main:
        id: /subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks
        network: { plugin: ${plugin} }
        ingress: { type: agic-addon, gateway: public }
        routeTable: { id: ${network}/routeTables/rt }
${more}        nodePools:
          system:
            subnet: { id: ${network}/virtualNetworks/vnet/subnets/snet, prefix: 10.1.0.0/24 }
`;
    const retires = "        mirror: { policy: retire }\n";
    expect(synthesized([existing("kubenet"), existing("azure-cni-overlay")])).toEqual([
      "KUBENET_MIRROR_LEFT spokes.shop.clusters.main.network.plugin",
    ]);
    expect(
      synthesized([
        existing("kubenet"),
        existing("azure-cni-overlay", retires),
        existing("azure-cni-overlay"),
      ]),
    ).toEqual([]);
  });

  test("passes with one that retires, and then without", () => {
    expect(synthesized([kubenet, retiring, overlay])).toEqual([]);
  });

  test("passes where there was none", () => {
    const ingress = "{ type: none }";
    const alone = platform({ ingress }).replace(/ {4}gateways:\n.*\n/, "");
    expect(synthesized([alone, alone.replace("kubenet", "azure-cni-overlay")])).toEqual([]);
  });
});

describe("edits of YAML", () => {
  const key = fc.constantFrom("a", "b", "c", "d");
  const tree: fc.Arbitrary<object> = fc.letrec<{ node: unknown; map: object }>((tie) => ({
    node: fc.oneof({ maxDepth: 3 }, fc.constantFrom(1, "x y", "1.30", true), fc.constant([1, 2]), tie("map")),
    map: fc.dictionary(key, tie("node"), { minKeys: 1, maxKeys: 4 }),
  })).map;
  const layout = fc.record({ indent: fc.constantFrom(2, 4), flowFrom: fc.integer({ min: 1, max: 4 }) });
  const edit = fc.oneof(
    fc.record({
      kind: fc.constant("set" as const),
      path: fc.array(key, { minLength: 1, maxLength: 3 }),
      value: fc.constantFrom<string | number>("retire", 5, "1.30"),
    }),
    fc.record({ kind: fc.constant("remove" as const), path: fc.array(key, { minLength: 1, maxLength: 3 }) }),
  );

  /** A document with comments, whose maps are in flow style from some depth on. */
  function textOf(value: object, { indent, flowFrom }: { indent: number; flowFrom: number }): string {
    const document = parseDocument(JSON.stringify(value));
    const style = (node: unknown, depth: number): void => {
      if (!isMap(node)) return;
      node.flow = depth >= flowFrom;
      for (const { value: inner } of node.items) style(inner, depth + 1);
    };
    style(document.contents, 0);
    return `# head\n${document.toString({ indent, lineWidth: 0 }).trimEnd()} # tail\n`;
  }
  /** What the edit means, on plain data; undefined where it passes through something that is no map. */
  function applied(value: unknown, { path: [first = "", ...rest], ...how }: Edit): unknown {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    // Only single values are replaced.
    if (rest.length === 0 && how.kind === "set" && typeof Reflect.get(value, first) === "object")
      return undefined;
    const copy = new Map<string, unknown>(Object.entries(value));
    const isRemoval = how.kind === "remove";
    if (rest.length === 0 && isRemoval && copy.has(String(first))) copy.delete(String(first));
    else {
      const inner =
        rest.length === 0
          ? isRemoval
            ? null
            : how.value
          : applied(copy.has(String(first)) ? copy.get(String(first)) : {}, { ...how, path: rest });
      if (inner === undefined) return undefined;
      copy.set(String(first), inner);
    }
    return Object.fromEntries(copy);
  }

  test("change what they say, and no other line", () => {
    fc.assert(
      fc.property(tree, layout, edit, (value, style, change) => {
        const wanted = applied(value, change);
        fc.pre(wanted !== undefined && Object.keys(wanted as object).length > 0);
        const text = textOf(value, style);
        fc.pre(JSON.stringify(parse(text)) === JSON.stringify(value));
        const after = editYaml(text, [change]);
        // The last key of a map that loses it leaves an empty one.
        const emptied = (node: unknown): unknown =>
          JSON.parse(JSON.stringify(node ?? {}, (_, inner: unknown) => (inner === null ? {} : inner)));
        expect(emptied(parse(after))).toEqual(emptied(wanted));
        expect(after.startsWith("# head\n")).toBe(true);
        const kept = text.split("\n").filter((line) => !after.split("\n").includes(line));
        expect(kept.length).toBeLessThanOrEqual(change.kind === "remove" ? text.split("\n").length : 8);
      }),
      { numRuns: 300 },
    );
  });
});
