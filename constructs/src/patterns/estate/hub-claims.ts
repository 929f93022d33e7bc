import { claim } from "../../core/address-claims.js";
import { knownText } from "../../core/known.js";
import { hostRange, isIpv4Address, type Cidr } from "../../net/cidr.js";
import type { SiteConnectionProps } from "../../network/site-connection.js";
import type { IHub } from "./hub.js";

/** Ranges of a hub and of what it is connected with. */
export interface HubRanges {
  /** Those of the hub's network. */
  readonly own: readonly Cidr[];
  /** Prop that holds them. */
  readonly prop: string;
  /** Those of other networks that are connected with it. @default none */
  readonly peers?: readonly Cidr[] | undefined;
}

/** Enters the ranges of a hub and of what it is connected with into the ledger of the app. */
export function claimHub(hub: IHub, { own, prop, peers = [] }: HubRanges): void {
  const { network, node, onPremises } = hub;
  const owner = node.id === "hub" ? node.id : `hub ${node.id}`;
  const peer = `a peer of ${node.id === "hub" ? "the hub" : owner}`;
  for (const range of own) claim(hub, { range, use: "network", owner, network, prop });
  for (const range of peers) claim(hub, { range, use: "peer", owner: peer, network, prop: "peers" });
  for (const range of onPremises)
    claim(hub, { range, use: "on-premises", owner: "on-premises", network, prop: "onPremises.prefixes" });
}

/**
 * Enters what the sites of a hub's gateway have into the ledger: ranges that are parts of those on-premises, and BGP speakers,
 * to which the gateway has routes of their own.
 */
export function claimSites(hub: IHub, sites: Readonly<Record<string, SiteConnectionProps>> = {}): void {
  const { network, onPremises } = hub;
  for (const [name, { prefixes = [], bgp }] of Object.entries(sites)) {
    const prop = `gateway.sites.${name}`;
    for (const range of prefixes.filter((each) => !onPremises.some((all) => all.equals(each))))
      claim(hub, { range, use: "site", owner: `site ${name}`, network, prop: `${prop}.prefixes` });
    const speaker = knownText(bgp?.address ?? "") ?? "";
    if (!isIpv4Address(speaker)) continue;
    claim(hub, {
      range: hostRange(speaker),
      use: "on-premises",
      owner: `the BGP speaker of ${name}`,
      network,
      prop: `${prop}.bgp.address`,
    });
  }
}
