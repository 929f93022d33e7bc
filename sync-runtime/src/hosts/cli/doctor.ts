import type { SyncError } from "../../domain/errors.js";
import { groupByTarget } from "../../domain/mirror.js";
import type { TargetGroup } from "../../domain/mirror.js";
import { Effort } from "../../effort.js";
import type { Access, Grant } from "../../ports/access.js";
import type { Ports } from "../../ports/ports.js";
import { Meter } from "../../ports/route-tables.js";
import { Meters, readAll } from "../../read.js";
import { mapAtMost } from "../pool.js";
import { examine } from "./doctor-checks.js";
import type { Check } from "./doctor-checks.js";
import { loadMirrors } from "./inputs.js";
import type { Io } from "./io.js";
import { limitsOf } from "./options.js";
import type { CommonOptions } from "./options.js";
import { painter } from "./paint.js";
import { portsFor } from "./ports.js";
import { printJson } from "./print.js";

interface Diagnosis {
  readonly name: string;
  readonly checks: readonly Check[];
}

/** `doctor`: everything that must be true for the mirrors to work; reads, and writes nothing. */
export async function doctor(options: CommonOptions, io: Io): Promise<number> {
  const mirrors = await loadMirrors(options);
  const ports = await portsFor(options, io, "warn");
  const found = await mapAtMost(4, groupByTarget(mirrors), (group) =>
    diagnose(group, options, ports, io.stop),
  );
  const diagnoses = found.flat();
  const ok = diagnoses.every(({ checks }) => checks.every(({ status }) => status !== "fail"));
  if (options.json === true) printJson({ ok, mirrors: diagnoses }, io);
  else print(diagnoses, io);
  return ok ? 0 : 1;
}

async function diagnose(
  group: TargetGroup,
  options: CommonOptions,
  ports: Ports & { readonly tables: Access },
  stop: AbortSignal,
): Promise<Diagnosis[]> {
  const effort = new Effort(ports.clock, ports.random, limitsOf(options), stop);
  const { target, candidates } = await readAll(group, effort, new Meters(), ports);
  const { subscription } = group.target.group;
  const ask = (scope: string): Promise<readonly Grant[] | SyncError> =>
    effort.read(`the permissions on ${scope}`, effort.deadline, (signal) =>
      ports.tables.grants(scope, subscription, { meter: new Meter(), signal }),
    );
  const [onTarget, onSubscription] = await Promise.all([
    ask(group.target.toString()),
    ask(`/subscriptions/${subscription}`),
  ]);
  return candidates.map(({ mirror, source }) => ({
    name: mirror.name,
    checks: examine({ mirror, source, target, onTarget, onSubscription }),
  }));
}

const marks = { pass: ["green", "pass"], fail: ["red", "FAIL"], skipped: ["dim", "skip"] } as const;

function print(diagnoses: readonly Diagnosis[], io: Io): void {
  const paint = painter(io.stdout, io.env);
  for (const { name, checks } of diagnoses) {
    io.stdout.write(`${paint("bold", name)}\n`);
    for (const { check, status, message, remedy } of checks) {
      const [style, word] = marks[status];
      io.stdout.write(`  ${paint(style, word)}  ${check.padEnd(30)}  ${message}\n`);
      if (remedy !== null) io.stdout.write(`        ${remedy}\n`);
    }
  }
}
