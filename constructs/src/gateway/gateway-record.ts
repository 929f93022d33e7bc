import { DnsARecord } from "@cdktf/provider-azurerm/lib/dns-a-record/index.js";
import { DnsZone } from "@cdktf/provider-azurerm/lib/dns-zone/index.js";
import { PrivateDnsARecord } from "@cdktf/provider-azurerm/lib/private-dns-a-record/index.js";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { parseArmId } from "../core/arm-id.js";
import { dashed } from "../core/dashed.js";
import { omitUndefined } from "../core/omit-undefined.js";
import type { Placement } from "../core/placement.js";
import { report } from "../core/problem.js";
import { PrivateDnsZone } from "../network/private-dns-zone.js";
import { linkZone, type NetworkHolder } from "../network/zone-link.js";
import { DNS_ZONE_KIND, type ZoneId } from "./rules.js";

/** An existing zone by its id, or the name of one that is created with the gateway. */
export type RecordZone =
  | {
      readonly id: string;
      /** Provider of the zone's subscription. @default the gateway's */
      readonly provider?: TerraformProvider | undefined;
      readonly name?: undefined;
    }
  | { readonly name: string; readonly id?: undefined; readonly provider?: undefined };

export interface GatewayRecordProps {
  /** Name in the zone, such as `shop`; `@` is the zone itself. */
  readonly name: string;
  readonly zone: RecordZone;
  /** The prop of its gateway that holds the zone, for problems. @default "zone" */
  readonly prop?: string | undefined;
  /** In a public zone: id of the public address, followed when it changes. In a private zone: the fixed address. */
  readonly target:
    | { readonly type: "public"; readonly publicIpId: string }
    | { readonly type: "private"; readonly address: string };
  readonly placement: Placement;
  /** Holders of the networks that resolve a private zone that is created here. */
  readonly networks: readonly NetworkHolder[];
  /** Construct of the zones that are created here, so that records share them. */
  readonly zones: Construct;
}

const TTL_SECONDS = 300;

/** A DNS name of a gateway: an A record in a public or a private zone. */
export class GatewayRecord extends Construct {
  constructor(scope: Construct, id: string, props: GatewayRecordProps) {
    super(scope, id);
    const { name, target } = props;
    const shared = { name, ttl: TTL_SECONDS, provider: props.zone.provider };
    if (target.type === "public") {
      const zone = this.#publicZone(props);
      if (zone === undefined) return;
      new DnsARecord(
        this,
        "~record",
        omitUndefined({ ...shared, ...zone, targetResourceId: target.publicIpId }),
      );
    } else {
      const zone = this.#privateZone(props);
      if (zone === undefined) return;
      new PrivateDnsARecord(
        this,
        "~record",
        omitUndefined({ ...shared, ...zone, records: [target.address] }),
      );
    }
  }

  #publicZone({ zone, zones, placement, prop = "zone" }: GatewayRecordProps): ZoneNames | undefined {
    if (zone.id !== undefined) return this.#existing({ id: zone.id, type: "dnsZones", prop: `${prop}.id` });
    const id = `dns_${dashed(zone.name)}`;
    const made = zones.node.tryFindChild(id);
    const { name, resourceGroupName } =
      made instanceof DnsZone
        ? made
        : new DnsZone(zones, id, {
            name: zone.name,
            resourceGroupName: placement.resourceGroupName,
            ...tagsOf(placement),
          });
    return { zoneName: name, resourceGroupName };
  }

  #privateZone({
    zone,
    zones,
    placement,
    networks,
    prop = "zone",
  }: GatewayRecordProps): ZoneNames | undefined {
    if (zone.id !== undefined)
      return this.#existing({ id: zone.id, type: "privateDnsZones", prop: `${prop}.id` });
    const id = `private_dns_${dashed(zone.name)}`;
    const existing = zones.node.tryFindChild(id);
    if (existing instanceof PrivateDnsZone) return namesOf(existing);
    const made = new PrivateDnsZone(zones, id, { name: zone.name, placement });
    for (const holder of networks) {
      linkZone(this, prop, { zone: made, zoneName: zone.name, holder, scope: made });
    }
    return namesOf(made);
  }

  #existing(given: ZoneId): ZoneNames | undefined {
    const zone = DNS_ZONE_KIND.judge(given);
    report(this, zone);
    const parsed = parseArmId(given.id);
    return zone.problem !== undefined || parsed === undefined
      ? undefined
      : { zoneName: parsed.name, resourceGroupName: parsed.resourceGroupName };
  }
}

interface ZoneNames {
  readonly zoneName: string;
  readonly resourceGroupName: string;
}

function namesOf({ zoneName, resourceGroupName }: PrivateDnsZone): ZoneNames {
  return { zoneName, resourceGroupName };
}

function tagsOf({ tags = {} }: Placement): { tags?: Record<string, string> } {
  return Object.keys(tags).length === 0 ? {} : { tags: { ...tags } };
}
