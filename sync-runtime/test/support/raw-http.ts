import { connect, type Socket } from "node:net";

/** What a raw request came to: the status of the first answer, or null when the server only closed the connection. */
export interface RawAnswer {
  readonly status: number | null;
  readonly text: string;
}

export interface RawRequest {
  readonly name: string;
  /** Written one after the other, `pauseMs` apart. */
  readonly parts: readonly (string | Buffer)[];
  readonly pauseMs?: number;
  /** Closes the client's half, or the whole connection, after the last part. Default: waits for the server. */
  readonly then?: "end" | "destroy";
}

/** Sends bytes to a port, and waits until the connection is over or `patienceMs` have passed after an answer. */
export async function raw(port: number, request: RawRequest, patienceMs = 15_000): Promise<RawAnswer> {
  const socket = await connected(port);
  let text = "";
  const over = new Promise<void>((resolve) => {
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      // One whole answer is all that is asked about.
      if (/^HTTP\/1\.1 [2-5]\d\d [^]*\r\n\r\n/.test(text)) setTimeout(resolve, 20);
    });
    socket.on("error", () => {
      resolve();
    });
    socket.on("close", () => {
      resolve();
    });
    setTimeout(resolve, patienceMs).unref();
  });
  for (const part of request.parts) {
    if (socket.destroyed) break;
    socket.write(part);
    if (request.pauseMs !== undefined) await new Promise((resolve) => setTimeout(resolve, request.pauseMs));
  }
  if (request.then === "end") socket.end();
  if (request.then === "destroy") socket.destroy();
  await over;
  socket.destroy();
  const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
  return { status: status === undefined ? null : Number(status), text };
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.off("error", reject);
      resolve(socket);
    });
    socket.once("error", reject);
  });
}
