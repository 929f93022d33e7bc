import { BlobServiceClient, RestError } from "@azure/storage-blob";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { VirtualClock } from "../src/index.js";
import { startAzurite, type Azurite } from "../../sync-runtime/test/support/azurite.js";
import { GROUP, TestArm } from "./support/arm.js";
import { blobsOf } from "./support/storage.js";

const ACCOUNT = `${GROUP}/providers/Microsoft.Storage/storageAccounts/stx`;
const NOON = Date.UTC(2026, 4, 1, 12);
let azurite: Azurite;

beforeAll(async () => {
  azurite = await startAzurite("blob");
});

afterAll(() => azurite.stop());

function simulated(): BlobServiceClient {
  const { sim } = new TestArm({ clock: new VirtualClock(NOON) });
  sim.seed(ACCOUNT, { location: "westeurope" });
  return blobsOf(sim, "stx");
}

const services: readonly (readonly [string, () => BlobServiceClient])[] = [
  ["the simulator", simulated],
  ["Azurite", () => BlobServiceClient.fromConnectionString(azurite.connectionString)],
];

/** Status and code of what a call was answered with. */
async function outcome(call: Promise<{ readonly _response: { readonly status: number } }>): Promise<string> {
  try {
    return String((await call)._response.status);
  } catch (error) {
    if (error instanceof RestError) return `${error.statusCode ?? 0} ${error.code ?? ""}`;
    throw error;
  }
}

const STALE = { conditions: { ifMatch: '"0x8D0000000000000"' } };

describe.each(services)("blobs over the real SDK: %s", (_, connect) => {
  test("a container is made once, and a blob needs one", async () => {
    const container = connect().getContainerClient("made-once");
    const blob = container.getBlockBlobClient("shop/main.json");
    expect(await outcome(blob.upload("{}", 2))).toBe("404 ContainerNotFound");
    expect(await outcome(blob.download())).toBe("404 ContainerNotFound");
    expect(await outcome(blob.delete())).toBe("404 ContainerNotFound");
    expect(await outcome(container.create())).toBe("201");
    expect(await outcome(container.create())).toBe("409 ContainerAlreadyExists");
    expect((await container.createIfNotExists()).succeeded).toBe(false);
    expect(await outcome(blob.download())).toBe("404 BlobNotFound");
    expect(await outcome(blob.delete())).toBe("404 BlobNotFound");
  });

  test("a blob is written only if it is there as it was read, or not there at all", async () => {
    const container = connect().getContainerClient("conditions");
    await container.create();
    const blob = container.getBlockBlobClient("shop/main.json");
    const absent = { conditions: { ifNoneMatch: "*" } };
    expect(await outcome(blob.upload("1", 1, STALE))).toBe("412 ConditionNotMet");
    expect(await outcome(blob.upload("1", 1, { conditions: { ifMatch: "*" } }))).toBe("412 ConditionNotMet");
    expect(await outcome(blob.upload("1", 1, absent))).toBe("201");
    expect(await outcome(blob.upload("2", 1, absent))).toBe("409 BlobAlreadyExists");
    const { etag: ifMatch = "" } = await blob.getProperties();
    expect(await outcome(blob.upload("2", 1, { conditions: { ifMatch } }))).toBe("201");
    expect(await outcome(blob.upload("3", 1, { conditions: { ifMatch } }))).toBe("412 ConditionNotMet");
    expect(await outcome(blob.upload("3", 1, { conditions: { ifMatch: "*" } }))).toBe("201");
    expect((await blob.downloadToBuffer()).toString()).toBe("3");
    expect(await outcome(blob.delete(STALE))).toBe("412 ConditionNotMet");
    const { etag: last = "" } = await blob.getProperties();
    expect(await outcome(blob.delete({ conditions: { ifMatch: last } }))).toBe("202");
    expect(await outcome(blob.getProperties())).toMatch(/^404/);
  });

  test("a blob is read with its etag, its time and the service's own time", async () => {
    const container = connect().getContainerClient("reading");
    await container.create();
    const blob = container.getBlockBlobClient("shop/main.json");
    const text = '{"name":"Zürich ✓"}';
    const written = await blob.upload(text, Buffer.byteLength(text));
    const read = await blob.download();
    expect(read.etag).toBe(written.etag);
    expect(read.lastModified).toEqual(written.lastModified);
    expect(read.date?.getTime()).toBeGreaterThanOrEqual(read.lastModified?.getTime() ?? Infinity);
    expect(read.contentLength).toBe(Buffer.byteLength(text));
    const chunks: Buffer[] = [];
    for await (const chunk of read.readableStreamBody ?? []) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks).toString()).toBe(text);
    const same = { conditions: { ifNoneMatch: read.etag ?? "" } };
    expect(await outcome(blob.download(0, undefined, same))).toMatch(/^304/);
    expect(await outcome(blob.download(0, undefined, STALE))).toBe("412 ConditionNotMet");
  });
});

test("blobs carry the simulator's time, not the machine's", async () => {
  const container = simulated().getContainerClient("clock");
  const created = await container.create();
  const { date, lastModified } = await container.getBlockBlobClient("b").upload("1", 1);
  expect([created.date, date, lastModified].map((at) => at?.getTime())).toEqual([NOON, NOON, NOON]);
});
