import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A relay between a client and a server, which can swallow everything. */
export interface Relay {
  readonly port: number;
  /** From now on every connection is accepted, and nothing comes through: neither bytes nor an end. */
  hang(): void;
  /** From now on new connections come through again; those that hang stay so. */
  mend(): void;
  onConnection(listener: () => void): void;
  close(): Promise<void>;
}

/** @param target port of the server on this machine; null: there is none, and every connection hangs */
export async function relayTo(target: number | null): Promise<Relay> {
  let hung = target === null;
  const sockets = new Set<Socket>();
  let connected: () => void = () => undefined;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    return socket;
  };
  const server = createServer((client) => {
    keep(client);
    connected();
    if (hung || target === null) return;
    const upstream = keep(connect(target, "127.0.0.1"));
    client.on("data", (bytes) => {
      if (!hung) upstream.write(bytes);
    });
    upstream.on("data", (bytes) => {
      if (!hung) client.write(bytes);
    });
    upstream.on("close", () => {
      if (!hung) client.destroy();
    });
    client.on("close", () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    hang: () => {
      hung = true;
    },
    mend: () => {
      hung = false;
    },
    onConnection: (listener) => {
      connected = listener;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
