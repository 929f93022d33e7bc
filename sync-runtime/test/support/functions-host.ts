import { InvocationContext } from "@azure/functions";
import type { QueueClient } from "@azure/storage-queue";

/** The queue trigger as host.json sets it up: base64, one message at a time, poison after five failures. */
export interface TriggerSettings {
  readonly handler: (entry: unknown, context: InvocationContext) => Promise<void>;
  readonly queue: QueueClient;
  readonly poison: QueueClient;
  /** Seconds until a failed message is seen again. */
  readonly visibilityTimeout: number;
}

const MAX_DEQUEUE_COUNT = 5;

/** Takes one message as the Functions host does. @returns false when the queue showed none */
export async function takeOne({
  handler,
  queue,
  poison,
  visibilityTimeout,
}: TriggerSettings): Promise<boolean> {
  const { receivedMessageItems } = await queue.receiveMessages({
    numberOfMessages: 1,
    visibilityTimeout: 30,
  });
  const [message] = receivedMessageItems;
  if (message === undefined) return false;
  const text = Buffer.from(message.messageText, "base64").toString("utf8");
  try {
    await handler(
      asEntry(text),
      new InvocationContext({ functionName: "reconcile", logHandler: () => undefined }),
    );
    await queue.deleteMessage(message.messageId, message.popReceipt);
  } catch {
    if (message.dequeueCount >= MAX_DEQUEUE_COUNT) {
      await poison.sendMessage(message.messageText);
      await queue.deleteMessage(message.messageId, message.popReceipt);
    } else
      await queue.updateMessage(
        message.messageId,
        message.popReceipt,
        message.messageText,
        visibilityTimeout,
      );
  }
  return true;
}

/** The host parses what is JSON. */
function asEntry(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
