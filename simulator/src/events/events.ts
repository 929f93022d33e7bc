import { issueToken } from "../access/tokens.js";
import type { ArmErrorDetail } from "../core/arm-error.js";
import type { Clock } from "../core/clock.js";
import { asObject, at, parseJson, textOf, type JsonObject } from "../core/json.js";
import { lower } from "../core/arm-id.js";
import { stableGuid, type Random } from "../core/random.js";
import type { SimRequest, SimResponse } from "../core/http.js";
import type { World } from "../core/type-row.js";
import type { Written } from "../core/acceptance.js";
import type { Hosts } from "../hosts.js";
import { ActionGroupCaller, receiversOf, type Delivery } from "./action-groups.js";
import { activitiesOf, type Activity } from "./activity-log.js";
import { commonBody, legacyBody, portalTestBody } from "./alert-bodies.js";
import { actionsOf, fires } from "./alert-rules.js";
import { destinationOf, eventOf, subscribers, type Destination } from "./event-grid.js";

/** How events travel. Delays in milliseconds. */
export interface EventOptions {
  /** From a log entry to the alerts that it fires. Azure: 3 to 20 minutes. @default 0 */
  readonly alertDelayMs: number;
  /** From a log entry to its Event Grid delivery. Azure: seconds. @default 0 */
  readonly eventGridDelayMs: number;
  /** Chance that an Event Grid event is delivered twice. @default 0 */
  readonly duplicates: number;
  /** Longest further delay of an Event Grid event, drawn at random, so that events overtake each other. @default 0 */
  readonly disorderMs: number;
}

export const DEFAULT_EVENTS: EventOptions = {
  alertDelayMs: 0,
  eventGridDelayMs: 0,
  duplicates: 0,
  disorderMs: 0,
};

/** Seconds from one Event Grid attempt to the next (Microsoft Learn, "Event Grid message delivery and retry"). */
const RETRY_S = [10, 30, 60, 300, 600, 1_800, 3_600, 10_800, 21_600, 43_200];

const FORBIDDEN = 403;
/** Answers after which Event Grid gives an event up. */
const GIVEN_UP = new Set([400, 401, FORBIDDEN, 413]);

/** Log entries kept. */
const KEPT = 2_000;

/** The activity log, and what it wakes: activity-log alerts through action groups, and Event Grid. */
export class Events {
  readonly #world: World;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #tenant: string;
  readonly #queueSend: (request: SimRequest) => Promise<SimResponse>;
  readonly #caller: ActionGroupCaller;
  readonly #hosts: Hosts;
  readonly #log: Activity[] = [];
  readonly #eventDeliveries: Delivery[] = [];
  readonly #underway = new Set<Promise<void>>();
  /** First deliveries that are due or under way. */
  readonly #coming = new Set<Promise<void>>();
  options: EventOptions;

  constructor(
    world: World,
    clock: Clock,
    random: Random,
    hosts: Hosts,
    tenant: string,
    options: EventOptions,
    queueSend: (request: SimRequest) => Promise<SimResponse>,
  ) {
    this.#world = world;
    this.#clock = clock;
    this.#random = random;
    this.#hosts = hosts;
    this.#tenant = tenant;
    this.#queueSend = queueSend;
    this.#caller = new ActionGroupCaller(clock, hosts);
    this.options = options;
  }

  /** Why deliveries could not be made, newest last. */
  readonly problems: string[] = [];

  /** The activity log, oldest first; the last 2,000 entries. */
  get log(): readonly Activity[] {
    return this.#log;
  }

  /** Calls of action groups, oldest first. */
  get alertDeliveries(): readonly Delivery[] {
    return this.#caller.deliveries;
  }

  /** Deliveries of Event Grid, oldest first. */
  get eventDeliveries(): readonly Delivery[] {
    return this.#eventDeliveries;
  }

  /** Follows a write. */
  written(written: Written): void {
    const now = this.#clock.now();
    for (const activity of activitiesOf(written, now, this.#tenant)) {
      this.#log.push(activity);
      if (this.#listens()) this.#publish(activity, activity.at - now);
    }
    if (this.#log.length > KEPT) this.#log.splice(0, this.#log.length - KEPT);
  }

  /** Resolves when nothing that is due is still being delivered. Later retries are not waited for. */
  async idle(): Promise<void> {
    while (this.#underway.size > 0) await Promise.all(this.#underway);
  }

  /** Resolves when everything in the log has been delivered once, as late as the options say. Retries are not waited for. */
  async delivered(): Promise<void> {
    while (this.#coming.size > 0) await Promise.all(this.#coming);
  }

  /** What the portal's "Test" button sends to every receiver of an action group: an unrelated virtual machine. */
  async sendPortalTest(actionGroupId: string): Promise<void> {
    const group = this.#world.lookup(actionGroupId);
    if (group === undefined) throw new Error(`no action group ${actionGroupId} is stored`);
    const now = this.#clock.now();
    await Promise.all(
      receiversOf(group).map(({ url, schema }) => this.#caller.call(url, portalTestBody(schema, now))),
    );
  }

  /** Sends a log entry's alerts again, as Azure may. */
  async repeat(activity: Activity): Promise<void> {
    await this.#alert(activity);
  }

  /** Nothing is scheduled without a recipient. */
  #listens(): boolean {
    return (
      this.#world.has("Microsoft.Insights/activityLogAlerts") ||
      this.#world.has("Microsoft.EventGrid/systemTopics/eventSubscriptions") ||
      this.#world.has("Microsoft.EventGrid/eventSubscriptions")
    );
  }

  #publish(activity: Activity, inMs: number): void {
    this.#expect(this.#later(inMs + this.options.alertDelayMs, () => this.#alert(activity)));
    const event = eventOf(activity);
    if (event === undefined) return;
    const { eventGridDelayMs, disorderMs, duplicates } = this.options;
    const copies = duplicates > 0 && this.#random.next() < duplicates ? 2 : 1;
    for (let i = 0; i < copies; i++) {
      const disorder = disorderMs > 0 ? this.#random.int(disorderMs) : 0;
      this.#expect(this.#later(inMs + eventGridDelayMs + disorder, () => this.#deliver(activity, event)));
    }
  }

  #expect(delivery: Promise<void>): void {
    const coming = delivery.finally(() => this.#coming.delete(coming));
    this.#coming.add(coming);
  }

  #later(ms: number, task: () => Promise<void>): Promise<void> {
    // What is due at once is under way at once, so that `idle` waits for it.
    if (ms <= 0) return this.#track(Promise.resolve().then(task));
    return new Promise((resolve) => {
      this.#clock.schedule(ms, () => {
        resolve(this.#track(task()));
      });
    });
  }

  /** Never rejects. */
  #track(work: Promise<void>): Promise<void> {
    const tracked = work
      .catch((error: unknown) => {
        // A stored rule or subscription that makes no sense costs its own delivery, nothing else.
        this.problems.push(error instanceof Error ? error.message : String(error));
        if (this.problems.length > 100) this.problems.shift();
      })
      .finally(() => this.#underway.delete(tracked));
    this.#underway.add(tracked);
    return tracked;
  }

  async #alert(activity: Activity): Promise<void> {
    const calls = this.#world
      .ofType("Microsoft.Insights/activityLogAlerts")
      .filter((alert) => fires(alert, activity))
      .flatMap((alert) => actionsOf(alert).map((action) => ({ alert, ...action })))
      .flatMap(({ alert, group, webhookProperties }) => {
        const stored = this.#world.lookup(group);
        return receiversOf(stored ?? {}).map(({ url, schema }) => {
          const body = schema === "common" ? commonBody : legacyBody;
          return { url, body: body(alert, activity, this.#clock.now(), webhookProperties) };
        });
      });
    await Promise.all(calls.map(({ url, body }) => this.#caller.call(url, body)));
  }

  async #deliver(activity: Activity, event: JsonObject): Promise<void> {
    const targets = subscribers(this.#world, activity, event).flatMap(
      (subscription) => destinationOf(this.#world, subscription) ?? [],
    );
    await Promise.all(targets.map((target) => this.#attempt(target, event, 0)));
  }

  async #attempt(target: Destination, event: JsonObject, attempt: number): Promise<void> {
    const url =
      target.kind === "webhook"
        ? target.url
        : `https://${target.account}.queue.core.windows.net/${target.queue}/messages`;
    const status = await this.#sendEvent(target, url, event).catch(() => 0);
    this.#eventDeliveries.push({ at: this.#clock.now(), url, status, attempt: attempt + 1 });
    if (this.#eventDeliveries.length > KEPT) this.#eventDeliveries.shift();
    if ((status >= 200 && status < 300) || GIVEN_UP.has(status)) return;
    const delay = RETRY_S[attempt];
    if (delay !== undefined) void this.#later(delay * 1_000, () => this.#attempt(target, event, attempt + 1));
  }

  #sendEvent(target: Destination, url: string, event: JsonObject): Promise<number> {
    if (target.kind === "webhook") return this.#post(url, [event], "Notification");
    return target.isRefused ? Promise.resolve(FORBIDDEN) : this.#enqueue(url, event, target.identity);
  }

  /** Asks the endpoint of an event subscription that was just written, and reports the outcome. */
  follow(id: string, done: (error: ArmErrorDetail | undefined) => void): void {
    void this.#track(this.#subscriptionError(id).then(done));
  }

  /** Why an event subscription that was just written fails: a webhook that refuses it. */
  async #subscriptionError(id: string): Promise<ArmErrorDetail | undefined> {
    const target = destinationOf(this.#world, this.#world.lookup(id) ?? {});
    if (target?.kind !== "webhook" || (await this.handshake(target.url, id))) return undefined;
    return {
      code: "Endpoint validation",
      message: `Webhook validation handshake failed for ${target.url.split("?")[0] ?? ""}. The endpoint must answer the validation event with its validationCode. For troubleshooting, visit https://aka.ms/esvalidation.`,
    };
  }

  /** Asks a webhook whether it wants a subscription: the validation code must come back. */
  async handshake(url: string, topic: string): Promise<boolean> {
    const validationCode = stableGuid(`validation:${url}:${topic}`);
    const body = [
      {
        id: stableGuid(`validation-event:${url}`),
        topic,
        subject: "",
        data: {
          validationCode,
          validationUrl: `https://rp-westeurope.eventgrid.azure.net/eventsubscriptions/validate?id=${validationCode}`,
        },
        eventType: "Microsoft.EventGrid.SubscriptionValidationEvent",
        eventTime: new Date(this.#clock.now()).toISOString(),
        metadataVersion: "1",
        dataVersion: "2",
      },
    ];
    try {
      const answer = await this.#send(url, body, "SubscriptionValidation");
      if (answer.status < 200 || answer.status >= 300) return false;
      return lower(textOf(at(asObject(parseJson(answer.body)), "validationResponse"))) === validationCode;
    } catch {
      return false;
    }
  }

  #token(oid: string): string {
    return issueToken(
      { oid, appId: oid, tenant: this.#tenant, audience: "https://storage.azure.com" },
      this.#clock.now(),
    );
  }

  async #post(url: string, body: readonly JsonObject[], kind: string): Promise<number> {
    return (await this.#send(url, body, kind)).status;
  }

  #send(url: string, body: readonly JsonObject[], kind: string): Promise<SimResponse> {
    const headers = {
      "content-type": "application/json; charset=utf-8",
      "aeg-event-type": kind,
      "aeg-delivery-count": "0",
    };
    return this.#hosts.send({ method: "POST", url, headers, body: JSON.stringify(body) });
  }

  /** Event Grid writes one event, base64, into a storage queue. */
  async #enqueue(url: string, event: JsonObject, identity: string | undefined): Promise<number> {
    const text = Buffer.from(JSON.stringify(event)).toString("base64");
    const answer = await this.#queueSend({
      method: "POST",
      url,
      headers: {
        "content-type": "application/xml",
        "x-ms-version": "2021-12-02",
        "x-ms-date": new Date(this.#clock.now()).toUTCString(),
        authorization:
          identity === undefined ? "SharedKey eventgrid:simulated" : `Bearer ${this.#token(identity)}`,
      },
      body: `<QueueMessage><MessageText>${text}</MessageText></QueueMessage>`,
    });
    return answer.status;
  }
}
