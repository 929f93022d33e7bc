import type { IConstruct } from "constructs";
import { SpokeAutomaticCluster } from "./spoke-automatic-cluster.js";
import { SpokeCluster } from "./spoke-cluster.js";

/** A cluster that is created here, of either kind. */
export type CreatedCluster = SpokeCluster | SpokeAutomaticCluster;

/** Whether a construct is a cluster that is created here, of either kind. */
export function isCreatedCluster(construct: IConstruct): construct is CreatedCluster {
  return construct instanceof SpokeCluster || construct instanceof SpokeAutomaticCluster;
}
