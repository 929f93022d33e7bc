/** The deployed network of a model: routes, security groups and peerings as Azure answers them. */
import {
  Unanswered,
  type Attachment,
  type Azure,
  type Cluster,
  type Flow,
  type LiveHop,
  type LiveNode,
  type LivePeering,
  type LiveRoute,
  type LiveTable,
  type LiveVerdict,
  type Model,
  type Subnet,
} from "@aks-topology/trace";
import { demandList, demandText, Refusal, type ArmClient } from "./arm-client.js";
import { at, listAt, objectsAt, textAt, textsAt, type JsonObject } from "./json.js";
import { Memo } from "./memo.js";
import { inSubscription } from "./subscription.js";
import { NodeInterfaces, type NodeInterface } from "./node-interfaces.js";

const NETWORK = "2024-05-01";

export class LiveNetwork implements Azure {
  readonly #arm: ArmClient;
  readonly #model: Model;
  readonly #subscription: string | undefined;
  readonly #nodes: NodeInterfaces;
  readonly #tables = new Memo<LiveTable | undefined>();
  readonly #hops = new Memo<LiveHop | Unanswered>();
  readonly #routes = new Memo<readonly LiveRoute[] | Unanswered>();
  readonly #verdicts = new Memo<readonly LiveVerdict[] | Unanswered>();
  readonly #bodies = new Memo<JsonObject | undefined>();
  readonly #watchers = new Memo<readonly JsonObject[]>();

  /** @param subscription of what the file leaves to the environment */
  constructor(arm: ArmClient, model: Model, subscription: string | undefined) {
    this.#arm = arm;
    this.#model = model;
    this.#subscription = subscription;
    this.#nodes = new NodeInterfaces(arm);
  }

  async attachmentIn(subnet: Subnet): Promise<Attachment | undefined> {
    const { location } = subnet.network;
    const gateway = this.#model.gateways.find((item) => item.subnet.key === subnet.key);
    if (gateway !== undefined)
      return {
        id: this.#id(gateway.key),
        kind: "gateway",
        address: undefined,
        machine: undefined,
        location,
      };
    const id = this.#id(subnet.key).toLowerCase();
    for (const cluster of this.#model.clusters.filter(hasPoolIn(subnet))) {
      const found = (await this.#interfacesOf(cluster)).find((item) => item.subnet === id);
      if (found !== undefined)
        return {
          id: found.id,
          kind: "interface",
          address: found.address,
          machine: found.machine,
          location,
        };
    }
    return undefined;
  }

  nodesOf(cluster: Cluster): Promise<readonly LiveNode[]> {
    return this.#interfacesOf(cluster);
  }

  nextHop(attachment: Attachment, source: string, destination: string): Promise<LiveHop | Unanswered> {
    return this.#hops.of([attachment.id, destination].join(" "), async () => {
      const answer = await this.#watch("nextHop", attachment, {
        targetResourceId: attachment.machine ?? attachment.id,
        targetNicResourceId: attachment.id,
        sourceIPAddress: source,
        destinationIPAddress: destination,
      });
      if (answer instanceof Unanswered) return answer;
      const nextHopType = textAt(answer, "nextHopType");
      if (nextHopType === undefined) return new Unanswered("Network Watcher names no next hop");
      return {
        nextHopType,
        nextHopAddress: textAt(answer, "nextHopIpAddress"),
        by: textAt(answer, "routeTableId") ?? "System Route",
      };
    });
  }

  effectiveRoutes({ id }: Attachment): Promise<readonly LiveRoute[] | Unanswered> {
    return this.#routes.of(id, async () => {
      const answer = await this.#arm.act(`${id}/effectiveRouteTable`, NETWORK);
      if (answer instanceof Refusal) return new Unanswered(answer.message);
      const routes = listAt(answer, "value");
      if (routes === undefined) return new Unanswered("Azure lists no effective routes");
      return routes
        .filter((route) => textAt(route, "state") === "Active")
        .flatMap((route) =>
          textsAt(route, "addressPrefix").map((prefix) => ({
            name: textAt(route, "name"),
            prefix,
            nextHopType: textAt(route, "nextHopType") ?? "None",
            nextHopAddress: textsAt(route, "nextHopIpAddress")[0],
          })),
        );
    });
  }

  tableOf(subnet: Subnet): Promise<LiveTable | undefined> {
    return this.#tables.of(subnet.key, async () => {
      const body = await this.#body(subnet.key);
      if (body === undefined) return undefined;
      const table = textAt(body, "properties.routeTable.id");
      if (table === undefined) return { table, routes: [] };
      const found = await this.#body(table);
      return {
        table,
        routes: found === undefined ? [] : demandList(found, "properties.routes").map(routeIn),
      };
    });
  }

  securityGroups(attachment: Attachment, flow: Flow): Promise<readonly LiveVerdict[] | Unanswered> {
    const { direction, protocol, source, destination, port } = flow;
    const key = [attachment.id, direction, protocol, source, destination, port].join(" ");
    return this.#verdicts.of(key, async () => {
      const answer = await this.#watch("networkConfigurationDiagnostic", attachment, {
        targetResourceId: attachment.id,
        profiles: [
          {
            direction: direction === "inbound" ? "Inbound" : "Outbound",
            protocol,
            source,
            destination,
            destinationPort: port,
          },
        ],
      });
      if (answer instanceof Unanswered) return answer;
      const [result] = objectsAt(answer, "results");
      return (
        listAt(result, "networkSecurityGroupResult.evaluatedNetworkSecurityGroups")?.map(verdictIn) ??
        new Unanswered("Network Watcher names no security group")
      );
    });
  }

  async peering(key: string): Promise<LivePeering | undefined> {
    const body = await this.#body(key);
    return (
      body && {
        state: demandText(body, "properties.peeringState"),
        allowsForwarded: at(body, "properties.allowForwardedTraffic") === true,
      }
    );
  }

  async firewallAddress(key: string): Promise<string | undefined> {
    const body = await this.#body(key);
    const [first] = objectsAt(body, "properties.ipConfigurations");
    // In a virtual hub.
    return (
      textAt(first, "properties.privateIPAddress") ??
      textAt(body, "properties.hubIPAddresses.privateIPAddress")
    );
  }

  #interfacesOf(cluster: Cluster): Promise<readonly NodeInterface[]> {
    return this.#nodes.of(this.#id(cluster.key));
  }

  /** The body of a resource by its key in the model, or by its id. */
  #body(key: string): Promise<JsonObject | undefined> {
    const id = this.#id(key);
    return this.#bodies.of(id.toLowerCase(), () => this.#arm.get(id, NETWORK));
  }

  /** Asks the Network Watcher of a region. */
  async #watch(
    action: string,
    { id, location }: Attachment,
    request: JsonObject,
  ): Promise<JsonObject | Unanswered> {
    const [, subscription = ""] = /^\/subscriptions\/([^/]+)\//i.exec(id) ?? [];
    const path = `/subscriptions/${subscription}/providers/Microsoft.Network/networkWatchers`;
    const watchers = await this.#watchers.of(subscription, () => this.#arm.list(path, NETWORK));
    const watcher = watchers.find(
      (item) => textAt(item, "location")?.toLowerCase().replaceAll(" ", "") === location,
    );
    const watcherId = textAt(watcher, "id");
    if (watcherId === undefined)
      return new Unanswered(`Subscription ${subscription} has no Network Watcher in ${location}`);
    const answer = await this.#arm.act(`${watcherId}/${action}`, NETWORK, request);
    return answer instanceof Refusal ? new Unanswered(answer.message.replace(/\.$/, "")) : answer;
  }

  #id(key: string): string {
    return inSubscription(key, this.#subscription);
  }
}

function hasPoolIn({ key }: Subnet): (cluster: Cluster) => boolean {
  return ({ pools }) => pools.some((pool) => pool.subnet?.key === key || pool.podSubnet?.key === key);
}

function routeIn(route: JsonObject): LiveRoute {
  return {
    name: textAt(route, "name"),
    prefix: textAt(route, "properties.addressPrefix") ?? "",
    nextHopType: textAt(route, "properties.nextHopType") ?? "None",
    nextHopAddress: textAt(route, "properties.nextHopIpAddress"),
  };
}

function verdictIn(group: JsonObject): LiveVerdict {
  return {
    group: textAt(group, "networkSecurityGroupId") ?? "",
    appliedTo: textAt(group, "appliedTo") ?? "",
    allows: textAt(group, "matchedRule.action") === "Allow",
    rule: (textAt(group, "matchedRule.ruleName") ?? "no rule").replace(/^(User|Default)Rule_/, ""),
  };
}
