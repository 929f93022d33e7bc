import { expect, test } from "vitest";
import { GROUP, TestArm, type Answer } from "./support/arm.js";

const REGION = { location: "westeurope" };

function net(path: string): string {
  return `${GROUP}/providers/Microsoft.Network/${path}`;
}

async function withAddresses(): Promise<TestArm> {
  const arm = new TestArm();
  for (const name of ["Standard", "StandardV2"])
    await arm.put(net(`publicIPAddresses/${name}`), {
      ...REGION,
      sku: { name },
      properties: { publicIPAllocationMethod: "Static" },
    });
  return arm;
}

function gateway(arm: TestArm, sku: string, address: string, more: object = {}): Promise<Answer> {
  return arm.put(net("natGateways/g"), {
    ...REGION,
    sku: { name: sku },
    ...more,
    properties: { publicIpAddresses: [{ id: net(`publicIPAddresses/${address}`) }] },
  });
}

test("a NAT gateway takes addresses of its own SKU alone", async () => {
  for (const sku of ["Standard", "StandardV2"]) {
    const other = sku === "Standard" ? "StandardV2" : "Standard";
    expect((await gateway(await withAddresses(), sku, sku)).status).toBe(201);
    expect((await gateway(await withAddresses(), sku, other)).status).toBe(400);
  }
});

test("a NAT gateway of SKU StandardV2 has no zones", async () => {
  expect((await gateway(await withAddresses(), "Standard", "Standard", { zones: ["1"] })).status).toBe(201);
  const refused = await gateway(await withAddresses(), "StandardV2", "StandardV2", { zones: ["1"] });
  expect(refused.status).toBe(400);
});
