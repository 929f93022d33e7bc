import { AZURE_PACE, Simulator, VirtualClock } from "@aks-topology/simulator";
import { expect, test } from "vitest";
import { connectAzure } from "../src/adapters/azure/connect.js";
import { groupByTarget, mirrorsFrom, NO_PERMISSIONS, reconcile, type MirrorReport } from "../src/index.js";
import { silent } from "../src/ports/reporter.js";
import { credential, DEFAULT_ROUTE, mirrorConfig, tableBody, tableId } from "./support/fleet.js";

const POD_CIDRS = ["10.244.0.0/16", "fd12:3456:789a::/48"];
const CLUSTER =
  "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks";

interface Table {
  readonly properties: { readonly routes: readonly { readonly name: string; readonly properties: object }[] };
}

test("a dual-stack table that is lost and filled again: nothing is removed meanwhile, and in step at the end", async () => {
  const clock = new VirtualClock();
  const sim = new Simulator({ clock, aks: AZURE_PACE });
  sim.seed(tableId("aks"), tableBody(tableId("aks"), []));
  sim.seed(tableId("gateway"), tableBody(tableId("gateway"), [DEFAULT_ROUTE]));
  const nodeCidrs = ["10.1.0.0/16", "fd00:1::/64"];
  const aks = sim.aks.cluster(CLUSTER, { table: tableId("aks"), podCidrs: POD_CIDRS, nodeCidrs });
  const tables = await connectAzure({ httpClient: sim.httpClient, credential }, clock);
  const [group] = groupByTarget(mirrorsFrom({ mirrors: [mirrorConfig({ podCidrs: POD_CIDRS })] }));
  const round = async (allowRemovals = false): Promise<MirrorReport> => {
    const permissions = { ...NO_PERMISSIONS, allowRemovals };
    const ports = { tables, clock, random: () => 0.5, reporter: silent };
    const { mirrors } = await clock.runUntil(reconcile({ group: group!, permissions }, ports));
    return mirrors[0]!;
  };
  const mirrored = (): object[] => {
    const { properties } = sim.stored(tableId("gateway")) as unknown as Table;
    return properties.routes
      .filter(({ name }) => name !== "default")
      .map(({ name, properties: values }) => ({ name, ...values }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  };

  await clock.runUntil(aks.scale("np", 12));
  expect(await round()).toMatchObject({ outcome: "applied", add: { length: 24 } });
  const before = mirrored();
  expect(before).toHaveLength(24);

  sim.deleteAs("a person", tableId("aks"));
  expect(await round()).toMatchObject({ error: { code: "TABLE_NOT_FOUND" } });
  const filled = aks.resync();
  const seen: string[] = [];
  for (let second = 0; second < 60; second += 1) {
    await clock.runUntil(clock.sleep(1_000));
    const { error, held, outcome } = await round();
    seen.push(error?.code ?? held?.guard ?? outcome);
    expect(mirrored()).toEqual(before);
  }
  await clock.runUntil(filled);
  expect(seen.at(0)).toBe("TABLE_NOT_FOUND");
  expect(seen.at(-1)).toBe("in-step");

  await clock.runUntil(
    Promise.all(aks.nodes.map(({ name }) => aks.replaceNode(name, { keepPodCidr: false }))),
  );
  expect(await round(true)).toMatchObject({ outcome: "applied", conflicts: [], unmatched: [] });
  expect(await round()).toMatchObject({ outcome: "in-step" });
  expect(mirrored()).toHaveLength(24);
  expect(mirrored()).not.toEqual(before);
});
