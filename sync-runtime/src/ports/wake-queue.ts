import type { TableId } from "../domain/ids.js";

/** "Look at this target": all that travels through the queue. What to write is never in a message. */
export interface WakeMessage {
  readonly target: TableId;
  /** When the event behind it happened, in milliseconds since the epoch; null for a sweep. */
  readonly at: number | null;
}

/** A durable queue of wake-ups that any number of instances share. */
export interface WakeQueue {
  /**
   * @param delayMs the message stays invisible for so long. Default 0
   * @throws whatever kept it from being stored
   */
  send(message: WakeMessage, delayMs?: number): Promise<void>;
  /** The queue's own time, in milliseconds since the epoch: what the insertion times of messages compare with. */
  now(): Promise<number>;
}
