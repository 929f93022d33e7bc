import manifest from "@aks-topology/sync-runtime/package.json" with { type: "json" };
import completions from "@aks-topology/sync-runtime/completions.json" with { type: "json" };
import { Argument, Command, CommanderError, Option } from "commander";
import { SyncError } from "../../domain/errors.js";
import { printable } from "../../domain/printable.js";
import type { DoctorOptions } from "./doctor/doctor.js";
import type { ExplainOptions } from "./explain.js";
import type { Io } from "./io.js";
import { exampleText } from "./examples.js";
import { host, port, positive, withCommonOptions } from "./options.js";
import { printError } from "./print.js";
import type { RetireOptions } from "./retire.js";
import type { ApplyOptions, PlanOptions } from "./run-once.js";
import { interruptedBy } from "./stop.js";
import type { ServeCommandOptions } from "./serve.js";
import type { WatchOptions } from "./watch.js";

/**
 * Runs one command. Only the command line is defined here: what a command needs is imported when it runs, so that help,
 * the version and a usage error load nothing else.
 * @returns its exit code: 0 done, 1 error, 2 changes (`--detailed-exitcode`), 3 held or conflicts
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const format = { json: args.includes("--json") };
  let exitCode = 0;
  const program = buildProgram(io, async (work) => {
    exitCode = await work();
  });
  if (format.json) program.configureOutput({ writeErr: () => undefined });
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      if (format.json || error.code !== HELP_WAS_SHOWN)
        printError(usage(error, commandOf(program, args)), format, io);
      return 1;
    }
    printError(SyncError.from(error), format, io);
    if (wantsStack(args) && error instanceof Error)
      io.stderr.write(`${printable(error.stack ?? "")}
`);
    return interruptedBy(io.stop) ?? 1;
  }
}

function wantsStack(args: readonly string[]): boolean {
  return args.some(
    (arg, at) => arg === "--log-level=debug" || (arg === "debug" && args[at - 1] === "--log-level"),
  );
}

const SHELLS = ["bash", "zsh", "fish"] as const;

/** Columns of help that no terminal shows. */
const HELP_WIDTH = 80;

type Start = (work: () => Promise<number>) => Promise<void>;

/** The commands as they are typed, of which nothing runs. */
export function commandLine(io: Omit<Io, "terminal">): Command {
  return buildProgram({ ...io, terminal: null }, () => Promise.resolve());
}

function buildProgram(io: Io, start: Start): Command {
  const program = new Command("route-sync")
    .description("Keeps route tables in step with the node routes that AKS writes.")
    .version(manifest.version, "--version", "print the version")
    .exitOverride()
    .configureHelp({
      subcommandTerm: (each) => `${each.name()} ${each.usage().replace(/^\[options\] ?/, "")}`.trim(),
    })
    .configureOutput({
      getOutHelpWidth: () => io.stdout.columns ?? HELP_WIDTH,
      writeOut: (text) => io.stdout.write(text),
      // Usage errors quote what was typed.
      writeErr: (text) => io.stderr.write(printable(text)),
      // Printed like every other error, by the command's end.
      outputError: () => undefined,
    });
  const interruptible = (work: () => Promise<number>): Promise<void> =>
    start(async () => {
      const exitCode = await work();
      return interruptedBy(io.stop) ?? exitCode;
    });
  const command = (name: string, description: string): Command =>
    program.command(name).description(description);

  command("plan", "show what would change")
    .option("--source-file <file>", "the source as `az network route-table show -o json` prints it")
    .option("--target-file <file>", "the target, likewise; with both files, Azure is not needed")
    .option("--detailed-exitcode", "exit with 2 when there are changes")
    .option("--json", "print one JSON document")
    .action((options: PlanOptions) =>
      interruptible(async () => (await import("./run-once.js")).plan(options, io)),
    );

  command("apply", "reconcile every mirror once")
    .option("--allow-empty", "allow an empty source to empty the target, this once; needs --mirror")
    .option("--allow-removals", "allow a large removal, this once; needs --mirror")
    .option("--json", "print one JSON document")
    .action((options: ApplyOptions) =>
      interruptible(async () => (await import("./run-once.js")).apply(options, io)),
    );

  command("retire", "remove the routes of a mirror whose cluster has left kubenet; needs --mirror")
    .option("--now", "do not wait 150 s for a second look at the source")
    .option("--json", "print one JSON document")
    .action((options: RetireOptions) =>
      interruptible(async () => (await import("./retire.js")).retire(options, io)),
    );

  command("serve", "answer alerts and sweep, for a container")
    .addOption(
      new Option("--port <number>", "port to listen on; 0 takes any free one").argParser(port).default(8080),
    )
    .addOption(
      new Option("--host <address>", "address to listen on; 0.0.0.0 in a container")
        .argParser(host)
        .default("127.0.0.1"),
    )
    .addOption(
      new Option("--sweep <seconds>", "between two looks at all mirrors").argParser(positive).default(300),
    )
    .action((options: ServeCommandOptions) =>
      start(async () => (await import("./serve.js")).serve(options, io)),
    );

  command("watch", "reconcile continuously, with a live table")
    .addOption(
      new Option("--interval <seconds>", "between two looks at all mirrors").argParser(positive).default(60),
    )
    .action((options: WatchOptions) => start(async () => (await import("./watch.js")).watch(options, io)));

  addDoctor(command("doctor", "check identity, permissions, tables, cluster and alerts"), (options) =>
    interruptible(async () => (await import("./doctor/doctor.js")).doctor(options, io)),
  );

  for (const each of program.commands) withCommonOptions(each);

  addTexts(program, io, start);
  for (const each of program.commands) each.addHelpText("after", exampleText(each.name()));
  return program;
}

/** Adds the commands that print texts, and need no configuration. */
function addTexts(program: Command, io: Io, start: Start): void {
  program
    .command("explain")
    .description("explain a code and its remedy; without a code, list all codes")
    .argument("[code]", "such as LARGE_REMOVAL")
    .option("--json", "print one JSON document")
    .action((code: string | undefined, options: ExplainOptions) =>
      start(async () => (await import("./explain.js")).explain(code, options, io)),
    );

  program
    .command("completion")
    .description("print the completion script of a shell, to load when the shell starts")
    .addArgument(new Argument("<shell>", SHELLS.join(", ")).choices(SHELLS))
    .action((shell: (typeof SHELLS)[number]) => {
      io.stdout.write(completions[shell]);
    });
}

function addDoctor(doctor: Command, run: (options: DoctorOptions) => Promise<void>): void {
  doctor
    .option("--cluster <id>", "the source's cluster, where it cannot be found; needs --mirror")
    .option("--exercise", "scale a pool up by one, wait for its route in both tables, scale back")
    .option("--pool <name>", "the pool to scale; default the first without autoscaler")
    .option("--yes", "do not ask before --exercise")
    .addOption(
      new Option("--route-timeout <seconds>", "how long --exercise waits for the route")
        .argParser(positive)
        .default(900),
    )
    .addOption(
      new Option("--scale-timeout <seconds>", "how long --exercise tries to scale back")
        .argParser(positive)
        .default(1200),
    )
    .option("--json", "print one JSON document")
    .action(run);
}

/** The code of a command line without a command, for which the help is shown. */
const HELP_WAS_SHOWN = "commander.help";

/** The words that begin with the program's name and call the help that a mistake needs. */
function commandOf(program: Command, [name]: readonly string[]): string {
  const known = program.commands.some((command) => command.name() === name);
  return [program.name(), ...(known && name !== undefined ? [name] : [])].join(" ");
}

function usage({ message }: CommanderError, command: string): SyncError {
  const [said = "", meant = ""] = message.replace(/^error: /, "").split("\n");
  const about = command.includes(" ") ? "for its options" : "for the commands";
  return new SyncError({
    code: "USAGE",
    fault: "config",
    // Quotes what was typed.
    message: printable(said),
    remedy: `${meant.replace(/^\((.*)\)$/, "$1")} Run \`${command} --help\` ${about}.`.trim(),
  });
}
