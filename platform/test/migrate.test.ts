import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadPlatform, parsePlatform, planMigration, type MigrationPlan } from "../src/index.js";
import { fileURLToPath } from "node:url";
import { kubenetPlatform } from "./support/kubenet-platform.js";

const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));

function planOf(text: string, clusters?: readonly string[]): MigrationPlan {
  const result = parsePlatform(text, "platform.yaml");
  if (!result.ok) expect.fail(JSON.stringify(result.problems));
  return planMigration(result.loaded, text, { clusters });
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
  const text = kubenetPlatform({ azurerm: 4, network: ", policy: calico", gateway: ", routeTable: shared" });
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
    const two = kubenetPlatform().replace(
      "    clusters:\n",
      "      second: { tier: Standard_v2 }\n    clusters:\n",
    );
    const { phases } = planOf(`${two}${other}routeSync: { sweep: 10m }\n`, ["shop/main"]);
    const last = phases.at(-1);
    expect(last?.name).toBe("finish");
    expect(parse(last?.text.after ?? "")).toMatchObject({
      spokes: { shop: { clusters: { other: { network: { plugin: "kubenet" } } } } },
      routeSync: { sweep: "10m" },
    });
    expect(last?.text.after).not.toContain("policy: retire");
  });

  test("leave nothing to do once the last one is done", () => {
    const last = plan.phases.at(-1)?.text.after ?? "";
    expect(planOf(last).clusters).toEqual([]);
    expect(parse(last)).toMatchObject({
      spokes: { shop: { clusters: { main: { network: { plugin: "azure-cni-overlay" } } } } },
    });
  });

  test("leave out what a file does not need", () => {
    const ready = planOf(`${kubenetPlatform()}routeSync: { sweep: 10m }\n`);
    expect(states(ready)).toMatchObject({
      provider: "done",
      "network-policy": "done",
      "own-table": "done",
      retire: "next",
    });
    expect(linesOf(ready)["finish"]).toEqual(["-mirror: { policy: retire }", "-routeSync: { sweep: 10m }"]);
    const behindNothing = planOf(
      kubenetPlatform({ ingress: "{ type: none }", gateway: "" }).replace(/ {4}gateways:\n.*\n/, ""),
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
    kubenetPlatform({
      azurerm: 4,
      location: "usgovvirginia",
      network: ", policy: calico",
      gateway: ", routeTable: shared, subnetPrefix: 10.1.254.0/23",
      cluster: '        kubernetesVersion: "1.26"\n',
      ingress: "{ type: agic-helm, gateway: public, version: 1.6.0 }",
      vmSize: "Standard_DC4s_v2",
    }),
  );
  const good = planOf(kubenetPlatform({ cluster: '        kubernetesVersion: "1.34"\n' }));

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
