import { BlobSASPermissions, BlobServiceClient } from "@azure/storage-blob";
import { VirtualClock } from "@aks-topology/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SyncError } from "../../src/domain/errors.js";
import { mirrorsOf } from "../../src/hosts/functions/live-config.js";
import { silent } from "../../src/ports/reporter.js";
import { startAzurite, type Azurite } from "../support/azurite.js";
import { credential, mirrorConfig, tableId } from "../support/fleet.js";

describe("the configuration in a blob", () => {
  let azurite: Azurite;
  let url: string;
  let upload: (text: string) => Promise<unknown>;

  beforeAll(async () => {
    azurite = await startAzurite("blob");
    const container = BlobServiceClient.fromConnectionString(azurite.connectionString).getContainerClient(
      "config",
    );
    await container.create();
    const blob = container.getBlockBlobClient("mirrors.yaml");
    upload = (text) => blob.upload(text, Buffer.byteLength(text));
    const permissions = BlobSASPermissions.parse("r");
    url = await blob.generateSasUrl({ permissions, expiresOn: new Date(Date.now() + 3_600_000) });
  });
  afterAll(() => azurite.stop());

  test("is read once a minute at most, and a change is seen without a restart", async () => {
    const clock = new VirtualClock();
    await upload(JSON.stringify({ mirrors: [mirrorConfig()] }));
    const groups = mirrorsOf({ kind: "blob", url }, credential, clock);
    const targets = async (): Promise<string[]> => (await groups(silent)).map(({ target }) => target.name);
    expect(await targets()).toEqual(["gateway"]);
    await upload(JSON.stringify({ mirrors: [mirrorConfig({ target: { id: tableId("gateway-2") } })] }));
    expect(await targets()).toEqual(["gateway"]);
    await clock.advance(60_000);
    expect(await targets()).toEqual(["gateway-2"]);
  });

  test("that is broken or missing is an error that keeps the secret of its URL", async () => {
    const missing = url.replace("mirrors.yaml", "nothing.yaml");
    const error = await mirrorsOf(
      { kind: "blob", url: missing },
      credential,
      new VirtualClock(),
    )(silent).catch((thrown: unknown) => SyncError.from(thrown));
    expect(error).toMatchObject({ code: "CONFIG_UNREADABLE", fault: "config" });
    expect(error instanceof SyncError && error.message.includes("sig=")).toBe(false);
    await upload("mirrors: 7");
    const broken = await mirrorsOf(
      { kind: "blob", url },
      credential,
      new VirtualClock(),
    )(silent).catch((thrown: unknown) => SyncError.from(thrown));
    expect(broken).toMatchObject({ code: "CONFIG_INVALID" });
  });
});
