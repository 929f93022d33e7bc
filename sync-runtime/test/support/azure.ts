import { Simulator, type SimulatorOptions } from "@aks-topology/simulator";
import { node, tableBody, tableId } from "./fleet.js";

/** Azure on this machine, over HTTPS, for processes. */
export interface Azure {
  readonly sim: Simulator;
  /** What a `route-sync` process needs to find it and to sign in. */
  readonly env: Record<string, string>;
  close(): Promise<void>;
}

/** A source with two nodes, and an empty target. */
export async function startAzure(options: SimulatorOptions = {}): Promise<Azure> {
  const sim = new Simulator(options);
  sim.seed(tableId("aks"), tableBody(tableId("aks"), [node(1), node(2)]));
  sim.seed(tableId("gateway"), tableBody(tableId("gateway"), []));
  const server = await sim.listen();
  const { NODE_EXTRA_CA_CERTS = "", ROUTE_SYNC_ARM_ENDPOINT = "", IDENTITY_ENDPOINT = "" } = server.env;
  return {
    sim,
    env: {
      NODE_EXTRA_CA_CERTS,
      ROUTE_SYNC_ARM_ENDPOINT,
      IDENTITY_ENDPOINT,
      IDENTITY_HEADER: "simulator",
      ROUTE_SYNC_CLIENT_ID: "00000000-0000-0000-0000-00000000000a",
    },
    close: () => server.close(),
  };
}
