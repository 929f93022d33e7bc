import type { SimResponse } from "../core/http.js";
import type { QueueMessage, Queues } from "./queues.js";
import { elementText, escapeXml, xmlDocument } from "./xml.js";

/** A request of a storage data plane, taken apart. */
export interface StorageRequest {
  readonly method: string;
  readonly account: string;
  /** Path segments, decoded. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export function storageAnswer(status: number, body = "", headers: Record<string, string> = {}): SimResponse {
  return {
    status,
    headers: { "content-type": "application/xml", "x-ms-version": "2021-12-02", ...headers },
    body,
  };
}

export function storageError(status: number, code: string, message: string): SimResponse {
  return storageAnswer(
    status,
    xmlDocument(`<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`),
    { "x-ms-error-code": code },
  );
}

function noQueue(): SimResponse {
  return storageError(404, "QueueNotFound", "The specified queue does not exist.");
}

function number(query: URLSearchParams, name: string, fallback: number): number {
  const value = Number(query.get(name) ?? fallback);
  return Number.isFinite(value) ? value : fallback;
}

/** The REST protocol of Azure Queue Storage, as far as producers and consumers use it. */
export function queueService(queues: Queues, request: StorageRequest): SimResponse {
  const [queue, messages, id] = request.segments;
  if (queue === undefined) return listQueues(queues, request);
  if (messages?.toLowerCase() !== "messages") return oneQueue(queues, request, queue);
  return id === undefined ? manyMessages(queues, request, queue) : oneMessage(queues, request, queue, id);
}

function listQueues(queues: Queues, { account }: StorageRequest): SimResponse {
  const names = queues.names(account).map((name) => `<Queue><Name>${escapeXml(name)}</Name></Queue>`);
  return storageAnswer(
    200,
    xmlDocument(
      `<EnumerationResults ServiceEndpoint="https://${account}.queue.core.windows.net/"><Queues>${names.join("")}</Queues><NextMarker /></EnumerationResults>`,
    ),
  );
}

function oneQueue(queues: Queues, { method, account, query }: StorageRequest, queue: string): SimResponse {
  if (method === "PUT" && query.get("comp") === null)
    return storageAnswer(queues.create(account, queue) ? 201 : 204);
  if (!queues.has(account, queue)) return noQueue();
  if (method === "DELETE") {
    queues.delete(account, queue);
    return storageAnswer(204);
  }
  if (method === "PUT") return storageAnswer(204);
  if (query.get("comp") === "acl") return storageAnswer(200, xmlDocument("<SignedIdentifiers />"));
  const count = queues.messages(account, queue)?.length ?? 0;
  return storageAnswer(200, "", { "x-ms-approximate-messages-count": String(count) });
}

function manyMessages(
  queues: Queues,
  { method, account, query, text }: StorageRequest,
  queue: string,
): SimResponse {
  switch (method) {
    case "POST": {
      const message = elementText(text, "MessageText");
      if (message === undefined)
        return storageError(400, "InvalidXmlDocument", "XML specified is not syntactically valid.");
      if (message.length > 65_536)
        return storageError(
          413,
          "RequestBodyTooLarge",
          "The request body is too large and exceeds the maximum permissible limit.",
        );
      const put = queues.put(
        account,
        queue,
        message,
        number(query, "visibilitytimeout", 0),
        number(query, "messagettl", 604_800),
      );
      return put === undefined ? noQueue() : storageAnswer(201, list([put], false));
    }
    case "GET": {
      const count = Math.min(32, Math.max(1, number(query, "numofmessages", 1)));
      const peeks = query.get("peekonly") === "true";
      const found = peeks
        ? queues.peek(account, queue, count)
        : queues.receive(account, queue, count, number(query, "visibilitytimeout", 30));
      return found === undefined ? noQueue() : storageAnswer(200, list(found, true));
    }
    case "DELETE":
      queues.clear(account, queue);
      return storageAnswer(204);
    default:
      return storageError(
        405,
        "UnsupportedHttpVerb",
        "The resource doesn't support the specified HTTP verb.",
      );
  }
}

function oneMessage(
  queues: Queues,
  { method, account, query, text }: StorageRequest,
  queue: string,
  id: string,
): SimResponse {
  const receipt = query.get("popreceipt") ?? "";
  if (method === "DELETE") {
    switch (queues.remove(account, queue, id, receipt)) {
      case "removed":
        return storageAnswer(204);
      case "mismatch":
        return storageError(
          400,
          "PopReceiptMismatch",
          "The specified pop receipt did not match the pop receipt for a dequeued message.",
        );
      case "gone":
        return storageError(404, "MessageNotFound", "The specified message does not exist.");
    }
  }
  const message = queues.messages(account, queue)?.find((known) => known.id === id);
  if (message === undefined)
    return storageError(404, "MessageNotFound", "The specified message does not exist.");
  if (message.popReceipt !== receipt)
    return storageError(
      400,
      "PopReceiptMismatch",
      "The specified pop receipt did not match the pop receipt for a dequeued message.",
    );
  queues.remove(account, queue, id, receipt);
  const put = queues.put(
    account,
    queue,
    elementText(text, "MessageText") ?? message.text,
    number(query, "visibilitytimeout", 0),
  );
  return storageAnswer(204, "", {
    "x-ms-popreceipt": put?.popReceipt ?? "",
    "x-ms-time-next-visible": http(put?.visibleAt ?? 0),
  });
}

function http(at: number): string {
  return new Date(Math.min(at, 8.64e15)).toUTCString();
}

function list(messages: readonly QueueMessage[], withText: boolean): string {
  return xmlDocument(
    `<QueueMessagesList>${messages
      .map(
        (message) =>
          `<QueueMessage><MessageId>${message.id}</MessageId><InsertionTime>${http(message.insertedAt)}</InsertionTime><ExpirationTime>${http(message.expiresAt)}</ExpirationTime><PopReceipt>${message.popReceipt}</PopReceipt><TimeNextVisible>${http(message.visibleAt)}</TimeNextVisible>${withText ? `<DequeueCount>${message.dequeueCount}</DequeueCount><MessageText>${escapeXml(message.text)}</MessageText>` : ""}</QueueMessage>`,
      )
      .join("")}</QueueMessagesList>`,
  );
}
