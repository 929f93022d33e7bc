import type { TypeRow } from "../core/type-row.js";
import { ipFlowVerify, networkConfigurationDiagnostic, nextHop } from "../reachability/watcher.js";

/** Network Watcher's questions about stored networks. */
export const NETWORK_WATCHER_ROWS: readonly TypeRow[] = [
  {
    type: "Microsoft.Network/networkWatchers",
    needsLocation: true,
    writes: "sync",
    actions: { nextHop, ipFlowVerify, networkConfigurationDiagnostic },
    longActions: ["nextHop", "ipFlowVerify", "networkConfigurationDiagnostic"],
  },
];
