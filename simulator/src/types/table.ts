import type { TypeRow } from "../core/type-row.js";
import { dnsRows } from "./dns.js";
import { dnsResolverRows } from "./dns-resolvers.js";
import { gatewayRows } from "./gateways.js";
import { identityRows } from "./identity.js";
import { kubernetesRows } from "./kubernetes.js";
import { MACHINE_ROWS } from "./machines.js";
import { monitorRows } from "./monitor.js";
import { NETWORK_WATCHER_ROWS } from "./network-watchers.js";
import { NETWORK_ROWS } from "./network.js";
import { platformRows } from "./platform.js";
import { RESOURCE_ROWS } from "./resources.js";
import { routeTableRows } from "./route-tables.js";
import { storageRows } from "./storage.js";
import { trafficControllerRows } from "./traffic-controllers.js";
import { virtualNetworkRows } from "./virtual-networks.js";
import { VIRTUAL_WAN_ROWS } from "./virtual-wan.js";
import { webRows } from "./web.js";

/** The table of types: a new type is a new row. */
export const TYPE_TABLE: readonly TypeRow[] = [
  ...RESOURCE_ROWS,
  ...routeTableRows,
  ...virtualNetworkRows,
  ...VIRTUAL_WAN_ROWS,
  ...NETWORK_ROWS,
  ...NETWORK_WATCHER_ROWS,
  ...gatewayRows,
  ...MACHINE_ROWS,
  ...dnsRows,
  ...dnsResolverRows,
  ...identityRows,
  ...monitorRows,
  ...storageRows,
  ...webRows,
  ...kubernetesRows,
  ...platformRows,
  ...trafficControllerRows,
];
