/** How the command reports what it cannot answer: each problem with its code and its remedy. */
import { UnknownEndpointError } from "../endpoint.js";
import { TerraformFilesError } from "../files/problem.js";
import { suggestions } from "../suggestions.js";

export interface Problem {
  readonly severity: "error" | "warning";
  readonly code: string;
  /** Undefined for what is not about a file. */
  readonly file?: string | undefined;
  readonly message: string;
  readonly remedy: string;
}

/** A mistake in the command line. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** @param endpointCode the code of an endpoint that there is not */
export function problemsOf(error: unknown, endpointCode = "UNKNOWN_ENDPOINT"): readonly Problem[] {
  if (error instanceof TerraformFilesError) return error.problems;
  if (error instanceof UnknownEndpointError)
    return [
      {
        severity: "error",
        code: endpointCode,
        message: error.message,
        remedy: endpointRemedy(error),
      },
    ];
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError)
    return [{ severity: "error", code: "USAGE", message, remedy: "Add --help for the options." }];
  return [
    {
      severity: "error",
      code: "INTERNAL",
      message,
      remedy: "This is a bug. Please report it with the output of --debug.",
    },
  ];
}

/** What the text could mean, or else which things there are. */
export function endpointRemedy(error: UnknownEndpointError): string {
  const close = error.outside === undefined ? suggestions(error) : [];
  if (close.length > 0) return `Did you mean ${close.join(" or ")}?`;
  const some = error.candidates.slice(0, SHOWN);
  const more = error.candidates.length - some.length;
  return `Use${error.outside === undefined ? "" : " at one end"} an address, or one of: ${some.join(", ")}${more > 0 ? `, and ${more} more` : ""}.`;
}

const SHOWN = 12;
