import { parseArmId } from "../../core/arm-id.js";
import { dashed } from "../../core/dashed.js";
import { knownText } from "../../core/known.js";
import { report } from "../../core/problem.js";
import { GatewayRecord, type GatewayRecordProps, type RecordZone } from "../../gateway/gateway-record.js";
import { hasVirtualNetwork } from "../../network/virtual-hub.js";
import type { NetworkHolder } from "../../network/zone-link.js";
import type { IGateway } from "../estate/gateway.js";
import type { ISpoke } from "../estate/spoke.js";
import { DNS_WITHOUT_FRONTEND } from "./frontend-rules.js";

/** A DNS record of the gateway. */
export interface NamedRecord {
  /** Kind of the zone, and of the address. */
  readonly type: "public" | "private";
  /** Name in the zone; `@` is the zone itself. */
  readonly name: string;
  readonly zone: RecordZone;
}

/** Creates the gateway's DNS records in their zones, except those of an address that is not known. */
export function addRecords(
  gateway: IGateway,
  records: readonly NamedRecord[],
  isUnknown: (record: NamedRecord) => boolean = () => false,
): void {
  const { spoke } = gateway;
  const written = new Map<string, string>();
  for (const [i, record] of records.entries()) {
    if (isUnknown(record)) continue;
    const target = targetOf(gateway, record);
    if (target === undefined) {
      report(gateway, DNS_WITHOUT_FRONTEND.judge({ ...record, prop: `dns.${i}` }));
      continue;
    }
    const zone = zoneOf(record);
    const plain = idOf(record);
    let id = plain;
    // Zones in several subscriptions may have the same name; the same record in the same zone is created once.
    for (let n = 2; written.has(id) && written.get(id) !== zone; n += 1) id = `${plain}_${n}`;
    if (written.has(id)) continue;
    written.set(id, zone);
    new GatewayRecord(gateway, id, {
      name: record.name,
      zone: record.zone,
      prop: `dns.${i}.zone`,
      target,
      placement: spoke.placement,
      networks: [...hubsOf(spoke), spoke],
      zones: spoke,
    });
  }
}

/** The hub that a new private zone is linked to: one that is created, and is a virtual network. */
function hubsOf({ hub }: ISpoke): readonly NetworkHolder[] {
  return hub.placement !== undefined && hasVirtualNetwork(hub) ? [hub] : [];
}

function targetOf(gateway: IGateway, { type: kind }: NamedRecord): GatewayRecordProps["target"] | undefined {
  const { publicIpId, privateAddress: address } = gateway;
  if (kind === "public") return publicIpId === undefined ? undefined : { type: kind, publicIpId };
  return address === undefined ? undefined : { type: kind, address };
}

function zoneOf({ zone }: NamedRecord): string {
  return (zone.name !== undefined ? zone.name : (knownText(zone.id) ?? zone.id)).toLowerCase();
}

function idOf({ type, name, zone }: NamedRecord): string {
  const inZone = dashed(
    zone.name !== undefined ? zone.name : (parseArmId(knownText(zone.id) ?? "")?.name ?? ""),
  );
  return `record_${type}_${name === "@" ? "" : `${dashed(name)}_`}${inZone}`;
}
