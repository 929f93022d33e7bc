import { mirrorsFrom, startServe } from "@aks-topology/sync-runtime";
import type { SweepResult } from "./sweep.js";

// Nothing of the simulator is loaded here: what is measured is the runtime with its SDK.
function ids(n: number, kind: string): string {
  return `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/routeTables/${kind}-${n}`;
}
const count = Number(process.env["SWEEP_MIRRORS"]);
const mirrors = Array.from({ length: count }, (_, n) => ({
  name: `m${n}`,
  source: { id: ids(n, "aks") },
  target: { id: ids(n, "gateway") },
  podCidrs: ["10.244.0.0/16"],
}));

const start = performance.now();
const serve = await startServe({
  mirrors: mirrorsFrom({ mirrors }),
  endpoint: process.env["ROUTE_SYNC_ARM_ENDPOINT"],
  clientId: "00000000-0000-0000-0000-00000000000a",
  sweepMs: false,
});
let failed = 0;
serve.onRound(({ mirrors: [mirror] }) => {
  if (mirror?.outcome !== "in-step") failed += 1;
});
serve.sweep();
await serve.idle();
await serve.close();
if (failed > 0) throw new Error(`${failed} targets were not in step`);
const RESULT: SweepResult = {
  seconds: (performance.now() - start) / 1000,
  maxRssMb: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(JSON.stringify(RESULT));
