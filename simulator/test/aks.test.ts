import { describe, expect, test } from "vitest";
import { AZURE_PACE, VirtualClock, type AksCluster, type SimulatorOptions } from "../src/index.js";
import { asObject, at, objects, parseJson, textAt } from "../src/core/json.js";
import { GROUP, TABLE, TestArm, route } from "./support/arm.js";

const CLUSTER = `${GROUP}/providers/Microsoft.ContainerService/managedClusters/aks`;
const OWN = route("default", "0.0.0.0/0", "10.9.0.4");

function bodyOf(arm: TestArm) {
  return asObject(parseJson(JSON.stringify(arm.sim.stored(TABLE) ?? {})));
}
function routesOf(arm: TestArm) {
  return objects(at(bodyOf(arm), "properties.routes"));
}
function namesOf(arm: TestArm) {
  return routesOf(arm).map((item) => textAt(item, "name"));
}

function attached(
  options: SimulatorOptions = {},
  podCidrs = ["10.244.0.0/16"],
): { arm: TestArm; cluster: AksCluster } {
  const arm = new TestArm(options);
  arm.sim.seed(TABLE, { location: "westeurope", properties: { routes: [OWN] } });
  return { arm, cluster: arm.sim.aks.cluster(CLUSTER, { table: TABLE, podCidrs }) };
}

describe("the node controller", () => {
  test("nodes join: a route each, named after the node, to its address; the table's other routes stay", async () => {
    const { arm, cluster } = attached();
    await cluster.scale("nodepool1", 3);
    const [own, ...nodes] = routesOf(arm);
    expect(own).toMatchObject(OWN);
    expect(nodes.map((node) => textAt(node, "name"))).toEqual(cluster.nodes.map((node) => node.name));
    expect(cluster.nodes[0]?.name).toMatch(/^aks-nodepool1-\d{8}-vmss000000$/);
    expect(nodes[2]).toMatchObject({
      properties: {
        addressPrefix: "10.244.2.0/24",
        nextHopType: "VirtualAppliance",
        nextHopIpAddress: "10.1.0.6",
      },
    });
  });

  test("the newest nodes leave first, and their pod CIDRs are used again", async () => {
    const { arm, cluster } = attached();
    await cluster.scale("nodepool1", 3);
    await cluster.scale("nodepool1", 1);
    expect(namesOf(arm)).toHaveLength(2);
    await cluster.scale("nodepool1", 2);
    expect(cluster.nodes[1]).toMatchObject({
      name: expect.stringMatching(/vmss000003$/) as string,
      podCidrs: ["10.244.1.0/24"],
    });
  });

  test("a node is replaced under its name; its address or pod CIDR moves; it is removed; the pool is drained", async () => {
    const { arm, cluster } = attached();
    await cluster.scale("nodepool1", 2);
    const { name, addresses, podCidrs } = cluster.nodes[0]!;
    await cluster.replaceNode(name);
    expect(cluster.nodes[0]).toMatchObject({ name, podCidrs });
    expect(cluster.nodes[0]!.addresses).not.toEqual(addresses);
    await cluster.movePodCidr(name);
    expect(cluster.nodes[0]!.podCidrs).toEqual(["10.244.2.0/24"]);
    const shown = routesOf(arm).find((item) => textAt(item, "name") === name);
    expect(shown).toMatchObject({
      properties: { addressPrefix: "10.244.2.0/24", nextHopIpAddress: cluster.nodes[0]!.addresses[0] },
    });
    await cluster.removeNode(name);
    expect(namesOf(arm)).toHaveLength(2);
    await cluster.drain();
    expect(namesOf(arm)).toEqual(["default"]);
  });

  test("dual stack writes a route a family, the prefix without punctuation in its name", async () => {
    const { arm, cluster } = attached({}, ["10.244.0.0/16", "fd00:10:244::/56"]);
    await cluster.scale("p", 1);
    const { name } = cluster.nodes[0]!;
    expect(namesOf(arm).slice(1)).toEqual([`${name}____102440024`, `${name}____fd001024464`]);
  });

  test("a deleted table is made empty first and filled in a second PUT", async () => {
    const { arm, cluster } = attached();
    await cluster.scale("p", 2);
    const seen: number[] = [];
    arm.sim.deleteAs("person", TABLE);
    arm.sim.onRequest(({ method, kind }) => {
      if (kind === "writes" && method === "PUT") seen.push(namesOf(arm).length);
    });
    await cluster.resync();
    expect(seen).toEqual([0, 2]);
  });

  test("a tag-only write changes the etag and no route", async () => {
    const { arm, cluster } = attached();
    await cluster.scale("p", 1);
    const before = bodyOf(arm);
    await cluster.writeTags({ owner: "aks" });
    const after = bodyOf(arm);
    expect(after["tags"]).toEqual({ owner: "aks" });
    expect(textAt(after, "etag")).not.toBe(textAt(before, "etag"));
    expect(namesOf(arm)).toHaveLength(2);
  });

  test("a move to overlay takes the node routes out of the table and writes no more", async () => {
    const { arm, cluster } = attached();
    await cluster.scale("p", 2);
    await cluster.moveToOverlay();
    await cluster.scale("p", 4);
    expect(namesOf(arm)).toEqual(["default"]);
  });

  test("changes are collected for 30 s and written in one PUT of the whole table, 30 s apart", async () => {
    const clock = new VirtualClock();
    const { arm, cluster } = attached({ clock, aks: AZURE_PACE });
    const writes: number[] = [];
    arm.sim.onRequest(({ at: when, kind }) => {
      if (kind === "writes") writes.push(when);
    });
    const start = clock.now();
    void cluster.scale("p", 2);
    void cluster.scale("q", 1);
    await clock.advance(29_999);
    expect(namesOf(arm)).toEqual(["default"]);
    await clock.advance(1);
    expect(namesOf(arm)).toHaveLength(4);
    void cluster.scale("p", 5);
    await clock.runUntilIdle();
    expect(writes.map((when) => when - start)).toEqual([30_000, 90_000]);
  });

  test("a foreign write within the cache's time makes it fail with 412 and read again", async () => {
    const clock = new VirtualClock();
    // The cache is filled by a batch that changes nothing.
    const { arm, cluster } = attached({ clock, aks: AZURE_PACE });
    void cluster.scale("p", 1);
    await clock.runUntilIdle();
    void cluster.resync();
    await clock.runUntilIdle();
    arm.sim.writeAs("person", TABLE, (body) => ({ ...body, tags: { by: "person" } }));
    void cluster.scale("p", 2);
    await clock.advance(30_000);
    expect(cluster.failures).toEqual(["412 PreconditionFailed"]);
    expect(namesOf(arm)).toHaveLength(2);
    await clock.runUntilIdle();
    expect(namesOf(arm)).toHaveLength(3);
    expect(bodyOf(arm)["tags"]).toEqual({ by: "person" });
  });

  test("its own calls are not counted as a client's", async () => {
    const { arm, cluster } = attached();
    await cluster.scale("p", 3);
    expect(arm.sim.counters.total).toEqual({ reads: 0, writes: 0, polls: 0 });
  });
});
