/** Out to the Internet and in from it. */
import { addressIn, familyOf, formatAddress, isPublic, type Address } from "../address.js";
import type { Family } from "../cidr.js";
import type { ApplicationGateway, Cluster, Model, NetworkInterface, Subnet } from "../model/model.js";
import { Unsure } from "../tri.js";
import { toPublicService } from "./aks-service.js";
import { passFirewall } from "./firewall-pass.js";
import { answerToFrontDoor, throughFrontDoor } from "./front-door.js";
import type { Place } from "./hop.js";
import { exitOfInterface, type Exit } from "./interface-exit.js";
import { CLOSED, toPublicFrontend } from "./load-balancer.js";
import { clusterOf, outboundAddress, ownerOf, publicAddressOf, subnetOf } from "./locate.js";
import type { Next, Trail } from "./trail.js";

/** A route with the next hop Internet. What has no public address of its own needs one to go out with. */
export function exitToInternet(trail: Trail, subnet: Subnet, isDevice: boolean): Next {
  const place: Place = { in: "subnet", subnet };
  const { destination } = trail.packet;
  if (isPublic(destination) === false)
    return trail.drop(place, {
      at: subnet.address,
      by: "the default route to the Internet",
      detail: `${formatAddress(destination)} is not on the Internet`,
    });
  if (trail.isReturn) return answerToInternet(trail, subnet);
  if (isDevice && isPublic(trail.packet.source) !== true && !isAppliance(trail, subnet))
    return trail.drop(place, {
      at: subnet.address,
      by: subnet.address,
      detail: `the source ${formatAddress(trail.packet.source)} is private, and nothing translates it`,
    });
  if (!isDevice && isPublic(trail.packet.source) !== true) {
    const exit = exitOf(trail, subnet);
    if (exit === undefined)
      return trail.drop(place, {
        at: subnet.address,
        by: subnet.address,
        detail:
          "no NAT gateway, load balancer or public address to go out with, and no default outbound access",
      });
    if (exit instanceof Unsure)
      return trail.unknown(
        place,
        "route",
        { at: subnet.address, by: subnet.address, detail: "the outbound connection" },
        exit,
      );
    if (exit.isForPorts && trail.packet.protocol === "ICMP")
      return trail.drop(place, {
        at: exit.address,
        by: exit.address,
        detail: `${exit.detail} translates TCP and UDP only`,
      });
    const after = { ...trail.packet, source: exit.source };
    trail.cross(
      { type: "edge", address: exit.address, firewall: undefined, subnet, after },
      {
        at: exit.address,
        by: exit.address,
        detail: `${exit.detail}: source becomes ${formatAddress(exit.source)}`,
      },
    );
  }
  return { to: "internet" };
}

/** What translates sources by itself, as an appliance has to (Microsoft Learn, "Virtual network traffic routing"). */
function isAppliance({ model }: Trail, subnet: Subnet): boolean {
  return model.firewalls.some((item) => item.subnet === subnet && !item.isAzure);
}

/** A NAT gateway before an interface's own public address before a load balancer before default outbound access (Microsoft Learn, "Source Network Address Translation (SNAT) for outbound connections"). */
function exitOf({ model, packet }: Trail, subnet: Subnet): Exit | Unsure | undefined {
  if (familyOf(packet.source) === 6) return exitOfIpv6(model, subnet);
  const { natGateway } = subnet;
  if (natGateway?.publicAddresses.length === 0)
    return new Unsure(`whether ${natGateway.address} has a public address`);
  if (natGateway !== undefined)
    return {
      address: natGateway.address,
      source: publicAddressOf(model, natGateway.publicAddresses, natGateway.address),
      detail: "NAT gateway",
      isForPorts: true,
    };
  const gateway = model.gateways.find((item) => item.subnet === subnet);
  if (gateway !== undefined && gateway.publicAddresses.length > 0)
    return {
      address: gateway.address,
      source: publicAddressOf(model, gateway.publicAddresses, gateway.address),
      detail: "the gateway's own public address",
      isForPorts: true,
    };
  const cluster = clusterOf(model, subnet);
  if (cluster !== undefined && hasOwnExit(cluster)) return ofCluster(cluster);
  const own = exitOfInterface(model, subnet, packet.source);
  if (own !== undefined) return own === "none" ? undefined : own;
  if (!subnet.hasDefaultOutbound) return undefined;
  return {
    address: subnet.address,
    source: { kind: "public", family: 4, label: "an address of Azure's", tags: ["AzureCloud"] },
    detail: "default outbound access",
    isForPorts: true,
  };
}

/** A NAT gateway and default outbound access have IPv4 only (Microsoft Learn, "What is Azure NAT Gateway?", "Limitations"). */
function exitOfIpv6(model: Model, subnet: Subnet): Exit | undefined {
  const cluster = clusterOf(model, subnet);
  return cluster?.outboundType === "loadBalancer" ? ofCluster(cluster, 6) : undefined;
}

function hasOwnExit({ outboundType }: Cluster): boolean {
  return outboundType === "loadBalancer" || outboundType === "managedNATGateway";
}

function ofCluster(cluster: Cluster, family: Family = 4): Exit {
  const detail =
    cluster.outboundType === "loadBalancer" ? "the load balancer of AKS" : "the NAT gateway of AKS";
  return {
    address: cluster.address,
    source: { ...outboundAddress(cluster), family },
    detail,
    isForPorts: true,
  };
}

/** An instance of the gateway gets the packet with its own address as destination. */
function toInstances(trail: Trail, { address, subnet }: ApplicationGateway): Next {
  const [prefix] = subnet.prefixes;
  const destination: Address = prefix === undefined ? trail.packet.destination : addressIn(prefix);
  trail.cross(
    { type: "edge", address, firewall: undefined, subnet, after: { ...trail.packet, destination } },
    { at: address, by: address, detail: "the public frontend passes the packet to an instance" },
  );
  return { to: "subnet", subnet, isEndpoint: false };
}

/**
 * A public address of an interface. It is closed unless a security group opens it (Microsoft Learn, "Public IP addresses",
 * "SKU").
 */
function toInterface(trail: Trail, { address, subnet, ip, securityGroup }: NetworkInterface): Next {
  if (securityGroup === undefined && subnet.securityGroup === undefined)
    return trail.drop({ in: "internet" }, { at: address, by: address, detail: CLOSED });
  trail.cross(
    { type: "edge", address, firewall: undefined, subnet, after: { ...trail.packet, destination: ip } },
    { at: address, by: address, detail: `the public address: destination becomes ${formatAddress(ip)}` },
  );
  return { to: "subnet", subnet, isEndpoint: false };
}

/** An answer leaves by the public address that the connection came in by; nothing else may be due. */
function answerToInternet(trail: Trail, subnet: Subnet): Next {
  const { due } = trail;
  if (due === undefined) return { to: "internet" };
  if (due.type === "edge" && due.subnet === subnet) {
    trail.uncross({ at: due.address, by: due.address });
    return { to: "internet" };
  }
  return trail.asymmetric(
    { in: "subnet", subnet },
    {
      at: subnet.address,
      by: subnet.address,
      detail: `the answer goes straight to the Internet, while the connection came through ${due.address}`,
    },
  );
}

/** At a public address: of a firewall, of a gateway, or of someone on the Internet. */
export function arriveAtPublic(trail: Trail): Next {
  const { destination } = trail.packet;
  const { due } = trail;
  if (due?.type === "edge") {
    trail.uncross({ at: due.address, by: due.address });
    return { to: "subnet", subnet: due.subnet, isEndpoint: true };
  }
  const answered = answerToFrontDoor(trail, undefined);
  if (answered !== undefined) return answered;
  if (due?.type === "firewall" && due.firewall !== undefined) return passFirewall(trail, due.firewall, true);
  const owner = ownerOf(trail.model, destination);
  switch (owner?.type) {
    case "firewall":
      return passFirewall(trail, owner.firewall, true);
    case "gateway":
      return toInstances(trail, owner.gateway);
    case "service":
      return toPublicService(trail, owner.cluster);
    case "front-door":
      return throughFrontDoor(trail, owner.origin);
    case "load-balancer":
      return toPublicFrontend(trail, owner.loadBalancer, owner.key);
    case "interface":
      return toInterface(trail, owner.owner);
    case "nat-gateway":
      return trail.drop(
        { in: "internet" },
        {
          at: owner.address,
          by: owner.address,
          detail: "a NAT gateway accepts no connections from the Internet",
        },
      );
    case "something":
      return trail.unknown(
        { in: "internet" },
        "deliver",
        { at: owner.address, by: owner.address, detail: "a public address" },
        new Unsure(`what has ${owner.address}`),
      );
    case undefined:
      break;
  }
  const isOnInternet = isPublic(destination);
  const decision = { at: "internet", by: "internet", detail: formatAddress(destination) };
  const inside = trail.model.networks.map((network) => subnetOf(network, destination)).find(isDefined);
  // A network with a range of the Internet is not announced there: what has such an address there is another host.
  if (inside !== undefined)
    return trail.drop(
      { in: "internet" },
      {
        ...decision,
        detail: `${formatAddress(destination)} is in ${inside.address}, which is not announced on the Internet`,
      },
    );
  if (isOnInternet === true && isMail(trail))
    return trail.unknown({ in: "internet" }, "deliver", decision, new Unsure(MAIL));
  if (isOnInternet === true) return trail.deliver({ in: "internet" }, decision);
  if (isOnInternet === false)
    return trail.drop(
      { in: "internet" },
      { ...decision, detail: `${formatAddress(destination)} cannot be reached over the Internet` },
    );
  return trail.unknown({ in: "internet" }, "deliver", decision, isOnInternet);
}

const MAIL = "whether the subscription may send mail on port 25, which depends on its type";

/** Only some types of subscriptions may (Microsoft Learn, "Troubleshoot outbound SMTP connectivity problems in Azure"). */
function isMail({ packet, isReturn }: Trail): boolean {
  return !isReturn && packet.protocol === "TCP" && packet.port === 25;
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}
