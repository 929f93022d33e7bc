import manifest from "@aks-topology/cli/package.json" with { type: "json" };
import { Command, CommanderError } from "commander";
import { exampleText } from "./command-examples.js";
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

/** The commands by what they are for, in the order in which the help lists them. */
const COMMANDS: readonly (readonly [group: string, commands: readonly AddCommand[]])[] = [
  ["From the file to Terraform:", [addInit, addCheck, addDiff, addSynth, addModule]],
  ["What it becomes:", [addPaths, addTrace, addDiagram, addView]],
  ["What runs already:", [addAdopt, addLock, addMigrate, addApprovePrivateLink]],
  ["The file and its messages:", [addExplain, addSchema, addFmt, addCompletion]],
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
      const report = usage(error, commandOf(program, args));
      if (json) printFailure(report, io);
      else if (error.code !== HELP_WAS_SHOWN) printError(report, io);
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
    .configureOutput({
      getOutHelpWidth: () => io.stdout.columns ?? HELP_WIDTH,
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(printable(text)),
      // Printed like every other error, by the command's end.
      outputError: () => undefined,
    });
  for (const [group, commands] of COMMANDS) {
    program.commandsGroup(group);
    for (const add of commands) add(program, context);
  }
  program.helpCommand("help [command]", "display help for a command");
  for (const command of program.commands)
    command.addHelpText("after", exampleText(program.name(), command.name()));
  return program;
}

/** The code of a command line without a command, for which the help is shown. */
const HELP_WAS_SHOWN = "commander.help";

/** The words that begin with the program's name and call the help that a mistake needs. */
function commandOf(program: Command, [name]: readonly string[]): string {
  const known = program.commands.some((command) => command.name() === name);
  return [program.name(), ...(known && name !== undefined ? [name] : [])].join(" ");
}

function usage({ message }: CommanderError, command: string): ErrorReport {
  const [said = "", meant = ""] = message.replace(/^error: /, "").split("\n");
  const text = said.charAt(0).toUpperCase() + said.slice(1);
  return {
    code: "USAGE",
    message: text.endsWith(".") ? text : `${text}.`,
    remedy:
      `${meant.replace(/^\((.*)\)$/, "$1")} Run \`${command} --help\` ${command.includes(" ") ? "for its options" : "for the commands"}.`.trim(),
  };
}

function printFailure(error: ErrorReport, io: Io): void {
  printJson({ ok: false, problems: [], error }, io);
}
