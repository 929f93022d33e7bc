import { bodyText, lowerHeaders, type SimRequest, type SimResponse } from "./core/http.js";

/** Answers calls to a host inside the process. */
export type HostHandler = (request: SimRequest) => Promise<SimResponse> | SimResponse;

/** What `isTarget` demands, in words. */
export const TARGET_SHAPE = "an http or https URL without user info, query or fragment";

/** Whether calls can be sent to a URL: fetch refuses user info, and a query would swallow the paths appended to it. */
export function isTarget(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, username, password, search, hash } = new URL(url);
  return /^https?:$/.test(protocol) && [username, password, search, hash].every((part) => part === "");
}

/** Where calls that leave the simulator (action groups, Event Grid) really go. Nothing leaves for an unmapped host. */
export class Hosts {
  readonly #exact = new Map<string, string | HostHandler>();
  readonly #suffixes: { suffix: string; target: string | HostHandler }[] = [];

  /**
   * @param host name as in the URL (`func-x.azurewebsites.net`), or `*.suffix`
   * @param target base URL (`http://127.0.0.1:7071`) or a function in this process
   */
  map(host: string, target: string | HostHandler): void {
    const name = host.toLowerCase();
    if (name.startsWith("*.")) this.#suffixes.unshift({ suffix: name.slice(1), target });
    else this.#exact.set(name, target);
  }

  unmap(host: string): void {
    const name = host.toLowerCase();
    this.#exact.delete(name);
    const index = this.#suffixes.findIndex(({ suffix }) => `*${suffix}` === name);
    if (index >= 0) this.#suffixes.splice(index, 1);
  }

  /** The target of a host name, or undefined. */
  target(host: string): string | HostHandler | undefined {
    const name = host.toLowerCase();
    return this.#exact.get(name) ?? this.#suffixes.find(({ suffix }) => name.endsWith(suffix))?.target;
  }

  /** Sends a request to where its host is mapped. Throws when nothing listens there or the host is not mapped. */
  async send(request: SimRequest): Promise<SimResponse> {
    const url = new URL(request.url);
    const target = this.target(url.hostname) ?? (isLoopback(url.hostname) ? url.origin : undefined);
    if (target === undefined) throw new Error(`no target is mapped for the host ${url.hostname}`);
    if (typeof target === "function") return target(request);
    const base = target.endsWith("/") ? target.slice(0, -1) : target;
    const response = await fetch(`${base}${url.pathname}${url.search}`, {
      method: request.method,
      headers: { ...lowerHeaders(request.headers), "x-forwarded-host": url.host },
      ...(request.method === "GET" ? {} : { body: bodyText(request.body) }),
      redirect: "manual",
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  }
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "127.0.0.1" || host === "[::1]";
}
