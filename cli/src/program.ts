import manifest from "@aks-topology/cli/package.json" with { type: "json" };
import { Command, CommanderError } from "commander";
import type { AddCommand, CommandContext } from "./command.js";
import { addAdopt } from "./commands/adopt.js";
import { addApprovePrivateLink } from "./commands/approve-private-link.js";
import { addCheck } from "./commands/check.js";
import { addCompletion } from "./commands/completion.js";
import { addDiagram } from "./commands/diagram.js";
import { addDiff } from "./commands/diff.js";
import { addExplain } from "./commands/explain.js";
import { addFmt } from "./commands/fmt.js";
import { addInit } from "./commands/init.js";
import { addLock } from "./commands/lock.js";
import { addMigrate } from "./commands/migrate.js";
import { addModule } from "./commands/module.js";
import { addPaths } from "./commands/paths.js";
import { addSchema } from "./commands/schema.js";
import { addSynth } from "./commands/synth.js";
import { addTrace } from "./commands/trace.js";
import { addView } from "./commands/view.js";
import { describeError, wantsStack, type ErrorReport } from "./errors.js";
import type { Io } from "./io.js";
import { printError, printJson } from "./print.js";
import { printable } from "./printable.js";

/** The commands, in the order in which the help lists them. */
const COMMANDS: readonly AddCommand[] = [
  addInit,
  addCheck,
  addSynth,
  addDiff,
  addTrace,
  addPaths,
  addDiagram,
  addView,
  addModule,
  addLock,
  addMigrate,
  addAdopt,
  addApprovePrivateLink,
  addExplain,
  addSchema,
  addFmt,
  addCompletion,
];

/** Runs one command. @returns its exit code: 0 done, 1 an error */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const json = wantsJson(args);
  let exitCode = 0;
  const program = buildProgram({
    io,
    end: (code) => {
      exitCode = code;
    },
  });
  if (json) program.configureOutput({ writeErr: () => undefined });
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      if (json) printFailure(usage(error), io);
      return 1;
    }
    if (json) printFailure(describeError(error), io);
    else printError(describeError(error), io);
    if (wantsStack(args, io.env) && error instanceof Error)
      io.stderr.write(`${printable(error.stack ?? "")}\n`);
    return 1;
  }
}

/** `--json`, or `--output json` of the commands that have several formats. */
function wantsJson(args: readonly string[]): boolean {
  return (
    args.includes("--json") ||
    args.some((arg, index) => arg === "--output=json" || (arg === "--output" && args[index + 1] === "json"))
  );
}

/** Columns of help that no terminal shows. */
const HELP_WIDTH = 80;

/** Descriptions keep to a column of their own on narrow terminals, too: each command says its options itself. */
const HELP = {
  minWidthToWrap: 20,
  subcommandTerm: (command: Command) =>
    `${command.name()} ${command.usage().replace(/^\[options\] ?/, "")}`.trim(),
};

function buildProgram(context: CommandContext): Command {
  const { io } = context;
  const program = new Command("aks-topology")
    .description("Hub-and-spoke networks for Azure Kubernetes Service, from one platform file to Terraform.")
    .version(manifest.version, "--version", "print the version")
    .option("--debug", "show where an error was thrown")
    .exitOverride()
    .configureHelp(HELP)
    .showHelpAfterError("(add --help for the options)")
    .configureOutput({
      getOutHelpWidth: () => io.stdout.columns ?? HELP_WIDTH,
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(printable(text)),
    });
  for (const add of COMMANDS) add(program, context);
  return program;
}

function usage({ message }: CommanderError): ErrorReport {
  return {
    code: "USAGE",
    message: message.replace(/^error: /, ""),
    remedy: "Run `aks-topology --help` for the commands and options.",
  };
}

function printFailure(error: ErrorReport, io: Io): void {
  printJson({ ok: false, problems: [], error }, io);
}
