import type { PrivateDnsZoneVirtualNetworkLink } from "@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link/index.js";
import { TerraformStack, type ITerraformDependable, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { ApiServer, AuthorizedRange, PrivateDns } from "../../aks/api-server.js";
import type { ClusterIdentity } from "../../aks/cluster-identity.js";
import { parseArmId } from "../../core/arm-id.js";
import { DEFAULTS } from "../../core/defaults.js";
import { knownText } from "../../core/known.js";
import type { RoleRequirementName } from "../../governance/role-requirements.js";
import { haveOneRole } from "../../governance/roles.js";
import { pathOf } from "../../core/places.js";
import { report, TopologyError } from "../../core/problem.js";
import type { BlockPlan } from "../../net/address-plan.js";
import type { Cidr } from "../../net/cidr.js";
import { SMALLEST_PREFIX } from "../../net/well-known.js";
import {
  PrivateDnsZone,
  privateDnsZoneFromId,
  type IPrivateDnsZone,
} from "../../network/private-dns-zone.js";
import type { SubnetAttributes } from "../../network/existing-subnet.js";
import type { IExtensibleSubnet } from "../../network/subnet.js";
import { subnetIn } from "../../network/subnet-in.js";
import { hasVirtualNetwork } from "../../network/virtual-hub.js";
import { linkZone, type NetworkHolder } from "../../network/zone-link.js";
import { authorizedRanges } from "./authorized-ranges.js";
import { dedicatedRange } from "./dedicated-range.js";
import type { EgressAddresses } from "./egress/provider.js";
import type { IHub } from "../estate/hub.js";
import type { ISpoke } from "../estate/spoke.js";
import { SUBNET_BELOW_MINIMUM } from "../../core/rules/addresses.js";
import { judgeZoneBehindHub, requestZoneLink, zoneOfHub } from "./zone-of-hub.js";
import { aksZoneName, PRIVATE_ZONE_MISSING, PRIVATE_ZONE_NAME } from "./rules.js";
import { ON_PREMISES_API_SERVER } from "./api-server-rules.js";

/** DNS of a private API server. */
export type ApiDns =
  | { readonly type: "public-fqdn" }
  | { readonly type: "system-zone" }
  | {
      readonly type: "custom-zone";
      /** Azure Resource Manager id of an existing zone. @default one that is created in the hub for all clusters of the region */
      readonly zoneId?: string | undefined;
      /** Provider of that zone's subscription in the spoke's stack. @default the spoke's */
      readonly zoneProvider?: TerraformProvider | undefined;
      /** The same in the hub's stack, from which the hub's network is linked. @default the hub's */
      readonly hubZoneProvider?: TerraformProvider | undefined;
    };

/** An API server on a public address. */
export interface PublicAccess {
  readonly type: "public";
  /** Ranges that may call the API server. @default any caller */
  readonly authorizedIpRanges?: readonly Cidr[] | undefined;
  /** Whether the public addresses of the cluster's egress may call it too, which nodes and pods need. @default false */
  readonly includeEgress?: boolean | undefined;
}
/** An API server on a private endpoint in the cluster's network. */
export interface PrivateAccess {
  readonly type: "private";
  readonly dns: ApiDns;
}
/** An API server on a subnet of the spoke (API Server VNet Integration): the tunnel to the nodes stays in the network. */
export interface VnetIntegratedAccess {
  readonly type: "vnet-integration";
  /** Callers outside the network. */
  readonly access: PublicAccess | PrivateAccess;
  /** Prefix of the API server's subnet, a /28 or larger. @default allocated from the cluster's block */
  readonly subnetPrefix?: Cidr | undefined;
  /** A subnet that exists already, delegated to AKS. @default one is created */
  readonly subnet?: SubnetAttributes | undefined;
}

/** How the API server is reached. */
export type ApiAccess = PublicAccess | PrivateAccess | VnetIntegratedAccess;

export interface ApiServerNetworkingProps {
  readonly spoke: ISpoke;
  readonly block: BlockPlan;
  readonly access: ApiAccess;
  readonly identity: ClusterIdentity;
  /** What the identity may do in the whole network already. @default nothing */
  readonly networkRole?: RoleRequirementName | undefined;
  /** Source of the cluster's own calls, where they leave the network. */
  readonly egressAddresses: EgressAddresses;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** Addresses that API Server VNet Integration needs free in its subnet. Source: AKS documentation, API Server VNet Integration. */
const API_SERVER_ADDRESSES = 9;

/** Networking of an API server: its subnet, its private DNS zone with links, and the cluster's roles on both. */
export class ApiServerNetworking extends Construct {
  readonly apiServer: ApiServer;
  /** The API server's subnet, whose traffic nodes and pods must allow. */
  readonly subnet: IExtensibleSubnet | undefined;
  /** What must exist before the cluster. */
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
        this.apiServer = { type: "private", dns: this.#dns(access.dns, props, dependables) };
        break;
      case "vnet-integration": {
        const inner = access.access;
        this.subnet = this.#subnet(access, props);
        this.apiServer = {
          type: "vnet-integration",
          subnet: this.subnet,
          access:
            inner.type === "public"
              ? this.#publicAccess(inner, props)
              : { type: "private", dns: this.#dns(inner.dns, props, dependables) },
        };
        dependables.push(...this.subnet.dependables);
        if (inner.type === "private") report(this, ON_PREMISES_API_SERVER.judge(props.spoke.hub));
      }
    }
    this.dependables = dependables;
  }

  #publicAccess(
    { authorizedIpRanges: given = [], includeEgress = DEFAULTS.apiServer.includeEgress }: PublicAccess,
    { egressAddresses }: ApiServerNetworkingProps,
  ): PublicRanges {
    const nodesInside = this.subnet !== undefined;
    const { ranges, judgements } = authorizedRanges({ given, includeEgress, egressAddresses, nodesInside });
    report(this, ...judgements);
    return ranges.length === 0 ? { type: "public" } : { type: "public", authorizedIpRanges: ranges };
  }

  #dns(dns: ApiDns, props: ApiServerNetworkingProps, dependables: ITerraformDependable[]): PrivateDns {
    if (dns.type !== "custom-zone") return { type: dns.type };
    const { spoke, identity, networkRole } = props;
    const zoneId = dns.zoneId ?? zoneOfHub(spoke, props.access);
    const zone =
      zoneId === undefined ? this.#sharedZone(spoke.hub, spoke.location) : this.#givenZone(zoneId, props);
    dependables.push(...this.#links(zone, { ...dns, zoneId }, spoke));
    const inHubs = zoneId === undefined && spoke.hubProvider !== undefined;
    identity.allow(
      "dns_zone",
      zone.zoneId,
      "write-dns-zone",
      "AKS writes the API server's record.",
      inHubs ? true : undefined,
    );
    if (networkRole === undefined || !haveOneRole(this, networkRole, "link-dns-zone"))
      identity.allow(
        "network",
        spoke.network.virtualNetworkId,
        "link-dns-zone",
        "AKS links the zone to the cluster's network.",
      );
    return { type: "custom-zone", zone };
  }

  /** The nodes' resolver must know the zone before they start: the network itself, or one in the hub. */
  #links(
    zone: IPrivateDnsZone,
    { zoneId, zoneProvider, hubZoneProvider }: Extract<ApiDns, { type: "custom-zone" }>,
    spoke: ISpoke,
  ): ITerraformDependable[] {
    const zoneName = nameOf(zoneId) ?? aksZoneName(spoke.location);
    const link = (
      holder: NetworkHolder,
      provider: TerraformProvider | undefined,
    ): PrivateDnsZoneVirtualNetworkLink =>
      linkZone(this, "apiServer.dns", {
        zone,
        zoneName,
        holder,
        provider,
      });
    const links = [
      ...this.#ofHub(zone, spoke, (hub) => link(hub, zoneId === undefined ? undefined : hubZoneProvider)),
      link(spoke, zoneId === undefined ? spoke.hubProvider : zoneProvider),
    ];
    const needed = { zoneName, isExisting: zoneId !== undefined, prop: "apiServer.dns" };
    report(this, ...judgeZoneBehindHub(spoke, needed));
    // The hub's stack is applied first.
    return links.filter((each) => TerraformStack.of(each) === TerraformStack.of(this));
  }

  /** The link of the hub's network, which another team creates where the hub exists already and resolves for the spoke. */
  #ofHub(
    zone: IPrivateDnsZone,
    spoke: ISpoke,
    link: (hub: NetworkHolder) => PrivateDnsZoneVirtualNetworkLink,
  ): PrivateDnsZoneVirtualNetworkLink[] {
    const { hub } = spoke;
    if (hub.placement !== undefined) return hasVirtualNetwork(hub) ? [link(hub)] : [];
    requestZoneLink(this, spoke, zone);
    return [];
  }

  /** The zone of a region's private clusters, created once in the hub. */
  #sharedZone(hub: IHub, location: string): IPrivateDnsZone {
    const id = `aks_zone_${knownText(location) ?? location}`;
    const existing = hub.node.tryFindChild(id);
    if (existing instanceof PrivateDnsZone) return existing;
    const { placement } = hub;
    if (placement === undefined) throw new TopologyError(this, PRIVATE_ZONE_MISSING.problem(location));
    return new PrivateDnsZone(hub, id, { name: aksZoneName(location), placement });
  }

  #givenZone(id: string, { access, spoke: { location } }: ApiServerNetworkingProps): IPrivateDnsZone {
    const zone = privateDnsZoneFromId(id);
    const given = { id, location, isIntegrated: access.type === "vnet-integration" };
    const judgement = PRIVATE_ZONE_NAME.judge(given);
    if (zone === undefined || judgement.problem !== undefined)
      throw new TopologyError(this, PRIVATE_ZONE_NAME.problem(given));
    report(this, judgement);
    return zone;
  }

  #subnet(
    { subnetPrefix, subnet: existing }: VnetIntegratedAccess,
    { spoke, block, nameParts, identity }: ApiServerNetworkingProps,
  ): IExtensibleSubnet {
    const key = `${pathOf(this) ?? this.node.path}.apiServer`;
    const prefix = dedicatedRange(this, {
      spoke,
      block,
      key,
      existing: existing?.prefix,
      given: subnetPrefix,
      need: { addresses: API_SERVER_ADDRESSES, wanted: SMALLEST_PREFIX.apiServer },
      what: "the API server's subnet",
      prop: "apiServer",
    });
    report(
      this,
      SUBNET_BELOW_MINIMUM.judge({
        prefix,
        smallest: SMALLEST_PREFIX.apiServer,
        holder: "an API server",
        prop: existing === undefined ? "apiServer.subnetPrefix" : "apiServer.subnet.prefix",
      }),
    );
    const subnet = subnetIn(this, "~subnet", {
      existing,
      tenant: this.node.scope ?? this,
      prop: "apiServer.subnet",
      network: spoke.network,
      prefix,
      name: { parts: [...nameParts, "api-server"] },
      delegation: "Microsoft.ContainerService/managedClusters",
      demand: { addresses: API_SERVER_ADDRESSES },
      key,
    });
    identity.allow("api_server", subnet.subnetId, "join-subnet", "AKS puts the API server into the subnet.");
    return subnet;
  }
}

type PublicRanges = { readonly type: "public"; readonly authorizedIpRanges?: readonly AuthorizedRange[] };

/** Name of an existing zone, where its id is known. */
function nameOf(zoneId: string | undefined): string | undefined {
  return zoneId === undefined ? undefined : parseArmId(knownText(zoneId) ?? "")?.name;
}
