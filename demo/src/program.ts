import {
  countProblems,
  defaultPlatformFile,
  printError,
  printJson,
  printProblems,
  describeError,
  wantsStack,
  type Io,
} from "@aks-topology/cli";
import { loadPlatform, synthesize, type PlatformProblem, type WrittenStack } from "@aks-topology/platform";
import manifest from "@aks-topology/demo/package.json" with { type: "json" };
import { Command, CommanderError } from "commander";
import { existingMirrorsOf } from "./existing.js";
import { runStory, type StepReport } from "./run.js";
import { Show } from "./show.js";
import { World, type WorldOptions } from "./world.js";

interface Options {
  readonly config?: string;
  readonly out: string;
  readonly json?: true;
}

/** Runs the demonstration. @returns its exit code: 0 only when every step ended in step */
export async function run(
  args: readonly string[],
  io: Io,
  { between }: Pick<WorldOptions, "between"> = {},
): Promise<number> {
  let exitCode = 1;
  const json = args.includes("--json");
  const program = new Command("npm start --")
    .description(
      "The main job on the embedded simulator: a platform file, its Terraform, and two tables kept in step.",
    )
    .version(manifest.version, "--version", "print the version")
    .option("--config <file>", "platform file (default: as `aks-topology synth` chooses it)")
    .option("--out <dir>", "folder to write Terraform to", "cdktf.out")
    .option("--json", "print one JSON document")
    .option("--debug", "show where an error was thrown")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
    })
    .action(async (options: Options) => {
      exitCode = await demonstrate(options, io, between);
    });
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      if (json) printJson(document({ error: { code: "USAGE", message: error.message } }), io);
      return 1;
    }
    printError(describeError(error), io);
    if (json) printJson(document({ error: describeError(error) }), io);
    if (wantsStack(args, io.env) && error instanceof Error) io.stderr.write(`${error.stack ?? ""}\n`);
    return 1;
  }
}

async function demonstrate(options: Options, io: Io, between: WorldOptions["between"]): Promise<number> {
  const started = performance.now();
  const file = options.config ?? defaultPlatformFile(io);
  const loading = loadPlatform(file);
  const { problems, stacks } = loading.ok
    ? synthesize(loading.loaded, options.out)
    : { problems: loading.problems, stacks: [] };
  if (!loading.ok || stacks.length === 0) {
    printProblems(problems, io.stderr, io);
    if (options.json) printJson(document({ problems }), io);
    return 1;
  }
  if (problems.length > 0)
    io.stderr.write(
      `${countProblems(problems)} in the file, shown by: npx aks-topology check --quiet ${file}\n`,
    );
  const platform = loading.loaded.platform.name;
  const show = options.json ? undefined : new Show(io);
  const world = new World({ stacks, existing: existingMirrorsOf(loading.loaded.platform), between });
  const steps = await tellStory(world, platform, stacks, show);
  if (steps.length === 0) show?.nothingToShow(platform);
  else show?.closing(steps, performance.now() - started);
  const inStep = steps.every((step) => step.inStep && step.foreignRoutesUntouched);
  if (options.json)
    printJson(document({ platform, terraform: { outDir: options.out, stacks }, steps, inStep }), io);
  return inStep ? 0 : 1;
}

async function tellStory(
  world: World,
  platform: string,
  stacks: readonly WrittenStack[],
  show: Show | undefined,
): Promise<readonly StepReport[]> {
  if (world.mirrors.length === 0) return [];
  const url = await world.start();
  try {
    show?.opening(platform, stacks, world, url);
    const foreign = world.addOwnRoutes();
    return await runStory(world, foreign, (step, report) => show?.step(step, report, world, foreign));
  } finally {
    await world.close();
  }
}

/** The one document of `--json`: it has all keys, whatever happened. */
function document(known: {
  readonly platform?: string;
  readonly terraform?: { readonly outDir: string; readonly stacks: readonly WrittenStack[] };
  readonly steps?: readonly StepReport[];
  readonly inStep?: boolean;
  readonly problems?: readonly PlatformProblem[];
  readonly error?: object;
}): object {
  return { platform: null, terraform: null, steps: [], inStep: false, ...known };
}
