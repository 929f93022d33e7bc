import type { PrivateLink } from "@aks-topology/platform";
import { demandText, type ArmClient } from "./arm-client.js";
import { objectsAt, textAt, type JsonObject } from "./json.js";
import { inSubscription } from "./subscription.js";

const AKS = "2025-05-01";
const NETWORK = "2024-05-01";

/** What became of the connection of Front Door to a cluster. */
export interface LinkState {
  readonly cluster: string;
  /** Azure Resource Manager id of the private link service; undefined without a cluster. */
  readonly service: string | undefined;
  /** Name of Front Door's connection; undefined where it has not asked for one. */
  readonly connection: string | undefined;
  readonly state:
    | "approved"
    | "already-approved"
    | "would-approve"
    | "rejected"
    | "no-request"
    | "no-service"
    | "no-cluster";
  /** Names of pending connections that something else asks for, which are left alone. */
  readonly others: readonly string[];
}

/** Approves the connection that Front Door asks for, unless `dryRun`. @throws UsageError */
export async function approveLink(
  arm: ArmClient,
  { cluster, clusterId, service: name, requestMessage }: PrivateLink,
  { subscription, dryRun }: { readonly subscription: string | undefined; readonly dryRun: boolean },
): Promise<LinkState> {
  const id = inSubscription(clusterId, subscription);
  const body = await arm.get(id, AKS);
  const none = { cluster, service: undefined, connection: undefined, others: [] };
  if (body === undefined) return { ...none, state: "no-cluster" };
  const group = demandText(body, "properties.nodeResourceGroup");
  const service = `${id.split("/").slice(0, 3).join("/")}/resourceGroups/${group}/providers/Microsoft.Network/privateLinkServices/${name}`;
  const shownService = await arm.get(service, NETWORK);
  if (shownService === undefined) return { ...none, service, state: "no-service" };
  const connections = objectsAt(shownService, "properties.privateEndpointConnections").map(connectionOf);
  const asked = connections.filter(({ description }) => description === requestMessage);
  const found = asked.find(({ status }) => status === "Pending") ?? asked[0];
  const others = connections
    .filter((each) => each.status === "Pending" && each.description !== requestMessage)
    .map((each) => each.name);
  if (found === undefined) return { ...none, service, others, state: "no-request" };
  const shown = { cluster, service, connection: found.name, others };
  if (found.status === "Approved") return { ...shown, state: "already-approved" };
  if (found.status !== "Pending") return { ...shown, state: "rejected" };
  if (dryRun) return { ...shown, state: "would-approve" };
  await arm.put(`${service}/privateEndpointConnections/${found.name}`, NETWORK, {
    name: found.name,
    properties: {
      privateLinkServiceConnectionState: { status: "Approved", description: requestMessage },
    },
  });
  return { ...shown, state: "approved" };
}

/** The message of the request is the description of the connection's state until it is approved or rejected. */
function connectionOf(connection: JsonObject): {
  readonly name: string;
  readonly status: string;
  readonly description: string;
} {
  const state = "properties.privateLinkServiceConnectionState";
  return {
    name: textAt(connection, "name") ?? "",
    status: textAt(connection, `${state}.status`) ?? "",
    description: textAt(connection, `${state}.description`) ?? "",
  };
}
