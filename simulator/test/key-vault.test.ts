import { describe, expect, test } from "vitest";
import { GROUP, SUB, TestArm } from "./support/arm.js";

const VAULT = "https://kv.vault.azure.net";

async function withVault(): Promise<TestArm> {
  const arm = new TestArm();
  await arm.put(`${GROUP}/providers/Microsoft.KeyVault/vaults/kv`, {
    location: "westeurope",
    properties: {},
  });
  return arm;
}

const POLICY = {
  issuer: { name: "Self" },
  key_props: { kty: "RSA", key_size: 2048, exportable: true, reuse_key: false },
  secret_props: { contentType: "application/x-pkcs12" },
  x509_props: { subject: "CN=shop.example.com", validity_months: 12 },
};

describe("deleted vaults", () => {
  const deleted = `/subscriptions/${SUB}/providers/Microsoft.KeyVault/locations/westeurope/deletedVaults/kv`;
  const vault = `${GROUP}/providers/Microsoft.KeyVault/vaults/kv`;

  test.each([
    [true, 200],
    [false, 404],
  ])("purge protection %s: the deleted vault is found with %i", async (enablePurgeProtection, status) => {
    const arm = new TestArm();
    await arm.put(vault, { location: "westeurope", properties: { enablePurgeProtection } });
    expect((await arm.get(deleted)).status).toBe(404);
    await arm.delete(vault);
    expect((await arm.get(vault)).status).toBe(404);
    expect((await arm.get(deleted)).status).toBe(status);
  });

  test("a vault that is made again is among the deleted ones no more", async () => {
    const arm = new TestArm();
    const body = { location: "westeurope", properties: { enablePurgeProtection: true } };
    await arm.put(vault, body);
    await arm.delete(GROUP);
    expect((await arm.get(deleted)).at("properties.vaultId")).toBe(vault);
    arm.sim.seed(GROUP, { location: "westeurope" });
    await arm.put(vault, { ...body, properties: { ...body.properties, createMode: "recover" } });
    expect((await arm.get(deleted)).status).toBe(404);
    expect((await arm.get(vault)).at("properties.createMode")).toBeUndefined();
  });
});

describe("the vault's data plane", () => {
  test("a certificate is made, found by its operation, read, changed and deleted", async () => {
    const arm = await withVault();
    const made = await arm.call("POST", `${VAULT}/certificates/shop/create`, {
      policy: POLICY,
      tags: { a: "b" },
    });
    expect([made.status, made.at("status")]).toEqual([202, "completed"]);
    expect((await arm.get(`${VAULT}/certificates/shop/pending`)).body).toEqual(made.body);

    const read = await arm.get(`${VAULT}/certificates/shop/`);
    expect(read.body).toMatchObject({
      id: expect.stringMatching(
        /^https:\/\/kv\.vault\.azure\.net\/certificates\/shop\/[0-9a-f]{32}$/,
      ) as string,
      sid: expect.stringMatching(/\/secrets\/shop\/[0-9a-f]{32}$/) as string,
      attributes: { enabled: true },
      policy: POLICY,
      tags: { a: "b" },
    });

    await arm.call("PATCH", `${VAULT}/certificates/shop/`, { tags: { c: "d" } });
    expect((await arm.get(`${VAULT}/certificates/shop/`)).body).toEqual({ ...read.body, tags: { c: "d" } });

    expect((await arm.delete(`${VAULT}/certificates/shop`)).status).toBe(200);
    const gone = await arm.get(`${VAULT}/certificates/shop/`);
    expect([gone.status, gone.at("error.code")]).toEqual([404, "CertificateNotFound"]);
  });

  test("a certificate made again has another version", async () => {
    const arm = await withVault();
    const ids = [];
    for (let time = 0; time < 2; time++) {
      await arm.call("POST", `${VAULT}/certificates/shop/create`, { policy: POLICY });
      ids.push((await arm.get(`${VAULT}/certificates/shop/`)).at("id"));
    }
    expect(ids[0]).not.toEqual(ids[1]);
  });

  test("a deleted item is gone: purging it succeeds, finding it does not", async () => {
    const arm = await withVault();
    await arm.put(`${VAULT}/secrets/password`, { value: "x" });
    expect((await arm.get(`${VAULT}/secrets/password`)).at("value")).toBe("x");
    await arm.delete(`${VAULT}/secrets/password`);
    expect((await arm.delete(`${VAULT}/deletedsecrets/password`)).status).toBe(204);
    expect((await arm.get(`${VAULT}/deletedsecrets/password`)).status).toBe(404);
  });

  test("a vault asks for a token, and one that was never made answers nothing", async () => {
    const arm = await withVault();
    const asked = await arm.call("GET", `${VAULT}/secrets/password`, undefined, { authorization: "" });
    expect([asked.status, asked.headers["www-authenticate"]]).toEqual([
      401,
      expect.stringContaining("https://vault.azure.net"),
    ]);
    expect((await arm.get("https://other.vault.azure.net/secrets/password")).at("error.code")).toBe(
      "VaultNotFound",
    );
  });
});
