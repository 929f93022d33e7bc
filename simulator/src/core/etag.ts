import { ArmError } from "./arm-error.js";
import type { Call } from "./call.js";

/** The text between the quotes. An unquoted value is taken whole, `W/` included, as Azure's answers show. */
function opaque(header: string): string {
  return /^(?:W\/)?"([^"]*)"$/.exec(header.trim())?.[1] ?? header.trim();
}

/** Both preconditions of a write. `current` is undefined for what is not there. */
export function requirePreconditions({ headers, path }: Call, current: string | undefined): void {
  requireMatch(headers["if-match"], current, path.text);
  requireNone(headers["if-none-match"], current, path.text);
}

/** Throws 412 unless `If-Match` is absent, `*`, or names the current etag. */
function requireMatch(ifMatch: string | undefined, current: string | undefined, id: string): void {
  // Some clients send the header empty.
  if (ifMatch === undefined || ifMatch.trim() === "") return;
  if (current !== undefined && (ifMatch.trim() === "*" || opaque(ifMatch) === opaque(current))) return;
  const given = `W/"${opaque(ifMatch)}"`;
  throw new ArmError(412, "PreconditionFailed", "Precondition failed.", {
    details: [
      {
        code: "PreconditionFailedEtagMismatch",
        message: `Etag provided in if-match header ${given} does not match etag ${current ?? '""'} of resource ${id} in NRP data store.`,
      },
    ],
  });
}

/** Throws 412 when `If-None-Match` is `*` or the current etag, and so forbids changing what exists. */
function requireNone(ifNoneMatch: string | undefined, current: string | undefined, id: string): void {
  if (ifNoneMatch === undefined || ifNoneMatch.trim() === "" || current === undefined) return;
  if (ifNoneMatch.trim() !== "*" && opaque(ifNoneMatch) !== opaque(current)) return;
  throw new ArmError(412, "PreconditionFailed", "Precondition failed.", {
    details: [
      {
        code: "PreconditionFailed",
        message: `Resource ${id} already exists and the if-none-match header is '${ifNoneMatch.trim()}'.`,
      },
    ],
  });
}
