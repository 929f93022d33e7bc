import { expect, test } from "vitest";
import { GROUP, TestArm, type Answer } from "./support/arm.js";

const LOCATION = { location: "westeurope" };
const SERVICE = "Microsoft.ServiceNetworking/trafficControllers";
const CONTROLLER = `${GROUP}/providers/${SERVICE}/agc`;
const NETWORK = `${GROUP}/providers/Microsoft.Network/virtualNetworks/spoke`;

async function withController(): Promise<TestArm> {
  const arm = new TestArm();
  await arm.put(NETWORK, {
    ...LOCATION,
    properties: { addressSpace: { addressPrefixes: ["10.1.0.0/16"] } },
  });
  await arm.put(CONTROLLER, LOCATION);
  return arm;
}

async function subnet(arm: TestArm, prefix: string, serviceName = SERVICE): Promise<string> {
  const id = `${NETWORK}/subnets/s-${prefix.replaceAll(/[./]/g, "-")}`;
  await arm.put(id, {
    properties: { addressPrefix: prefix, delegations: [{ name: "d", properties: { serviceName } }] },
  });
  return id;
}

function associate(
  arm: TestArm,
  name: string,
  id: string,
  location: { readonly location: string } = LOCATION,
): Promise<Answer> {
  return arm.put(`${CONTROLLER}/associations/${name}`, {
    ...location,
    properties: { associationType: "subnets", subnet: { id } },
  });
}

test("an association takes a delegated subnet with 250 addresses, which it holds", async () => {
  const arm = await withController();
  const small = await subnet(arm, "10.1.1.0/25");
  const undelegated = await subnet(arm, "10.1.2.0/24", "Microsoft.App/environments");
  for (const id of [small, undelegated]) expect((await associate(arm, "nodes", id)).status, id).toBe(400);
  const fitting = await subnet(arm, "10.1.3.0/24");
  expect((await associate(arm, "nodes", fitting)).status).toBe(201);
  expect((await arm.delete(fitting)).status).toBe(400);
});

test("a traffic controller has one association, in its region", async () => {
  const arm = await withController();
  const [first, second] = [await subnet(arm, "10.1.3.0/24"), await subnet(arm, "10.1.4.0/24")];
  expect((await associate(arm, "nodes", first, { location: "northeurope" })).status).toBe(400);
  expect((await associate(arm, "nodes", first)).status).toBe(201);
  expect((await associate(arm, "nodes", first)).status).toBe(200);
  expect((await associate(arm, "others", second)).status).toBe(409);
});

test("a frontend has a host name of its own", async () => {
  const arm = await withController();
  const names = await Promise.all(
    ["public", "partners"].map(async (name) =>
      (await arm.put(`${CONTROLLER}/frontends/${name}`, { ...LOCATION, properties: {} })).at(
        "properties.fqdn",
      ),
    ),
  );
  for (const name of names) expect(name).toMatch(/\.alb\.azure\.com$/);
  expect(new Set(names).size).toBe(2);
});
