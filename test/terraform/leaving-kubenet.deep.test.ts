import { run } from "@aks-topology/cli";
import { AZURE_PACE } from "@aks-topology/simulator";
import { rewriteForMajor } from "@aks-topology/terraform";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { objectOf, objectsOf, textOf, type JsonObject } from "../../demo/src/json.js";
import { readStacks } from "../../demo/src/configuration.js";
import { Console } from "../../sync-runtime/test/support/console.js";
import { capturedIo } from "../support/console.js";
import { DeployedRuntime } from "../support/deployed-runtime.js";
import { ROOT } from "../support/files.js";
import { OfflineStack, stackIn } from "../support/terraform/cycle.js";
import { NO_TERRAFORM, terraformVersion } from "../support/terraform/terraform.js";

const PAGE = "docs/from-kubenet-to-overlay.md";
const GROUP = "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg-contoso-lab/providers";
const TABLES = `${GROUP}/Microsoft.Network/routeTables`;
const NODE_TABLE = `${TABLES}/rt-contoso-lab-main`;
const GATEWAY_TABLE = `${TABLES}/rt-contoso-lab-gateway-public`;
const CLUSTER = `${GROUP}/Microsoft.ContainerService/managedClusters/aks-contoso-lab-main`;
const NODES = 5;

/** The commands of the page, in order. */
const COMMANDS = [...readFileSync(join(ROOT, PAGE), "utf8").matchAll(/```sh\n([^`]*)```/g)].flatMap(
  ([, block = ""]) => block.trim().split("\n"),
);

/** The file of the page: the example that shares the cluster's table, for azurerm 5. */
const PLATFORM = readFileSync(join(ROOT, "examples/shared-route-table.yaml"), "utf8").replace(
  "location: westeurope",
  "location: westeurope\nazurerm: 5",
);

/** The platform of the page before Terraform, an offline provider, and a simulated Azure. */
class Migration {
  readonly folder = mkdtempSync(join(tmpdir(), "leaving-kubenet-"));
  readonly file = join(this.folder, "platform.yaml");
  readonly console = new Console({ aks: AZURE_PACE });
  /** What was seen of pods in each phase: whether every one was reached at all times. */
  readonly alwaysReached = new Map<string, boolean>();
  readonly problems: string[] = [];
  #stack: OfflineStack | undefined;
  #phase = "before";
  #tables: ReadonlySet<string> = new Set();

  async begin(): Promise<void> {
    const { sim, clock } = this.console;
    writeFileSync(this.file, PLATFORM);
    await this.#synth();
    const body = { location: "westeurope", properties: { routes: [] } };
    sim.seed(NODE_TABLE, body);
    const aks = sim.aks.cluster(CLUSTER, { table: NODE_TABLE });
    await clock.runUntil(aks.scale("system", NODES));
    sim.seed(CLUSTER, {
      location: "westeurope",
      identity: { type: "UserAssigned" },
      properties: {
        kubernetesVersion: "1.34",
        networkProfile: { networkPlugin: "kubenet" },
        agentPoolProfiles: [{ name: "system", count: NODES }],
      },
    });
    sim.onRequest(() => {
      this.#look();
    });
  }

  /** Starts Terraform: a stack with everything that a later phase adds names the types of the provider. */
  async terraform(whole: string): Promise<void> {
    this.#stack = await OfflineStack.inFolder(whole, 5);
    await this.#stack.init();
    await this.apply();
  }

  close(): void {
    this.#stack?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get #out(): string {
    return join(this.folder, "cdktf.out");
  }
  get #json(): JsonObject {
    return objectOf(rewriteForMajor(stackIn(join(this.#out, "stacks/contoso")), 5));
  }

  async cli(args: readonly string[]): Promise<void> {
    const at = args.indexOf("--phase");
    if (args[0] === "migrate" && at !== -1) this.#phase = args[at + 1] ?? "";
    if (args[0] === "synth") {
      await this.#synth();
      return;
    }
    const io = capturedIo();
    const code = await run(
      args.map((arg) => (arg === "platform.yaml" ? this.file : arg)),
      io,
    );
    expect([args.join(" "), code, code === 0 ? "" : io.err()]).toEqual([args.join(" "), 0, ""]);
  }

  async #synth(): Promise<void> {
    // As for azurerm 4, which the offline stack takes; the file is for azurerm 5.
    const io = capturedIo();
    expect([await run(["synth", this.file, "--out", this.#out, "--azurerm", "4"], io), io.err()]).toEqual([
      0,
      expect.anything(),
    ]);
  }

  /** Applies what was written, and lets Azure follow. */
  async apply(): Promise<void> {
    const stack = this.#stack ?? expect.fail("Terraform was not started.");
    stack.configure(this.#json);
    const applied = await stack.apply();
    expect([this.#phase, applied.exitCode, applied.exitCode === 0 ? "" : applied.message]).toEqual([
      this.#phase,
      0,
      "",
    ]);
    await this.#azureFollows();
  }

  async plansNothing(): Promise<void> {
    const plan = await this.#stack?.plan();
    expect([this.#phase, plan?.exitCode, plan?.exitCode === 0 ? "" : plan?.message]).toEqual([
      this.#phase,
      0,
      "",
    ]);
  }

  /** What an apply changes in Azure, as far as routes are concerned. */
  async #azureFollows(): Promise<void> {
    const { sim, clock } = this.console;
    const resource = objectOf(this.#json["resource"]);
    if (
      objectOf(resource["azurerm_route_table"])["lab_gateway_public"] !== undefined &&
      sim.peek(GATEWAY_TABLE) === undefined
    )
      sim.seed(GATEWAY_TABLE, { location: "westeurope", properties: { routes: [] } });
    const associations = Object.values(objectOf(resource["azurerm_subnet_route_table_association"])).map(
      objectOf,
    );
    const ofGateway = associations.filter((one) => textOf(one["subnet_id"]).includes("gateway_public"));
    this.#tables = new Set(
      ofGateway.map((one) =>
        textOf(one["route_table_id"]).includes("lab_main.") ? NODE_TABLE : GATEWAY_TABLE,
      ),
    );
    this.#look();
    const profile = objectOf(
      objectOf(objectOf(resource["azurerm_kubernetes_cluster"])["lab_main"])["network_profile"],
    );
    if (profile["network_plugin_mode"] !== "overlay" || this.#mode === "overlay") return;
    sim.writeAs("terraform", CLUSTER, (body) => ({
      ...body,
      properties: {
        ...objectOf(body["properties"]),
        networkProfile: { networkPlugin: "azure", networkPluginMode: "overlay" },
      },
    }));
    // The runtime would look at every write; here it is asked for a round now and then.
    for (let minute = 0; minute < 10; minute += 1) {
      await clock.advance(60_000);
      await this.routeSync(["apply", "--mirror", "lab-main"], [0, 3]);
    }
    await clock.runUntil(sim.aks.idle());
  }

  get #mode(): string {
    const properties = objectOf(this.console.sim.peek(CLUSTER)?.["properties"]);
    return textOf(objectOf(properties["networkProfile"])["networkPluginMode"]);
  }

  async routeSync(
    [command = "", ...options]: readonly string[],
    codes: readonly number[] = [0],
  ): Promise<string> {
    const stacks = [{ name: "contoso", file: join(this.#out, "stacks/contoso/cdk.tf.json") }];
    const { mirrors } = new DeployedRuntime(readStacks(stacks));
    const { exitCode, mirrors: reports } = await this.console.json(command, options, ...mirrors);
    expect([command, codes]).toEqual([command, expect.arrayContaining([exitCode])]);
    return reports.map(({ outcome }) => outcome).join();
  }

  az(line: string): string {
    if (line.includes("networkPluginMode")) return this.#mode;
    const [, table = ""] = /--route-table-name (\S+)/.exec(line) ?? expect.fail(`Nothing answers ${line}.`);
    return this.routes(`${TABLES}/${table}`).join();
  }

  routes(table: string): string[] {
    const properties = objectOf(this.console.sim.peek(table)?.["properties"]);
    return objectsOf(properties["routes"]).map(({ name }) => textOf(name));
  }

  /** Whether the gateway reaches the pods of every node as its tables are. */
  #look(): void {
    const [cluster] = this.console.sim.aks.clusters;
    const routed = cluster?.routed ?? [];
    const known = [...this.#tables].flatMap((table) => this.routes(table));
    const kubenet = routed.every(({ name }) => known.includes(name));
    // A mirrored route may take the traffic of a pod on the overlay: such a pod counts as not reached.
    const overlay =
      routed.length === cluster?.nodes.length || known.every((name) => !name.startsWith("aks-"));
    const reached = kubenet && overlay;
    this.alwaysReached.set(this.#phase, reached && this.alwaysReached.get(this.#phase) !== false);
    this.reachedNow = reached;
  }
  reachedNow = false;
}

if (terraformVersion === undefined) {
  test(NO_TERRAFORM, () => {
    process.stderr.write(`${NO_TERRAFORM}\n`);
  });
} else {
  const migration = new Migration();
  afterAll(() => {
    migration.close();
  });

  test("every command of the page leads from kubenet to overlay", { timeout: 180_000 }, async () => {
    await migration.begin();
    // The types of the runtime come with phase 3.
    const whole = join(migration.folder, "whole");
    const later = join(migration.folder, "later.yaml");
    writeFileSync(later, PLATFORM.replace("        routeTable: shared\n", ""));
    expect(await run(["synth", later, "--out", whole, "--azurerm", "4"], capturedIo())).toBe(0);
    await migration.terraform(join(whole, "stacks/contoso"));
    const seen: string[] = [];
    for (const line of COMMANDS) {
      const [tool, ...args] = line.split(" ");
      if (line.includes("output -json route_sync_mirrors")) continue;
      if (tool === "terraform" && args.includes("apply")) await migration.apply();
      else if (tool === "terraform") await migration.plansNothing();
      else if (tool === "az") seen.push(migration.az(line));
      else if (args[0] === "aks-topology") await migration.cli(args.slice(1));
      else if (args[0] === "route-sync")
        seen.push(await migration.routeSync([args[1] ?? "", ...args.slice(args.indexOf("--mirror"))]));
      else expect.fail(`Nothing runs ${line}.`);
    }
    expect(seen).toEqual(["applied", "in-step", "in-step", "overlay", "", "retired", "retired", ""]);
    expect([NODE_TABLE, GATEWAY_TABLE].flatMap((table) => migration.routes(table))).toEqual([]);
    await migration.plansNothing();
  });

  test("pods are reached at all times in the phases that say so, and in the end", () => {
    expect(Object.fromEntries(migration.alwaysReached)).toEqual({
      before: true,
      "3": false,
      "4": true,
      "5": false,
      "6": true,
    });
    expect(migration.reachedNow).toBe(true);
  });
}
