// A storm in a process of its own, so that its memory is that of the built runtime: a tag policy and AKS quarrel over
// the source, 10,000 writes that change no route within ten minutes of virtual time, each with its alert. Ends with one
// line of JSON about what the host made of it. The first argument names the host: `serve` or `worker`.
import { Agent, request } from "node:http";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Simulator, VirtualClock } from "@aks-topology/simulator";
import { connect, groupByTarget, mirrorsFrom, startServe } from "@aks-topology/sync-runtime";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

const writes = 10_000;
const durationMs = 600_000;
/** Writes between two steps of time. */
const batch = 10;

const table = (name) =>
  `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/routeTables/${name}`;
const routes = Array.from({ length: 10 }, (_, n) => ({
  name: `aks-nodepool1-12345678-vmss${n.toString(36).padStart(6, "0")}`,
  properties: {
    addressPrefix: `10.244.${n}.0/24`,
    nextHopType: "VirtualAppliance",
    nextHopIpAddress: `10.1.0.${n + 4}`,
  },
}));
const clock = new VirtualClock();
const simulator = new Simulator({ clock, latencies: { readMs: 80, writeMs: 150, pollMs: 60 } });
/** Seeded, not written: the simulator remembers every write, and the memory that is measured is the runtime's. */
const seed = (id, tags) => {
  simulator.seed(id, {
    id,
    name: id.slice(id.lastIndexOf("/") + 1),
    type: "Microsoft.Network/routeTables",
    location: "westeurope",
    tags,
    properties: { provisioningState: "Succeeded", routes },
  });
};
seed(table("aks"), {});
seed(table("gateway"), {});
const mirrors = mirrorsFrom({
  mirrors: [
    {
      name: "shop",
      source: { id: table("aks") },
      target: { id: table("gateway") },
      podCidrs: ["10.244.0.0/16"],
    },
  ],
});
const credential = { getToken: async () => ({ token: "t", expiresOnTimestamp: Date.UTC(2099, 0) }) };
const azure = { httpClient: simulator.httpClient, credential, pollMs: 250 };

const seen = { rounds: 0, outcomes: {}, alarms: [] };
const reporter = {
  round: ({ mirrors: reports }) => {
    seen.rounds += 1;
    for (const { outcome } of reports) seen.outcomes[outcome] = (seen.outcomes[outcome] ?? 0) + 1;
  },
  notice: (notice) => {
    if (notice.kind === "problem" || notice.kind === "refused") seen.alarms.push(notice);
  },
};
const alert = { eventType: "Microsoft.Resources.ResourceWriteSuccess", subject: table("aks"), data: {} };

/** Each: `alerted()` takes one alert, `close()` resolves when all is done that they asked for. */
const hosts = {
  serve: async () => {
    const serve = await startServe({ ...azure, mirrors, clock, reporter, sweepMs: 300_000 });
    const agent = new Agent({ keepAlive: true, maxSockets: batch });
    const { port } = new URL(serve.url);
    const alerted = () =>
      new Promise((resolve, reject) => {
        const options = { agent, port, method: "POST", path: "/api/alerts" };
        const post = request(options, (response) => {
          if (response.statusCode === 202) response.resume().on("end", resolve);
          else reject(new Error(`an alert was answered with ${response.statusCode}`));
        });
        post.on("error", reject).end(JSON.stringify([alert]));
      });
    const close = async () => {
      await clock.runUntil(serve.idle());
      agent.destroy();
      await serve.close();
    };
    return { alerted, close };
  },
  worker: async () => {
    const { Worker } = await import("../../dist/hosts/functions/worker.js");
    const { MemoryConfirmations } = await import("../../dist/hosts/memory-confirmations.js");
    const { writeMessage } = await import("../../dist/hosts/functions/messages.js");
    const { readWakeup } = await import("../../dist/domain/wakeup.js");
    const waiting = [];
    const tables = await connect(azure, clock);
    // The service's times have a resolution of a second.
    const seconds = () => Math.floor(clock.now() / 1000) * 1000;
    const worker = new Worker({
      groups: async () => groupByTarget(mirrors),
      tables: async () => tables,
      queue: {
        send: async (message) => {
          waiting.push({ inserted: seconds(), entry: JSON.parse(writeMessage(message)) });
        },
        now: async () => seconds(),
      },
      confirmations: new MemoryConfirmations(clock),
      clock,
      random: () => 0.5,
    });
    let storming = true;
    // As host.json has it: one message at a time.
    const trigger = (async () => {
      while (storming || waiting.length > 0) {
        const message = waiting.shift();
        if (message === undefined) await clock.sleep(100);
        else await worker.process(message.entry, message.inserted, reporter);
      }
    })();
    const alerted = () => worker.accept(readWakeup([alert]), "http", reporter);
    const close = async () => {
      storming = false;
      await clock.runUntil(trigger);
    };
    return { alerted, close };
  },
};

function heapMb() {
  collect();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

const { alerted, close } = await hosts[process.argv[2]]();
const heap = [];
for (let n = 1; n <= writes; n += 1) {
  seed(table("aks"), { owner: `team-${n % 2}` });
  if (n % batch === 0) {
    await Promise.all(Array.from({ length: batch }, alerted));
    await clock.advance((durationMs / writes) * batch);
  }
  // The first fifth fills what is kept for a while.
  if (n === writes / 5 || n === writes) heap.push(heapMb());
}
await close();
const { reads, writes: written } = simulator.counters.total;
process.stdout.write(JSON.stringify({ ...seen, reads, written, grownMb: heap[1] - heap[0] }));
