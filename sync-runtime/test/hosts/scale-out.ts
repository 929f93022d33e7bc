import { spawn, type ChildProcess } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Simulator } from "@aks-topology/simulator";
import { expect } from "vitest";
import { StorageWakeQueue } from "../../src/adapters/azure/storage-wake-queue.js";
import { systemClock } from "../../src/adapters/system-clock.js";
import { mirrorsFrom } from "../../src/config/mirrors.js";
import { TableId } from "../../src/domain/ids.js";
import { mapAtMost } from "../../src/hosts/pool.js";
import { writeMessage } from "../../src/hosts/functions/messages.js";
import { foreignText, outOfStep } from "../chaos/checker.js";
import { Dice } from "../chaos/random.js";
import { startAzurite } from "../support/azurite.js";
import { mirrorConfig, node, tableBody, tableId } from "../support/fleet.js";

const WORKERS = 4;
function source(n: number): string {
  return tableId(`aks-${n}`, "rg-spokes");
}
function target(n: number): string {
  return tableId(`gateway-${n}`, "rg-hub");
}

function startWorker(env: Record<string, string>): Promise<ChildProcess> {
  const script = fileURLToPath(new URL("../support/worker.mjs", import.meta.url));
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.stdout.once("data", () => {
      resolve(child);
    });
    child.once("exit", (code) => {
      reject(new Error(`a worker ended with ${code ?? "a signal"}`));
    });
  });
}

/**
 * Brings targets in step by four processes on one queue, while nodes come and go.
 * @param changes of the nodes of one cluster each, while the processes work
 */
export async function scaleOut(targets: number, changes: number): Promise<void> {
  const sim = new Simulator();
  const numbers = Array.from({ length: targets }, (_, n) => n);
  for (const n of numbers) {
    sim.seed(source(n), tableBody(source(n), [node(1), node(2)]));
    sim.seed(
      target(n),
      tableBody(target(n), [{ name: "mine", prefix: "192.168.0.0/16", hop: "10.0.0.9", extra: { n } }]),
    );
  }
  const foreign = numbers.map((n) => foreignText(sim.stored(target(n)), ["10.244."]));
  const written = new Map<string, number>();
  sim.onRequest(({ method, id, status }) => {
    const key = id.toLowerCase();
    if (method === "PUT" && status < 300) written.set(key, (written.get(key) ?? 0) + 1);
  });
  const [azurite, server] = await Promise.all([startAzurite(), sim.listen()]);
  const mirrors = numbers.map((n) =>
    mirrorConfig({ name: `m${n}`, source: { id: source(n) }, target: { id: target(n) } }),
  );
  const env = {
    ...server.env,
    // Only what needs a proxy would use it: everything here is on this machine.
    HTTPS_PROXY: "",
    ROUTE_SYNC_MIRRORS: JSON.stringify(mirrors),
    ROUTE_SYNC_CLIENT_ID: "00000000-0000-0000-0000-00000000000a",
    ROUTE_SYNC_QUEUE: "scale-out",
    RouteSyncStorage: azurite.connectionString,
  };
  expect(mirrorsFrom({ mirrors })).toHaveLength(targets);
  const account = { kind: "connection-string", connectionString: azurite.connectionString } as const;
  const queue = new StorageWakeQueue(account, "scale-out", writeMessage, systemClock);
  const wake = (n: number): Promise<void> => queue.send({ target: TableId.parse(target(n))!, at: null });
  await mapAtMost(16, numbers, wake);
  const processes = await Promise.all(Array.from({ length: WORKERS }, () => startWorker(env)));

  // Nodes come and go in a quarter of the clusters while the instances work; every change sends three wake-ups.
  const dice = new Dice(7);
  const demanded = new Map<number, number>();
  for (let churn = 0; churn < changes; churn += 1) {
    const n = dice.between(0, targets / 4 - 1);
    demanded.set(n, (demanded.get(n) ?? 0) + 1);
    const count = dice.between(1, 9);
    const hop = dice.between(1, 200);
    sim.seed(
      source(n),
      tableBody(
        source(n),
        Array.from({ length: count }, (_, i) => node(i, `10.1.${hop}.${10 + i}`)),
      ),
    );
    await Promise.all([wake(n), wake(n), wake(n)]);
    await delay(30);
  }
  const left = (): number =>
    numbers.filter((n) => outOfStep(sim.stored(source(n)), sim.stored(target(n)), "10.244.") !== null).length;
  for (let waited = 0; left() > 0 && waited < 1_000; waited += 1) await delay(100);
  for (const child of processes) child.stdin?.end();
  await Promise.all(processes.map((child) => new Promise((resolve) => child.once("exit", resolve))));

  expect(left()).toBe(0);
  expect(numbers.map((n) => foreignText(sim.stored(target(n)), ["10.244."]))).toEqual(foreign);
  for (const n of numbers) {
    expect(written.get(source(n).toLowerCase())).toBeUndefined();
    expect(written.get(target(n).toLowerCase())).toBeLessThanOrEqual(1 + (demanded.get(n) ?? 0));
  }
  await Promise.all([azurite.stop(), server.close()]);
}
