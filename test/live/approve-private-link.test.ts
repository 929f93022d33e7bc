import { run } from "@aks-topology/cli";
import { Simulator } from "@aks-topology/simulator";
import { expect, test } from "vitest";
import { objectOf, objectsOf, textOf, type JsonObject } from "../../demo/src/json.js";
import { capturedIo } from "../support/console.js";
import { deploy, idOf, resourcesOf, SUBSCRIPTION } from "../support/deployed-platform.js";
import { accessTo } from "../support/live-questions.js";

const FILE = "examples/front-door-private-link.yaml";
const PROFILE = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-contoso-shop/providers/Microsoft.Cdn/profiles/afd-contoso-shop-main`;
const ORIGIN = `${PROFILE}/originGroups/cluster/origins/cluster`;

const REQUEST = "Front Door of shop/main";
const STRANGE = "of something else";

interface Link {
  readonly cluster: string;
  readonly connection: string | null;
  readonly state: string;
  readonly others: readonly string[];
}

async function deployed(): Promise<{ simulator: Simulator; service: string }> {
  const simulator = new Simulator();
  await deploy(resourcesOf(FILE), simulator);
  const cluster = idOf(simulator, "Microsoft.ContainerService/managedClusters", "aks-contoso-shop-main");
  const group = textOf(objectOf(simulator.stored(cluster)?.["properties"])["nodeResourceGroup"]);
  const service = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${group}/providers/Microsoft.Network/privateLinkServices/pls-shop-main`;
  return { simulator, service };
}

/** AKS, when the Service of the controller is applied. */
function applyService(simulator: Simulator, service: string): void {
  put(simulator, service, { location: "westeurope", properties: { visibility: { subscriptions: ["*"] } } });
}

/** Terraform, with the id of the service. */
function applyOrigin(simulator: Simulator, service: string, requestMessage = REQUEST): void {
  const sharedPrivateLinkResource = {
    privateLink: { id: service },
    privateLinkLocation: "westeurope",
    requestMessage,
  };
  put(simulator, PROFILE, { location: "global", sku: { name: "Premium_AzureFrontDoor" }, properties: {} });
  put(simulator, `${PROFILE}/originGroups/cluster`, { properties: {} });
  put(simulator, ORIGIN, { properties: { hostName: "origin.contoso.com", sharedPrivateLinkResource } });
}

function put(simulator: Simulator, id: string, body: JsonObject): void {
  const { status, body: text } = simulator.writeAs("terraform", id, () => body);
  if (status >= 300) throw new Error(`${id} was not created: ${text}`);
}

async function approve(
  simulator: Simulator,
  ...options: readonly string[]
): Promise<{ code: number; links: readonly Link[]; error: JsonObject }> {
  const io = { ...capturedIo({ ARM_SUBSCRIPTION_ID: SUBSCRIPTION }), azure: accessTo(simulator, "approver") };
  const code = await run(["approve-private-link", FILE, "--json", ...options], io);
  const document = objectOf(io.json());
  return {
    code,
    links: objectsOf(document["links"]).map(linkOf),
    error: objectOf(document["error"]),
  };
}

function linkOf({ cluster, connection, state, others }: JsonObject): Link {
  return {
    cluster: textOf(cluster),
    connection: connection === null ? null : textOf(connection),
    state: textOf(state),
    others: Array.isArray(others) ? others.map(textOf) : [],
  };
}

function statesAt(simulator: Simulator, service: string): readonly string[] {
  const { privateEndpointConnections } = objectOf(simulator.stored(service)?.["properties"]);
  return objectsOf(privateEndpointConnections).map(({ properties }) =>
    textOf(objectOf(objectOf(properties)["privateLinkServiceConnectionState"])["status"]),
  );
}

test("each step says what is missing, until the connection is approved", async () => {
  const { simulator, service } = await deployed();
  const step = async (): Promise<unknown> => {
    const { code, links } = await approve(simulator);
    return [code, links.map(({ cluster, state }) => [cluster, state])];
  };
  expect(await step()).toEqual([3, [["shop/main", "no-service"]]]);
  applyService(simulator, service);
  expect(await step()).toEqual([3, [["shop/main", "no-request"]]]);
  applyOrigin(simulator, service);
  expect(await step()).toEqual([0, [["shop/main", "approved"]]]);
  expect(statesAt(simulator, service)).toEqual(["Approved"]);
  expect(await step()).toEqual([0, [["shop/main", "already-approved"]]]);
});

test("a request of something else is left pending, and named", async () => {
  const { simulator, service } = await deployed();
  applyService(simulator, service);
  put(simulator, `${service}/privateEndpointConnections/stranger`, {
    properties: { privateLinkServiceConnectionState: { status: "Pending", description: STRANGE } },
  });
  const before = await approve(simulator);
  expect([before.code, before.links[0]?.state, before.links[0]?.others]).toEqual([
    3,
    "no-request",
    ["stranger"],
  ]);
  applyOrigin(simulator, service);
  const { code, links } = await approve(simulator);
  expect([code, links[0]?.state, links[0]?.others]).toEqual([0, "approved", ["stranger"]]);
  expect([...statesAt(simulator, service)].sort()).toEqual(["Approved", "Pending"]);
});

test("a dry run approves nothing", async () => {
  const { simulator, service } = await deployed();
  applyService(simulator, service);
  applyOrigin(simulator, service);
  const { code, links } = await approve(simulator, "--dry-run");
  expect([code, links[0]?.state]).toEqual([3, "would-approve"]);
  expect(statesAt(simulator, service)).toEqual(["Pending"]);
});

test("a rejected connection is not approved again", async () => {
  const { simulator, service } = await deployed();
  applyService(simulator, service);
  put(simulator, `${service}/privateEndpointConnections/afd`, {
    properties: {
      privateLinkServiceConnectionState: { status: "Rejected", description: REQUEST },
    },
  });
  const { code, links } = await approve(simulator);
  expect([code, links[0]?.state]).toEqual([3, "rejected"]);
});

test("a cluster without a private link is refused by name", async () => {
  const { code, error } = await approve(new Simulator(), "--cluster", "shop/other");
  expect([code, error["code"], textOf(error["message"])]).toEqual([
    1,
    "NOTHING_TO_APPROVE",
    expect.stringContaining("shop/other"),
  ]);
});

test("a subscription that is no id is refused, before anything is read", async () => {
  const { code, error } = await approve(new Simulator(), "--subscription", "nonsense");
  expect([code, error["code"], textOf(error["message"])]).toEqual([
    1,
    "USAGE",
    '"nonsense" is not the id of a subscription.',
  ]);
});

test("the terminal shows a table, and what to do next", async () => {
  const { simulator } = await deployed();
  const io = { ...capturedIo({ ARM_SUBSCRIPTION_ID: SUBSCRIPTION }), azure: accessTo(simulator, "approver") };
  expect(await run(["approve-private-link", FILE], io)).toBe(3);
  expect(io.out()).toContain("there is no private link service yet");
  expect(io.out()).toContain("shop/main: Apply the Service of the controller with kubectl");
});
