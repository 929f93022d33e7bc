import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { parseArmId } from "../../core/arm-id.js";
import { cloudOf } from "../../core/clouds.js";
import { dashed } from "../../core/dashed.js";
import { inStackOf } from "../../core/dependencies.js";
import { knownText } from "../../core/known.js";
import { pathOf, setPath } from "../../core/places.js";
import { report, TopologyError } from "../../core/problem.js";
import { NO_ROOM } from "../../core/rules/addresses.js";
import {
  PrivateDnsZone,
  privateDnsZoneFromId,
  type IPrivateDnsZone,
} from "../../network/private-dns-zone.js";
import { NetworkSecurityGroup } from "../../network/network-security-group.js";
import { PrivateEndpoint, privateZoneName, type PrivateTargetType } from "../../network/private-endpoint.js";
import { Subnet } from "../../network/subnet.js";
import { hasVirtualNetwork } from "../../network/virtual-hub.js";
import { linkZone } from "../../network/zone-link.js";
import type { ISpoke } from "../estate/spoke.js";
import { ENDPOINT_ZONE_NAME } from "./rules.js";
import { judgeZoneBehindHub, requestZoneLink } from "./zone-of-hub.js";

/** What a private endpoint of a spoke connects to. */
export interface SpokeEndpoint {
  /** Azure Resource Manager id of the resource. */
  readonly targetId: string;
  /** Type of the resource. */
  readonly targetType: PrivateTargetType;
  /** Name of the resource, where it is created here. @default the one in its id */
  readonly targetName?: string | undefined;
  /** Whether the owner of the resource has to approve the connection. @default false */
  readonly isManual?: boolean | undefined;
  /** Zone of the names that exists already. @default one of the hub, or one that is created in it */
  readonly zoneId?: string | undefined;
  /** Provider of an existing zone's subscription in the spoke's stack. @default the spoke's */
  readonly zoneProvider?: TerraformProvider | undefined;
  /** The same in the hub's stack, from which the hub's network is linked. @default the hub's */
  readonly hubZoneProvider?: TerraformProvider | undefined;
}

/** Where an endpoint is created. */
export interface EndpointHome {
  /** A construct of a stack that depends on the spoke's, where that of the resource is such a one. */
  readonly scope: Construct;
  /** Id there. @default the key */
  readonly id?: string | undefined;
  /** Provider of the spoke's subscription in that stack. @default the scope's */
  readonly provider?: TerraformProvider | undefined;
}

/** An endpoint, and what else must exist before its name resolves to it. */
export interface AddedEndpoint {
  readonly endpoint: PrivateEndpoint;
  readonly dependables: readonly ITerraformDependable[];
}

/** An endpoint of a spoke with its key. */
export type KeyedEndpoint = SpokeEndpoint & { readonly key: string };

const ID = "private_endpoints";
/** An endpoint takes an address, and that of a registry one per region; Azure reserves five more. */
const ADDRESSES = 27;
const WANTED_PREFIX = 26;

/** The private endpoints of a spoke, with their subnet, created on first use. */
export function privateEndpointsOf(spoke: ISpoke): PrivateEndpoints {
  const existing = spoke.node.tryFindChild(ID);
  return existing instanceof PrivateEndpoints ? existing : new PrivateEndpoints(spoke, ID, spoke);
}

/** Whether a spoke reaches a resource through a private endpoint of its own. */
export function isReachedPrivately(spoke: ISpoke, targetId: string): boolean {
  const existing = spoke.node.tryFindChild(ID);
  return existing instanceof PrivateEndpoints && existing.connectsTo(targetId);
}

/** Id of the hub's own zone of the names of a type's resources; undefined where the hub declares none. */
export function endpointZoneOfHub({ hub, location }: ISpoke, type: PrivateTargetType): string | undefined {
  const name = privateZoneName(type, cloudOf(location));
  return hub.privateZoneIds.find((id) => parseArmId(knownText(id) ?? id)?.name.toLowerCase() === name);
}

/**
 * Private endpoints of resources of Azure's on one subnet, which the spoke and its hub may call and no one else. Their names
 * are in private zones that the resolvers of the spoke know: those of the hub, so that a name means the same in all spokes.
 */
export class PrivateEndpoints extends Construct {
  readonly subnet: Subnet;
  readonly #spoke: ISpoke;
  readonly #all: KeyedEndpoint[] = [];

  constructor(scope: Construct, id: string, spoke: ISpoke) {
    super(scope, id);
    this.#spoke = spoke;
    const nameParts = [spoke.key, "private-endpoints"];
    const key = setPath(this, `${pathOf(spoke) ?? spoke.key}.privateEndpoints`);
    const prefix = spoke.plan.rangeOf(key, () =>
      spoke.plan.shared("privateEndpoint", 0, { addresses: ADDRESSES, wanted: WANTED_PREFIX }),
    );
    if (prefix === undefined) {
      const space = spoke.plan.space.literal;
      const what = "the subnet of private endpoints";
      throw new TopologyError(
        this,
        NO_ROOM.problem({ space, what, remedy: "Widen the spoke's address space." }),
      );
    }
    this.subnet = new Subnet(this, "~subnet", {
      network: spoke.network,
      prefix,
      key,
      name: { parts: nameParts },
      demand: { addresses: ADDRESSES },
      // Without it a security group does not hold for endpoints.
      privateEndpointPolicies: "NetworkSecurityGroupEnabled",
    });
    const group = new NetworkSecurityGroup(this, "~nsg", { placement: spoke.placement, nameParts });
    for (const [name, network] of [
      ["spoke", spoke.network],
      ["hub", spoke.hub.network],
    ] as const)
      group.allowInbound({
        name: `from-${name}`,
        description: `Calls of what is in the ${name}'s network.`,
        protocol: "Tcp",
        from: network.addressSpace.filter(({ family }) => family === 4).map(String),
        to: [String(prefix)],
        ports: ["443"],
      });
    group.denyOtherInbound();
    this.subnet.useNetworkSecurityGroup(group);
  }

  /** The endpoints, in the order in which they were added. */
  get all(): readonly KeyedEndpoint[] {
    return this.#all;
  }

  /** Whether one of the endpoints connects to a resource. */
  connectsTo(targetId: string): boolean {
    return this.#all.some((known) => sameId(known.targetId, targetId));
  }

  /** Adds an endpoint of a resource; its name in Azure ends in `nameParts`. */
  add(
    key: string,
    endpoint: SpokeEndpoint,
    nameParts: readonly string[] = [key],
    { scope, id = key, provider }: EndpointHome = { scope: this },
  ): AddedEndpoint {
    const { targetId, targetType, isManual } = endpoint;
    this.#all.push({ ...endpoint, key });
    this.#judgeZone(key, endpoint);
    const { zone, link } = this.#linkedZone(endpoint);
    const added = new PrivateEndpoint(scope, id, {
      placement: this.#spoke.placement,
      nameParts: [this.#spoke.key, ...nameParts],
      subnetId: this.subnet.subnetId,
      targetId,
      targetType,
      zoneId: zone.zoneId,
      isManual,
      provider,
      dependsOn: inStackOf(scope, this.subnet.dependables),
    });
    return { endpoint: added, dependables: [added.resource, ...inStackOf(scope, [link])] };
  }

  #judgeZone(key: string, { targetType, zoneId: id }: SpokeEndpoint): void {
    const zoneName = privateZoneName(targetType, cloudOf(this.#spoke.location));
    if (id !== undefined) report(this.#spoke, ENDPOINT_ZONE_NAME.judge({ key, id, zoneName }));
  }

  /** The zone of the endpoint's names, which the networks of spoke and hub resolve. */
  #linkedZone({ targetType, zoneId: given, zoneProvider, hubZoneProvider }: SpokeEndpoint): {
    readonly zone: IPrivateDnsZone;
    readonly link: ITerraformDependable;
  } {
    const spoke = this.#spoke;
    const { hub } = spoke;
    const zoneName = privateZoneName(targetType, cloudOf(spoke.location));
    const existing = privateDnsZoneFromId(given ?? endpointZoneOfHub(spoke, targetType) ?? "");
    const zone = existing ?? this.#createdZone(zoneName);
    const prop = "privateEndpoints";
    if (hub.placement === undefined) requestZoneLink(this, spoke, zone);
    else if (hasVirtualNetwork(hub))
      linkZone(this, prop, { zone, zoneName, holder: hub, provider: existing && hubZoneProvider });
    report(this, ...judgeZoneBehindHub(spoke, { zoneName, isExisting: existing !== undefined, prop }));
    const ofHub = hub.placement === undefined ? undefined : spoke.hubProvider;
    const provider = existing ? zoneProvider : ofHub;
    return { zone, link: linkZone(this, prop, { zone, zoneName, holder: spoke, provider }) };
  }

  /** A zone that is created in the hub for all of its spokes; in the spoke where the hub exists already. */
  #createdZone(name: string): IPrivateDnsZone {
    const { hub, placement } = this.#spoke;
    const [scope, place] = hub.placement === undefined ? [this, placement] : [hub, hub.placement];
    const id = `endpoint_zone_${dashed(name)}`;
    const known = scope.node.tryFindChild(id);
    return known instanceof PrivateDnsZone
      ? known
      : new PrivateDnsZone(scope, id, { name, placement: place });
  }
}

function sameId(one: string, other: string): boolean {
  return (knownText(one) ?? one).toLowerCase() === (knownText(other) ?? other).toLowerCase();
}
