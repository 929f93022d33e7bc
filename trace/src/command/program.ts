import manifest from "@aks-topology/trace/package.json" with { type: "json" };
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { answer, OUTPUTS, type Options, type Output } from "./answer.js";
import { UsageError } from "./failure.js";
import type { Io } from "./io.js";
import { reportFailure } from "./report.js";

/** Runs the command. @returns its exit code: 0 delivered both ways, 3 not, 1 an error */
export function run(args: readonly string[], io: Io): number {
  let exitCode = 0;
  const program = build(io, (paths, options) => {
    exitCode = answer(paths, options, io);
  });
  try {
    program.parse(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const thrown = error instanceof CommanderError ? new UsageError(sentenceOf(error)) : error;
    reportFailure(thrown, { output: outputOf(args), artifact: args[0] ?? "" }, io);
    if (args.includes("--debug") && error instanceof Error) io.stderr.write(`${error.stack ?? ""}\n`);
    return 1;
  }
}

/** What commander says, as a sentence. */
function sentenceOf({ message }: CommanderError): string {
  const text = message.replace(/^error: ([a-z]?)/, (_, first: string) => first.toUpperCase());
  return /[.)]$/.test(text) ? text.replace(/\n\((.*)\)$/, ". $1") : `${text}.`;
}

/** The format that is asked for, also where the command line has a mistake elsewhere. */
function outputOf(args: readonly string[]): Output {
  const [given] = args.flatMap((arg, index) =>
    arg === "--output" ? (args[index + 1] ?? []) : arg.startsWith("--output=") ? arg.slice(9) : [],
  );
  return args.includes("--json") ? "json" : (OUTPUTS.find((output) => output === given) ?? "text");
}

function build(io: Io, act: (paths: readonly string[], options: Options) => void): Command {
  return new Command("aks-topology-trace")
    .description(
      "Where a packet goes in an Azure network that Terraform describes, by a model and without Azure.",
    )
    .version(manifest.version, "--version", "print the version")
    .argument(
      "<files...>",
      "what `terraform show -json` writes of plans or states, or *.tf.json files and their folders",
    )
    .requiredOption(
      "--from <endpoint>",
      "the client: a Terraform address, an IP address, internet, on-premises",
    )
    .requiredOption("--to <endpoint>", "the server: as --from, or a host name")
    .addOption(new Option("--port <number>", "the server's port").argParser(portOf).default(443))
    .addOption(new Option("--protocol <name>").choices(["tcp", "udp", "icmp"]).default("tcp"))
    .addOption(
      new Option("--mirror <state>", "whether a gateway's route table holds the node routes of kubenet")
        .choices(["in-step", "empty"])
        .default("in-step"),
    )
    .addOption(new Option("--output <format>").choices(OUTPUTS).default("text"))
    .addOption(new Option("--json", "short for --output json").implies({ output: "json" }))
    .option(
      "--artifact <file>",
      "the file at which SARIF places the result (default: the first of the files)",
    )
    .option("--explain", "show the routes and rules that lost, and why")
    .option("--debug", "show where an error was thrown")
    .addHelpText(
      "after",
      `
Of a cluster, ADDRESS/node, ADDRESS/node/POOL, ADDRESS/pod and ADDRESS/api name
its parts. Exit codes: 0 delivered both ways, 3 not delivered or unknown, 1 an
error.

Examples:
  # In a plan: terraform show -json plan.out > plan.json
  aks-topology-trace plan.json --from 10.1.0.4 --to 10.2.0.4 --port 5432

  # In all stacks below a folder, with the rules that lost
  aks-topology-trace stacks --from azurerm_kubernetes_cluster.main/pod \\
    --to internet --explain`,
    )
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: () => undefined })
    .action(act);
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535)
    throw new InvalidArgumentError("A port is a number from 1 to 65535.");
  return port;
}
