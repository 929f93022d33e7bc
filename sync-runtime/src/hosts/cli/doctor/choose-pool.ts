import { SyncError } from "../../../domain/errors.js";
import type { Cluster, NodePool } from "../../../ports/clusters.js";

/** The pool that the exercise scales: the one that is named, or the first that can be; user pools come first. */
export function choosePool({ id, pools }: Cluster, name: string | undefined): NodePool {
  if (name === undefined) {
    const able = pools.filter((pool) => obstacleOf(pool) === null);
    const [chosen] = [...able.filter(({ mode }) => mode.toLowerCase() === "user"), ...able];
    if (chosen !== undefined) return chosen;
    const reasons = pools.map((pool) => `${pool.name} ${obstacleOf(pool) ?? ""}`);
    throw refused(
      `cluster ${id.name} has no pool that can be scaled: ${reasons.join("; ")}`,
      "Add a pool of one node without the autoscaler for the exercise, or scale by hand and watch with `route-sync watch`.",
    );
  }
  const named = pools.find((pool) => pool.name === name);
  if (named === undefined) {
    const names = pools.map((pool) => pool.name).join(", ");
    throw refused(`cluster ${id.name} has no pool ${name}`, `Use one of: ${names}.`);
  }
  const obstacle = obstacleOf(named);
  if (obstacle === null) return named;
  throw refused(`pool ${name} cannot be scaled: it ${obstacle}`, "Name another one with --pool.");
}

/** Why a pool cannot be scaled by one and back; null when it can. */
function obstacleOf({ autoscaled, scaleSet, spot, running, provisioningState }: NodePool): string | null {
  if (autoscaled) return "is scaled by the cluster autoscaler, which would undo it";
  if (!scaleSet) return "consists of single machines";
  if (spot) return "consists of spot nodes, which leave by themselves";
  if (!running) return "is stopped";
  return provisioningState.toLowerCase() === "succeeded" ? null : `is ${provisioningState}`;
}

function refused(message: string, remedy: string): SyncError {
  return new SyncError({ code: "EXERCISE_REFUSED", fault: "config", message, remedy });
}
