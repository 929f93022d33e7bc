/** Questions about a deployed platform, put to the simulator. */
import { loadPlatform, tracePlatform, type LoadedPlatform } from "@aks-topology/platform";
import type { Simulator } from "@aks-topology/simulator";
import { verifyTrace, type Hop, type HopCheck, type LiveTrace } from "@aks-topology/trace";
import { ArmClient } from "../../cli/src/azure/arm-client.js";
import { LiveNetwork } from "../../cli/src/azure/live-network.js";
import { SUBSCRIPTION } from "./deployed-platform.js";

export function loadedFrom(file: string): LoadedPlatform {
  const result = loadPlatform(file);
  if (!result.ok) throw new Error(`${file} has problems.`);
  return result.loaded;
}

/** The command's access to a simulator in this process. */
export function accessTo(simulator: Simulator, oid = "reader") {
  const token = { token: simulator.token(oid), expiresOnTimestamp: Date.now() + 3_600_000 };
  return { credential: { getToken: () => Promise.resolve(token) }, httpClient: simulator.httpClient };
}

/** One question by the model, to be compared with what a simulator answers. */
export class LiveQuestion {
  readonly #traced: ReturnType<typeof tracePlatform>;

  constructor(loaded: LoadedPlatform, from: string, to: string, port = 443) {
    this.#traced = tracePlatform(loaded, { from, to, protocol: "TCP", port });
  }

  async ask(simulator: Simulator, subscription = SUBSCRIPTION): Promise<LiveTrace> {
    const { trace, model } = this.#traced;
    if (trace === undefined || model === undefined) throw new Error("There is no trace.");
    const arm = new ArmClient({
      endpoint: "https://management.azure.com",
      scope: "https://management.azure.com/.default",
      ...accessTo(simulator),
    });
    return verifyTrace(trace, model, new LiveNetwork(arm, model, subscription));
  }
}

/** The hops that differ, as `THING: REASON`. */
export function differencesOf({ checks }: LiveTrace): readonly string[] {
  return withStatus(checks, "differs").map(([{ at }, { reason = "" }]) => `${at}: ${reason}`);
}

export function withStatus(
  checks: LiveTrace["checks"],
  status: HopCheck["status"],
): readonly (readonly [Hop, HopCheck])[] {
  return [...checks].filter(([, check]) => check.status === status);
}
