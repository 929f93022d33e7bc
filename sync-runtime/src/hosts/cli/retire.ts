import { NO_PERMISSIONS, type Permissions } from "../../domain/decide.js";
import { exitCodeOf, type MirrorReport } from "../../domain/describe.js";
import { SyncError } from "../../domain/errors.js";
import { groupByTarget, type TargetGroup } from "../../domain/mirror.js";
import { printable } from "../../domain/printable.js";
import { awaitsConfirmation, CONFIRMATION_DELAY_MS } from "../../domain/policy.js";
import { sleepUnlessAborted } from "../../ports/clock.js";
import type { Ports } from "../../ports/ports.js";
import { reconcile } from "../../reconcile.js";
import { MemoryConfirmations } from "../memory-confirmations.js";
import type { Io } from "./io.js";
import { loadMirrors } from "./inputs.js";
import { limitsOf, type CommonOptions } from "./options.js";
import { portsFor, quietestOf } from "./ports.js";
import { printReports } from "./reports.js";

export interface RetireOptions extends CommonOptions {
  /** Do not wait for a second reading. @default false */
  readonly now?: boolean;
}

/** Later than the delay by this much, so that the second reading does not come a moment too early, in milliseconds. */
const MARGIN_MS = 1_000;

/**
 * `retire`: removes the mirrored routes of one mirror whose source has no node route any more, whatever the configuration
 * has as its policy. Lists first what goes, and looks at the source again after 150 s, unless that is not to be waited for.
 */
export async function retire(options: RetireOptions, io: Io): Promise<number> {
  if (options.mirror === undefined) throw mirrorRequired();
  const [group] = groupByTarget(await loadMirrors(options)).map(retiring);
  if (group === undefined) throw mirrorRequired();
  const ports = {
    ...(await portsFor(options, io, quietestOf(io))),
    confirmations: new MemoryConfirmations(io.clock),
  };
  const round = async (permissions: Partial<Permissions>, dryRun: boolean): Promise<MirrorReport[]> => {
    const request = { group, limits: limitsOf(options), stop: io.stop, dryRun };
    const given = { ...NO_PERMISSIONS, ...permissions, retireOnly: true };
    return [...(await reconcile({ ...request, permissions: given }, ports)).mirrors];
  };
  const reports = await (options.now === true ? atOnce(round, io) : confirmed(round, ports, io));
  printReports(reports, options, io);
  return exitCodeOf(reports, false);
}

type Round = (permissions: Partial<Permissions>, dryRun: boolean) => Promise<MirrorReport[]>;

async function atOnce(round: Round, io: Io): Promise<MirrorReport[]> {
  const planned = await round({ allowEmpty: true }, true);
  if (planned.every(({ outcome }) => outcome !== "changes")) return planned;
  list(planned, io);
  return round({ allowEmpty: true }, false);
}

/** Two readings, between which the process waits. */
async function confirmed(round: Round, { clock }: Ports, io: Io): Promise<MirrorReport[]> {
  const first = await round({}, false);
  if (!first.some(({ held }) => held !== null && awaitsConfirmation(held))) return first;
  list(first, io);
  const seconds = CONFIRMATION_DELAY_MS / 1000;
  io.stderr.write(
    `Looking again in ${seconds} s, since a table that AKS writes again is empty at first, too.\n`,
  );
  return (await sleepUnlessAborted(clock, CONFIRMATION_DELAY_MS + MARGIN_MS, io.stop))
    ? round({}, false)
    : first;
}

/** Goes to standard error, since standard output has the report. */
function list(reports: readonly MirrorReport[], io: Io): void {
  for (const { name, remove } of reports) {
    const lines = [
      `The source of ${name} has no node route. Mirrored routes to remove: ${remove.length}.`,
      ...remove.map((route) => `  - ${route.name}  ${route.addressPrefix}`),
    ];
    io.stderr.write(lines.map((line) => `${printable(line)}\n`).join(""));
  }
}

function retiring({ target, mirrors }: TargetGroup): TargetGroup {
  return { target, mirrors: mirrors.map((mirror) => ({ ...mirror, policy: "retire" })) };
}

function mirrorRequired(): SyncError {
  return new SyncError({
    code: "USAGE",
    fault: "config",
    message: "retire needs --mirror NAME",
    remedy: "Say which mirror's routes to remove.",
  });
}
