import { Simulator } from "@aks-topology/simulator";
import type { Clock, SimulatorOptions } from "@aks-topology/simulator";
import { connect, groupByTarget, mirrorsFrom, reconcile } from "@aks-topology/sync-runtime";
import type { Mirror, Ports, RoundReport } from "@aks-topology/sync-runtime";

export const subscription = "00000000-0000-0000-0000-000000000001";
export const tableId = (name: string): string =>
  `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.Network/routeTables/${name}`;
export const sourceId = tableId("aks");
export const targetId = tableId("gateway");

/** Source and target of each mirror of a sweep. */
export const sweepIds = (count: number): string[][] =>
  Array.from({ length: count }, (_, n) => [tableId(`aks-${n}`), tableId(`gateway-${n}`)]);

/** What Azure takes for each call, in milliseconds. */
export const latencies = { readMs: 80, writeMs: 150, pollMs: 60, operationMs: 1500 };

/** Between two looks at a running write: the same for everyone who is measured. */
export const pollMs = 250;

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

export const nodeRoutes = (count: number): object[] => Array.from({ length: count }, (_, n) => nodeRoute(n));

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
  const simulator = new Simulator({ latencies, routesPerTable: 500, ...options });
  simulator.seed(sourceId, tableBody(sourceId, nodeRoutes(source)));
  simulator.seed(targetId, tableBody(targetId, nodeRoutes(target)));
  return simulator;
}

export async function portsOf(simulator: Simulator, clock: Clock): Promise<Ports> {
  const tables = await connect({ httpClient: simulator.httpClient, credential, pollMs }, clock);
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
