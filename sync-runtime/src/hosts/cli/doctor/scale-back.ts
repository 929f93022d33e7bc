import { SyncError } from "../../../domain/errors.js";
import type { ClusterId } from "../../../domain/ids.js";
import { RetryBudget, type Limits } from "../../../retry-budget.js";
import { sleepUnlessAborted } from "../../../ports/clock.js";
import type { NodePool } from "../../../ports/clusters.js";
import { Meter } from "../../../ports/route-tables.js";
import type { DoctorPorts } from "./ask.js";
import { counted } from "../../../domain/counted.js";

/** Between two looks at a pool, in milliseconds: AKS needs minutes for a node. */
const LOOK_EVERY_MS = 10_000;

const never = new AbortController().signal;

export interface ScaleBack {
  readonly cluster: ClusterId;
  readonly pool: string;
  /** Nodes before the exercise, which added one. */
  readonly nodes: number;
  readonly limits: Limits;
  /** Aborts when the process is asked to stop: then only AKS's consent is waited for, not the end. */
  readonly stop: AbortSignal;
}

/**
 * Brings a pool back to the number of nodes that it had, and repeats that for as long as there is time: while the pool
 * still grows AKS refuses. A pool that another writer has scaled meanwhile is left unchanged.
 * @throws SyncError `EXERCISE_FAILED` when the pool may still have the additional node
 */
export async function scaleBack(back: ScaleBack, { clusters, clock, random }: DoctorPorts): Promise<void> {
  const { cluster, pool, nodes, limits, stop } = back;
  const budget = new RetryBudget(clock, random, limits);
  for (;;) {
    const seen = await budget.read(`pool ${pool}`, budget.deadline, (signal) =>
      clusters.pool(cluster, pool, { meter: new Meter(), signal }),
    );
    const problem = await settle(seen);
    if (problem === null) return;
    if (budget.leftMs < LOOK_EVERY_MS) throw notBack(back, problem);
    await sleepUnlessAborted(clock, LOOK_EVERY_MS, never);
  }

  /** @returns what is still in the way; null when all is done that has to be waited for */
  async function settle(seen: NodePool | SyncError): Promise<string | null> {
    if (seen instanceof SyncError) return seen.message;
    if (seen.nodes === nodes) {
      const ready = stop.aborted || seen.provisioningState.toLowerCase() === "succeeded";
      return ready ? null : `pool ${pool} is ${seen.provisioningState}`;
    }
    if (seen.nodes !== nodes + 1)
      throw notBack(back, `another writer scaled it to ${counted(seen.nodes, "node")}`);
    const scaled = await budget.write(`pool ${pool}`, (signal) =>
      clusters.scale(cluster, pool, nodes + 1, nodes, { meter: new Meter(), signal }),
    );
    if (scaled instanceof SyncError) return scaled.message;
    return stop.aborted ? null : `pool ${pool} has not shrunk yet`;
  }
}

function notBack({ cluster, pool, nodes }: ScaleBack, why: string): SyncError {
  return new SyncError({
    code: "EXERCISE_FAILED",
    fault: "azure",
    message: `pool ${pool} of ${cluster.name} was not scaled back to ${counted(nodes, "node")}: ${why}`,
    remedy: `Scale it back: az aks nodepool scale --subscription ${cluster.group.subscription} --resource-group ${cluster.group.name} --cluster-name ${cluster.name} --name ${pool} --node-count ${nodes}`,
  });
}
