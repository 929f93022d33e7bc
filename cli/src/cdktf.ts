import { UsageError } from "./errors.js";
import type { Io, Sink } from "./io.js";

/** The folder where CDKTF expects the stacks of its app. */
export function cdktfOutDir({ env }: Pick<Io, "env">): string {
  if (env["SYNTH_HCL_OUTPUT"] === "true") {
    throw new UsageError("Stacks are written as JSON only; --hcl is not supported.", "Remove --hcl.");
  }
  return env["CDKTF_OUTDIR"] ?? "cdktf.out";
}

/** Without a backend CDKTF keeps Terraform's state where its next synth may delete it, so the command warns. */
export function warnAboutState(file: string, stacks: readonly { name: string }[], sink: Sink): void {
  const folders = stacks.map(({ name }) => `cdktf.out/stacks/${name}`).join(", ");
  sink.write(
    `${file} has no backend: a deploy would keep its state in ${folders}, where a later synth may delete it.\n` +
      "    Add one first, such as backend: { type: azurerm, … } or backend: { type: local }.\n",
  );
}

/** Where warnings go: the command of CDKTF shows what its program writes to standard error as errors. */
export function warningSink({ env, stdout, stderr }: Pick<Io, "env" | "stdout" | "stderr">): Sink {
  return env["CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS"] === undefined ? stderr : stdout;
}
