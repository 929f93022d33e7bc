/** A platform file as it runs: its networks, gateways and clusters with nodes in the simulator, and a Network Watcher. */
import { inspect, loadPlatform } from "@aks-topology/platform";
import type { Simulator } from "@aks-topology/simulator";
import { ResolvedStacks, type ResolvedElement } from "@aks-topology/terraform";
import { computed } from "../../demo/src/computed.js";
import { objectOf, objectsOf, textOf, type JsonObject } from "../../demo/src/json.js";
import { deployedMirrors } from "../../demo/src/mirrors.js";
import { BODIES } from "./deployed-bodies.js";

/** The subscription of the simulator's environment. */
export const SUBSCRIPTION = "00000000-1111-2222-3333-444444444444";

const WATCHERS = `/subscriptions/${SUBSCRIPTION}/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers`;

/** The resources of a platform file, in the simulator's subscription. */
export function resourcesOf(file: string): ResolvedStacks {
  const loaded = loadPlatform(file);
  if (!loaded.ok) throw new Error(`${file} has problems.`);
  const stacks: ResolvedStacks = new ResolvedStacks(inspect(loaded.loaded).stacks, {
    subscription: SUBSCRIPTION,
    computed: (element, attribute, configured) => computed(stacks, element, attribute, configured),
    unknown: ({ name }, attribute) => `(${attribute} of ${name})`,
  });
  return stacks;
}

/** A resource as a client puts it: subnets and peerings become parts of their networks. */
export type Put = (id: string, body: JsonObject) => void | Promise<void>;

export function putting(simulator: Simulator): Put {
  return (id, body) => {
    const { status, body: text } = simulator.writeAs("terraform", id, () => body);
    if (status >= 300) throw new Error(`${id} was not created: ${text}`);
  };
}

/** Creates what decides where packets go. Clusters have no nodes yet. */
export async function create(stacks: ResolvedStacks, put: Put): Promise<void> {
  for (const [type, body] of Object.entries(BODIES))
    for (const element of stacks.elements(type))
      await put(textOf(element.attribute("id")), body(element, stacks));
  await put(WATCHERS.replace(/\/providers\/.*/, ""), { location: "westeurope" });
  const networks: readonly ResolvedElement[] = stacks.elements("azurerm_virtual_network");
  for (const location of new Set(networks.map(({ attribute }) => textOf(attribute("location")))))
    await put(`${WATCHERS}/NetworkWatcher_${location}`, { location });
}

/** With nodes in each pool, whose routes are copied to the gateways' tables as route sync does. */
export async function deploy(stacks: ResolvedStacks, simulator: Simulator, nodes = 2): Promise<void> {
  await create(stacks, putting(simulator));
  for (const { attribute } of stacks.elements("azurerm_kubernetes_cluster")) {
    const cluster = simulator.aks.cluster(textOf(attribute("id")));
    const { agentPoolProfiles } = objectOf(simulator.stored(cluster.id)?.["properties"]);
    for (const { name } of objectsOf(agentPoolProfiles)) await cluster.scale(textOf(name), nodes);
  }
  for (const mirror of objectsOf(deployedMirrors(stacks))) copyRoutes(simulator, mirror);
}

/** One round of route sync, without its guards. */
function copyRoutes(simulator: Simulator, mirror: JsonObject): void {
  const source = simulator.stored(textOf(objectOf(mirror["source"])["id"]));
  const nodes = objectsOf(objectOf(source?.["properties"])["routes"]).filter(({ name }) =>
    textOf(name).startsWith("aks-"),
  );
  change(simulator, textOf(objectOf(mirror["target"])["id"]), (properties) => ({
    ...properties,
    routes: [...objectsOf(properties["routes"]), ...nodes],
  }));
}

/** Changes the properties of a resource past Terraform. */
export function change(
  simulator: Simulator,
  id: string,
  changed: (properties: JsonObject) => JsonObject,
): void {
  const { status, body: text } = simulator.writeAs("person", id, (body) => ({
    ...body,
    properties: changed(objectOf(body["properties"])),
  }));
  if (status >= 300) throw new Error(`${id} was not changed: ${text}`);
}

/** The id of the one resource of a type that has a name. */
export function idOf(simulator: Simulator, type: string, name: string): string {
  const found = simulator.resources(type).map(({ id }) => textOf(id));
  const [only, ...others] = found.filter((id) => id.endsWith(`/${name}`));
  if (only === undefined || others.length > 0)
    throw new Error(`Not one resource of ${type} is called ${name}.`);
  return only;
}
