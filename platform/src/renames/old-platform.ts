import type { FirewallSpec, HubSpec } from "../schema/hub.js";
import type { NetworkGatewaySpec } from "../schema/network-gateway.js";
import type { VirtualHubGatewaySpec } from "../schema/virtual-hub-gateway.js";
import type { VirtualWanSpec } from "../schema/virtual-wan.js";
import type { Platform, SpokeSpec } from "../schema/platform.js";
import type { KeyTable } from "./key-maps.js";
import type { References } from "./references.js";

type ClusterSpec = SpokeSpec["clusters"][string];
type PolicySpec = Platform["governance"]["policies"][string];
type RouteSyncSpec = NonNullable<Platform["routeSync"]>;

/**
 * Writes a platform with old keys, so that names and places are those of before. Whatever refers to a key has the old one,
 * too.
 */
export class OldPlatform {
  readonly #platform: Platform;
  readonly #oldKeys: KeyTable;
  readonly #references: References;

  /** @param oldKeys old keys by the paths of the file */
  constructor(platform: Platform, oldKeys: KeyTable, references: References) {
    this.#platform = platform;
    this.#oldKeys = oldKeys;
    this.#references = references;
  }

  get platform(): Platform {
    const { spokes, mirrors, frontDoors, governance, routeSync } = this.#platform;
    const policies = this.#renamed("governance.policies", governance.policies, (policy) =>
      this.#policy(policy),
    );
    return {
      ...this.#platform,
      ...this.#hubs(),
      spokes: this.#renamed("spokes", spokes, (spoke, path) => this.#spoke(spoke, path)),
      mirrors: this.#renamed("mirrors", mirrors),
      frontDoors: this.#renamed("frontDoors", frontDoors),
      governance: { ...governance, policies },
      ...(routeSync === undefined ? {} : { routeSync: this.#routeSync(routeSync) }),
    };
  }

  #renamed<T>(
    map: string,
    things: Readonly<Record<string, T>>,
    change: (thing: T, path: string) => T = (thing) => thing,
  ): Record<string, T> {
    return Object.fromEntries(
      Object.entries(things).map(([key, thing]) => {
        const path = `${map}.${key}`;
        return [this.#oldKeys.get(path) ?? key, change(thing, path)];
      }),
    );
  }

  /** In the form that the file has, as far as the short one can say the key. */
  #hubs(): Pick<Platform, "hub" | "hubs"> {
    const { hub, hubs } = this.#platform;
    const all = hub === undefined ? hubs : { hub };
    if (all === undefined) return {};
    const renamed = this.#renamed("hubs", all, (each, path) => this.#hub(each, path));
    return hub !== undefined && renamed["hub"] !== undefined
      ? { hub: renamed["hub"] }
      : { hub: undefined, hubs: renamed };
  }

  #hub(hub: HubSpec, path: string): HubSpec {
    if (hub.id !== undefined) return hub;
    if (hub.type === "virtual-wan") return this.#virtualHub(hub, path);
    const { firewall, gateway, dns } = hub;
    const publish = this.#published(firewall?.publish, path);
    return {
      ...hub,
      ...(dns.type === "private-resolver"
        ? { dns: { ...dns, forward: this.#renamed(`${path}.dns.forward`, dns.forward) } }
        : {}),
      peerWith: hub.peerWith.map((key) => this.#references.to("hubs", key)),
      ...(firewall === undefined ? {} : { firewall: { ...firewall, publish } }),
      ...(gateway === undefined ? {} : { gateway: this.#networkGateway(gateway, `${path}.gateway`) }),
    };
  }

  #published(publish: FirewallSpec["publish"], path: string): FirewallSpec["publish"] {
    return publish && this.#renamed(`${path}.firewall.publish`, publish);
  }

  #virtualHub(hub: VirtualWanSpec, path: string): VirtualWanSpec {
    const { firewall, gateway } = hub;
    return {
      ...hub,
      firewall: { ...firewall, publish: this.#published(firewall.publish, path) },
      ...(gateway === undefined ? {} : { gateway: this.#networkGateway(gateway, `${path}.gateway`) }),
    };
  }

  #networkGateway<Spec extends NetworkGatewaySpec | VirtualHubGatewaySpec>(
    gateway: Spec,
    path: string,
  ): Spec {
    switch (gateway.type) {
      case "vpn":
        return { ...gateway, sites: this.#renamed(`${path}.sites`, gateway.sites) };
      case "express-route":
        return { ...gateway, circuits: this.#renamed(`${path}.circuits`, gateway.circuits) };
    }
  }

  #spoke(spoke: SpokeSpec, path: string): SpokeSpec {
    const { gateways, clusters } = spoke;
    const hub = this.#references.to("hubs", spoke.hub);
    return {
      ...spoke,
      ...(hub === undefined ? {} : { hub }),
      gateways: this.#renamed(`${path}.gateways`, gateways),
      clusters: this.#renamed(`${path}.clusters`, clusters, (cluster, at) =>
        this.#cluster(cluster, at, `${path}.gateways`),
      ),
    };
  }

  #cluster(cluster: ClusterSpec, path: string, gateways: string): ClusterSpec {
    const pools = `${path}.nodePools`;
    const ingress = this.#ingress(cluster.ingress, gateways);
    if (!("nodePools" in cluster)) return { ...cluster, ingress };
    return cluster.id === undefined
      ? { ...cluster, ingress, nodePools: this.#renamed(pools, cluster.nodePools) }
      : { ...cluster, ingress, nodePools: this.#renamed(pools, cluster.nodePools) };
  }

  #ingress(ingress: ClusterSpec["ingress"], gateways: string): ClusterSpec["ingress"] {
    if ("gateway" in ingress) return { ...ingress, gateway: this.#references.to(gateways, ingress.gateway) };
    if ("replaces" in ingress && ingress.replaces !== undefined) {
      const { replaces } = ingress;
      const gateway = this.#references.to(gateways, replaces.gateway);
      return { ...ingress, replaces: { ...replaces, gateway } };
    }
    if (!("frontDoor" in ingress)) return ingress;
    return { ...ingress, frontDoor: this.#references.to("frontDoors", ingress.frontDoor) };
  }

  #policy(policy: PolicySpec): PolicySpec {
    const { scope } = policy;
    if (scope.type !== "resource-group") return policy;
    return { ...policy, scope: { ...scope, spoke: this.#references.to("spokes", scope.spoke) } };
  }

  #routeSync(given: RouteSyncSpec): RouteSyncSpec {
    const { network, eventGrid } = given;
    const spoke = network && this.#references.to("spokes", network.spoke);
    return {
      ...given,
      ...(network === undefined || spoke === undefined ? {} : { network: { ...network, spoke } }),
      ...(eventGrid.type === "none"
        ? {}
        : { eventGrid: { ...eventGrid, existing: this.#topics(eventGrid.existing) } }),
    };
  }

  #topics<T>(existing: Readonly<Record<string, T>>): Record<string, T> {
    return Object.fromEntries(
      Object.entries(existing).map(([key, topic]) => [
        this.#references.toSpokeOrCluster(this.#platform, key),
        topic,
      ]),
    );
  }
}
