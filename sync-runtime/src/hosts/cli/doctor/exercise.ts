import { describeError, interrupted, SyncError, type ErrorReport } from "../../../domain/errors.js";
import type { Mirror } from "../../../domain/mirror.js";
import type { Route, RouteValues } from "../../../domain/route.js";
import { select } from "../../../domain/select.js";
import type { RouteTable } from "../../../domain/table.js";
import { RetryBudget, type Limits } from "../../../retry-budget.js";
import { sleepUnlessAborted } from "../../../ports/clock.js";
import type { Cluster } from "../../../ports/clusters.js";
import { Meter, TableCallError } from "../../../ports/route-tables.js";
import type { DoctorPorts } from "./ask.js";
import type { Findings } from "./check.js";
import { choosePool } from "./choose-pool.js";
import { scaleBack } from "./scale-back.js";
import { counted } from "../../../domain/counted.js";

export interface ExerciseOptions {
  /** @default the first pool that can be scaled */
  readonly pool?: string | undefined;
  /** Asks the person; resolves to whether to go on. */
  readonly consent: (question: string) => Promise<boolean>;
  /** Shows the progress. */
  readonly say: (line: string) => void;
  readonly limits: Limits;
  /** For the route in both tables, from the moment AKS accepts the node, in milliseconds. */
  readonly routeMs: number;
  /** For scaling back, in milliseconds. */
  readonly scaleMs: number;
  readonly stop: AbortSignal;
}

/** What the exercise came to, in the shape that `--json` prints. */
export interface ExerciseReport {
  readonly ok: boolean;
  readonly cluster: string;
  readonly pool: string;
  /** Nodes before and after. */
  readonly from: number;
  readonly to: number;
  /** The new node's first route; null when none came. */
  readonly route: RouteValues | null;
  /** From AKS's consent to the route in the source, in milliseconds. */
  readonly sourceLagMs: number | null;
  /** From the route in the source to the same in the target, in milliseconds. */
  readonly targetLagMs: number | null;
  readonly scaledBack: boolean;
  readonly error: ErrorReport | null;
}

/** Between two looks at the tables, in milliseconds: how exact the lags are. */
const LOOK_EVERY_MS = 5_000;

/**
 * Scales a pool up by one, waits for the new node's route in both tables, and scales back, whatever happens between.
 * It writes no route table: the runtime that is deployed has to mirror the route.
 * @returns null when the person says no. @throws SyncError when the exercise cannot begin
 */
export async function exercise(
  findings: Findings,
  options: ExerciseOptions,
  ports: DoctorPorts,
): Promise<ExerciseReport | null> {
  const { cluster, source } = subjectOf(findings);
  const { name: pool, nodes } = choosePool(cluster, options.pool);
  const { say, stop } = options;
  const question = `Scale pool ${pool} of ${cluster.id.name} from ${nodes} to ${counted(nodes + 1, "node")}, wait for the route in both tables, and scale back?`;
  if (!(await options.consent(question))) return null;
  const stopped = (): boolean => stop.aborted;
  if (stopped()) throw interrupted();
  say(
    `Scaling pool ${pool} of ${cluster.id.name} from ${nodes} to ${counted(nodes + 1, "node")}. An interrupt scales back.`,
  );
  const writing = new RetryBudget(ports.clock, ports.random, options.limits);
  const scaled = await writing.write(`pool ${pool}`, (signal) =>
    ports.clusters.scale(cluster.id, pool, nodes, nodes + 1, { meter: new Meter(), signal }),
  );
  const seen =
    scaled instanceof SyncError
      ? { ...NOTHING_SEEN, error: scaled }
      : await watchRoute(findings.mirror, source, options, ports);
  if (scaled instanceof SyncError && !mayHaveScaled(scaled)) throw scaled;
  say(`Scaling pool ${pool} back to ${counted(nodes, "node")}.`);
  const limits = { ...options.limits, roundMs: options.scaleMs };
  const left = await scaleBack({ cluster: cluster.id, pool, nodes, limits, stop }, ports).then(
    () => null,
    (thrown: unknown) => SyncError.from(thrown),
  );
  if (left === null)
    say(`Pool ${pool} has ${counted(nodes, "node")} again${stopped() ? " as soon as AKS is done" : ""}.`);
  const { error, ...lags } = seen;
  const worst = left ?? error;
  return {
    ok: worst === null,
    cluster: cluster.id.toString(),
    pool,
    from: nodes,
    to: nodes + 1,
    ...lags,
    scaledBack: left === null,
    error: worst === null ? null : describeError(worst),
  };
}

/** False when AKS surely did not take the order: nothing has to be undone then. */
function mayHaveScaled(error: SyncError): boolean {
  return error instanceof TableCallError ? error.maybeDone : error.code === "ANSWER_UNREADABLE";
}

function subjectOf({ clusters, source, mirror }: Findings): { cluster: Cluster; source: RouteTable } {
  const [cluster, ...more] = clusters === null || clusters instanceof SyncError ? [] : clusters;
  if (cluster === undefined || more.length > 0 || source === null || source instanceof SyncError) {
    throw new SyncError({
      code: "EXERCISE_REFUSED",
      fault: "config",
      message: `the cluster of mirror ${mirror.name} is not known`,
      remedy: "Name it with --cluster, and run doctor with an identity that may read and scale it.",
    });
  }
  return { cluster, source };
}

type Seen = Pick<ExerciseReport, "route" | "sourceLagMs" | "targetLagMs"> & {
  readonly error: SyncError | null;
};

const NOTHING_SEEN = { route: null, sourceLagMs: null, targetLagMs: null };

/** Looks at the tables until a route that was not there is in both, time is over, or the process has to stop. */
async function watchRoute(
  mirror: Mirror,
  before: RouteTable,
  { routeMs, limits, stop, say }: ExerciseOptions,
  { tables, clock, random }: DoctorPorts,
): Promise<Seen> {
  const known = new Set(select(mirror, before.routes).selected.map(({ key }) => key));
  const budget = new RetryBudget(clock, random, { ...limits, roundMs: routeMs }, stop);
  const read = (id: RouteTable["id"]): Promise<RouteTable | SyncError> =>
    budget.read(id.toString(), budget.deadline, (signal) => tables.read(id, { meter: new Meter(), signal }));
  let route: Route | null = null;
  let sourceLagMs: number | null = null;
  for (;;) {
    if (route === null) {
      const source = await read(before.id);
      const routes = source instanceof SyncError ? [] : select(mirror, source.routes).selected;
      route = routes.find(({ key }) => !known.has(key)) ?? null;
      if (route !== null) {
        sourceLagMs = Math.round(budget.elapsedMs);
        say(
          `${seconds(sourceLagMs)} after the node was ordered: ${route.name} ${route.values.addressPrefix} is in the source.`,
        );
      }
    }
    const wanted = route;
    if (wanted !== null && sourceLagMs !== null) {
      const target = await read(mirror.target);
      if (!(target instanceof SyncError) && target.routes.some((other) => other.sameAs(wanted))) {
        const targetLagMs = Math.round(budget.elapsedMs) - sourceLagMs;
        say(`${seconds(targetLagMs)} later it is in the target.`);
        return { route: wanted.values, sourceLagMs, targetLagMs, error: null };
      }
    }
    const found = { route: wanted?.values ?? null, sourceLagMs, targetLagMs: null };
    if (stop.aborted) return { ...found, error: interrupted() };
    if (budget.leftMs < LOOK_EVERY_MS) return { ...found, error: notSeen(wanted, routeMs) };
    await sleepUnlessAborted(clock, LOOK_EVERY_MS, stop);
  }
}

function notSeen(route: Route | null, routeMs: number): SyncError {
  const limit = seconds(routeMs);
  return new SyncError({
    code: "EXERCISE_FAILED",
    fault: "azure",
    message:
      route === null
        ? `no route of the new node came into the source within ${limit}`
        : `route ${route.name} is in the source, but did not come into the target within ${limit}`,
    remedy:
      route === null
        ? "Look whether the node became ready (`kubectl get nodes`) and for a second writer of the source."
        : "Nothing mirrors it: look at the deployed runtime (its logs, its queue, its alerts), then run `route-sync plan`.",
  });
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}
