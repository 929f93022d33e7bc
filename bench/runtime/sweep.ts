import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Simulator } from "@aks-topology/simulator";
import { atMost, forComparison, type Case } from "../case.js";
import { LATENCIES, nodeRoutes, sweepIds, tableBody } from "./scene.js";

/** What `sweep-process.ts` prints. */
export interface SweepResult {
  readonly seconds: number;
  readonly maxRssMb: number;
}

/**
 * Mirrors in one subscription that throttles as Azure does, in real time and over HTTPS, so that the memory is that of
 * the runtime alone in its process.
 */
export const sweep: Case = {
  name: "runtime/sweep",
  async run({ quick }) {
    const count = quick ? 100 : 500;
    const simulator = new Simulator({ latencies: LATENCIES, throttling: true });
    let throttled = 0;
    simulator.onRequest(({ status }) => {
      if (status === 429) throttled += 1;
    });
    for (const id of sweepIds(count).flat()) simulator.seed(id, tableBody(id, nodeRoutes(20)));
    const server = await simulator.listen();
    const script = fileURLToPath(new URL("sweep-process.js", import.meta.url));
    const env = { ...process.env, ...server.env, HTTPS_PROXY: "", SWEEP_MIRRORS: String(count) };
    const result = JSON.parse(await outputOf(script, env)) as SweepResult;
    await server.close();
    return [
      atMost(0, `${count} mirrors swept: answers 429`, throttled, "calls"),
      atMost(150, `${count} mirrors swept: memory at its peak`, result.maxRssMb, "MB"),
      forComparison(`${count} mirrors swept: reads`, simulator.counters.total.reads, "calls"),
      forComparison(`${count} mirrors swept: time`, result.seconds, "s"),
    ];
  },
};

function outputOf(script: string, env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(process.execPath, [script], { env, stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once("close", (code) => {
      if (code === 0) resolve(text);
      else reject(new Error(`${script} ended with ${code ?? "a signal"}`));
    });
  });
}
