import { expect, test } from "vitest";
import { GROUP, TestArm, type Answer } from "./support/arm.js";

const REGION = { location: "westeurope" };
const RESOLVER = net("dnsResolvers/r");
const RULESET = net("dnsForwardingRulesets/f");

function net(path: string): string {
  return `${GROUP}/providers/Microsoft.Network/${path}`;
}

async function withNetworks(): Promise<TestArm> {
  const arm = new TestArm();
  const prefixes = { hub: "10.0.0.0/16", spoke: "10.1.0.0/16" };
  for (const [name, prefix] of Object.entries(prefixes))
    await arm.put(net(`virtualNetworks/${name}`), {
      ...REGION,
      properties: { addressSpace: { addressPrefixes: [prefix] } },
    });
  await arm.put(RESOLVER, { ...REGION, properties: { virtualNetwork: { id: net("virtualNetworks/hub") } } });
  return arm;
}

async function subnet(
  arm: TestArm,
  prefix: string,
  service = "Microsoft.Network/dnsResolvers",
): Promise<string> {
  const id = net(`virtualNetworks/hub/subnets/s-${prefix.replace("/", "-")}`);
  await arm.put(id, {
    properties: { addressPrefix: prefix, delegations: [{ name: "d", properties: { serviceName: service } }] },
  });
  return id;
}

function inbound(arm: TestArm, id: string): Promise<Answer> {
  return arm.put(`${RESOLVER}/inboundEndpoints/in`, {
    ...REGION,
    properties: { ipConfigurations: [{ subnet: { id } }] },
  });
}

test("an endpoint takes a /28 to /24 outside of the reserved range, delegated to resolvers", async () => {
  const arm = await withNetworks();
  const refused = [
    await subnet(arm, "10.0.20.0/29"),
    await subnet(arm, "10.0.32.0/23"),
    await subnet(arm, "10.0.16.0/28"),
    await subnet(arm, "10.0.21.0/28", "Microsoft.App/environments"),
  ];
  for (const id of refused) expect((await inbound(arm, id)).status, id).toBe(400);
  const fitting = await subnet(arm, "10.0.17.0/28");
  expect((await inbound(arm, fitting)).status).toBe(201);
  const shown = (await arm.get(`${RESOLVER}/inboundEndpoints/in`)).at("properties.ipConfigurations");
  expect(shown).toMatchObject([{ privateIpAddress: "10.0.17.4", privateIpAllocationMethod: "Dynamic" }]);
  expect((await arm.delete(fitting)).status).toBe(400);
});

test("a network has one resolver, and one link to a ruleset, in its region", async () => {
  const arm = await withNetworks();
  const ofHub = { virtualNetwork: { id: net("virtualNetworks/hub") } };
  expect((await arm.put(net("dnsResolvers/second"), { ...REGION, properties: ofHub })).status).toBe(409);
  await arm.put(RULESET, { ...REGION, properties: { dnsResolverOutboundEndpoints: [] } });
  const link = (name: string): Promise<Answer> =>
    arm.put(`${RULESET}/virtualNetworkLinks/${name}`, { properties: ofHub });
  expect((await link("one")).status).toBe(201);
  expect((await link("two")).status).toBe(409);
  await arm.put(net("virtualNetworks/far"), {
    location: "northeurope",
    properties: { addressSpace: { addressPrefixes: ["10.9.0.0/16"] } },
  });
  const far = { virtualNetwork: { id: net("virtualNetworks/far") } };
  expect((await arm.put(`${RULESET}/virtualNetworkLinks/far`, { properties: far })).status).toBe(400);
});

test("a forwarding rule does not have Azure's own DNS as its server", async () => {
  const arm = await withNetworks();
  await arm.put(RULESET, { ...REGION, properties: { dnsResolverOutboundEndpoints: [] } });
  const rule = (ipAddress: string): Promise<Answer> =>
    arm.put(`${RULESET}/forwardingRules/corp`, {
      properties: { domainName: "corp.contoso.com.", targetDnsServers: [{ ipAddress, port: 53 }] },
    });
  expect((await rule("168.63.129.16")).status).toBe(400);
  expect((await rule("192.168.0.10")).status).toBe(201);
});
