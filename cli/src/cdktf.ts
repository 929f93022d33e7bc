import { UsageError } from "./errors.js";
import type { Io } from "./io.js";

/** The folder where CDKTF expects the stacks of its app. */
export function cdktfOutDir({ env }: Pick<Io, "env">): string {
  if (env["SYNTH_HCL_OUTPUT"] === "true") {
    throw new UsageError("Stacks are written as JSON only; --hcl is not supported.", "Remove --hcl.");
  }
  return env["CDKTF_OUTDIR"] ?? "cdktf.out";
}

/** Without a backend CDKTF keeps Terraform's state where its next synth may delete it, so the command warns. */
export function warnAboutState(
  file: string,
  stacks: readonly { name: string }[],
  io: Pick<Io, "stderr">,
): void {
  const folders = stacks.map(({ name }) => `cdktf.out/stacks/${name}`).join(", ");
  io.stderr.write(
    `${file} has no backend: a deploy would keep its state in ${folders}, where a later synth may delete it.\n` +
      "    Add one first, such as backend: { type: azurerm, … } or backend: { type: local }.\n",
  );
}
