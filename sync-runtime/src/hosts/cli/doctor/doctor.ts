import { interrupted, SyncError } from "../../../domain/errors.js";
import { ClusterId } from "../../../domain/ids.js";
import { groupByTarget } from "../../../domain/mirror.js";
import type { Limits } from "../../../retry-budget.js";
import { mapAtMost } from "../../pool.js";
import type { Io } from "../io.js";
import { loadMirrors } from "../inputs.js";
import { limitsOf, type CommonOptions } from "../options.js";
import { painter } from "../paint.js";
import { doctorPortsFor } from "../ports.js";
import { printJson } from "../print.js";
import type { DoctorPorts } from "./ask.js";
import type { Findings } from "./check.js";
import { examine } from "./examine.js";
import { exercise, type ExerciseReport } from "./exercise.js";
import { Gathering } from "./gather.js";
import { checkJson, renderDiagnoses, type Diagnosis } from "./report.js";

export interface DoctorOptions extends CommonOptions {
  /** Id of the cluster, where it cannot be found. */
  readonly cluster?: string;
  /** Scale a pool up by one and back. */
  readonly exercise?: boolean;
  readonly pool?: string;
  /** Without asking. */
  readonly yes?: boolean;
  /** Seconds. */
  readonly routeTimeout: number;
  /** Seconds. */
  readonly scaleTimeout: number;
}

const TARGETS_AT_ONCE = 4;

/** For one question, in milliseconds: shorter than a round's reads, since a person waits. */
const CALL_MS = 15_000;

/**
 * `doctor`: everything that must be true for the mirrors to work; changes nothing without `--exercise`.
 * @returns 0 unless a check or the exercise fails. @throws SyncError `INTERRUPTED` when it is asked to stop before
 */
export async function doctor(options: DoctorOptions, io: Io): Promise<number> {
  const mirrors = await loadMirrors(options);
  demandOneMirror(options, mirrors.length);
  demandConsent(options, io);
  const ports = await doctorPortsFor(options, io);
  const limits = { ...limitsOf(options), callMs: CALL_MS };
  const cluster = clusterOf(options.cluster);
  const gathering = new Gathering(ports, { limits, stop: io.stop, cluster });
  const found = await mapAtMost(TARGETS_AT_ONCE, groupByTarget(mirrors), (group) => gathering.of(group));
  if (io.stop.aborted) throw interrupted();
  const findings = found.flat();
  const diagnoses = findings.map((seen): Diagnosis => ({ name: seen.mirror.name, checks: examine(seen) }));
  const healthy = diagnoses.every(({ checks }) => checks.every(({ status }) => status !== "fail"));
  const paint = painter(io.stdout, io.env);
  if (options.json !== true) {
    io.stdout.write(renderDiagnoses(diagnoses, io.stdout.columns ?? null, paint));
  }
  const [first] = findings;
  const tried =
    options.exercise === true && first !== undefined
      ? await tryExercise(healthy, first, options, limits, ports, io)
      : null;
  const ok = healthy && (tried === null || tried.ok);
  if (options.json === true) {
    const identity =
      findings.map((seen) => seen.identity).find((seen) => !(seen instanceof SyncError)) ?? null;
    const printed = diagnoses.map(({ name, checks }) => ({ name, checks: checks.map(checkJson) }));
    printJson({ ok, identity, mirrors: printed, ...(options.exercise === true && { exercise: tried }) }, io);
  } else if (tried !== null && tried.error !== null) {
    const { code, message, remedy } = tried.error;
    io.stdout.write(`${paint("red", code)} ${message}\n  ${remedy}\n`);
  }
  return ok ? 0 : 1;
}

/** The exercise, where the checks allow it; null when the person says no. @throws SyncError when it cannot begin */
async function tryExercise(
  healthy: boolean,
  findings: Findings,
  options: DoctorOptions,
  limits: Limits,
  ports: DoctorPorts,
  io: Io,
): Promise<ExerciseReport | null> {
  if (!healthy) {
    const message = "the exercise is not made while a check fails";
    if (options.json !== true) io.stdout.write(`${message}\n`);
    return null;
  }
  // Lines between two documents would not be read.
  const out = options.json === true ? io.stderr : io.stdout;
  return exercise(
    findings,
    {
      pool: options.pool,
      consent: (question) =>
        options.yes === true ? Promise.resolve(true) : (io.confirm?.(question) ?? Promise.resolve(false)),
      say: (line) => {
        out.write(`${line}\n`);
      },
      limits,
      routeMs: options.routeTimeout * 1000,
      scaleMs: options.scaleTimeout * 1000,
      stop: io.stop,
    },
    ports,
  );
}

function demandOneMirror({ cluster, exercise: scales }: DoctorOptions, mirrors: number): void {
  if (mirrors === 1 || (cluster === undefined && scales !== true)) return;
  const option = scales === true ? "--exercise" : "--cluster";
  throw usage(`${option} needs --mirror NAME where there are several mirrors`, "Name the cluster's mirror.");
}

function demandConsent({ exercise: scales, yes }: DoctorOptions, io: Io): void {
  if (scales !== true || yes === true || io.confirm !== undefined) return;
  throw usage(
    "--exercise scales a node pool, and there is no terminal to ask at",
    "Add --yes to agree beforehand.",
  );
}

function clusterOf(text: string | undefined): ClusterId | null {
  if (text === undefined) return null;
  const id = ClusterId.parse(text);
  if (id !== null) return id;
  throw usage(
    `--cluster ${text} is not the id of a cluster`,
    "Write /subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.ContainerService/managedClusters/NAME.",
  );
}

function usage(message: string, remedy: string): SyncError {
  return new SyncError({ code: "USAGE", fault: "config", message, remedy });
}
