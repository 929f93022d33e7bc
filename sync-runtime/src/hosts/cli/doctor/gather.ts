import type { Cidr } from "../../../domain/cidr.js";
import { SyncError } from "../../../domain/errors.js";
import type { ClusterId } from "../../../domain/ids.js";
import { sourceKey, type Mirror, type TargetGroup } from "../../../domain/mirror.js";
import { stringAt } from "../../../domain/json.js";
import type { RouteTable } from "../../../domain/table.js";
import { RetryBudget, type Limits } from "../../../retry-budget.js";
import type { Identity, Proof, Suppression } from "../../../ports/access.js";
import type { Cluster } from "../../../ports/clusters.js";
import { Meters, readAll } from "../../../read.js";
import { ask, Once, type DoctorPorts } from "./ask.js";
import type { Asked, Findings } from "./check.js";
import { subnetIdsOf } from "./table-checks.js";

export interface GatherOptions {
  readonly limits: Limits;
  /** Aborts when the process is asked to stop. */
  readonly stop: AbortSignal;
  /** The cluster of the mirrors' source, where it is named. */
  readonly cluster: ClusterId | null;
}

type Answer<T> = Promise<T | SyncError>;

/** Asks for everything that the checks look at; what mirrors share is asked once. */
export class Gathering {
  readonly #ports: DoctorPorts;
  readonly #options: GatherOptions;
  readonly #identity = new Once<Identity | SyncError>();
  readonly #reached = new Once<true | SyncError>();
  readonly #follow = new Once<Proof | SyncError>();
  readonly #ranges = new Once<readonly Cidr[] | SyncError>();
  readonly #clusters = new Once<readonly Cluster[] | SyncError>();
  readonly #suppressions = new Once<readonly Suppression[] | SyncError>();

  constructor(ports: DoctorPorts, options: GatherOptions) {
    this.#ports = ports;
    this.#options = options;
  }

  /** All about the mirrors of one target. Nothing more is asked once the sign-in or the first call has failed. */
  async of(group: TargetGroup): Promise<Findings[]> {
    const { access, clock, random } = this.#ports;
    const budget = new RetryBudget(clock, random, this.#options.limits, this.#options.stop);
    const { subscription } = group.target.group;
    const now = clock.now();
    const none = {
      source: null,
      target: null,
      write: null,
      follow: null,
      nodeRanges: null,
      clusters: null,
      suppressions: null,
      now,
    };
    const identity = await this.identity(budget);
    const reached =
      identity instanceof SyncError
        ? null
        : await this.#reached.get("", () =>
            ask(budget, `subscription ${subscription}`, async (call): Promise<true> => {
              await access.reach(subscription, call);
              return true;
            }),
          );
    if (reached !== true)
      return group.mirrors.map((mirror) => ({ ...none, mirror, siblings: [], identity, reached }));
    const { target, candidates } = await readAll(group, budget, new Meters(), this.#ports);
    const [write, follow] = await Promise.all([
      target instanceof SyncError
        ? null
        : ask(budget, group.target.toString(), (call) => access.canWrite(target, call)),
      this.#mayFollow(target, candidates[0]?.source, subscription, budget),
    ]);
    return Promise.all(
      candidates.map(async ({ mirror, source }) => ({
        ...none,
        ...(await this.#around(mirror, source, budget)),
        ...{ mirror, siblings: siblingsOf(mirror, group), identity, reached, source, target, write, follow },
      })),
    );
  }

  identity(budget: RetryBudget): Answer<Identity> {
    return this.#identity.get("", () =>
      ask(budget, "who signs in", (call) => this.#ports.access.identity(call)),
    );
  }

  /** The clusters that a source belongs to. */
  async clustersOf(source: RouteTable, mirror: Mirror, budget: RetryBudget): Answer<readonly Cluster[]> {
    const named = this.#options.cluster ?? (await this.#owner(mirror, budget));
    if (named !== null) {
      return this.#clusters.get(named.toString(), () =>
        ask(budget, named.toString(), async (call) => [await this.#ports.clusters.read(named, call)]),
      );
    }
    const { subscription } = source.id.group;
    const all = await this.#clusters.get(subscription, () =>
      ask(budget, `the clusters of subscription ${subscription}`, (call) =>
        this.#ports.clusters.list(subscription, call),
      ),
    );
    if (all instanceof SyncError) return all;
    const subnets = new Set(subnetIdsOf(source).map((id) => id.toLowerCase()));
    return all.filter(
      ({ nodeGroup, subnetIds }) => nodeGroup.holds(source.id) || subnetIds.some((id) => subnets.has(id)),
    );
  }

  /** AKS notes itself as the manager of a node resource group; who may not read that lists the clusters instead. */
  async #owner({ source }: Mirror, budget: RetryBudget): Promise<ClusterId | null> {
    if (source.kind !== "node-group") return null;
    const owner = await ask(budget, source.id.toString(), (call) =>
      this.#ports.clusters.ownerOf(source.id, call),
    );
    return owner instanceof SyncError ? null : owner;
  }

  async #around(
    mirror: Mirror,
    source: RouteTable | SyncError,
    budget: RetryBudget,
  ): Promise<Pick<Findings, "nodeRanges" | "clusters" | "suppressions">> {
    const { subscription } = mirror.source.kind === "table" ? mirror.source.id.group : mirror.source.id;
    const read = source instanceof SyncError ? null : source;
    const [nodeRanges, clusters, suppressions] = await Promise.all([
      read === null ? null : this.#rangesOf(subnetIdsOf(read), budget),
      read === null ? null : this.clustersOf(read, mirror, budget),
      this.#suppressions.get(subscription, () =>
        ask(budget, `the alert processing rules of subscription ${subscription}`, (call) =>
          this.#ports.access.suppressions(subscription, call),
        ),
      ),
    ]);
    return { nodeRanges, clusters, suppressions };
  }

  /** The ranges of all subnets, or the first error; null when there is no subnet. */
  async #rangesOf(subnetIds: readonly string[], budget: RetryBudget): Promise<Asked<readonly Cidr[]>> {
    if (subnetIds.length === 0) return null;
    const found = await Promise.all(
      subnetIds.map((id) =>
        this.#ranges.get(id.toLowerCase(), () =>
          ask(budget, id, (call) => this.#ports.access.subnetRanges(id, call)),
        ),
      ),
    );
    const ranges: Cidr[] = [];
    for (const part of found) {
      if (part instanceof SyncError) return part;
      ranges.push(...part);
    }
    return ranges;
  }

  /** An operation belongs to a region: that of the target, or, while that cannot be read, of the source. */
  async #mayFollow(
    target: RouteTable | SyncError,
    source: RouteTable | SyncError | undefined,
    subscription: string,
    budget: RetryBudget,
  ): Promise<Asked<Proof>> {
    const table = target instanceof SyncError ? source : target;
    if (table === undefined || table instanceof SyncError) return null;
    const location = stringAt(table.body, "location")?.replaceAll(" ", "").toLowerCase() ?? "";
    if (location === "") return { kind: "unproven", message: "the table has no location" };
    return this.#follow.get(`${subscription} ${location}`, () =>
      ask(budget, `the operations of ${location}`, (call) =>
        this.#ports.access.canFollow(subscription, location, call),
      ),
    );
  }
}

function siblingsOf(mirror: Mirror, { mirrors }: TargetGroup): Mirror[] {
  return mirrors.filter((other) => other !== mirror && sourceKey(other.source) === sourceKey(mirror.source));
}
