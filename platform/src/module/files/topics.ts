import {
  ManagedFirewall,
  Hub,
  RouteSync,
  Spoke,
  ExistingCluster,
  ExistingGateway,
  SpokeGateway,
  isCreatedCluster,
  VirtualWanHub,
} from "@aks-topology/constructs/internal";
import { TerraformStack, type TerraformElement } from "cdktf";
import type { IConstruct } from "constructs";
import type { Configuration, Json } from "../configuration.js";
import { isRecord } from "../inputs/schema-shape.js";
import { snakeCase } from "../inputs/variable-place.js";

/** The main file: hub and spokes, their networks and peerings. */
export const MAIN = "main";

/** One file of a module: the elements that belong to a topic, in the order of their creation. */
export interface Topic {
  readonly name: string;
  readonly json: Json;
  /** Addresses in reading order. */
  readonly order: readonly string[];
}

/** Distributes a configuration's resources and data sources over files, one per topic, such as a cluster. */
export function topicsOf({ elements }: Configuration, json: Json): readonly Topic[] {
  const places = [...elements];
  // A resource that the rewrite for another major adds has the name of the resource that needs it.
  const neighbours = new Map(
    places.toReversed().map(([address, element]) => [nameOf(address), { address, element }]),
  );
  const topics = new Map<string, { addresses: [order: number, address: string][]; json: Writable }>();
  for (const { kind, type, name, body } of entriesOf(json)) {
    const address = `${kind === "data" ? "data." : ""}${type}.${name}`;
    const element = elements.get(address) ?? neighbours.get(name)?.element;
    const order = places.findIndex(
      ([known]) => known === (elements.has(address) ? address : neighbours.get(name)?.address),
    );
    const topicName = element === undefined ? MAIN : topicOf(element);
    const topic = topics.get(topicName) ?? { addresses: [], json: {} };
    topics.set(topicName, topic);
    topic.addresses.push([order, address]);
    ((topic.json[kind] ??= {})[type] ??= {})[name] = body;
  }
  return [...topics].map(([name, { addresses, json: own }]) => ({
    name,
    json: own,
    order: addresses.sort(([a], [b]) => a - b).map(([, address]) => address),
  }));
}

type Writable = Partial<Record<"resource" | "data", Record<string, Record<string, unknown>>>>;

function* entriesOf(
  json: Json,
): Generator<{ kind: "resource" | "data"; type: string; name: string; body: unknown }> {
  for (const kind of ["data", "resource"] as const) {
    for (const [type, named] of Object.entries(isRecord(json[kind]) ? json[kind] : {})) {
      for (const [name, body] of Object.entries(isRecord(named) ? named : {}))
        yield { kind, type, name, body };
    }
  }
}

function nameOf(address: string): string {
  return address.slice(address.lastIndexOf(".") + 1);
}

/** The topic of the nearest construct around an element. */
function topicOf(element: TerraformElement): string {
  const { scopes } = element.node;
  const below = scopes.slice(scopes.indexOf(TerraformStack.of(element)) + 1);
  const topic = below
    .toReversed()
    .map(nounTopic)
    .find((found) => found !== undefined);
  const [first] = below;
  return topic ?? (first === undefined || first === element ? MAIN : snakeCase(first.node.id));
}

function nounTopic(construct: IConstruct): string | undefined {
  if (construct instanceof ManagedFirewall) return "firewall";
  if (construct instanceof RouteSync) return "route_sync";
  if (isCreatedCluster(construct) || construct instanceof ExistingCluster)
    return snakeCase(`cluster_${construct.spoke.key}_${construct.key}`);
  if (construct instanceof SpokeGateway || construct instanceof ExistingGateway)
    return snakeCase(`gateway_${construct.spoke.key}_${construct.key}`);
  if (construct instanceof Hub || construct instanceof VirtualWanHub || construct instanceof Spoke)
    return MAIN;
  return undefined;
}
