import { run } from "@aks-topology/cli";
import { planMigration, type MigrationPlan } from "@aks-topology/platform";
import { Simulator } from "@aks-topology/simulator";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { livePreflight } from "../../cli/src/azure/live-preflight.js";
import { objectOf, objectsOf, textOf, type JsonObject } from "../../demo/src/json.js";
import { capturedIo, type CapturedIo } from "../support/console.js";
import { change, deploy, idOf, resourcesOf, SUBSCRIPTION } from "../support/deployed-platform.js";
import { ROOT } from "../support/files.js";
import { accessTo, loadedFrom } from "../support/live-questions.js";

const FILE = "examples/kubenet-agic.yaml";

interface Plan {
  readonly ok: boolean;
  readonly preflight: readonly {
    readonly check: string;
    readonly status: string;
    readonly message: string;
    readonly live?: true;
  }[];
}

let resources: ReturnType<typeof resourcesOf>;
let inFile: MigrationPlan;
beforeAll(() => {
  resources = resourcesOf(FILE);
  inFile = planMigration(loadedFrom(FILE), readFileSync(join(ROOT, FILE), "utf8"));
});

async function deployed(): Promise<{ simulator: Simulator; cluster: string; table: string }> {
  const simulator = new Simulator();
  await deploy(resources, simulator);
  return {
    simulator,
    cluster: idOf(simulator, "Microsoft.ContainerService/managedClusters", "aks-contoso-shop-main"),
    table: idOf(simulator, "Microsoft.Network/routeTables", "rt-contoso-shop-gateway-public"),
  };
}

const OVERLAY = ["--to", "azure-cni-overlay", "--live", "--json"];

function ioFor(simulator: Simulator): CapturedIo {
  return { ...capturedIo({ ARM_SUBSCRIPTION_ID: SUBSCRIPTION }), azure: accessTo(simulator) };
}

/** Statuses of what Azure shows. */
async function checksOf(simulator: Simulator): Promise<JsonObject> {
  const preflight = await livePreflight(inFile, { cloud: "public" }, ioFor(simulator));
  const live = preflight.filter((check) => check.live === true);
  return Object.fromEntries(live.map(({ check, status }) => [check, status]));
}

const PASSES = {
  "cluster state": "pass",
  "network plugin": "pass",
  "user-assigned identity": "pass",
  "network policy": "pass",
  "Kubernetes version": "pass",
  "AGIC add-on": "pass",
  "node pools": "pass",
  "table associations": "pass",
  mirror: "pass",
};

test("a cluster as it was applied passes, each check once", async () => {
  const { simulator } = await deployed();
  const io = ioFor(simulator);
  const code = await run(["migrate", FILE, ...OVERLAY], io);
  const document = io.json() as Plan;
  expect([code, document.ok, await checksOf(simulator)]).toEqual([0, true, PASSES]);
  const names = document.preflight.map(({ check }) => check);
  expect(names).toHaveLength(new Set(names).size);
  expect(document.preflight.find(({ check }) => check === "mirror")?.message).toContain("2 node routes");
});

test("what Azure shows outweighs the file", async () => {
  const { simulator, cluster } = await deployed();
  const body = objectOf(simulator.stored(cluster));
  const properties = objectOf(body["properties"]);
  const [pool] = objectsOf(properties["agentPoolProfiles"]);
  simulator.seed(cluster, {
    ...body,
    identity: { type: "SystemAssigned" },
    properties: {
      ...properties,
      kubernetesVersion: "1.26.3",
      currentKubernetesVersion: "1.26.3",
      networkProfile: { ...objectOf(properties["networkProfile"]), networkPolicy: "calico" },
      addonProfiles: { ingressApplicationGateway: { enabled: true } },
      agentPoolProfiles: [{ ...pool, vmSize: "Standard_DC2s_v2" }],
    },
  });
  const nodes = textOf(pool?.["vnetSubnetID"]);
  const table = textOf(
    objectOf(objectOf(objectOf(simulator.stored(nodes))["properties"])["routeTable"])["id"],
  );
  const network = nodes.replace(/\/subnets\/.*/, "");
  simulator.writeAs("person", `${network}/subnets/other`, () => ({
    properties: { addressPrefix: "10.1.200.0/24", routeTable: { id: table } },
  }));
  expect(await checksOf(simulator)).toEqual({
    ...PASSES,
    "user-assigned identity": "fail",
    "network policy": "fail",
    "Kubernetes version": "fail",
    "AGIC add-on": "warn",
    "node pools": "fail",
    "table associations": "warn",
  });
});

test("a mirror is retired once the moved cluster's routes have left the gateway's table", async () => {
  const { simulator, cluster, table } = await deployed();
  change(simulator, cluster, (properties) => ({
    ...properties,
    networkProfile: {
      ...objectOf(properties["networkProfile"]),
      networkPlugin: "azure",
      networkPluginMode: "overlay",
    },
  }));
  await simulator.idle();
  expect((await checksOf(simulator))["mirror"]).toBe("fail");
  change(simulator, table, (properties) => ({ ...properties, routes: [] }));
  expect(await checksOf(simulator)).toMatchObject({ mirror: "pass", "network plugin": "pass" });
});

test("a cluster that does not exist is said to be missing", async () => {
  const { simulator, cluster } = await deployed();
  simulator.deleteAs("person", cluster);
  expect(await checksOf(simulator)).toEqual({ "cluster state": "fail" });
  const io = ioFor(simulator);
  expect(await run(["migrate", FILE, ...OVERLAY], io)).toBe(1);
});
