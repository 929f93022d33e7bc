import { describe, expect, test } from "vitest";
import { VirtualClock, type SimRequest } from "../src/index.js";
import { asObject, objects, parseJson, textAt, type Json, type JsonObject } from "../src/core/json.js";
import { GROUP, TABLE, TestArm } from "./support/arm.js";

const TOPIC = `${GROUP}/providers/Microsoft.EventGrid/systemTopics/topic`;
const SUBSCRIPTION = `${TOPIC}/eventSubscriptions/sub`;
const ACCOUNT = `${GROUP}/providers/Microsoft.Storage/storageAccounts/stevents`;
const HOOK = "https://hook.example.com/api/events?code=secret";
const WRITES = ["Microsoft.Resources.ResourceWriteSuccess", "Microsoft.Resources.ResourceDeleteSuccess"];

async function wired(
  destination: object,
  filter: object = {},
  events: object = {},
): Promise<{ arm: TestArm; clock: VirtualClock }> {
  const clock = new VirtualClock();
  const arm = new TestArm({ clock, events });
  arm.sim.seed(ACCOUNT, {
    location: "westeurope",
    sku: { name: "Standard_LRS" },
    properties: { allowSharedKeyAccess: false },
  });
  arm.sim.seed(`${ACCOUNT}/queueServices/default/queues/events`, {});
  await arm.put(TOPIC, {
    location: "global",
    identity: { type: "SystemAssigned" },
    properties: { source: GROUP, topicType: "Microsoft.Resources.ResourceGroups" },
  });
  subscribed(arm, destination, filter);
  return { arm, clock };
}

function subscriptionBody(destination: object, filter: object) {
  return {
    properties: {
      deliveryWithResourceIdentity: { identity: { type: "SystemAssigned" }, destination },
      filter: { includedEventTypes: WRITES, subjectBeginsWith: TABLE.toLowerCase(), ...filter },
    },
  };
}

function subscribed(arm: TestArm, destination: object, filter: object): void {
  arm.sim.seed(SUBSCRIPTION, subscriptionBody(destination, filter));
}

const TO_QUEUE = { endpointType: "StorageQueue", properties: { resourceId: ACCOUNT, queueName: "events" } };
const TO_HOOK = { endpointType: "WebHook", properties: { endpointUrl: HOOK } };

/** A subscriber that accepts the handshake unless configured otherwise. */
class Subscriber {
  readonly bodies: Json[] = [];
  answers: number[] = [];
  agrees = true;

  handle(request: SimRequest) {
    const [event] = objects(parseJson(String(request.body)));
    if (textAt(event, "eventType") === "Microsoft.EventGrid.SubscriptionValidationEvent") {
      const validationResponse = this.agrees ? textAt(event, "data.validationCode") : "no";
      return { status: 200, headers: {}, body: JSON.stringify({ validationResponse }) };
    }
    this.bodies.push(asObject(event));
    return { status: this.answers.shift() ?? 200, headers: {}, body: "" };
  }
}

function messagesOf(arm: TestArm): JsonObject[] {
  return (arm.sim.queues.messages("stevents", "events") ?? []).map(({ text }) =>
    asObject(parseJson(Buffer.from(text, "base64").toString())),
  );
}

describe("Event Grid", () => {
  test("a write is delivered to the storage queue as one base64 event", async () => {
    const { arm, clock } = await wired(TO_QUEUE);
    await arm.sim.handle({
      method: "GET",
      url: "https://stevents.queue.core.windows.net/events?comp=metadata",
      headers: { authorization: "Bearer t" },
    });
    await arm.put(TABLE, { location: "westeurope" });
    await clock.runUntilIdle();
    expect(messagesOf(arm)).toMatchObject([
      {
        eventType: "Microsoft.Resources.ResourceWriteSuccess",
        subject: TABLE.replace("resourceGroups", "resourcegroups"),
        data: {
          operationName: "Microsoft.Network/routeTables/write",
          status: "Succeeded",
          resourceUri: TABLE,
          claims: {},
        },
        topic: GROUP,
      },
    ]);
  });

  test.each([
    ["its topic's own identity and the bypass", "SystemAssigned", "AzureServices", 1],
    ["its topic's own identity, without the bypass", "SystemAssigned", "None", 0],
    ["a user-assigned identity", "UserAssigned", "AzureServices", 0],
  ])(
    "an account without public access takes a delivery by %s as documented",
    async (_, type, bypass, count) => {
      const { arm, clock } = await wired(TO_QUEUE);
      arm.sim.seed(ACCOUNT, {
        location: "westeurope",
        sku: { name: "Standard_LRS" },
        properties: { publicNetworkAccess: "Disabled", networkAcls: { defaultAction: "Deny", bypass } },
      });
      const { properties } = subscriptionBody(TO_QUEUE, {});
      const deliveryWithResourceIdentity = { identity: { type }, destination: TO_QUEUE };
      arm.sim.seed(SUBSCRIPTION, { properties: { ...properties, deliveryWithResourceIdentity } });
      await arm.put(TABLE, { location: "westeurope" });
      await clock.runUntilIdle();
      expect(messagesOf(arm)).toHaveLength(count);
    },
  );

  test("a deletion has its own event type; other types and subjects are filtered out", async () => {
    const { arm, clock } = await wired(TO_QUEUE, { includedEventTypes: [WRITES[1]] });
    await arm.put(TABLE, { location: "westeurope" });
    await arm.put(`${TABLE}x`.replace("/rtx", "/other"), { location: "westeurope" });
    await arm.delete(TABLE);
    await clock.runUntilIdle();
    expect(messagesOf(arm).map((event) => event["eventType"])).toEqual([
      "Microsoft.Resources.ResourceDeleteSuccess",
    ]);
  });

  test("subjects are compared without case, unless asked to; advanced filters hold", async () => {
    const deliveries = async (filter: object) => {
      const { arm, clock } = await wired(TO_QUEUE, filter);
      await arm.put(TABLE, { location: "westeurope" });
      await clock.runUntilIdle();
      return messagesOf(arm).length;
    };
    expect(await deliveries({ subjectBeginsWith: TABLE.toUpperCase() })).toBe(1);
    expect(await deliveries({ subjectBeginsWith: TABLE.toUpperCase(), isSubjectCaseSensitive: true })).toBe(
      0,
    );
    expect(
      await deliveries({
        advancedFilters: [
          {
            operatorType: "StringIn",
            key: "data.operationName",
            values: ["microsoft.network/routetables/WRITE"],
          },
        ],
      }),
    ).toBe(1);
    expect(
      await deliveries({
        advancedFilters: [{ operatorType: "StringContains", key: "subject", values: ["nowhere"] }],
      }),
    ).toBe(0);
  });

  test("a webhook that does not answer 200 is tried again after 10, 30 and 60 s", async () => {
    const { arm, clock } = await wired(TO_HOOK);
    const subscriber = new Subscriber();
    arm.sim.hosts.map("hook.example.com", (request) => subscriber.handle(request));
    subscriber.answers = [503, 500, 503];
    await arm.put(TABLE, { location: "westeurope" });
    await clock.runUntilIdle();
    expect(subscriber.bodies).toHaveLength(4);
    const times = arm.sim.events.eventDeliveries.map((delivery) => delivery.at);
    expect(times.slice(1).map((time, index) => (time - times[index]!) / 1_000)).toEqual([10, 30, 60]);
  });

  test("a webhook that answers 400, 401, 403 or 413 is given up", async () => {
    for (const status of [400, 401, 403, 413]) {
      const { arm, clock } = await wired(TO_HOOK);
      const subscriber = new Subscriber();
      arm.sim.hosts.map("hook.example.com", (request) => subscriber.handle(request));
      subscriber.answers = [status];
      await arm.put(TABLE, { location: "westeurope" });
      await clock.runUntilIdle();
      expect(subscriber.bodies).toHaveLength(1);
    }
  });

  test("delivery may be doubled and out of order when asked to", async () => {
    const { arm, clock } = await wired(TO_QUEUE, {}, { duplicates: 1, disorderMs: 60_000 });
    for (let i = 0; i < 10; i++) {
      await arm.put(TABLE, { location: "westeurope", tags: { i: String(i) } });
      await clock.advance(1);
    }
    await clock.runUntilIdle();
    const ids = messagesOf(arm).map((event) => textAt(event, "eventTime"));
    expect(ids).toHaveLength(20);
    expect(ids).not.toEqual([...ids].sort());
  });

  test("a webhook subscription is made when the handshake succeeds, and fails when it does not", async () => {
    for (const agrees of [true, false]) {
      const { arm, clock } = await wired(TO_HOOK);
      const subscriber = new Subscriber();
      subscriber.agrees = agrees;
      arm.sim.hosts.map("hook.example.com", (request) => subscriber.handle(request));
      const made = await arm.put(`${TOPIC}/eventSubscriptions/fresh`, subscriptionBody(TO_HOOK, {}));
      expect(made.status).toBe(201);
      await clock.advance(10);
      const poll = await arm.get(made.headers["azure-asyncoperation"]!);
      expect(poll.at("status")).toBe(agrees ? "Succeeded" : "Failed");
      expect((await arm.get(`${TOPIC}/eventSubscriptions/fresh`)).at("properties.provisioningState")).toBe(
        agrees ? "Succeeded" : "Failed",
      );
    }
  });
});

describe("the queue's data plane", () => {
  test("messages are put, peeked, taken, updated and deleted over the REST protocol", async () => {
    const arm = new TestArm();
    arm.sim.seed(ACCOUNT, { location: "westeurope", sku: { name: "Standard_LRS" } });
    const call = (method: string, path: string, body = "") =>
      arm.sim.handle({
        method,
        url: `https://stevents.queue.core.windows.net/q${path}`,
        headers: { authorization: "Bearer t" },
        body,
      });
    const field = (xml: string, name: string) =>
      new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? "";
    expect((await call("GET", "/messages")).headers["x-ms-error-code"]).toBe("QueueNotFound");
    expect([(await call("PUT", "")).status, (await call("PUT", "")).status]).toEqual([201, 204]);
    expect(
      (
        await call(
          "POST",
          "/messages",
          "<QueueMessage><MessageText>&lt;a &amp; b&gt;</MessageText></QueueMessage>",
        )
      ).status,
    ).toBe(201);
    expect(field((await call("GET", "/messages?peekonly=true")).body, "MessageText")).toBe(
      "&lt;a &amp; b&gt;",
    );
    const taken = (await call("GET", "/messages?visibilitytimeout=60")).body;
    expect(field(taken, "DequeueCount")).toBe("1");
    expect((await call("GET", "/messages")).body).not.toContain("MessageId");
    const id = field(taken, "MessageId");
    expect((await call("DELETE", `/messages/${id}?popreceipt=wrong`)).headers["x-ms-error-code"]).toBe(
      "PopReceiptMismatch",
    );
    expect((await call("DELETE", `/messages/${id}?popreceipt=${field(taken, "PopReceipt")}`)).status).toBe(
      204,
    );
    expect((await call("GET", "?comp=metadata")).headers["x-ms-approximate-messages-count"]).toBe("0");
  });

  test("a message that was taken is seen again when its time is over", async () => {
    const clock = new VirtualClock();
    const { queues } = new TestArm({ clock }).sim;
    queues.create("a", "q");
    queues.put("a", "q", "text");
    expect(queues.receive("a", "q", 1, 30)).toHaveLength(1);
    expect(queues.receive("a", "q", 1, 30)).toHaveLength(0);
    await clock.advance(30_000);
    expect(queues.receive("a", "q", 1, 30)?.[0]?.dequeueCount).toBe(2);
  });

  test("shared keys are refused where the account forbids them, and nothing goes without a token", async () => {
    const { arm } = await wired(TO_QUEUE);
    const call = (headers: Record<string, string>) =>
      arm.sim.handle({
        method: "GET",
        url: "https://stevents.queue.core.windows.net/events?comp=metadata",
        headers,
      });
    expect(await call({ authorization: "SharedKey stevents:sig" })).toMatchObject({
      status: 403,
      headers: { "x-ms-error-code": "KeyBasedAuthenticationNotPermitted" },
    });
    expect((await call({})).status).toBe(401);
    expect((await call({ authorization: "Bearer t" })).status).toBe(200);
  });
});
