// One instance of the deployed runtime in a process of its own: the built handlers, fed from the queue as the
// Functions host feeds them. Ends when its standard input does.
import functions from "@azure/functions";
import { QueueClient } from "@azure/storage-queue";
import { readAppSettings } from "../../dist/config/app-settings.js";
import { handlersOver } from "../../dist/hosts/functions/handlers.js";
import { startRuntime } from "../../dist/hosts/functions/runtime.js";

const settings = readAppSettings(process.env);
const runtime = startRuntime(settings);
const { queue: handle } = handlersOver(() => runtime);
const queue = new QueueClient(settings.app.RouteSyncStorage, settings.app.ROUTE_SYNC_QUEUE);

let ended = false;
process.stdin.on("end", () => (ended = true)).resume();
process.stdout.write("ready\n");

while (!ended) {
  const { receivedMessageItems } = await queue.receiveMessages({
    numberOfMessages: 1,
    visibilityTimeout: 60,
  });
  const [message] = receivedMessageItems;
  if (message === undefined) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    continue;
  }
  const entry = JSON.parse(Buffer.from(message.messageText, "base64").toString("utf8"));
  try {
    await handle(
      entry,
      new functions.InvocationContext({ functionName: "reconcile", logHandler: () => undefined }),
    );
    await queue.deleteMessage(message.messageId, message.popReceipt);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
  }
}
