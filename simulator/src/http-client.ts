import type { SimRequest, SimResponse } from "./core/http.js";

/** The parts of @azure/core-rest-pipeline's HttpHeaders that a client reads. */
export class ResponseHeaders implements Iterable<[string, string]> {
  readonly #values: Map<string, string>;

  constructor(values: Readonly<Record<string, string>>) {
    this.#values = new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]));
  }

  get(name: string): string | undefined {
    return this.#values.get(name.toLowerCase());
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  set(name: string, value: string | number | boolean): void {
    this.#values.set(name.toLowerCase(), String(value));
  }

  delete(name: string): void {
    this.#values.delete(name.toLowerCase());
  }

  toJSON(): Record<string, string> {
    return Object.fromEntries(this.#values);
  }

  [Symbol.iterator](): Iterator<[string, string]> {
    return this.#values[Symbol.iterator]();
  }
}

/** What a pipeline request must have: structurally `PipelineRequest` of `@azure/core-rest-pipeline`. */
export interface ClientRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: { toJSON(): Record<string, string> };
  readonly body?: unknown;
  readonly abortSignal?: AbortSignalLike;
}

/** Structurally @azure/abort-controller's AbortSignalLike. */
interface AbortSignalLike {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

export interface ClientResponse<R> {
  readonly request: R;
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly bodyAsText: string;
}

/** Structurally @azure/core-rest-pipeline's HttpClient: hand it to a client of the Azure SDK as `httpClient`. */
export interface SimHttpClient {
  sendRequest<R extends ClientRequest>(request: R): Promise<ClientResponse<R>>;
}

export function httpClientOver(handle: (request: SimRequest) => Promise<SimResponse>): SimHttpClient {
  return {
    sendRequest: async (request) => {
      const { signal, release } = bridge(request.abortSignal);
      try {
        const response = await handle({
          method: request.method,
          url: request.url,
          headers: request.headers.toJSON(),
          body: request.body,
          signal,
        });
        return {
          request,
          status: response.status,
          headers: new ResponseHeaders(response.headers),
          bodyAsText: response.body,
        };
      } finally {
        release();
      }
    },
  };
}

function bridge(like: AbortSignalLike | undefined): { signal: AbortSignal | undefined; release: () => void } {
  if (like === undefined) return { signal: undefined, release: () => undefined };
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort();
  };
  if (like.aborted) abort();
  like.addEventListener("abort", abort);
  return {
    signal: controller.signal,
    release: () => {
      like.removeEventListener("abort", abort);
    },
  };
}
