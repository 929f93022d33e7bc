import type { MigrationPhase, MigrationPlan } from "@aks-topology/platform";
import { createTwoFilesPatch } from "diff";
import { renderEffects } from "./changes.js";
import type { Io } from "./io.js";
import { painter, type Paint } from "./paint.js";
import { printable } from "./printable.js";
import { hung } from "./wrap.js";

type Check = MigrationPlan["preflight"][number];

const STATUS: Readonly<Record<Check["status"], Parameters<Paint>[0]>> = {
  pass: "green",
  phase: "cyan",
  warn: "yellow",
  fail: "red",
};

const STATE: Readonly<Record<MigrationPhase["state"], string>> = {
  done: "nothing to do",
  next: "next",
  later: "later",
};

/** The edits of a phase as a unified diff, as `patch` and `git apply` take it; empty where there are none. */
export function fileDiff(file: string, { before, after }: MigrationPhase["text"]): string {
  if (before === after) return "";
  return createTwoFilesPatch(file, file, before, after, undefined, undefined, { context: 2 });
}

/** What a plan is of. */
interface Scope {
  readonly file: string;
  /** The clusters of `--cluster`; none for all of them. */
  readonly chosen: readonly string[];
}

interface Shown extends Scope {
  readonly withPreflight: boolean;
}

/** Prints a plan as text: what must hold first, then the phases. */
export function printPlan(plan: MigrationPlan, { file, chosen, withPreflight }: Shown, io: Io): void {
  const paint = painter(io.stdout, io.env);
  const parts = [
    ...(withPreflight
      ? plan.clusters.map((cluster) => preflightText(cluster, plan.preflight, io, paint))
      : []),
    ...plan.phases.map((phase) => phaseText(phase, { file, chosen }, io, paint)),
  ];
  io.stdout.write(parts.filter((part) => part !== "").join("\n"));
}

function preflightText(cluster: string, checks: readonly Check[], { stdout }: Io, paint: Paint): string {
  const lines = checks
    .filter((check) => check.cluster === cluster)
    .flatMap(({ check, status, message, hint }) => [
      `  ${paint(STATUS[status], status.padEnd(5))} ${hung(`${check}: ${printable(message)}`, 8, stdout)}`,
      ...(hint === null ? [] : [`        ${paint("dim", hung(printable(hint), 8, stdout))}`]),
    ]);
  return lines.length === 0 ? "" : `${paint("bold", `Preflight of ${cluster}`)}\n${lines.join("\n")}\n`;
}

function phaseText(phase: MigrationPhase, scope: Scope, io: Io, paint: Paint): string {
  const head = `${paint("bold", `Phase ${phase.phase}, ${phase.name}: ${phase.title}`)}  ${STATE[phase.state]}\n`;
  if (phase.state === "done") return head;
  const listed = (title: string, lines: readonly string[]): string =>
    lines.length === 0 ? "" : `\n  ${title}\n${lines.map((line) => `    ${line}\n`).join("")}`;
  return [
    head,
    `  ${hung(phase.explanation, 2, io.stdout)}\n`,
    `  ${hung(`Pods: ${phase.pods}.`, 2, io.stdout)}\n`,
    `  ${phase.wayBack === null ? paint("red", "There is no way back.") : hung(`Way back: ${phase.wayBack}`, 2, io.stdout)}\n`,
    listed("Edit", fileDiff(scope.file, phase.text).trimEnd().split("\n").slice(1)),
    listed(
      "Terraform",
      renderEffects({ changes: phase.changes, manifests: [] }, io.stdout, io).trimEnd().split("\n"),
    ),
    listed("Commands", commandsOf(phase, scope)),
    listed("Verify", phase.verify),
  ].join("");
}

/** What applies a phase, in order. */
export function commandsOf({ phase, before, stacks }: MigrationPhase, { file, chosen }: Scope): string[] {
  const clusters = chosen.length === 0 ? "" : ` --cluster ${chosen.join(" ")}`;
  return [
    ...before,
    `npx aks-topology migrate ${file} --to azure-cni-overlay${clusters} --phase ${phase} --write`,
    `npx aks-topology synth ${file}`,
    ...stacks.map((stack) => `terraform -chdir=cdktf.out/stacks/${stack} apply`),
  ];
}
