import { Simulator, VirtualClock } from "@aks-topology/simulator";
import { describe, expect, test } from "vitest";
import { groupByTarget, mirrorsFrom } from "@aks-topology/sync-runtime";
import { concerned } from "../../sync-runtime/src/domain/wakeup.js";
import { readEntry } from "../../sync-runtime/src/hosts/functions/messages.js";
import { objectOf, textOf, type JsonObject } from "../../demo/src/json.js";
import { DeployedRuntime } from "../support/deployed-runtime.js";
import { sourceOf } from "../support/mirrored-azure.js";

const GROUP = "/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/rg-sync";
const ACCOUNT = `${GROUP}/providers/Microsoft.Storage/storageAccounts/stsync`;

function groupOf(mirror: JsonObject): string {
  return sourceOf(mirror).replace(/\/providers\/.*$/, "");
}

/** Event Grid as an example's Terraform sets it up, with a queue that any caller may write. */
function eventGrid(runtime: DeployedRuntime): { simulator: Simulator; clock: VirtualClock } {
  const clock = new VirtualClock();
  const simulator = new Simulator({ clock });
  simulator.seed(ACCOUNT, { location: "westeurope", properties: {} });
  simulator.queues.create("stsync", "route-sync");
  for (const mirror of runtime.mirrors) simulator.seed(groupOf(mirror), { location: "westeurope" });
  runtime.eventSubscriptions.forEach(({ source, filter }, i) => {
    const topic = `${GROUP}/providers/Microsoft.EventGrid/systemTopics/topic${i}`;
    simulator.seed(topic, {
      location: "global",
      identity: { type: "SystemAssigned" },
      properties: { source, topicType: "Microsoft.Resources.ResourceGroups" },
    });
    const destination = {
      endpointType: "StorageQueue",
      properties: { resourceId: ACCOUNT, queueName: "route-sync" },
    };
    simulator.seed(`${topic}/eventSubscriptions/sub${i}`, {
      properties: {
        deliveryWithResourceIdentity: { identity: { type: "SystemAssigned" }, destination },
        filter,
      },
    });
  });
  return { simulator, clock };
}

/** Names of the mirrors that the runtime reconciles after the messages in the queue. */
function woken(runtime: DeployedRuntime, simulator: Simulator): string[] {
  const groups = groupByTarget(mirrorsFrom({ mirrors: runtime.mirrors }));
  return (simulator.queues.messages("stsync", "route-sync") ?? []).flatMap(({ text }) => {
    // As the Functions host hands a message over: decoded from base64.
    const entry = readEntry(Buffer.from(text, "base64").toString("utf8"));
    if (entry.kind !== "event" || entry.wakeup.kind !== "about") return ["not understood"];
    return concerned(groups, entry.wakeup.tables).flatMap(({ mirrors }) => mirrors.map(({ name }) => name));
  });
}

describe.each(["kubenet-agic.yaml", "managed-route-table.yaml"])("%s", (file) => {
  const runtime = DeployedRuntime.of(file);

  test("a write of AKS reaches the runtime through Event Grid and the queue", async () => {
    const { simulator, clock } = eventGrid(runtime);
    const [mirror] = runtime.mirrors;
    const id = sourceOf(mirror ?? {});
    simulator.writeAs("aks", id, () => ({ location: "westeurope", properties: { routes: [] } }));
    await clock.runUntilIdle();
    expect(woken(runtime, simulator)).toEqual([mirror?.["name"]]);
    simulator.deleteAs("aks", id);
    await clock.runUntilIdle();
    expect(woken(runtime, simulator)).toEqual([mirror?.["name"], mirror?.["name"]]);
  });

  test("so does a route of the table on its own, and a table that is made again", async () => {
    const { simulator, clock } = eventGrid(runtime);
    const table = sourceOf(runtime.mirrors[0] ?? {});
    const route = `${table}/routes/aks-system-12345678-vmss000009`;
    const make = (): void => {
      simulator.writeAs("aks", table, () => ({ location: "westeurope", properties: { routes: [] } }));
      simulator.writeAs("aks", route, () => ({
        properties: { addressPrefix: "10.244.9.0/24", nextHopType: "VnetLocal" },
      }));
    };
    make();
    simulator.deleteAs("aks", route);
    simulator.deleteAs("aks", table);
    make();
    await clock.runUntilIdle();
    const told = (simulator.queues.messages("stsync", "route-sync") ?? []).map(({ text }) => {
      const event = objectOf(JSON.parse(Buffer.from(text, "base64").toString()));
      const verb = textOf(event["eventType"]).includes("Delete") ? "delete" : "write";
      return `${verb} ${textOf(event["subject"]).split("/routeTables/")[1]?.split("/")[1] ?? "table"}`;
    });
    expect(told.sort()).toEqual(
      ["write table", "write routes", "delete routes", "delete table", "write table", "write routes"].sort(),
    );
  });

  test("a write of anything else in the group does not", async () => {
    const { simulator, clock } = eventGrid(runtime);
    const id = sourceOf(runtime.mirrors[0] ?? {});
    const other = id.replace(/routeTables\/.*$/, "networkSecurityGroups/nsg");
    simulator.writeAs("other", other, () => ({ location: "westeurope", properties: {} }));
    await clock.runUntilIdle();
    expect(woken(runtime, simulator)).toEqual([]);
  });
});
