import { formatAddress } from "../address.js";
import type { ApiServer, Cluster, Model, Subnet } from "../model/model.js";
import { Unsure } from "../tri.js";
import { apiAddress } from "../walk/api-server.js";
import { ELSEWHERE, isZoneSeen, resolverOf, type Answer, type Resolver } from "./resolve.js";

/** What the API server's name resolves to for a client in a subnet; undefined for one on-premises, whose resolver is not known. */
export function resolveApi(
  cluster: Cluster,
  client: Subnet | undefined,
  model: Model,
): { answer: Answer; resolver: Resolver } {
  const resolver = client === undefined ? ELSEWHERE : resolverOf(client.network, model);
  return { answer: answerOf(cluster, client, resolver, model), resolver };
}

function answerOf(cluster: Cluster, client: Subnet | undefined, resolver: Resolver, model: Model): Answer {
  const { api, address: by, name } = cluster;
  const address = apiAddress(cluster, client);
  const found = (detail: string, unsure?: Unsure): Answer => ({ address, by, detail, unsure });
  const byPublicName = found(`the public name of ${name} leads to ${formatAddress(address)}`);
  if (api.type === "public" || api.type === "undescribed" || api.zone === "None") return byPublicName;
  if (api.type === "integrated" && !api.isPrivate) return byPublicName;
  const seen = isNameSeen(cluster, api, resolver, model);
  if (seen === true) return found(`the private zone of ${name} answers ${formatAddress(address)}`);
  if (api.hasPublicName) return byPublicName;
  if (seen instanceof Unsure) return found(`the private zone of ${name}`, seen);
  const where = resolver.network?.name ?? "the resolver";
  return {
    address: undefined,
    by,
    detail: `the name of ${name} is in a private zone that is not linked to ${where}`,
    unsure: undefined,
  };
}

/** AKS links its own zone, and one that it is given, to the network of the nodes (Microsoft Learn, "Create a private AKS cluster"). */
function isNameSeen(
  { pools }: Cluster,
  { zone: key }: Extract<ApiServer, { zone: string }>,
  resolver: Resolver,
  { zones }: Model,
): boolean | Unsure {
  const home = pools[0]?.subnet?.network;
  if (resolver.network !== undefined && resolver.network === home) return true;
  const zone = zones.find((item) => item.key === key || isWritten(item.key, key)) ?? {
    key,
    address: key,
    name: key === "System" ? "the zone that AKS creates" : (key.split("/").at(-1) ?? key),
    links: new Map(),
    records: new Map(),
    aliases: new Map(),
  };
  return isZoneSeen(zone, resolver);
}

/** A zone that exists elsewhere is known by its group and name alone, where azurerm 4 refers to it by these. */
function isWritten(key: string, id: string): boolean {
  return key.startsWith("/resourcegroups/") && id.endsWith(key);
}
