import { CLUSTER_ROWS } from "./clusters.js";
import { EGRESS_ROWS } from "./egress.js";
import type { Feature } from "./feature.js";
import { GATEWAY_ROWS } from "./gateways.js";
import { GOVERNANCE_ROWS } from "./governance.js";
import { HUB_AND_SPOKE_ROWS } from "./hub-and-spokes.js";
import { NETWORK_ROWS } from "./networks.js";
import { OPERATION_ROWS } from "./operations.js";
import { ROUTE_SYNC_ROWS } from "./route-sync.js";

/** Every capability that the project covers. */
export const FEATURES: readonly Feature[] = [
  ...NETWORK_ROWS,
  ...CLUSTER_ROWS,
  ...EGRESS_ROWS,
  ...GATEWAY_ROWS,
  ...HUB_AND_SPOKE_ROWS,
  ...GOVERNANCE_ROWS,
  ...OPERATION_ROWS,
  ...ROUTE_SYNC_ROWS,
];
