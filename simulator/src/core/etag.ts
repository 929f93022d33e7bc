import { ArmError } from "./arm-error.js";

/** What stands between the quotes. An unquoted value is taken whole, `W/` included, as Azure's answers show. */
const opaque = (header: string): string => /^(?:W\/)?"([^"]*)"$/.exec(header.trim())?.[1] ?? header.trim();

/** Throws 412 unless `If-Match` is absent, `*`, or names the current etag. */
export function requireMatch(ifMatch: string | undefined, current: string | undefined, id: string): void {
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

/** Throws 412 when `If-None-Match: *` forbids replacing what exists. */
export function requireNone(ifNoneMatch: string | undefined, exists: boolean, id: string): void {
  if (ifNoneMatch?.trim() !== "*" || !exists) return;
  throw new ArmError(412, "PreconditionFailed", "Precondition failed.", {
    details: [
      {
        code: "PreconditionFailed",
        message: `Resource ${id} already exists and the if-none-match header is '*'.`,
      },
    ],
  });
}
