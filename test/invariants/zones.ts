/** Private DNS zones that exist already: what is added to them is added in their own subscription. */
import { optional, unless, type Invariant, type Subject } from "./subject.js";

const ZONE_ID =
  /\/subscriptions\/([^/"]+)\/resourceGroups\/([^/"]+)\/providers\/Microsoft\.Network\/(?:privateDnsZones|dnsZones)\/([^/"]+)/gi;

/** Subscriptions of the zones that the file names by id, by group and name. */
function subscriptionsOf({ file }: Subject): ReadonlyMap<string, string> {
  const ids = JSON.stringify(file).matchAll(ZONE_ID);
  return new Map([...ids].map(([, subscription = "", group, zone]) => [`${group}/${zone}`, subscription]));
}

export const ZONES: readonly Invariant[] = [
  {
    name: "links and records of an existing zone are made through the provider of the zone's subscription",
    broken: (subject) => {
      const zones = subscriptionsOf(subject);
      return subject.elements.flatMap((element) => {
        const { body, address } = element;
        const zone = optional(body["private_dns_zone_name"]) ?? optional(body["zone_name"]);
        const wanted = zones.get(`${optional(body["resource_group_name"])}/${zone}`);
        const found = subject.subscriptionOf(element);
        return unless([
          [
            wanted === undefined || found === wanted,
            `${address} is made through ${String(found)}; its zone is in ${String(wanted)}.`,
          ],
        ]);
      });
    },
  },
];
