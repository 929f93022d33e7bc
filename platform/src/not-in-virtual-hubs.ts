import { valueAt, type KeyPath } from "./source-map.js";

/**
 * What a hub that is a network has and the virtual hub of a Virtual WAN has not, with the reason and the way round. Sources:
 * Virtual WAN FAQ; Virtual WAN documentation, gateway settings.
 */
const ADDRESSES = "Remove it: Azure creates the public addresses of a virtual hub, which outputs show.";
const SUBNETS = "Remove it: Azure divides the range of a virtual hub.";

const OF_THE_HUB: Readonly<Record<string, string>> = {
  bastion:
    "Remove it: a virtual hub takes no Bastion. Deploy one in a connected network, in Terraform next to the output.",
  ddos: "Remove it: DDoS protection plans cover networks, and Azure creates the public addresses of a virtual hub.",
};

const OF_THE_FIREWALL: Readonly<Record<string, string>> = {
  forcedTunnelling:
    "Remove it: routing intent decides where Internet traffic of a virtual hub goes, and sends it out directly.",
  managementPublicIp: ADDRESSES,
  publicIpPrefix: ADDRESSES,
  subnetPrefix: SUBNETS,
};

const OF_THE_GATEWAY: Readonly<Record<string, string>> = {
  size: "Write scaleUnits in its place: a gateway of a virtual hub has no size.",
  activeActive: "Remove it: both instances of a gateway of a virtual hub are always active.",
  asn: "Remove it: a gateway of a virtual hub always has the number 65515.",
  publicIp: ADDRESSES,
  secondPublicIp: ADDRESSES,
  subnetPrefix: SUBNETS,
  clients:
    "Remove it: VPN clients of a virtual hub need a gateway of their own, which is not supported. Create it in Terraform next to the output, by the id of the virtual hub.",
};

const BY_PART: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  firewall: OF_THE_FIREWALL,
  gateway: OF_THE_GATEWAY,
};

/** What to do in place of a key that a virtual hub has not; undefined for any other key, and for any other hub. */
export function insteadInVirtualHub(content: unknown, path: KeyPath, key: string): string | undefined {
  const hub = path[0] === "hub" ? path.slice(0, 1) : path.slice(0, 2);
  if ((hub[0] !== "hub" && hub[0] !== "hubs") || valueAt(content, [...hub, "type"]) !== "virtual-wan")
    return undefined;
  const [part, ...further] = path.slice(hub.length);
  if (further.length > 0) return undefined;
  return part === undefined ? OF_THE_HUB[key] : BY_PART[part]?.[key];
}
