import {
  addressOf,
  ExistingCluster,
  ExistingGateway,
  ExistingHub,
  ExistingVirtualWanHub,
  Hub,
  type CreatedCluster,
  type SpokeFrontDoor,
  type SpokeGateway,
  VirtualNetwork,
  type Spoke,
  VirtualWanHub,
} from "@aks-topology/constructs/internal";
import { publicAddressOfHub } from "@aks-topology/trace";
import { TerraformElement } from "cdktf";
import { gatewaysForContainersOf } from "./gateways-for-containers.js";
import { frontDoorsOf } from "./front-doors.js";
import type { BuiltPlatform } from "../topology/platform.js";
import { fileKeyOf } from "../renames/file-keys.js";

/** The endpoints of a platform file, by their names in the file, with those that `trace` knows them by. */
export class EndpointNames {
  readonly #traced = new Map<string, string>();

  constructor({ hubs, spokes }: Pick<BuiltPlatform, "hubs" | "spokes">) {
    for (const hub of hubs) {
      const own = hub instanceof Hub || hub instanceof VirtualWanHub ? hub.firewall : undefined;
      const firewall = own && addressOf(own.resource);
      const existing =
        (hub instanceof ExistingHub || hub instanceof ExistingVirtualWanHub) && hub.firewall !== undefined
          ? `${hub.node.id}/firewall`
          : undefined;
      this.#add(`${fileKeyOf(hub)}/firewall`, firewall ?? existing);
      if (hub instanceof VirtualWanHub)
        for (const index of hub.firewall.publicIps.keys())
          this.#add(
            `${fileKeyOf(hub)}/firewall/${index + 1}`,
            publicAddressOfHub(addressOf(hub.firewall.resource), index),
          );
      if (!(hub instanceof Hub)) continue;
      const { bastion, jumpHost, resolver } = hub;
      this.#addBastion(`${fileKeyOf(hub)}/bastion`, bastion);
      this.#add(`${fileKeyOf(hub)}/jump-host`, jumpHost?.resource && addressOf(jumpHost.resource));
      this.#add(`${fileKeyOf(hub)}/dns`, resolver && addressOf(resolver.resource));
      for (const [index, publicIp] of (hub.firewall?.publicIps ?? []).entries())
        this.#add(
          `${fileKeyOf(hub)}/firewall/${index + 1}`,
          TerraformElement.isTerraformElement(publicIp) ? addressOf(publicIp) : publicIp.id,
        );
    }
    for (const spoke of spokes) this.#addSpoke(spoke);
  }

  #addSpoke(spoke: Spoke): void {
    const key = fileKeyOf(spoke);
    this.#add(key, networkOf(spoke));
    for (const gateway of [...spoke.gateways, ...spoke.existingGateways]) {
      const address = gatewayAddress(gateway);
      this.#add(`gateway:${key}/${fileKeyOf(gateway)}`, address);
      this.#add(`${key}/${fileKeyOf(gateway)}`, address);
    }
    for (const cluster of clustersOf(spoke)) {
      const name = `${key}/${fileKeyOf(cluster)}`;
      const address = clusterAddress(cluster);
      for (const part of ["node", "pod", "api", "service"])
        this.#add(`${name}/${part}`, `${address}/${part}`);
      for (const frontDoor of frontDoorsOf(spoke).filter((item) => item.cluster === cluster))
        this.#addFrontDoor(name, frontDoor);
      for (const { cluster: of, gateway } of gatewaysForContainersOf(spoke))
        if (of === cluster) this.#add(`${name}/frontend`, addressOf(gateway.resource));
      for (const pool of cluster.pools) {
        const own = fileKeyOf(pool);
        this.#add(`${name}/node/${own}`, `${address}/node/${pool.node.id}`);
      }
    }
  }

  /** The host as a client of machines, and its public address. */
  #addBastion(name: string, bastion: Hub["bastion"]): void {
    if (bastion?.publicIp === undefined) return;
    const { resource, publicIp } = bastion;
    this.#add(name, addressOf(resource));
    this.#add(`${name}/1`, TerraformElement.isTerraformElement(publicIp) ? addressOf(publicIp) : publicIp.id);
  }

  /** Front Door, and the public address that it calls. */
  #addFrontDoor(cluster: string, { origin, backend }: SpokeFrontDoor): void {
    this.#add(`${cluster}/front-door`, addressOf(origin));
    if (backend.type === "public") this.#add(`${cluster}/origin`, addressOf(backend.address));
  }

  #add(name: string, address: string | undefined): void {
    if (address !== undefined) this.#traced.set(name, address);
  }

  /** What `trace` calls an endpoint: a thing of the file by its Terraform address, all else as it is. */
  traced(text: string): string {
    return this.#traced.get(text) ?? text;
  }

  /** The names of the file's things, for suggestions. */
  get all(): readonly string[] {
    return [...this.#traced.keys()];
  }
}

/** Clusters of a spoke, those that exist already among them. */
export function clustersOf(spoke: Spoke): readonly (CreatedCluster | ExistingCluster)[] {
  return [...spoke.clusters, ...spoke.node.children.filter((child) => child instanceof ExistingCluster)];
}

export function clusterAddress(cluster: CreatedCluster | ExistingCluster): string {
  return cluster instanceof ExistingCluster ? cluster.clusterId : addressOf(cluster.cluster.resource);
}

export function gatewayAddress(gateway: SpokeGateway | ExistingGateway): string {
  return gateway instanceof ExistingGateway ? gateway.gatewayId : addressOf(gateway.gateway.resource);
}

function networkOf({ network }: Spoke): string {
  return network instanceof VirtualNetwork ? addressOf(network.resource) : network.virtualNetworkId;
}
