import { UsageError } from "./errors.js";
import type { Io, Sink } from "./io.js";
import { refuseInManifest } from "./refused-manifest.js";

/** The folder where CDKTF expects the stacks of its app. */
export function cdktfOutDir({ env }: Pick<Io, "env">): string {
  if (writesHcl({ env })) {
    throw new UsageError("Stacks are written as JSON only; --hcl is not supported.", "Remove --hcl.");
  }
  return env["CDKTF_OUTDIR"] ?? "cdktf.out";
}

function writesHcl({ env }: Pick<Io, "env">): boolean {
  return env["SYNTH_HCL_OUTPUT"] === "true";
}

/** Without a backend CDKTF keeps Terraform's state where its next synth may delete it, so the command warns. */
export function warnAboutState(file: string, stacks: readonly { name: string }[], sink: Sink): void {
  const folders = stacks.map(({ name }) => `cdktf.out/stacks/${name}`).join(", ");
  sink.write(
    `${file} has no backend: a deploy would keep its state in ${folders}, where a later synth may delete it.\n` +
      "    Add one first, such as backend: { type: azurerm, … } or backend: { type: local }.\n",
  );
}

/** Set by the command of CDKTF, which shows the errors in a program's manifest. */
const ERRORS_IN_MANIFEST = "CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS";

/**
 * Runs a program of CDKTF such that the command of CDKTF prints its output once and warnings as such. The command logs
 * standard error as errors, and prints all output of a program that fails again; a program that ends with 0 fails by an
 * error in its manifest instead (`@cdktf/cli-core`, `synth-stack.ts` and `synth.ts`).
 * @returns the exit code of the process
 */
export async function withinCdktf(io: Io, program: (io: Io) => Promise<number>): Promise<number> {
  if (io.env[ERRORS_IN_MANIFEST] !== "true" || writesHcl(io)) return program(io);
  // The command ends each piece of output with a line of its own.
  const pieces: string[] = [];
  const all: Sink = { write: (text) => pieces.push(text) };
  const code = await program({ ...io, stdout: all, stderr: all });
  io.stdout.write(pieces.join("").trimEnd());
  if (code !== 0) refuseInManifest(cdktfOutDir(io));
  return 0;
}
