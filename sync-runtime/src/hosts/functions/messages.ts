import * as z from "zod";
import { SyncError } from "../../domain/errors.js";
import { TableId } from "../../domain/ids.js";
import { isJsonObject } from "../../domain/json.js";
import { readWakeup, type Wakeup } from "../../domain/wakeup.js";
import type { WakeMessage } from "../../ports/wake-queue.js";

/** A message carries identity only. What else older versions sent (`sent`, `confirm`) is ignored: it lifts no guard. */
const messageShape = z.object({
  routeSync: z.literal(1),
  target: z.string(),
  at: z.number().nullable(),
});

/** The body of a message of ours, before the queue's own base64. */
export function writeMessage({ target, at }: WakeMessage): string {
  const message: z.infer<typeof messageShape> = { routeSync: 1, target: target.toString(), at };
  return JSON.stringify(message);
}

export type QueueEntry =
  | { readonly kind: "wake"; readonly message: WakeMessage }
  /** Event Grid's, on the same queue, or an unknown message. */
  | { readonly kind: "event"; readonly wakeup: Wakeup };

/**
 * Reads a queue entry as the Functions host hands it over: decoded from base64, and parsed when it is JSON.
 * @throws SyncError `QUEUE_MESSAGE_INVALID` for a message that says it is ours and is not, which poisons it
 */
export function readEntry(entry: unknown): QueueEntry {
  const body = typeof entry === "string" ? parse(entry) : entry;
  if (!isJsonObject(body) || !("routeSync" in body)) return { kind: "event", wakeup: readWakeup(body) };
  const result = messageShape.safeParse(body);
  const target = result.success ? TableId.parse(result.data.target) : null;
  if (!result.success || target === null) {
    throw new SyncError({
      code: "QUEUE_MESSAGE_INVALID",
      fault: "internal",
      message: "a queue message of route-sync does not read as one",
      remedy: "Is another version of route-sync still running on this queue?",
      cause: result.error,
    });
  }
  return { kind: "wake", message: { target, at: result.data.at } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
