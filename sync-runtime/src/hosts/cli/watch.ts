import { createLogUpdate } from "log-update";
import type { MirrorReport } from "../../domain/describe.js";
import { SyncError } from "../../domain/errors.js";
import { Board, type BoardRow } from "../board.js";
import { Engine } from "../engine.js";
import { resolvingCommand } from "../resolution.js";
import type { Io } from "./io.js";
import { limitsOf, type CommonOptions } from "./options.js";
import { painter } from "./paint.js";
import { portsFor } from "./ports.js";
import { ConfigFile } from "./config-file.js";
import { printError, sentence } from "./print.js";
import { OUTCOME_COLOURS, plainTable } from "./reports.js";
import { wordWrap } from "./wrap.js";

export interface WatchOptions extends CommonOptions {
  /** Seconds. */
  readonly interval: number;
}

/** `watch`: reconciles for ever; on a terminal a table that is kept up to date, else one line a round. */
export async function watch(options: WatchOptions, io: Io): Promise<number> {
  const file = new ConfigFile(options, io);
  io.onStray((reason) => {
    printError(SyncError.from(reason), {}, io);
  });
  const mirrors = await file.load();
  const ports = await portsFor(options, io, "silent");
  const engine = new Engine({ mirrors, ports, limits: limitsOf(options) });
  const board = new Board();
  let shown = mirrors;
  const view = liveView(options.config, io);
  engine.onRound((round) => {
    board.note(round, io.clock.now());
    view.show(board.rowsOf(shown), round.mirrors);
  });
  engine.sweepEvery(options.interval * 1000);
  await file.follow({
    changed: (changed) => {
      shown = changed;
      engine.configure(changed);
      engine.sweep();
    },
    bad: (error) => {
      printError(error, {}, io);
    },
  });
  await engine.stop();
  view.end();
  return 0;
}

interface View {
  show(all: readonly BoardRow[], latest: readonly MirrorReport[]): void;
  end(): void;
}

function liveView(config: string, io: Io): View {
  const { stdout, terminal } = io;
  if (terminal === null) {
    return {
      show: (_, latest) => {
        for (const report of latest)
          stdout.write(`${new Date(io.clock.now()).toISOString()}  ${lineOf(report)}\n`);
      },
      end: () => undefined,
    };
  }
  const update = createLogUpdate(terminal);
  return {
    show: (all) => {
      update(screenOf(all, config, io, terminal.columns));
    },
    end: () => {
      update.done();
    },
  };
}

function lineOf({ name, outcome, add, update, remove, held, error }: MirrorReport): string {
  const why = held?.message ?? error?.message ?? "";
  return `${name}  ${outcome}  +${add.length} ~${update.length} -${remove.length}  ${why}`.trimEnd();
}

const INDENT = "   ";

/** What a terminal shows: the mirrors as a table, and below it what holds or fails them. */
export function screenOf(
  rows: readonly BoardRow[],
  config: string,
  io: Pick<Io, "stdout" | "env">,
  columns: number | undefined,
): string {
  return [tableOf(rows, io), ...resolutionsOf(rows, config, columns)].join("\n");
}

/** What holds or fails each mirror, and what resolves it, below the table. */
function resolutionsOf(rows: readonly BoardRow[], config: string, columns: number | undefined): string[] {
  const width = columns === undefined ? null : columns - INDENT.length;
  return rows.flatMap(({ report }) => {
    const { name, held, error } = report;
    const [code, message] = [held?.guard ?? error?.code, held?.message ?? error?.message];
    if (code === undefined || message === undefined) return [];
    const remedy = resolvingCommand(report, config) ?? error?.remedy;
    const lines = wordWrap(`${name}  ${code}  ${sentence(message)}`, width);
    // A command stays on one line, to be copied.
    const below = held === null ? wordWrap(remedy ?? "", width) : remedy === undefined ? [] : [remedy];
    return ["", ...[...lines, ...below].map((line) => `${INDENT}${line}`)];
  });
}

function tableOf(rows: readonly BoardRow[], io: Pick<Io, "stdout" | "env">): string {
  const paint = painter(io.stdout, io.env);
  const table = plainTable();
  const time = (at: number | null): string => (at === null ? "-" : new Date(at).toISOString().slice(11, 19));
  table.push(["", ...["mirror", "outcome", "looked", "changed", "routes"].map((head) => paint("dim", head))]);
  for (const { report, at, changedAt } of rows) {
    const { name, outcome, add, update, remove } = report;
    const routes = `+${add.length} ~${update.length} -${remove.length}`;
    table.push(["", name, paint(OUTCOME_COLOURS[outcome], outcome), time(at), time(changedAt), routes]);
  }
  return table.toString().replaceAll(/ +$/gm, "");
}
