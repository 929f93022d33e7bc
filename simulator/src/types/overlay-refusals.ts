import { managedTableId, tableOf } from "../aks/aks.js";
import { badRequest, type ArmError } from "../core/arm-error.js";
import { lower } from "../core/arm-id.js";
import { at, objects, textAt, textOf, type JsonObject } from "../core/json.js";
import type { Facts, Refusal } from "../core/type-row.js";

/**
 * What AKS refuses of a move to Azure CNI Overlay. Source: AKS documentation, update Azure CNI IPAM mode
 * (update-azure-cni.md, 2026-07); azure-aks-docs #334 for a table of another subnet. The codes are inferred.
 */

function pluginOf(body: JsonObject | undefined): string {
  const network = at(body, "properties.networkProfile");
  return lower(textAt(network, "networkPlugin"));
}

function isOverlay(body: JsonObject | undefined): boolean {
  return lower(textAt(body, "properties.networkProfile.networkPluginMode")) === "overlay";
}

/** Whether a write takes a cluster from kubenet to overlay. */
function moves({ previous, body }: Facts): boolean {
  return pluginOf(previous) === "kubenet" && isOverlay(body);
}

function onMove(judge: (facts: Facts) => ArmError | undefined): Refusal {
  return (facts) => (moves(facts) ? judge(facts) : undefined);
}

const identity = onMove(({ body }) =>
  lower(textAt(body, "identity.type")).startsWith("userassigned")
    ? undefined
    : badRequest(
        "SystemAssignedIdentityNotSupported",
        "Updating a kubenet cluster to Azure CNI Overlay requires a user-assigned managed identity.",
      ),
);

const policy = onMove(({ previous }) => {
  const engine = textAt(previous, "properties.networkProfile.networkPolicy");
  return engine === "" || lower(engine) === "none"
    ? undefined
    : badRequest(
        "NetworkPolicyNotSupportedForUpdate",
        `Updating to Azure CNI Overlay is not supported with network policy ${engine}. Uninstall the network policy engine first.`,
      );
});

/** Oldest minor version of Kubernetes 1 from which the move is supported. */
const OLDEST_MINOR = 27;

const version = onMove(({ body }) => {
  const given = textAt(body, "properties.kubernetesVersion");
  const minor = Number(given.split(".")[1] ?? OLDEST_MINOR);
  return minor >= OLDEST_MINOR
    ? undefined
    : badRequest(
        "K8sVersionNotSupported",
        `Updating to Azure CNI Overlay requires Kubernetes 1.${OLDEST_MINOR} or later; the cluster has ${given}.`,
      );
});

/** A table that AKS manages is deleted with the move, so no subnet but the nodes' may use it. */
const managedTable = onMove(({ id, previous = {}, body, world }) => {
  const managed = managedTableId(id, previous);
  if (tableOf(world, id, previous) !== managed) return undefined;
  const own = new Set(
    objects(at(body, "properties.agentPoolProfiles")).map((pool) => lower(textOf(pool["vnetSubnetID"]))),
  );
  const other = world.referrers(managed).find((subnet) => !own.has(lower(subnet)));
  return other === undefined
    ? undefined
    : badRequest(
        "CustomRouteTableNotSupported",
        `The route table ${managed} is associated with subnet ${other}, which is no subnet of the cluster's nodes. Dissociate it, then update again.`,
      );
});

const noWayBack: Refusal = ({ previous, body }) =>
  isOverlay(previous) && !isOverlay(body)
    ? badRequest(
        "NetworkPluginModeUpdateNotAllowed",
        "A cluster that uses Azure CNI Overlay cannot be updated to another IPAM mode.",
      )
    : undefined;

export const OVERLAY_REFUSALS: readonly Refusal[] = [identity, policy, version, managedTable, noWayBack];
