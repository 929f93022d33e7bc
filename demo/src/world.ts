import { realClock, Simulator } from "@aks-topology/simulator";
import { DEFAULT_LIMITS, mirrorsFrom, startServe, type ServeOptions } from "@aks-topology/sync-runtime";
import { readStacks, type StackFile } from "./configuration.js";
import { routesOf, type TableRoute } from "./checker.js";
import { at, objectOf, objectsOf, textOf, type JsonObject } from "./json.js";
import { deployedMirrors, demoMirrors, type DemoMirror } from "./mirrors.js";
import type { Existing } from "./existing.js";
import { seed, type Elements } from "./seed.js";

type HttpClient = NonNullable<ServeOptions["httpClient"]>;

export interface WorldOptions {
  /** The stacks that were synthesized. */
  readonly stacks: readonly StackFile[] | Elements;
  /** What exists already, next to what Terraform creates. @default nothing */
  readonly existing?: readonly Existing[] | undefined;
  /** Intercepts requests between the runtime and the simulator. @default nothing */
  readonly between?: ((client: HttpClient) => HttpClient) | undefined;
}

/** Azure's latencies, scaled down: the order of events stays visible, and the story takes seconds. */
const LATENCIES = { readMs: 4, writeMs: 12, pollMs: 4, operationMs: 40 };
const ALERT_DELAY_MS = 60;
const POLL_MS = 20;
/** The runtime's pause between two rounds of a target, scaled down. */
const PAUSE_MS = 50;
/** A failing round must report within the timeout of a step. */
const LIMITS = { ...DEFAULT_LIMITS, roundMs: 3_000, attempts: 2 };

/** A route added by hand in the portal, which the runtime must never change. */
const PERSON = "someone@contoso.example";
const OWN_ROUTE = {
  name: "to-headquarters",
  properties: { addressPrefix: "192.168.0.0/16", nextHopType: "VirtualNetworkGateway" },
};

/** The platform in the simulator with the runtime, connected by the alerts from Terraform. */
export class World {
  readonly simulator = new Simulator({
    clock: realClock,
    latencies: LATENCIES,
    events: { alertDelayMs: ALERT_DELAY_MS },
  });
  readonly mirrors: readonly DemoMirror[];
  readonly #deployed: unknown;
  readonly #between: NonNullable<WorldOptions["between"]>;
  #close: () => Promise<void> = () => Promise.resolve();
  #idle: () => Promise<void> = () => Promise.resolve();

  constructor({ stacks, existing = [], between = (client) => client }: WorldOptions) {
    const resolved = "elements" in stacks ? stacks : readStacks(stacks);
    for (const { id, body } of existing) this.simulator.seed(id, body);
    seed(this.simulator, resolved);
    this.#deployed = deployedMirrors(resolved);
    this.mirrors = demoMirrors(this.#deployed, resolved, this.simulator, existing);
    this.#between = between;
  }

  /** Starts the runtime's host as in a container, and maps the action groups' URLs to it. */
  async start(): Promise<string> {
    const handle = await startServe({
      mirrors: mirrorsFrom({ mirrors: this.#deployed }),
      httpClient: this.#between(this.simulator.httpClient),
      credential: {
        getToken: () =>
          Promise.resolve({
            token: this.simulator.token("route-sync"),
            expiresOnTimestamp: Date.now() + 3_600_000,
          }),
      },
      clock: realClock,
      pollMs: POLL_MS,
      pauseMs: PAUSE_MS,
      limits: LIMITS,
      // Only alerts trigger it: a sweep would hide a misconfigured one.
      sweepMs: false,
    });
    for (const url of this.alertUrls()) this.simulator.hosts.map(new URL(url).hostname, handle.url);
    this.#close = () => handle.close();
    this.#idle = () => handle.idle();
    return handle.url;
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** URLs that the action groups call. */
  alertUrls(): string[] {
    return this.actionGroups().flatMap((group) => [
      ...objectsOf(at(group, "properties.azureFunctionReceivers")).map((receiver) =>
        textOf(receiver["httpTriggerUrl"]),
      ),
      ...objectsOf(at(group, "properties.webhookReceivers")).map((receiver) =>
        textOf(receiver["serviceUri"]),
      ),
    ]);
  }

  actionGroups(): readonly JsonObject[] {
    return this.simulator.resources("Microsoft.Insights/actionGroups");
  }

  /** Adds a manual route to each gateway's table. @returns all routes that are there, by table */
  addOwnRoutes(): ReadonlyMap<string, readonly TableRoute[]> {
    for (const target of this.targets()) {
      this.simulator.writeAs(PERSON, target, (body) => {
        const properties = objectOf(body["properties"]);
        return {
          ...body,
          properties: { ...properties, routes: [...objectsOf(properties["routes"]), OWN_ROUTE] },
        };
      });
    }
    return new Map(this.targets().map((target) => [target, routesOf(this.simulator.stored(target))]));
  }

  /** Names of a cluster's node pools, as Terraform made them. */
  poolNames(cluster: string): readonly string[] {
    return objectsOf(at(this.simulator.stored(cluster), "properties.agentPoolProfiles")).map((pool) =>
      textOf(pool["name"]),
    );
  }

  targets(): readonly string[] {
    return [...new Set(this.mirrors.map(({ target }) => target))];
  }

  /**
   * Runs `action` and waits until everything is idle: AKS has written, the alerts are delivered, and the runtime has
   * handled them.
   */
  async settle(action: () => Promise<void>, patienceMs: number): Promise<void> {
    await action();
    // What never comes to rest must end up in the report.
    const rest = async (): Promise<void> => {
      await this.simulator.events.delivered();
      await this.#idle();
    };
    await Promise.race([rest(), realClock.sleep(patienceMs)]);
  }

  /** Whether AKS writes this table and the runtime mirrors it. */
  isSource(id: string): boolean {
    return this.mirrors.some(({ source }) => source.toLowerCase() === id.toLowerCase());
  }
}
