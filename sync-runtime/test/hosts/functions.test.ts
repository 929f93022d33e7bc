import { readFileSync } from "node:fs";
import { HttpRequest, InvocationContext, type HttpResponseInit } from "@azure/functions";
import { Simulator, VirtualClock } from "@aks-topology/simulator";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connectAzure } from "../../src/adapters/azure/connect.js";
import { StorageWakeQueue } from "../../src/adapters/azure/storage-wake-queue.js";
import { systemClock } from "../../src/adapters/system-clock.js";
import { mirrorsFrom } from "../../src/config/mirrors.js";
import { groupByTarget } from "../../src/domain/mirror.js";
import { handlersOver, type Handlers } from "../../src/hosts/functions/handlers.js";
import { MemoryConfirmations } from "../../src/hosts/memory-confirmations.js";
import { writeMessage } from "../../src/hosts/functions/messages.js";
import { Worker } from "../../src/hosts/functions/worker.js";
import type { Clock } from "../../src/ports/clock.js";
import type { Notice, RoundReport } from "../../src/ports/reporter.js";
import type { WakeMessage, WakeQueue } from "../../src/ports/wake-queue.js";
import { startAzurite, type Azurite } from "../support/azurite.js";
import { credential, mirrorConfig, node, tableBody, tableId } from "../support/fleet.js";
import { takeOne, type TriggerSettings } from "../support/functions-host.js";

function event(subject: string): object {
  return {
    id: "1",
    eventType: "Microsoft.Resources.ResourceWriteSuccess",
    subject,
    eventTime: new Date().toISOString(),
    data: {},
  };
}
function nodes(count: number) {
  return Array.from({ length: count }, (_, n) => node(n));
}

interface Deployment {
  readonly sim: Simulator;
  readonly handlers: Handlers;
  readonly rounds: RoundReport[];
  readonly notices: Notice[];
}

function deploy(queue: WakeQueue, clock: Clock = systemClock, sim = new Simulator()): Deployment {
  sim.seed(tableId("aks"), tableBody(tableId("aks"), nodes(3)));
  sim.seed(tableId("gateway"), tableBody(tableId("gateway"), []));
  const groups = groupByTarget(mirrorsFrom({ mirrors: [mirrorConfig()] }));
  const worker = new Worker({
    groups: () => Promise.resolve(groups),
    queue,
    confirmations: new MemoryConfirmations(clock),
    tables: () => connectAzure({ httpClient: sim.httpClient, credential, pollMs: 5 }, clock),
    clock,
    random: () => 0.5,
  });
  const rounds: RoundReport[] = [];
  const notices: Notice[] = [];
  const reporter = {
    round: (round: RoundReport) => void rounds.push(round),
    notice: (notice: Notice) => void notices.push(notice),
  };
  const runtime = { worker, check: null, reporterFor: () => reporter, close: () => Promise.resolve() };
  return { sim, rounds, notices, handlers: handlersOver(() => Promise.resolve(runtime)) };
}

function context(inserted?: number): InvocationContext {
  return new InvocationContext({
    logHandler: () => undefined,
    ...(inserted !== undefined && { triggerMetadata: { insertionTime: new Date(inserted).toISOString() } }),
  });
}

function post(handlers: Handlers, body: unknown, init: object = {}): Promise<HttpResponseInit> {
  const request = new HttpRequest({
    method: "POST",
    url: "http://localhost/api/alerts",
    body: { string: typeof body === "string" ? body : JSON.stringify(body) },
    ...init,
  });
  return handlers.alerts(request, context());
}

const TIMER = {
  isPastDue: false,
  schedule: { adjustForDST: true },
  scheduleStatus: { last: "", next: "", lastUpdated: "" },
};

describe("on a real queue", () => {
  let azurite: Azurite;
  let name = 0;
  let trigger: (handlers: Handlers) => Promise<TriggerSettings>;
  let queue: StorageWakeQueue;

  beforeAll(async () => {
    azurite = await startAzurite();
  });
  afterAll(() => azurite.stop());
  beforeEach(async () => {
    name += 1;
    const main = azurite.queue(`wake-${name}`);
    const poison = azurite.queue(`wake-${name}-poison`);
    await main.createIfNotExists();
    await poison.createIfNotExists();
    queue = new StorageWakeQueue(
      { kind: "connection-string", connectionString: azurite.connectionString },
      `wake-${name}`,
      writeMessage,
      systemClock,
    );
    trigger = (handlers) =>
      Promise.resolve({ handler: handlers.queue, queue: main, poison, visibilityTimeout: 0 });
  });

  test("an alert is answered with 202, queued, and brings the target in step", async () => {
    const { handlers, rounds } = deploy(queue);
    expect((await post(handlers, event(tableId("aks")))).status).toBe(202);
    const settings = await trigger(handlers);
    expect(await takeOne(settings)).toBe(true);
    expect(rounds.map(({ mirrors }) => mirrors.map(({ outcome }) => outcome))).toEqual([["applied"]]);
    expect(await takeOne(settings)).toBe(false);
  });

  test("Event Grid's own messages on the same queue, base64 like ours, wake too", async () => {
    const { handlers, rounds } = deploy(queue);
    const settings = await trigger(handlers);
    await settings.queue.sendMessage(Buffer.from(JSON.stringify(event(tableId("aks")))).toString("base64"));
    while (await takeOne(settings));
    expect(rounds).toHaveLength(1);
  });

  test("the timer queues one message for each target", async () => {
    const { handlers } = deploy(queue);
    await handlers.sweep(TIMER, context());
    const { queue: stored } = await trigger(handlers);
    const { receivedMessageItems } = await stored.receiveMessages({ numberOfMessages: 32 });
    const bodies = receivedMessageItems.map(({ messageText }) =>
      Buffer.from(messageText, "base64").toString(),
    );
    expect(bodies.map((body) => JSON.parse(body) as { target: string })).toMatchObject([
      { target: tableId("gateway") },
    ]);
  });

  test("a message that fails five times is poison, and is not tried a sixth time", async () => {
    const { handlers, sim, rounds } = deploy(queue);
    sim.deleteAs("operator", tableId("aks"));
    await handlers.sweep(TIMER, context());
    const settings = await trigger(handlers);
    while (await takeOne(settings));
    expect(rounds.map(({ mirrors }) => mirrors[0]?.error?.code)).toEqual(Array(5).fill("TABLE_NOT_FOUND"));
    expect((await settings.poison.getProperties()).approximateMessagesCount).toBe(1);
  });
});

/** A queue in memory, for what needs a clock of its own. */
class MemoryQueue implements WakeQueue {
  readonly sent: { readonly message: WakeMessage; readonly delayMs: number; readonly inserted: number }[] =
    [];
  broken = false;
  slowMs = 0;
  readonly #clock: Clock;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  send(message: WakeMessage, delayMs = 0): Promise<void> {
    if (this.broken) return Promise.reject(new Error("the queue is gone"));
    this.sent.push({ message, delayMs, inserted: this.#clock.now() });
    return Promise.resolve();
  }

  async now(): Promise<number> {
    if (this.slowMs > 0) await this.#clock.sleep(this.slowMs);
    return this.#clock.now();
  }
}

describe("the handlers", () => {
  test("503 when the queue does not take the wake-up, since action groups repeat that", async () => {
    const queue = new MemoryQueue();
    const { handlers } = deploy(queue);
    queue.broken = true;
    expect((await post(handlers, event(tableId("aks")))).status).toBe(503);
  });

  test("413 for a body that is too large, with or without a length", async () => {
    const { handlers } = deploy(new MemoryQueue());
    expect((await post(handlers, "x".repeat(1024 * 1024 + 1))).status).toBe(413);
    expect((await post(handlers, "x", { headers: { "content-length": "99999999" } })).status).toBe(413);
  });

  test("the handshakes of Event Grid and of CloudEvents", async () => {
    const { handlers } = deploy(new MemoryQueue());
    const validation = [
      { eventType: "Microsoft.EventGrid.SubscriptionValidationEvent", data: { validationCode: "abc" } },
    ];
    expect(await post(handlers, validation)).toMatchObject({
      status: 200,
      jsonBody: { validationResponse: "abc" },
    });
    const options = new HttpRequest({
      method: "OPTIONS",
      url: "http://x/api/alerts",
      headers: { "webhook-request-origin": "eventgrid.azure.net" },
    });
    expect(await handlers.alerts(options, context())).toMatchObject({
      status: 200,
      headers: { "webhook-allowed-origin": "eventgrid.azure.net" },
    });
  });

  test("the portal's test alert queues nothing", async () => {
    const queue = new MemoryQueue();
    const { handlers } = deploy(queue);
    expect(
      (
        await post(
          handlers,
          event("/subscriptions/x/resourceGroups/y/providers/Microsoft.Compute/virtualMachines/z"),
        )
      ).status,
    ).toBe(202);
    expect(queue.sent).toEqual([]);
  });

  test("an unknown message wakes everything, once a minute", async () => {
    const clock = new VirtualClock();
    const queue = new MemoryQueue(clock);
    const { handlers } = deploy(queue, clock);
    await post(handlers, "garbage");
    await post(handlers, "more of it");
    expect(queue.sent).toHaveLength(1);
    await clock.advance(60_000);
    await post(handlers, "garbage");
    expect(queue.sent).toHaveLength(2);
  });

  test("a message of ours that is broken fails, and one for a target that is gone does not", async () => {
    const { handlers, rounds } = deploy(new MemoryQueue());
    await expect(handlers.queue({ routeSync: 1, target: 7 }, context())).rejects.toThrow(
      "does not read as one",
    );
    const gone = { routeSync: 1, target: tableId("gone"), at: null, sent: 0, confirm: {} };
    await handlers.queue(gone, context());
    expect(rounds).toEqual([]);
  });

  test("a large removal waits in the queue for 150 s, and is then applied", async () => {
    const clock = new VirtualClock();
    const queue = new MemoryQueue(clock);
    const { handlers, sim, rounds } = deploy(queue, clock, new Simulator({ clock }));
    sim.seed(tableId("gateway"), tableBody(tableId("gateway"), nodes(12)));
    await clock.runUntil(handlers.queue(event(tableId("aks")), context()));
    const [wake] = queue.sent.splice(0);
    await clock.runUntil(handlers.queue(JSON.parse(writeMessage(wake!.message)), context()));
    expect(rounds.at(-1)?.mirrors[0]?.held?.guard).toBe("LARGE_REMOVAL");
    const [later] = queue.sent.splice(0);
    expect(later?.delayMs).toBeGreaterThanOrEqual(150_000);
    await clock.advance(later!.delayMs);
    await clock.runUntil(handlers.queue(JSON.parse(writeMessage(later!.message)), context()));
    expect(rounds.at(-1)?.mirrors[0]).toMatchObject({ outcome: "applied", remove: { length: 9 } });
  });

  test("a burst of messages costs one round more, not one each", async () => {
    const clock = new VirtualClock();
    const queue = new MemoryQueue(clock);
    const { handlers, rounds } = deploy(queue, clock, new Simulator({ clock }));
    for (let n = 0; n < 50; n += 1) await post(handlers, event(tableId("aks")));
    await clock.advance(3_000);
    for (const { message, inserted } of queue.sent)
      await clock.runUntil(handlers.queue(JSON.parse(writeMessage(message)), context(inserted)));
    expect(queue.sent).toHaveLength(50);
    expect(rounds).toHaveLength(1);
  });
});

describe("the heartbeat", () => {
  const heartbeat = (place: "customProperties" | "alertContext"): object => {
    const properties = { "route-sync": "sweep" };
    const data =
      place === "customProperties" ? { customProperties: properties } : { alertContext: { properties } };
    return {
      schemaId: "azureMonitorCommonAlertSchema",
      data: { essentials: { monitoringService: "Log Alerts V2", alertTargetIDs: [] }, ...data },
    };
  };

  test.each(["customProperties", "alertContext"] as const)(
    "reconciles at once, without timer and queue, when its property is in %s",
    async (place) => {
      const queue = new MemoryQueue();
      const { handlers, rounds } = deploy(queue);
      queue.broken = true;
      expect((await post(handlers, heartbeat(place))).status).toBe(202);
      expect(rounds.map(({ mirrors }) => mirrors[0]?.outcome)).toEqual(["applied"]);
    },
  );

  test("queues what it could not bring in step, and is 503 when the queue is dead, too", async () => {
    const queue = new MemoryQueue();
    const { handlers, sim } = deploy(queue);
    sim.deleteAs("operator", tableId("aks"));
    expect((await post(handlers, heartbeat("customProperties"))).status).toBe(202);
    expect(queue.sent).toHaveLength(1);
    queue.broken = true;
    expect((await post(handlers, heartbeat("customProperties"))).status).toBe(503);
  });

  test("leaves a target alone that was in step within the minute", async () => {
    const clock = new VirtualClock();
    const { handlers, rounds } = deploy(new MemoryQueue(clock), clock, new Simulator({ clock }));
    await clock.runUntil(post(handlers, heartbeat("customProperties")));
    await clock.advance(59_000);
    await clock.runUntil(post(handlers, heartbeat("customProperties")));
    expect(rounds).toHaveLength(1);
    await clock.advance(2_000);
    await clock.runUntil(post(handlers, heartbeat("customProperties")));
    expect(rounds).toHaveLength(2);
  });
});

describe("messages that a round has answered already", () => {
  test("are those inserted two seconds before it began, by the queue's time, and no later ones", async () => {
    const clock = new VirtualClock();
    const queue = new MemoryQueue(clock);
    const { handlers, rounds } = deploy(queue, clock, new Simulator({ clock }));
    await post(handlers, event(tableId("aks")));
    const message = JSON.parse(writeMessage(queue.sent[0]!.message)) as object;
    const began = clock.now();
    await clock.runUntil(handlers.queue(message, context(began)));
    expect(rounds).toHaveLength(1);
    await clock.runUntil(handlers.queue(message, context(began - 2_001)));
    expect(rounds).toHaveLength(1);
    await clock.runUntil(handlers.queue(message, context(began - 2_000)));
    expect(rounds).toHaveLength(2);
    // A host that does not say when it came gets a round each time.
    await clock.runUntil(handlers.queue(message, context()));
    expect(rounds).toHaveLength(3);
  });

  test("are none when the queue said its time too late", async () => {
    const clock = new VirtualClock();
    const queue = new MemoryQueue(clock);
    const { handlers, rounds } = deploy(queue, clock, new Simulator({ clock }));
    await post(handlers, event(tableId("aks")));
    const message = JSON.parse(writeMessage(queue.sent[0]!.message)) as object;
    queue.slowMs = 1_001;
    await clock.runUntil(handlers.queue(message, context(clock.now())));
    await clock.runUntil(handlers.queue(message, context(clock.now() - 60_000)));
    expect(rounds).toHaveLength(2);
  });
});

test("host.json encodes messages as the runtime writes them", () => {
  const host = JSON.parse(
    readFileSync(new URL("../../scripts/functions/host.json", import.meta.url), "utf8"),
  ) as unknown;
  expect(host).toMatchObject({
    extensions: {
      queues: { messageEncoding: "base64", maxDequeueCount: 5, batchSize: 1, newBatchThreshold: 0 },
    },
  });
});
