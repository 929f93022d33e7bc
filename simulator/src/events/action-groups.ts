import { asText, objects, at, type JsonObject } from "../core/json.js";
import type { Clock } from "../core/clock.js";
import type { SimResponse } from "../core/http.js";
import type { Hosts } from "../hosts.js";

/** An address that an action group calls. */
export interface Receiver {
  readonly name: string;
  readonly url: string;
  readonly schema: "common" | "legacy";
}

/** One call that was made, or left out because its endpoint is silenced. */
export interface Delivery {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly url: string;
  /** Status of the answer; 0 when the connection failed or no answer came in 10 s; -1 when the endpoint was silenced. */
  readonly status: number;
  readonly attempt: number;
}

/** Status codes that are tried again (Azure Monitor documentation, "Action groups": webhook retry logic). */
const RETRIED = new Set([0, 408, 429, 503, 504]);

/** Seconds between one attempt and the next, from the same page: six attempts in all. */
const DELAYS_S = [5, 20, 5, 40, 5];

/** How long an endpoint is left alone after the last attempt failed. */
const SILENCE_MS = 15 * 60_000;

/** How long an answer is waited for. */
const ANSWER_MS = 10_000;

/** Deliveries kept for who looks. */
const KEPT = 1_000;

/** The receivers of an action group that are addresses. */
export function receiversOf(group: JsonObject): Receiver[] {
  if (at(group, "properties.enabled") === false) return [];
  const receivers = (list: string, urlKey: string): Receiver[] =>
    objects(at(group, `properties.${list}`)).flatMap((receiver) => {
      const url = asText(receiver[urlKey]);
      if (url === undefined) return [];
      const schema = receiver["useCommonAlertSchema"] === true ? "common" : "legacy";
      return [{ name: asText(receiver["name"]) ?? "", url, schema }];
    });
  return [
    ...receivers("webhookReceivers", "serviceUri"),
    ...receivers("azureFunctionReceivers", "httpTriggerUrl"),
  ];
}

/** Calls addresses as Azure Monitor does: retries on some failures, then silence. */
export class ActionGroupCaller {
  readonly #clock: Clock;
  readonly #hosts: Hosts;
  readonly #silencedUntil = new Map<string, number>();
  readonly deliveries: Delivery[] = [];

  constructor(clock: Clock, hosts: Hosts) {
    this.#clock = clock;
    this.#hosts = hosts;
  }

  async call(url: string, body: JsonObject): Promise<void> {
    const endpoint = url.split("?")[0] ?? url;
    if (this.#clock.now() < (this.#silencedUntil.get(endpoint) ?? 0)) {
      this.#note(url, -1, 0);
      return;
    }
    for (let attempt = 1; ; attempt++) {
      const status = await this.#once(url, body);
      this.#note(url, status, attempt);
      if (!RETRIED.has(status)) return;
      const delay = DELAYS_S[attempt - 1];
      if (delay === undefined) break;
      await this.#pause(delay * 1_000);
    }
    this.#silencedUntil.set(endpoint, this.#clock.now() + SILENCE_MS);
  }

  /** Status of the answer, 0 when there was none. */
  async #once(url: string, body: JsonObject): Promise<number> {
    const abort = new AbortController();
    const late = new Promise<SimResponse | undefined>((resolve) => {
      const cancel = this.#clock.schedule(ANSWER_MS, () => {
        abort.abort();
        resolve(undefined);
      });
      abort.signal.addEventListener("abort", cancel, { once: true });
    });
    const headers = { "content-type": "application/json; charset=utf-8", "user-agent": "IcMBroadcaster/1.0" };
    const request = { method: "POST", url, headers, body: JSON.stringify(body), signal: abort.signal };
    try {
      const answer = await Promise.race([this.#hosts.send(request), late]);
      return answer?.status ?? 0;
    } catch {
      return 0;
    } finally {
      abort.abort();
    }
  }

  /** Waits without keeping the process alive. */
  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#clock.schedule(ms, resolve);
    });
  }

  #note(url: string, status: number, attempt: number): void {
    this.deliveries.push({ at: this.#clock.now(), url, status, attempt });
    if (this.deliveries.length > KEPT) this.deliveries.shift();
  }
}
