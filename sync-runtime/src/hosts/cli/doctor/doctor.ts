import { SyncError } from "../../../domain/errors.js";
import { ClusterId } from "../../../domain/ids.js";
import { groupByTarget } from "../../../domain/mirror.js";
import { mapAtMost } from "../../pool.js";
import type { Io } from "../io.js";
import { loadMirrors } from "../inputs.js";
import { limitsOf } from "../options.js";
import type { CommonOptions } from "../options.js";
import { painter } from "../paint.js";
import { doctorPortsFor } from "../ports.js";
import { printJson } from "../print.js";
import { examine } from "./examine.js";
import { Gathering } from "./gather.js";
import { checkJson, renderDiagnoses } from "./report.js";
import type { Diagnosis } from "./report.js";

export interface DoctorOptions extends CommonOptions {
  /** Id of the cluster, where it cannot be found. */
  readonly cluster?: string;
}

const targetsAtOnce = 4;

/** For one question, in milliseconds: shorter than a round's reads, since a person waits. */
const callMs = 15_000;

/** `doctor`: everything that must be true for the mirrors to work; changes nothing. @returns 0 unless a check fails */
export async function doctor(options: DoctorOptions, io: Io): Promise<number> {
  const mirrors = await loadMirrors(options);
  if (options.cluster !== undefined && mirrors.length > 1) {
    throw usage(
      "--cluster needs --mirror NAME where there are several mirrors",
      "Name the cluster's mirror.",
    );
  }
  const ports = await doctorPortsFor(options, io);
  const gathering = new Gathering(ports, {
    limits: { ...limitsOf(options), callMs },
    stop: io.stop,
    cluster: clusterOf(options.cluster),
  });
  const found = await mapAtMost(targetsAtOnce, groupByTarget(mirrors), (group) => gathering.of(group));
  if (io.stop.aborted) return 1;
  const findings = found.flat();
  const diagnoses = findings.map((seen): Diagnosis => ({ name: seen.mirror.name, checks: examine(seen) }));
  const ok = diagnoses.every(({ checks }) => checks.every(({ status }) => status !== "fail"));
  const identity = findings.map((seen) => seen.identity).find((seen) => !(seen instanceof SyncError)) ?? null;
  if (options.json === true) {
    const printed = diagnoses.map(({ name, checks }) => ({ name, checks: checks.map(checkJson) }));
    printJson({ ok, identity, mirrors: printed }, io);
  } else {
    io.stdout.write(renderDiagnoses(diagnoses, io.terminal?.columns ?? null, painter(io.stdout, io.env)));
  }
  return ok ? 0 : 1;
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
  return new SyncError({ code: "USAGE", whose: "config", message, remedy });
}
