/**
 * Keeps the state of one configuration for Terraform's `http` backend. To a local file, Terraform writes the whole state
 * again after each resource; to this, once at the end of a command.
 */
import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";

/** A resource in the state, by the address that the configuration gives it. */
export interface KeptResource {
  readonly address: string;
  readonly type: string;
  readonly id: string;
}

/** Format version 4 of Terraform's state: what is read of it. */
interface State {
  readonly resources: readonly {
    readonly module?: string;
    readonly mode: "managed" | "data";
    readonly type: string;
    readonly name: string;
    readonly instances: readonly {
      readonly index_key?: string | number;
      readonly attributes: { readonly id?: string };
    }[];
  }[];
}

export class StateServer {
  readonly #server: Server;
  #state = "";
  #port = 0;

  private constructor() {
    this.#server = createServer((request, response) => {
      if (request.method === "POST") {
        void text(request).then((state) => {
          this.#state = state;
          response.end();
        });
        return;
      }
      response.statusCode = this.#state === "" ? 404 : 200;
      response.end(this.#state);
    });
  }

  static async start(): Promise<StateServer> {
    const started = new StateServer();
    started.#port = await new Promise<number>((resolve, reject) => {
      started.#server.once("error", reject).listen(0, "127.0.0.1", () => {
        const address = started.#server.address();
        if (typeof address === "object" && address !== null) resolve(address.port);
      });
    });
    return started;
  }

  /** The settings of the backend. */
  get config(): { readonly address: string } {
    return { address: `http://127.0.0.1:${this.#port}` };
  }

  /** The managed resources in the state. */
  resources(): readonly KeptResource[] {
    if (this.#state === "") return [];
    const { resources } = JSON.parse(this.#state) as State;
    return resources
      .filter(({ mode }) => mode === "managed")
      .flatMap(({ module, type, name, instances }) =>
        instances.map(({ index_key, attributes }) => ({
          address: [
            module === undefined ? "" : `${module}.`,
            `${type}.${name}`,
            index_key === undefined ? "" : `[${JSON.stringify(index_key)}]`,
          ].join(""),
          type,
          id: attributes.id ?? "",
        })),
      );
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
