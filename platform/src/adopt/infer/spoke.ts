import { isWithin, sameId, type FoundResource, type Inventory } from "../inventory.js";
import { FreeKeys } from "../keys.js";
import {
  isAutomatic,
  gatewaySubnetOf,
  isVirtualHub,
  peeringsBetween,
  poolSubnetOf,
  type FoundSpoke,
} from "../relations.js";
import { compact, oneOrMany, unlessEmpty, type Spec } from "../spec.js";
import { block, blocks, flag, number, text, texts } from "../values.js";
import { automaticSpec } from "./automatic-cluster.js";
import { balancerUsersSpec } from "./balancer-users.js";
import { clusterSpec } from "./cluster.js";
import { ddosSpec } from "./ddos.js";
import { ipamPoolSpec } from "./ipam-pool.js";
import { networkDnsSpec } from "./dns.js";
import { existingClusterSpec } from "./existing-cluster.js";
import { existingGatewaySpec } from "./existing-gateway.js";
import { forContainersSpec } from "./for-containers.js";
import { frontDoorSpec, sharedDoors } from "./front-door.js";
import { gatewaySpec } from "./gateway.js";
import { balancedSpec, ingressSpec } from "./ingress.js";
import { isKept, type KeptIds } from "./kept.js";
import type { Names } from "./names.js";
import { privateEndpointsSpec } from "./private-endpoints.js";
import { isConnectedByOthers } from "./virtual-hub.js";

/** Versions of write-only arguments: the arguments themselves are in no state. */
const INLINE = ["network_security_group_id_wo_version", "route_table_id_wo_version"];

/** Whether subnets of a network got their security group and route table in the request that created them. */
function hasInlineAssociations(inventory: Inventory, network: string): boolean {
  return inventory
    .of("azurerm_subnet")
    .some(
      ({ id, values }) => isWithin(id, network) && INLINE.some((name) => number(values, name) !== undefined),
    );
}

interface KeyedGateway {
  readonly gateway: FoundResource;
  readonly key: string;
}

/** The settings of a spoke. */
export function spokeSpec(
  inventory: Inventory,
  spoke: FoundSpoke,
  key: string,
  names: Names,
  kept: KeptIds,
): Spec {
  const keys = new FreeKeys();
  const gateways = spoke.gateways.map((gateway) => ({
    gateway,
    key: keys.take(names.keyIn(key, gateway, "applicationGateway"), "gateway"),
  }));
  return compact({
    ...names.placeOf(spoke),
    ...(isKept(kept, spoke.id)
      ? { network: existingNetwork(inventory, spoke, kept) }
      : { name: names.differing(spoke.network, "virtualNetwork", key) }),
    addressSpace: oneOrMany(texts(spoke.network?.values ?? {}, "address_space")),
    ...(isKept(kept, spoke.id)
      ? {}
      : {
          ddos: ddosSpec(inventory, spoke.network?.values ?? {}),
          ipamPool: ipamPoolSpec(inventory, spoke.network?.values ?? {}),
          dns: networkDnsSpec(inventory, spoke),
        }),
    subnetAssociations: hasInlineAssociations(inventory, spoke.id) ? "inline" : undefined,
    privateEndpoints: privateEndpointsSpec(inventory, spoke.id, kept),
    loadBalancers: balancerUsersSpec(inventory, spoke.id),
    gateways: unlessEmpty(
      Object.fromEntries(
        gateways.map((one) => [
          one.key,
          isKept(kept, one.gateway.id)
            ? existingGatewaySpec(inventory, one.gateway)
            : compact({
                name: names.differing(one.gateway, "applicationGateway", key, one.key),
                ...gatewaySpec(inventory, spoke, one.gateway, kept),
              }),
        ]),
      ),
    ),
    clusters: unlessEmpty(clusterSpecs(inventory, spoke, key, { names, kept, gateways })),
  });
}

function clusterSpecs(
  inventory: Inventory,
  spoke: FoundSpoke,
  spokeKey: string,
  {
    names,
    kept,
    gateways,
  }: { readonly names: Names; readonly kept: KeptIds; readonly gateways: readonly KeyedGateway[] },
): Spec {
  const keys = new FreeKeys();
  const gatewayKeys = new Map(gateways.map(({ gateway, key }) => [gateway.id.toLowerCase(), key]));
  const entries = spoke.clusters.flatMap((cluster) => {
    const isNamed = isKept(kept, cluster.id);
    const inferred = isNamed
      ? existingClusterSpec(inventory, spoke, cluster, kept)
      : isAutomatic(cluster)
        ? automaticSpec(inventory, cluster, kept)
        : clusterSpec(inventory, spoke, cluster, kept);
    if (inferred === undefined) return [];
    const key = keys.take(names.keyIn(spokeKey, cluster, "cluster"), "main");
    const { nodePools, ...rest } = inferred;
    const agic = ingressSpec(inventory, cluster, gatewayKeys, key);
    const ingress =
      withReplaced(forContainersSpec(inventory, cluster, kept), agic) ??
      agic ??
      throughMesh(
        cluster,
        balancedIngress(gateways, key) ??
          frontDoorSpec(
            inventory,
            cluster,
            { spoke: spokeKey, cluster: key },
            sharedDoors(inventory, names.platform),
          ),
      );
    const name = isNamed ? undefined : names.differing(cluster, "cluster", spokeKey, key);
    return [[key, compact({ name, ...rest, ingress, nodePools })] as const];
  });
  return Object.fromEntries(entries);
}

/** Application Gateway for Containers, and AGIC where the cluster has both. */
function withReplaced(ingress: Spec | undefined, replaces: Spec | undefined): Spec | undefined {
  return ingress && compact({ ...ingress, replaces });
}

/** An ingress whose requests arrive at the gateway that the mesh has for them. */
function throughMesh({ values }: FoundResource, ingress: Spec | undefined): Spec | undefined {
  const mesh = { ...block(values, "service_mesh_profile"), ...block(values, "service_mesh") };
  const type = ingress?.["type"] === "front-door" ? "external" : "internal";
  return ingress !== undefined && flag(mesh, `${type}_ingress_gateway_enabled`)
    ? compact({ ...ingress, controller: "istio-add-on" })
    : ingress;
}

/** The ingress through the gateway that has a backend of the cluster's key. */
function balancedIngress(gateways: readonly KeyedGateway[], cluster: string): Spec | undefined {
  const found = gateways.find(({ gateway }) =>
    blocks(gateway.values, "backend_address_pool").some((pool) => text(pool, "name") === cluster),
  );
  return found && balancedSpec(found.gateway.values, found.key, cluster);
}

/** A network that is only named: subnets of others in it keep their ranges. */
function existingNetwork(inventory: Inventory, spoke: FoundSpoke, kept: KeptIds): Spec {
  const { id, hub, clusters, gateways } = spoke;
  const isManaged = isVirtualHub(hub)
    ? !isConnectedByOthers(inventory, spoke, kept)
    : peeringsBetween(inventory, id, hub.id).some((peering) => !isKept(kept, peering.id));
  const own = [...clusters.map(poolSubnetOf), ...gateways.map(gatewaySubnetOf)];
  const taken = inventory
    .of("azurerm_subnet")
    .filter((subnet) => isWithin(subnet.id, id) && !own.some((other) => sameId(other, subnet.id)))
    .flatMap(({ values }) => texts(values, "address_prefixes"));
  return compact({
    id,
    taken: taken.length === 0 ? undefined : taken,
    peered: isManaged ? undefined : true,
  });
}
