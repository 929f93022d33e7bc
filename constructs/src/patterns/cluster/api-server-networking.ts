import type { PrivateDnsZoneVirtualNetworkLink } from "@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link/index.js";
import { TerraformStack, type ITerraformDependable, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { ApiServer, AuthorizedRange, PrivateDns } from "../../aks/api-server.js";
import type { ClusterIdentity } from "../../aks/cluster-identity.js";
import { parseArmId } from "../../core/arm-id.js";
import { knownText } from "../../core/known.js";
import { report, TopologyError } from "../../core/problem.js";
import type { BlockPlan } from "../../net/address-plan.js";
import type { Cidr } from "../../net/cidr.js";
import { SMALLEST_PREFIX } from "../../net/well-known.js";
import {
  PrivateDnsZone,
  privateDnsZoneFromId,
  type IPrivateDnsZone,
} from "../../network/private-dns-zone.js";
import { Subnet } from "../../network/subnet.js";
import { linkZone } from "../../network/zone-link.js";
import { authorizedRanges } from "./authorized-ranges.js";
import type { EgressAddresses } from "./egress/provider.js";
import type { IHub } from "../estate/hub.js";
import type { ISpoke } from "../estate/spoke.js";

/** Who answers a private API server's name, as a team asks for it. */
export type ApiDns =
  | { readonly type: "public-fqdn" }
  | { readonly type: "system-zone" }
  | {
      readonly type: "custom-zone";
      /** A zone that exists already. @default one that is made in the hub for all clusters of its region */
      readonly zoneId?: string;
      /** Provider of that zone's subscription in the spoke's stack. @default the spoke's */
      readonly zoneProvider?: TerraformProvider;
      /** The same in the hub's stack, from which the hub's network is linked. @default the hub's */
      readonly hubZoneProvider?: TerraformProvider;
    };

/** An API server on a public address. */
export interface PublicAccess {
  readonly type: "public";
  /** Ranges that may call the API server. @default everybody */
  readonly authorizedIpRanges?: readonly Cidr[];
  /** Whether the addresses that the cluster leaves with may call it too, which its nodes and pods need. @default false */
  readonly includeEgress?: boolean;
}
/** An API server on a private endpoint in the cluster's network. */
export interface PrivateAccess {
  readonly type: "private";
  readonly dns: ApiDns;
}
/** An API server on a subnet of the spoke, whose tunnel stays inside. */
export interface VnetIntegratedAccess {
  readonly type: "vnet-integration";
  /** Who may reach it. */
  readonly access: PublicAccess | PrivateAccess;
  /** Prefix of the API server's subnet, a /28 or larger. @default allocated from the cluster's block */
  readonly subnetPrefix?: Cidr;
}

/** How the API server is reached: one of five ways. */
export type ApiAccess = PublicAccess | PrivateAccess | VnetIntegratedAccess;

export interface ApiServerNetworkingProps {
  readonly spoke: ISpoke;
  readonly block: BlockPlan;
  readonly access: ApiAccess;
  readonly identity: ClusterIdentity;
  /** Where the cluster's own calls come from, when they leave the network. */
  readonly egressAddresses: EgressAddresses;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** Addresses that API Server VNet Integration needs free in its subnet. Source: AKS documentation, API Server VNet Integration. */
const API_SERVER_ADDRESSES = 9;

/** What an API server needs around it: its subnet, its zone with links, and the cluster's roles on both. */
export class ApiServerNetworking extends Construct {
  readonly apiServer: ApiServer;
  /** The API server's subnet, whose traffic nodes and pods must let in. */
  readonly subnet: Subnet | undefined;
  /** What must stand before the cluster. */
  readonly dependables: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ApiServerNetworkingProps) {
    super(scope, id);
    const { access } = props;
    const dependables: ITerraformDependable[] = [];
    switch (access.type) {
      case "public":
        this.apiServer = this.#publicAccess(access, props);
        break;
      case "private":
        this.apiServer = { kind: "private", dns: this.#dns(access.dns, props, dependables) };
        break;
      case "vnet-integration": {
        const inner = access.access;
        this.subnet = this.#subnet(access, props);
        this.apiServer = {
          kind: "vnet-integration",
          subnet: this.subnet,
          access:
            inner.type === "public"
              ? this.#publicAccess(inner, props)
              : { kind: "private", dns: this.#dns(inner.dns, props, dependables) },
        };
        dependables.push(...this.subnet.dependables);
        if (inner.type === "private") this.#warnOfOnPremises(props.spoke);
      }
    }
    this.dependables = dependables;
  }

  /** A private endpoint is reached past the firewall, by the route of its own that Azure gives the hub; a subnet is not. */
  #warnOfOnPremises({ hub }: ISpoke): void {
    if (hub.firewall === undefined || hub.gateway === undefined) return;
    report(this, {
      code: "ON_PREMISES_API_SERVER",
      severity: "warning",
      message: "People on premises do not reach this API server: its subnet lies behind the hub's firewall.",
      hint: "Use apiServer: { type: private } for them, or reach it from a machine in the hub.",
      prop: "apiServer",
    });
  }

  #publicAccess(
    { authorizedIpRanges: given = [], includeEgress = false }: PublicAccess,
    { egressAddresses }: ApiServerNetworkingProps,
  ): PublicRanges {
    const nodesInside = this.subnet !== undefined;
    const { ranges, problems } = authorizedRanges({ given, includeEgress, egressAddresses, nodesInside });
    report(this, ...problems);
    return ranges.length === 0 ? { kind: "public" } : { kind: "public", authorizedIpRanges: ranges };
  }

  #dns(dns: ApiDns, props: ApiServerNetworkingProps, dependables: ITerraformDependable[]): PrivateDns {
    if (dns.type !== "custom-zone") return { kind: dns.type };
    const { spoke, identity } = props;
    const zone =
      dns.zoneId === undefined
        ? madeZone(spoke.hub, spoke.location)
        : this.#givenZone(dns.zoneId, spoke.location);
    dependables.push(...this.#links(zone, dns, spoke));
    const inHubs = dns.zoneId === undefined && spoke.hubProvider !== undefined;
    identity.allow(
      "dns_zone",
      zone.zoneId,
      "write-dns-zone",
      "AKS writes the API server's record.",
      inHubs ? true : undefined,
    );
    identity.allow(
      "network",
      spoke.network.virtualNetworkId,
      "link-dns-zone",
      "AKS links the zone to the cluster's network.",
    );
    return { kind: "custom-zone", zone };
  }

  /** Whoever answers the nodes must know the zone before they start: the network itself, or the hub's resolver. */
  #links(
    zone: IPrivateDnsZone,
    { zoneId, zoneProvider, hubZoneProvider }: Extract<ApiDns, { type: "custom-zone" }>,
    spoke: ISpoke,
  ): ITerraformDependable[] {
    const zoneName = nameOf(zoneId) ?? aksZoneName(spoke.location);
    const link = (
      holder: IHub | ISpoke,
      provider: TerraformProvider | undefined,
    ): PrivateDnsZoneVirtualNetworkLink =>
      linkZone(this, "apiServer.dns", {
        zone,
        zoneName,
        holder,
        ...(provider === undefined ? {} : { provider }),
      });
    const links = [
      link(spoke.hub, zoneId === undefined ? undefined : hubZoneProvider),
      link(spoke, zoneId === undefined ? spoke.hubProvider : zoneProvider),
    ];
    // The hub's stack is applied before.
    return links.filter((each) => TerraformStack.of(each) === TerraformStack.of(this));
  }

  #givenZone(id: string, location: string): IPrivateDnsZone {
    const zone = privateDnsZoneFromId(id);
    const wanted = aksZoneName(knownText(location) ?? location);
    if (zone !== undefined && `.${nameOf(id) ?? ""}`.endsWith(`.${wanted}`)) return zone;
    throw new TopologyError(this, {
      code: "PRIVATE_ZONE_NAME",
      message: `"${id}" is no zone that AKS takes in ${location}.`,
      hint: `Name the id of a private zone (Microsoft.Network/privateDnsZones) ${wanted} or <name>.${wanted}.`,
      prop: "apiServer.dns.zoneId",
    });
  }

  #subnet(
    { subnetPrefix }: VnetIntegratedAccess,
    { spoke, block, nameParts, identity }: ApiServerNetworkingProps,
  ): Subnet {
    const need = { addresses: API_SERVER_ADDRESSES, wanted: SMALLEST_PREFIX.apiServer };
    const prefix =
      subnetPrefix === undefined ? block.dedicated(need) : spoke.plan.space.relative(subnetPrefix);
    if (prefix === undefined) {
      throw new TopologyError(this, {
        code: "NO_ROOM_FOR_SUBNET",
        message: `${spoke.plan.space.literal} has no room left for the API server's subnet.`,
        hint: "Widen the spoke's address space, or give the API server a subnetPrefix.",
        prop: "apiServer",
      });
    }
    if (prefix.prefixLength > SMALLEST_PREFIX.apiServer) {
      report(this, {
        code: "SUBNET_TOO_SMALL",
        message: `${prefix.literal} is too small for an API server, which wants a /${SMALLEST_PREFIX.apiServer} or larger.`,
        hint: `Use a /${SMALLEST_PREFIX.apiServer}.`,
        prop: "apiServer.subnetPrefix",
      });
    }
    const subnet = new Subnet(this, "~subnet", {
      network: spoke.network,
      prefix,
      name: { parts: [...nameParts, "api-server"] },
      delegation: "Microsoft.ContainerService/managedClusters",
      demand: { addresses: API_SERVER_ADDRESSES },
    });
    identity.allow("api_server", subnet.subnetId, "join-subnet", "AKS puts the API server into the subnet.");
    return subnet;
  }
}

type PublicRanges = { readonly kind: "public"; readonly authorizedIpRanges?: readonly AuthorizedRange[] };

/** The zone of a region's private clusters, made once in the hub for all of them. */
function madeZone(hub: IHub, location: string): IPrivateDnsZone {
  const id = `aks_zone_${knownText(location) ?? location}`;
  const existing = hub.node.tryFindChild(id);
  if (existing instanceof PrivateDnsZone) return existing;
  return new PrivateDnsZone(hub, id, {
    name: aksZoneName(location),
    placement: hub.placement,
  });
}

/** Name of a zone that exists, where its id is known. */
function nameOf(zoneId: string | undefined): string | undefined {
  return zoneId === undefined ? undefined : parseArmId(knownText(zoneId) ?? "")?.name;
}

const aksZoneName = (location: string): string => `privatelink.${location}.azmk8s.io`;
