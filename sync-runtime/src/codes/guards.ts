import type { GuardCode } from "../domain/policy.js";
import type { ExplainedCode } from "./explained-code.js";

/** The guards that hold a plan, by their codes. */
export const GUARD_CODES: Readonly<Record<GuardCode, ExplainedCode>> = {
  EMPTY_SOURCE: {
    title: "Empty source",
    explanation:
      "The source has no node route while the target has mirrored routes. AKS creates a lost table again empty before it fills it, so an empty source is not taken for an empty cluster.",
    remedy:
      "Wait for AKS to write its routes. If the cluster is empty for good, run `route-sync apply --mirror NAME --allow-empty`, or set guards.allowEmptySource.",
    source: "sync-runtime/README.md, guards",
  },
  LARGE_REMOVAL: {
    title: "Large removal",
    explanation:
      "More than maxRemovalPercent of more than ten mirrored routes would be removed at once. The runtime reads again after 150 s and applies the removal if every reading since has said the same.",
    remedy:
      "Wait, or run `route-sync apply --mirror NAME --allow-removals` if the nodes are gone. From the command line nothing confirms it over time.",
    source: "sync-runtime/README.md, guards",
  },
  RETIREMENT_UNCONFIRMED: {
    title: "Unconfirmed retirement",
    explanation:
      "The mirror has policy: retire, and the source has no node route any more. The mirrored routes are removed after a second reading, 150 s later, that says the same.",
    remedy: "Wait, or run `route-sync retire --mirror NAME`, which lists first what it removes.",
    source: "sync-runtime/README.md, guards",
  },
  SOURCE_NOT_EMPTY: {
    title: "Retirement of a mirror whose source has node routes",
    explanation: "`retire` removes mirrored routes only once AKS has removed the last node route.",
    remedy: "Run it again when AKS has removed the last node route.",
    source: "sync-runtime/README.md, guards",
  },
  ROUTE_LIMIT: {
    title: "Route table beyond its limit",
    explanation: "The target would have more routes than guards.routeLimit. Azure would refuse the table.",
    remedy:
      "Use fewer nodes or another gateway. Where the cloud has another limit, set guards.routeLimit to it.",
    source: "Azure subscription and service limits, routes per route table (1,000 since May 2026)",
  },
  SOURCE_UPDATING: {
    title: "Source that is being written",
    explanation:
      "The source was not in the state Succeeded before the deadline: AKS, or another writer, is changing it. A table that is half written says nothing about the cluster.",
    remedy: "Wait for the next event or sweep; look at the table's activity log if it lasts.",
    source: "Azure Resource Manager, provisioning states",
  },
  SOURCE_FAILED: {
    title: "Source whose last write failed",
    explanation: "The last write of the source, by AKS, failed, so that its routes may be incomplete.",
    remedy: "Look at the cluster; AKS writes the table again with its next change.",
    source: "Azure Resource Manager, provisioning states",
  },
  SOURCE_DELETING: {
    title: "Source that is being deleted",
    explanation: "The source is being deleted. AKS does so when a cluster moves to Azure CNI Overlay.",
    remedy:
      "After a move to Azure CNI Overlay set policy: retire; otherwise wait for AKS to create the table again.",
    source: "AKS documentation, update Azure CNI IPAM mode",
  },
  TARGET_UPDATING: {
    title: "Target that is being written",
    explanation: "Another writer's write of the target did not end before the deadline.",
    remedy: "Look for that write in the table's activity log.",
    source: "Azure Resource Manager, provisioning states",
  },
  TARGET_DELETING: {
    title: "Target that is being deleted",
    explanation: "The target is being deleted; routes cannot be written to it.",
    remedy: "Create it again, or remove the mirror from the configuration.",
    source: "Azure Resource Manager, provisioning states",
  },
};
