/** `trace --terraform`: a question about any Terraform, without a platform file. */
import { answer, reportFailure, TerraformFilesError, UnknownEndpointError } from "@aks-topology/trace";
import { UsageError } from "../errors.js";
import type { Io } from "../io.js";
import type { TraceOptions } from "../trace-options.js";

/**
 * @returns the exit code
 * @throws UsageError with options that only a platform file has
 */
export function traceTerraform(
  file: string | undefined,
  terraform: readonly string[],
  options: TraceOptions,
  io: Io,
): number {
  refuseOptionsOfFiles(file, options);
  const output = options.json === true ? "json" : options.output;
  const artifact = terraform[0] ?? "";
  try {
    return answer(terraform, { ...options, output, artifact }, io);
  } catch (error) {
    if (!(error instanceof TerraformFilesError) && !(error instanceof UnknownEndpointError)) throw error;
    reportFailure(error, { output, artifact, endpointCode: "PATH_ENDPOINT" }, io);
    return 1;
  }
}

function refuseOptionsOfFiles(file: string | undefined, { live, azurerm }: TraceOptions): void {
  const given = [
    ...(file === undefined ? [] : [`the file ${file}`]),
    ...(live === true ? ["--live"] : []),
    ...(azurerm === undefined ? [] : ["--azurerm"]),
  ];
  if (given.length === 0) return;
  throw new UsageError(
    `--terraform excludes ${given.join(" and ")}.`,
    "Name either a platform file or Terraform; what Azure answers is compared for platform files only.",
  );
}
