import { expect, test } from "vitest";
import { GROUP, TestArm } from "./support/arm.js";

const REGION = { location: "westeurope" };
const MACHINE = `${GROUP}/providers/Microsoft.Compute/virtualMachines/vm`;

function net(path: string): string {
  return `${GROUP}/providers/Microsoft.Network/${path}`;
}

test("a machine keeps its network interface, which has an address of its subnet", async () => {
  const arm = new TestArm();
  const [card, subnet] = [net("networkInterfaces/nic"), net("virtualNetworks/hub/subnets/jump-host")];
  await arm.put(net("virtualNetworks/hub"), {
    ...REGION,
    properties: { addressSpace: { addressPrefixes: ["10.0.0.0/22"] } },
  });
  await arm.put(subnet, { properties: { addressPrefix: "10.0.3.240/28" } });
  const ipConfigurations = [{ name: "private", properties: { subnet: { id: subnet } } }];
  await arm.put(card, { ...REGION, properties: { ipConfigurations } });
  const machine = { networkProfile: { networkInterfaces: [{ id: card }] }, storageProfile: { osDisk: {} } };
  expect((await arm.put(MACHINE, { ...REGION, properties: machine })).status).toBe(201);

  const shown = await arm.get(card);
  expect(shown.at("properties.virtualMachine")).toEqual({ id: MACHINE });
  expect(shown.text).toMatch(/"privateIPAddress":"10\.0\.3\.2[45]\d"/);
  const refused = await arm.delete(card);
  expect(refused.status).toBe(400);
  expect(refused.body).toMatchObject({ error: { code: "NicInUse" } });
});
