import { expect, test } from "vitest";
import { GROUP, TestArm } from "./support/arm.js";

const SERVICE = `${GROUP}/providers/Microsoft.Network/privateLinkServices/pls`;
const MESSAGE = "Front Door of shop";
const PROFILE = `${GROUP}/providers/Microsoft.Cdn/profiles/afd`;

test("Front Door asks a private link service for a connection, once for each origin", async () => {
  const arm = new TestArm();
  await arm.put(SERVICE, { location: "westeurope", properties: {} });
  await arm.put(PROFILE, { location: "global", sku: { name: "Premium_AzureFrontDoor" }, properties: {} });
  await arm.put(`${PROFILE}/originGroups/shop`, { properties: {} });
  const origin = {
    properties: {
      hostName: "origin.contoso.com",
      sharedPrivateLinkResource: { privateLink: { id: SERVICE }, requestMessage: MESSAGE },
    },
  };
  for (const name of ["main", "main", "other"])
    await arm.put(`${PROFILE}/originGroups/shop/origins/${name}`, origin);
  const state = { status: "Pending", description: MESSAGE, actionsRequired: "None" };
  const connection: unknown = expect.objectContaining({
    properties: { provisioningState: "Succeeded", privateLinkServiceConnectionState: state },
  });
  const found = await arm.get(SERVICE);
  expect(found.at("properties.privateEndpointConnections")).toEqual([connection, connection]);
});
