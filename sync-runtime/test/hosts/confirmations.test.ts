import { InvocationContext } from "@azure/functions";
import { Simulator, VirtualClock } from "@aks-topology/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BlobConfirmations } from "../../src/adapters/azure/blob-confirmations.js";
import { connectAzure } from "../../src/adapters/azure/connect.js";
import { mirrorsFrom } from "../../src/config/mirrors.js";
import { groupByTarget } from "../../src/domain/mirror.js";
import { handlersOver, type Handlers } from "../../src/hosts/functions/handlers.js";
import { writeMessage } from "../../src/hosts/functions/messages.js";
import { Worker } from "../../src/hosts/functions/worker.js";
import { MemoryConfirmations } from "../../src/hosts/memory-confirmations.js";
import type { ConfirmationStore } from "../../src/ports/confirmations.js";
import type { Notice, RoundReport } from "../../src/ports/reporter.js";
import type { WakeMessage } from "../../src/ports/wake-queue.js";
import { startAzurite, type Azurite } from "../support/azurite.js";
import { credential, mirrorConfig, node, tableBody, tableId } from "../support/fleet.js";

function nodes(count: number) {
  return Array.from({ length: count }, (_, n) => node(n));
}
const full = nodes(20);
const half = nodes(8);
const MINUTE_MS = 60_000;

/** A Function App of any number of instances on one virtual clock, with twenty mirrored routes. */
class Deployment {
  readonly clock = new VirtualClock();
  readonly sim = new Simulator({ clock: this.clock });
  readonly rounds: RoundReport[] = [];
  readonly notices: Notice[] = [];
  readonly queue: { readonly message: WakeMessage; readonly delayMs: number }[] = [];
  readonly store: ConfirmationStore;

  constructor(store?: ConfirmationStore) {
    this.store = store ?? new MemoryConfirmations(this.clock);
    this.source(full);
    this.sim.seed(tableId("gateway"), tableBody(tableId("gateway"), full));
  }

  source(routes: typeof full): void {
    this.sim.seed(tableId("aks"), tableBody(tableId("aks"), routes));
  }

  instance(store: ConfirmationStore = this.store): Handlers {
    const groups = groupByTarget(mirrorsFrom({ mirrors: [mirrorConfig()] }));
    const { clock, sim } = this;
    const worker = new Worker({
      groups: () => Promise.resolve(groups),
      queue: {
        send: (message, delayMs = 0) => Promise.resolve(void this.queue.push({ message, delayMs })),
        now: () => Promise.resolve(clock.now()),
      },
      tables: () => connectAzure({ httpClient: sim.httpClient, credential, pollMs: 5 }, clock),
      confirmations: store,
      clock,
      random: () => 0.5,
    });
    const reporter = {
      round: (round: RoundReport) => void this.rounds.push(round),
      notice: (notice: Notice) => void this.notices.push(notice),
    };
    const runtime = { worker, check: null, reporterFor: () => reporter, close: () => Promise.resolve() };
    return handlersOver(() => Promise.resolve(runtime));
  }

  /** One message of ours. @returns what the round came to */
  async process(instance: Handlers, extra: object = {}, inserted?: number): Promise<string | undefined> {
    const target = groupByTarget(mirrorsFrom({ mirrors: [mirrorConfig()] }))[0]!.target;
    const body = { ...(JSON.parse(writeMessage({ target, at: null })) as object), ...extra };
    const context = new InvocationContext({
      logHandler: () => undefined,
      ...(inserted !== undefined && { triggerMetadata: { insertionTime: new Date(inserted).toISOString() } }),
    });
    await this.clock.runUntil(instance.queue(body, context));
    const report = this.rounds.at(-1)?.mirrors[0];
    return report?.held?.guard ?? report?.outcome;
  }

  get mirrored(): number {
    return JSON.stringify(this.sim.stored(tableId("gateway"))).split('"addressPrefix"').length - 1;
  }
}

describe("a large removal in the Function App", () => {
  test("half, full and half again is no confirmation, whichever instance reads and however late a message comes", async () => {
    const app = new Deployment();
    const [one, other] = [app.instance(), app.instance()];
    app.source(half);
    expect(await app.process(one)).toBe("LARGE_REMOVAL");
    const [delayed] = app.queue.splice(0);
    expect(delayed?.delayMs).toBeGreaterThan(150_000);
    await app.clock.advance(MINUTE_MS);
    app.source(full);
    expect(await app.process(other)).toBe("in-step");
    await app.clock.advance(MINUTE_MS);
    app.source(half);
    expect(await app.process(other)).toBe("LARGE_REMOVAL");
    // The delayed message of the first reading comes 151 s after it, 31 s after the one that counts.
    await app.clock.advance(31_000);
    expect(await app.process(one)).toBe("LARGE_REMOVAL");
    expect(app.mirrored).toBe(20);
    await app.clock.advance(125_000);
    expect(await app.process(one)).toBe("applied");
  });

  test("two readings that ask for different removals are none either", async () => {
    const app = new Deployment();
    const one = app.instance();
    app.source(half);
    expect(await app.process(one)).toBe("LARGE_REMOVAL");
    await app.clock.advance(149_000);
    app.source(nodes(7));
    expect(await app.process(one)).toBe("LARGE_REMOVAL");
    await app.clock.advance(149_000);
    expect(await app.process(one)).toBe("LARGE_REMOVAL");
    await app.clock.advance(2_000);
    expect(await app.process(one)).toBe("applied");
  });

  test("149 s are too few, and 150 s are enough", async () => {
    const app = new Deployment();
    const one = app.instance();
    app.source(half);
    await app.process(one);
    await app.clock.advance(149_000);
    expect(await app.process(one)).toBe("LARGE_REMOVAL");
    await app.clock.advance(1_000);
    expect(await app.process(one)).toBe("applied");
  });

  test("a reading of half an hour ago confirms nothing", async () => {
    const app = new Deployment();
    const one = app.instance();
    app.source(half);
    await app.process(one);
    await app.clock.advance(31 * MINUTE_MS);
    expect(await app.process(one)).toBe("LARGE_REMOVAL");
    await app.clock.advance(151_000);
    expect(await app.process(one)).toBe("applied");
  });

  test("a forged or replayed message of an older version lifts no guard", async () => {
    const app = new Deployment();
    const one = app.instance();
    app.source(half);
    await app.process(one);
    for (const seenAt of [0, app.clock.now() - 200_000]) {
      for (const fingerprint of ["x", "", "a".repeat(43)]) {
        const confirm = { shop: { fingerprint, seenAt } };
        expect(await app.process(one, { sent: 0, confirm })).toBe("LARGE_REMOVAL");
      }
    }
    expect(app.mirrored).toBe(20);
  });

  test("a message carries identity only", () => {
    const { target } = groupByTarget(mirrorsFrom({ mirrors: [mirrorConfig()] }))[0]!;
    expect(Object.keys(JSON.parse(writeMessage({ target, at: 1 })) as object)).toEqual([
      "routeSync",
      "target",
      "at",
    ]);
  });

  test("what is remembered cannot be read: held, but nodes still join", async () => {
    const broken = {
      read: () => Promise.reject(new Error("gone")),
      write: () => Promise.reject(new Error("gone")),
    };
    const app = new Deployment(broken);
    const one = app.instance();
    app.source(half);
    for (let reading = 0; reading < 3; reading += 1) {
      expect(await app.process(one)).toBe("LARGE_REMOVAL");
      await app.clock.advance(151_000);
    }
    app.source(nodes(22));
    expect(await app.process(one)).toBe("applied");
    expect(app.mirrored).toBe(22);
  });

  test.each<[string, (app: Deployment) => void]>([
    [
      "the source asks for nothing that the pattern fits",
      (app) => {
        app.source([{ name: "odd", prefix: "10.244.9.0/24", hop: "10.1.0.9" }]);
      },
    ],
    [
      "the source is outside the pod CIDRs",
      (app) => {
        app.source([node(1, "10.1.0.9", "10.99.1.0/24")]);
      },
    ],
    [
      "the target cannot be read while the source is full",
      (app) => {
        app.source(full);
        app.sim.faults.add({ kind: "403-forbidden", id: "*routeTables/gateway", times: 1 });
      },
    ],
  ])("a reading between that ends in an error is a reading, too: %s", async (_, between) => {
    const app = new Deployment();
    const one = app.instance();
    app.source(half);
    expect(await app.process(one)).toBe("LARGE_REMOVAL");
    await app.clock.advance(MINUTE_MS);
    between(app);
    await app.process(one).catch(() => undefined);
    expect(app.rounds.at(-1)?.mirrors[0]?.outcome).toBe("failed");
    await app.clock.advance(100_000);
    app.source(half);
    expect(await app.process(one)).toBe("LARGE_REMOVAL");
    expect(app.mirrored).toBe(20);
  });

  test.each(["read", "write"] as const)(
    "a differing reading whose %s failed is not forgotten",
    async (call) => {
      const app = new Deployment();
      let broken = false;
      const { store } = app;
      const flaky: ConfirmationStore = {
        read: (...args) =>
          broken && call === "read" ? Promise.reject(new Error("gone")) : store.read(...args),
        write: (...args) =>
          broken && call === "write" ? Promise.reject(new Error("gone")) : store.write(...args),
      };
      const one = app.instance(flaky);
      app.source(half);
      expect(await app.process(one)).toBe("LARGE_REMOVAL");
      await app.clock.advance(MINUTE_MS);
      broken = true;
      app.source(full);
      // The message fails, so that it comes again: another instance would still believe what is remembered.
      await expect(app.process(one)).rejects.toThrow("CONFIRMATIONS_UNAVAILABLE");
      broken = false;
      await app.clock.advance(100_000);
      app.source(half);
      expect(await app.process(one)).toBe("LARGE_REMOVAL");
      expect(app.mirrored).toBe(20);
      await app.clock.advance(151_000);
      expect(await app.process(one)).toBe("applied");
    },
  );

  test("a confirmation counts from reading to reading, however long the second one took", async () => {
    const app = new Deployment();
    const one = app.instance();
    app.source(half);
    await app.process(one);
    await app.clock.advance(100_000);
    app.sim.faults.add({ kind: "slow", ms: 25_000, id: "*routeTables/gateway", times: 2 });
    app.sim.faults.add({ kind: "500-before", id: "*routeTables/gateway", times: 1 });
    // The source was read at 100 s; the target answers much later.
    expect(await app.process(one)).toBe("LARGE_REMOVAL");
  });

  test("the delayed message is not taken for answered by the rounds that were held meanwhile", async () => {
    const app = new Deployment();
    const one = app.instance();
    app.source(half);
    const first = app.clock.now();
    await app.process(one, {}, first);
    const [delayed] = app.queue.splice(0);
    await app.clock.advance(MINUTE_MS);
    await app.process(one, {}, app.clock.now());
    await app.clock.advance((delayed?.delayMs ?? 0) - MINUTE_MS);
    expect(await app.process(one, {}, first)).toBe("applied");
  });

  test("only one message is under way for a removal, however many alerts come", async () => {
    const app = new Deployment();
    const one = app.instance();
    app.source(half);
    for (let n = 0; n < 10; n += 1) await app.process(one);
    expect(app.queue).toHaveLength(1);
  });
});

describe("the memory in blobs", () => {
  let azurite: Azurite;
  let store: BlobConfirmations;
  const signal = new AbortController().signal;
  beforeAll(async () => {
    azurite = await startAzurite("blob");
    store = new BlobConfirmations(
      { kind: "connection-string", connectionString: azurite.connectionString },
      "route-sync",
    );
  });
  afterAll(() => azurite.stop());

  test("makes its container, gives back what was written, and ages by the service's own dates", async () => {
    expect(await store.read("a mirror/with ünusual?name#", signal)).toBeNull();
    expect(await store.write("a mirror/with ünusual?name#", "abc", null, signal)).toBe(true);
    const first = await store.read("a mirror/with ünusual?name#", signal);
    expect(first?.confirmation?.fingerprint).toBe("abc");
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const second = await store.read("a mirror/with ünusual?name#", signal);
    const aged = (second?.confirmation?.ageMs ?? 0) - (first?.confirmation?.ageMs ?? 0);
    expect(aged).toBeGreaterThanOrEqual(2_000);
  });

  test("refuses to replace what another instance has replaced", async () => {
    expect(await store.write("contended", "one", null, signal)).toBe(true);
    expect(await store.write("contended", "two", null, signal)).toBe(false);
    const read = await store.read("contended", signal);
    expect(await store.write("contended", "three", read, signal)).toBe(true);
    expect(await store.write("contended", null, read, signal)).toBe(false);
    expect((await store.read("contended", signal))?.confirmation?.fingerprint).toBe("three");
  });

  test("what does not read as a memory is an error, not an empty memory", async () => {
    const { BlobServiceClient } = await import("@azure/storage-blob");
    const container = BlobServiceClient.fromConnectionString(azurite.connectionString).getContainerClient(
      "route-sync",
    );
    await container.createIfNotExists();
    await container.getBlockBlobClient("confirmations/odd.json").upload("<html>", 6);
    await expect(store.read("odd", signal)).rejects.toMatchObject({ code: "CONFIRMATIONS_UNAVAILABLE" });
  });
});
