import type { IncomingMessage } from "node:http";
import { BODY_LIMIT } from "../alerts.js";

/** A body beyond the limit is read on and dropped, so that its sender gets an answer; not for ever. */
const PATIENCE = 8;

/**
 * The body of a request; null when it is beyond the limit.
 * @throws when the sender disconnects, or breaks the protocol
 */
export async function textOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size <= BODY_LIMIT) chunks.push(bytes);
    if (size > BODY_LIMIT * PATIENCE) break;
  }
  return size > BODY_LIMIT ? null : Buffer.concat(chunks).toString("utf8");
}
