import { realClock, Simulator } from "@aks-topology/simulator";
import {
  connect,
  groupByTarget,
  mirrorsFrom,
  reconcile,
  type MirrorReport,
  type Reporter,
} from "@aks-topology/sync-runtime";
import { objectOf, objectsOf, textOf, textsOf, type JsonObject } from "../../demo/src/json.js";
import { PRINCIPAL, type Grant } from "./deployed-runtime.js";

const DEFINITIONS =
  "/subscriptions/00000000-0000-4000-8000-000000000000/providers/Microsoft.Authorization/roleDefinitions";

/** Id of the table that a mirror reads: the one that it names, or one that AKS would make in the group. */
export function sourceOf(mirror: JsonObject): string {
  const { id, nodeResourceGroup } = objectOf(mirror["source"]);
  return (
    textOf(id) ||
    `${textOf(nodeResourceGroup)}/providers/Microsoft.Network/routeTables/aks-agentpool-12345678-routetable`
  );
}

export function targetOf(mirror: JsonObject): string {
  return textOf(objectOf(mirror["target"])["id"]);
}

/** A Resource Manager with the mirrors' tables that lets the runtime do what the grants say, and nothing else. */
export function mirroredAzure(mirrors: readonly JsonObject[], grants: readonly Grant[]): Simulator {
  const simulator = new Simulator({ permissions: true });
  for (const mirror of mirrors) {
    const [podCidr = ""] = textsOf(mirror["podCidrs"]);
    const routes = [node(0, podCidr), node(1, podCidr)];
    simulator.seed(sourceOf(mirror), { location: "westeurope", properties: { routes } });
    simulator.seed(targetOf(mirror), { location: "westeurope", properties: { routes: [] } });
  }
  grants.forEach(({ scope, actions }, i) => {
    const guid = `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`;
    simulator.seed(`${DEFINITIONS}/${guid}`, { properties: { roleName: guid, permissions: [{ actions }] } });
    simulator.seed(`${scope}/providers/Microsoft.Authorization/roleAssignments/${guid}`, {
      properties: { principalId: PRINCIPAL, roleDefinitionId: `${DEFINITIONS}/${guid}` },
    });
  });
  return simulator;
}

const SILENT: Reporter = { round: () => undefined, notice: () => undefined };

/** One round of the runtime over all mirrors, with the real SDK and the identity's token. */
export async function round(
  simulator: Simulator,
  mirrors: readonly JsonObject[],
  reporter: Reporter = SILENT,
): Promise<readonly MirrorReport[]> {
  const token = { token: simulator.token(PRINCIPAL), expiresOnTimestamp: Date.UTC(2099, 0) };
  const credential = { getToken: () => Promise.resolve(token) };
  const tables = await connect({ httpClient: simulator.httpClient, credential, pollMs: 1 }, realClock);
  const ports = { tables, clock: realClock, random: () => 0, reporter };
  const reports: MirrorReport[] = [];
  for (const group of groupByTarget(mirrorsFrom({ mirrors }))) {
    reports.push(...(await reconcile({ group }, ports)).mirrors);
  }
  return reports;
}

/** Names of the routes of a stored table. */
export function routesOf(simulator: Simulator, id: string): string[] {
  const { routes } = objectOf(simulator.stored(id)?.["properties"]);
  return objectsOf(routes).map((route) => textOf(route["name"]));
}

function node(n: number, podCidr: string): object {
  return {
    name: `aks-system-12345678-vmss00000${n}`,
    properties: {
      addressPrefix: podCidr.replace(/\.\d+\.\d+\/\d+$/, `.${n}.0/24`),
      nextHopType: "VirtualAppliance",
      nextHopIpAddress: `10.1.0.${10 + n}`,
    },
  };
}
