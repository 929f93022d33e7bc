import { painter, type Io, type Paint } from "@aks-topology/cli";
import type { WrittenStack } from "@aks-topology/platform";
import type { Foreign } from "./checker.js";
import type { StepReport } from "./run.js";
import { rowsOf, type Row } from "./side-by-side.js";
import type { Step } from "./story.js";
import { columns } from "./columns.js";
import type { World } from "./world.js";

/** Prints the demonstration as text. */
export class Show {
  readonly #io: Pick<Io, "stdout">;
  readonly #paint: Paint;
  readonly #seen = new Map<string, readonly Row[]>();
  #steps = 0;

  constructor(io: Pick<Io, "stdout" | "env">) {
    this.#io = io;
    this.#paint = painter(io.stdout, io.env);
  }

  /** The synthesized stacks, and the connections between the parts. */
  opening(platform: string, stacks: readonly WrittenStack[], world: World, url: string): void {
    const paint = this.#paint;
    const arrow = paint("dim", "→");
    this.#write(`${paint("bold", platform)}\n`);
    for (const { file, resources } of stacks)
      this.#write(`  terraform  ${resources} resources ${arrow} ${file}\n`);
    for (const { name, source, target } of world.mirrors)
      this.#write(`  mirror     ${name}: ${last(source)} ${arrow} ${last(target)}\n`);
    for (const alert of new Set(world.alertUrls())) {
      const { hostname, pathname } = new URL(alert);
      this.#write(`  alerts     ${hostname}${pathname} ${arrow} the runtime here, ${url}\n`);
    }
    this.#write(paint("dim", "  Azure's minutes are milliseconds here.\n"));
    this.#write("\n");
  }

  /** One step: the event, both tables side by side, and the calls and time it took. */
  step(step: Step, report: StepReport, world: World, foreign: Foreign): void {
    const paint = this.#paint;
    this.#steps += 1;
    this.#write(
      `${paint("cyan", `${this.#steps}`)} ${paint("bold", step.name)}  ${paint("dim", step.words)}\n`,
    );
    for (const mirror of world.mirrors) {
      const rows = rowsOf(mirror, (id) => world.simulator.stored(id), foreign);
      const drawn = this.#table(rows, this.#seen.get(mirror.name) ?? []);
      const title = world.mirrors.length > 1 ? `  ${paint("dim", mirror.name)}\n` : "";
      this.#write(`${title}${drawn}\n`);
      this.#seen.set(mirror.name, rows);
    }
    const { reads, writes, polls } = report.arm;
    const calls = [count(reads, "read"), count(writes, "write"), count(polls, "poll")].join(", ");
    this.#write(
      `  ${this.#verdict(report.inStep, "in step", "not in step")}   ` +
        `${this.#verdict(report.foreignRoutesUntouched, "own route untouched", "own route touched")}   ` +
        `${paint("dim", `${calls}, ${report.durationMs} ms`)}\n\n`,
    );
  }

  closing(reports: readonly StepReport[], totalMs: number): void {
    const failed = reports.filter((report) => !report.inStep || !report.foreignRoutesUntouched);
    const writes = reports.reduce((sum, { arm }) => sum + arm.writes, 0);
    const done = `${reports.length} steps, all in step: ${count(writes, "write")} by the runtime, ${(totalMs / 1000).toFixed(1)} s`;
    const missed = `not in step after: ${failed.map(({ name }) => name).join("; ")}`;
    this.#write(`${this.#verdict(failed.length === 0, done, missed)}\n`);
    this.#write(
      this.#paint(
        "dim",
        "Your own platform: npx aks-topology init platform.yaml, npm start -- --config platform.yaml\n",
      ),
    );
  }

  nothingToShow(platform: string): void {
    this.#write(
      `${platform} has no mirror: no gateway needs the node routes of a cluster. Nothing to keep in step.\n`,
    );
  }

  #verdict(good: boolean, yes: string, no: string): string {
    return good ? this.#paint("green", `✓ ${yes}`) : this.#paint("red", `✗ ${no}`);
  }

  #table(rows: readonly Row[], before: readonly Row[]): string {
    const paint = this.#paint;
    const gone = before.filter(({ name }) => !rows.some((row) => row.name === name));
    const head = ["", "route", "AKS's table", "", "gateway's table"].map((text) => paint("dim", text));
    const lines = rows.map((row) => this.#row(row, before));
    const left = gone.map(({ name }) => [paint("red", "-"), paint("dim", name), "", "", ""]);
    return columns([head, ...lines, ...left]);
  }

  #row(row: Row, before: readonly Row[]): string[] {
    const paint = this.#paint;
    const known = before.find(({ name }) => name === row.name);
    const { name, source, target } = row;
    switch (row.kind) {
      case "default":
        return ["", name, source, "", paint("dim", "not mirrored")];
      case "own":
        return ["", name, paint("dim", "added by hand"), "", target];
      case "node": {
        const sign = known === undefined ? paint("green", "+") : paint("yellow", "~");
        const changed = known?.source !== source;
        const equal = source === target ? paint("green", "=") : paint("red", "≠");
        return [changed ? sign : "", name, source, equal, target];
      }
    }
  }

  #write(text: string): void {
    this.#io.stdout.write(text);
  }
}

function last(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? "" : "s"}`;
}
