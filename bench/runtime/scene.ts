import { Simulator, type Clock, type SimulatorOptions } from "@aks-topology/simulator";
import {
  connect,
  groupByTarget,
  mirrorsFrom,
  reconcile,
  type Mirror,
  type Ports,
  type RoundReport,
} from "@aks-topology/sync-runtime";

export const SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";
export function tableId(name: string): string {
  return `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Network/routeTables/${name}`;
}
export const sourceId = tableId("aks");
export const targetId = tableId("gateway");

/** Source and target of each mirror of a sweep. */
export function sweepIds(count: number): string[][] {
  return Array.from({ length: count }, (_, n) => [tableId(`aks-${n}`), tableId(`gateway-${n}`)]);
}

/** What Azure takes for each call, in milliseconds. */
export const LATENCIES = { readMs: 80, writeMs: 150, pollMs: 60, operationMs: 1500 };

/** Between two looks at a running write: the same for everyone who is measured. */
export const POLL_MS = 250;

export const credential = {
  getToken: () => Promise.resolve({ token: "bench", expiresOnTimestamp: Date.UTC(2099, 0) }),
};

/** The nth node's route as ARM has it; up to 512 nodes in a /15 of pods. */
export function nodeRoute(n: number): object {
  return {
    name: `aks-nodepool1-12345678-vmss${n.toString(36).padStart(6, "0")}`,
    properties: {
      addressPrefix: `10.${244 + (n >> 8)}.${n & 255}.0/24`,
      nextHopType: "VirtualAppliance",
      nextHopIpAddress: `10.1.${n >> 8}.${n & 255}`,
    },
  };
}

export function nodeRoutes(count: number): object[] {
  return Array.from({ length: count }, (_, n) => nodeRoute(n));
}

export function tableBody(id: string, routes: readonly object[]): object {
  const name = id.slice(id.lastIndexOf("/") + 1);
  return {
    id,
    name,
    etag: 'W/"seed"',
    location: "westeurope",
    properties: { provisioningState: "Succeeded", routes },
  };
}

export function mirrors(): readonly Mirror[] {
  const mirror = {
    name: "shop",
    source: { id: sourceId },
    target: { id: targetId },
    podCidrs: ["10.244.0.0/15"],
  };
  return mirrorsFrom({ mirrors: [{ ...mirror, guards: { routeLimit: 500 } }] });
}

/** A simulator with one cluster's table and one gateway's. */
export function scene(source: number, target: number, options: SimulatorOptions): Simulator {
  const simulator = new Simulator({ latencies: LATENCIES, routesPerTable: 500, ...options });
  simulator.seed(sourceId, tableBody(sourceId, nodeRoutes(source)));
  simulator.seed(targetId, tableBody(targetId, nodeRoutes(target)));
  return simulator;
}

export async function portsOf(simulator: Simulator, clock: Clock): Promise<Ports> {
  const tables = await connect({ httpClient: simulator.httpClient, credential, pollMs: POLL_MS }, clock);
  return {
    tables,
    clock,
    random: Math.random,
    reporter: { round: () => undefined, notice: () => undefined },
  };
}

/** One round of the runtime. */
export async function round(ports: Ports): Promise<RoundReport> {
  const [group] = groupByTarget(mirrors());
  if (group === undefined) throw new Error("no mirror");
  return reconcile({ group }, ports);
}
