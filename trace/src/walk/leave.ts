/** From a subnet to the next place: its security group, then its routes. */
import { formatAddress, isAzureHost, isPublic, isSame, isWithin, type Address } from "../address.js";
import type { Cidr } from "../cidr.js";
import {
  effectiveRoutes,
  endpointsRoutes,
  otherHalf,
  type EffectiveRoute,
} from "../evaluate/effective-routes.js";
import { mayBeLearned } from "../evaluate/learned-routes.js";
import { platformDenial } from "../evaluate/platform-tags.js";
import { judge } from "../evaluate/security-group.js";
import { selectRoute } from "../evaluate/select-route.js";
import type {
  ApplicationGateway,
  Cluster,
  Model,
  NetworkGateway,
  NextHop,
  Peering,
  Subnet,
} from "../model/model.js";
import { any, Unsure } from "../tri.js";
import { exitToInternet } from "./edge.js";
import { passAppliance } from "./firewall-pass.js";
import type { Evidence, Place } from "./hop.js";
import { clustersOfPods, podLabel, reachableNetworks } from "./locate.js";
import { filter } from "./filter.js";
import { missed } from "./missed.js";
import type { Next, Trail } from "./trail.js";

/** Leaves a subnet; as a device when it forwards what others sent, which its security group has judged already. */
export function leave(trail: Trail, subnet: Subnet, isDevice: boolean): Next {
  const { due } = trail;
  if (due?.type === "balancer" && due.subnet === subnet) trail.uncross({ at: due.address, by: due.address });
  if (isAzureHost(trail.packet.destination)) {
    const denial = isDevice || trail.isReturn ? undefined : platformDenial(subnet, trail.packet);
    if (denial !== undefined)
      return trail.drop(
        { in: "subnet", subnet },
        {
          at: subnet.securityGroup?.address ?? subnet.address,
          by: denial.address,
          detail: `outbound rule ${denial.name} (priority ${denial.priority})`,
        },
      );
    return trail.deliver(
      { in: "network", network: subnet.network },
      {
        at: subnet.address,
        by: "Azure's virtual host",
        detail: "no route overrides it, and no rule of a security group but one for its service tag",
      },
    );
  }
  const denied = isDevice ? undefined : filter(trail, subnet, "outbound");
  if (denied !== undefined) return denied;
  const fabric = toPodNetwork(trail, subnet);
  if (fabric !== undefined) return fabric;
  const { endpoints } = trail.model;
  const isEndpoint = endpoints.some(({ ip }) => isSame(ip, trail.packet.source));
  const routes = isEndpoint ? endpointsRoutes(subnet, trail.model) : effectiveRoutes(subnet, trail.model);
  const { route, unsure, others } = selectRoute(routes, trail.packet.destination, subnet);
  const place: Place = { in: "subnet", subnet };
  const at = (isEndpoint ? undefined : subnet.routeTable?.address) ?? subnet.address;
  if (route === undefined)
    return trail.drop(place, { at, by: subnet.address, detail: "no route has the destination" });
  const decision = {
    at,
    by: route.by,
    detail: routeText(route),
    others: () => others().map(({ prefix, name }) => `${prefix.toString()}, ${name}: less specific`),
    evidence: isEndpoint ? undefined : evidenceOf(trail, subnet, route),
  };
  if (unsure !== undefined) return trail.unknown(place, "route", decision, unsure);
  const learned = isEndpoint ? undefined : mayBeLearned(subnet, route, trail.packet.destination, trail.model);
  if (learned !== undefined) return trail.unknown(place, "route", decision, learned.on);
  const hidden = isEndpoint ? undefined : mayBeInPeer(subnet, route, trail.packet.destination);
  if (hidden !== undefined) return trail.unknown(place, "route", decision, hidden);
  trail.hop("route", decision);
  return follow(trail, subnet, route, isDevice);
}

/** A private address that no network and no specific route has, where a peer is a network that nothing describes. */
function mayBeInPeer(
  { network }: Subnet,
  { prefix, kind, nextHop }: EffectiveRoute,
  destination: Address,
): Unsure | undefined {
  const isUnspecific = prefix.length === 0 || (kind === "system" && nextHop.type === "none");
  const peering = network.peerings.find(({ remote, allowsAccess }) => remote === undefined && allowsAccess);
  return isUnspecific && peering !== undefined && isPublic(destination) === false
    ? new Unsure(`whether ${formatAddress(destination)} is in the peer of ${peering.address}`)
    : undefined;
}

function evidenceOf({ packet }: Trail, subnet: Subnet, { prefix, nextHop, kind }: EffectiveRoute): Evidence {
  return { kind: "route", subnet, packet, prefix, nextHop, source: kind };
}

function follow(
  trail: Trail,
  subnet: Subnet,
  { nextHop, by, kind }: EffectiveRoute,
  isDevice: boolean,
): Next {
  switch (nextHop.type) {
    case "network":
      return { to: "network", network: subnet.network };
    case "peering":
      return overPeering(trail, subnet, nextHop.peering);
    case "appliance":
      return passAppliance(trail, subnet, nextHop.ip, by);
    case "nodes":
      return toNodes(trail, subnet, nextHop.cluster);
    case "internet":
      return exitToInternet(trail, subnet, isDevice);
    case "gateway":
      return toGateway(trail, subnet, nextHop.gateway, by);
    case "endpoint":
      return { to: "subnet", subnet: nextHop.endpoint.subnet, isEndpoint: true };
    case "service":
      return trail.deliver(
        { in: "network", network: subnet.network },
        { at: nextHop.service, by, detail: "the service, over Azure's backbone" },
      );
    case "none": {
      const on = kind === "system" ? podsOfOthers(trail.model, subnet) : undefined;
      if (on !== undefined) {
        const decision = { at: subnet.address, by, detail: "no network and no gateway has it" };
        return trail.unknown({ in: "subnet", subnet }, "route", decision, on);
      }
      return trail.drop(
        { in: "subnet", subnet },
        {
          at: subnet.address,
          by,
          detail:
            kind === "system"
              ? "Azure drops private ranges that no network and no gateway has"
              : "the route drops what is for it",
        },
      );
    }
  }
}

/** From nodes with a plugin that nothing describes, an address that no network has may be one of their pods. */
function podsOfOthers({ clusters }: Model, subnet: Subnet): Unsure | undefined {
  const cluster = clusters.find(
    ({ plugin, pools }) => plugin === "none" && pools.some((pool) => pool.subnet === subnet),
  );
  return cluster && new Unsure(`which addresses the plugin of ${cluster.address} gives pods`);
}

/**
 * Pods of an overlay have addresses that no route has. Azure carries packets to them from the nodes of the cluster and from
 * an Application Gateway that AGIC extends to the overlay, in the same network (Microsoft Learn, "Azure CNI Overlay
 * networking", "Application Gateway Ingress Controller with CNI Overlay").
 */
function toPodNetwork(trail: Trail, subnet: Subnet): Next | undefined {
  const overlay = clustersOfPods(trail.model, trail.packet.destination).filter(
    ({ plugin }) => plugin !== "kubenet",
  );
  const cluster = overlay.find(
    (item) =>
      item.pools.some((pool) => pool.subnet === subnet) || gatewayIn(trail.model, subnet, item) !== undefined,
  );
  const nodes = cluster && strictest(trail, nodeSubnets(cluster));
  if (cluster === undefined || nodes === undefined) return undefined;
  trail.hop("route", {
    at: subnet.address,
    by: cluster.address,
    detail: "the pod network of the cluster, which needs no routes",
  });
  return { to: "subnet", subnet: nodes, isEndpoint: false };
}

function nodeSubnets({ pools }: Cluster): readonly Subnet[] {
  return pools.flatMap(({ subnet }) => subnet ?? []);
}

/** A pod may be on a node of any of the subnets: the first that does not admit the packet decides. */
function strictest({ packet, isReturn }: Trail, subnets: readonly Subnet[]): Subnet | undefined {
  const closed = isReturn
    ? undefined
    : subnets.find((subnet) => judge(subnet, "inbound", packet).allows !== true);
  return closed ?? subnets[0];
}

function gatewayIn(
  { gateways }: Model,
  subnet: Subnet,
  { pools, gateway: addOn }: Cluster,
): ApplicationGateway | undefined {
  return gateways.find(
    (gateway) =>
      (gateway.isManaged || gateway.key === addOn) &&
      gateway.subnet === subnet &&
      pools.some((pool) => pool.subnet?.network === subnet.network),
  );
}

/**
 * The remote network accepts what its peer sends itself, and what the peer's gateway sends where it uses that gateway. What
 * the peer forwards it accepts only where its own half says so (Microsoft Learn, "Create, change, or delete a virtual network
 * peering", "Allow forwarded traffic").
 */
function overPeering(trail: Trail, subnet: Subnet, peering: Peering): Next {
  const { network } = subnet;
  const half = otherHalf(peering);
  const isOwn = network.space.some((range) => isWithin(trail.packet.source, range) === true);
  const isOfGateway =
    half?.usesRemoteGateways === true &&
    gatewayRanges(network).some((range) => isWithin(trail.packet.source, range) === true);
  if (peering.remote !== undefined && (isOwn || isOfGateway || half?.allowsForwarded === true))
    return { to: "network", network: peering.remote };
  const by = half?.address ?? peering.address;
  const detail = `${network.name} forwards a packet of ${formatAddress(trail.packet.source)}, and this half of the peering does not allow forwarded traffic`;
  const evidence: Evidence | undefined = half && { kind: "peering", half };
  return trail.drop({ in: "subnet", subnet }, { at: by, by, detail, evidence });
}

function gatewayRanges({ gateway }: Subnet["network"]): readonly Cidr[] {
  return gateway?.prefixes ?? [];
}

/** kubenet: the node that a route names has the pods of its range. */
function toNodes(trail: Trail, subnet: Subnet, cluster: Cluster): Next {
  const { destination } = trail.packet;
  if (destination.kind === "range" && ![undefined, podLabel(cluster)].includes(destination.label)) {
    const other = `the route leads to the pods of ${cluster.name}, which have the same range`;
    return trail.drop({ in: "subnet", subnet }, { at: subnet.address, by: cluster.address, detail: other });
  }
  const near = reachableNetworks(subnet.network);
  const nodes = strictest(
    trail,
    nodeSubnets(cluster).filter(({ network }) => near.includes(network)),
  );
  if (nodes !== undefined) return { to: "subnet", subnet: nodes, isEndpoint: false };
  const detail = `the nodes of ${cluster.name} are in a network that this one is not peered with`;
  return trail.drop({ in: "subnet", subnet }, { at: subnet.address, by: cluster.address, detail });
}

function toGateway(trail: Trail, subnet: Subnet, gateway: NetworkGateway | undefined, by: string): Next {
  const place: Place = { in: "subnet", subnet };
  if (gateway === undefined)
    return trail.drop(place, {
      at: subnet.address,
      by,
      detail: "the network has no gateway, and uses none of a peer",
    });
  const { destination } = trail.packet;
  // Behind a default route that the gateway learned is whatever the network on-premises forwards to.
  const own = gateway.prefixes.filter(({ length }) => length > 0);
  const isBehind = any(...own.map((range) => isWithin(destination, range)));
  const decision = { at: gateway.address, by: gateway.address, detail: "the network on-premises" };
  if (isBehind === true)
    return missed(trail, place, decision) ?? trail.deliver({ in: "on-premises", gateway }, decision);
  return trail.unknown(
    place,
    "route",
    decision,
    new Unsure(`whether ${formatAddress(destination)} is behind ${gateway.address}`),
  );
}

function routeText({ prefix, only, tag, nextHop, name }: EffectiveRoute): string {
  const hop = hopText(nextHop);
  return `${tag ?? (only === undefined ? prefix.toString() : formatAddress(only))} -> ${hop}${hop === name ? "" : ` (${name})`}`;
}

function hopText(nextHop: NextHop): string {
  switch (nextHop.type) {
    case "appliance":
      return `appliance ${formatAddress(nextHop.ip)}`;
    case "nodes":
      return `nodes of ${nextHop.cluster.name}`;
    case "peering":
      return `peering ${nextHop.peering.name}`;
    case "endpoint":
      return `private endpoint ${nextHop.endpoint.name}`;
    case "service":
      return `service endpoint ${nextHop.service}`;
    case "gateway":
      return "gateway";
    case "internet":
      return "Internet";
    case "network":
      return "network";
    case "none":
      return "none";
  }
}
