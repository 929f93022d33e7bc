import { PublicIp as AzurermPublicIp } from "@cdktf/provider-azurerm/lib/public-ip/index.js";
import type { Construct } from "constructs";
import { knownText } from "../core/known.js";
import { nameInPlatform } from "../core/name-in-platform.js";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";
import { report } from "../core/problem.js";
import { treeState } from "../core/tree-state.js";
import { isProtected } from "./ddos.js";
import { PUBLIC_IP_SHARED } from "./rules.js";

/** A public address, created here or existing already. */
export interface IPublicIp {
  /** Azure Resource Manager id. */
  readonly id: string;
  /** The address itself. @default not known */
  readonly ipAddress?: string | undefined;
}

/** What is known of a public address that exists already: a static one of the Standard SKU. */
export interface PublicIpAttributes {
  /** Azure Resource Manager id. */
  readonly publicIpId: string;
  /** The address itself. @default not known */
  readonly ipAddress?: string | undefined;
}

export interface PublicIpProps {
  readonly placement: Placement;
  /** Availability zones, such as `["1", "2", "3"]`. @default none: not bound to zones */
  readonly zones?: readonly string[] | undefined;
  /** @default "Standard" */
  readonly sku?: "Standard" | "StandardV2" | undefined;
  /** Azure Resource Manager id of the prefix that it is taken from. @default none */
  readonly prefixId?: string | undefined;
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
  /** Whether Azure can protect it: an address of a NAT gateway cannot be. @default true */
  readonly canBeProtected?: boolean | undefined;
}

/** A static public IPv4 address, of the only SKU that firewalls and gateways take unless another one is given. */
export function publicIp(scope: Construct, id: string, props: PublicIpProps): AzurermPublicIp {
  return new AzurermPublicIp(scope, id, {
    name: Naming.of(scope).name(scope, "publicIp", ...props.nameParts),
    ...placed(props.placement),
    allocationMethod: "Static",
    sku: props.sku ?? "Standard",
    ...(props.prefixId === undefined ? {} : { publicIpPrefixId: props.prefixId }),
    ...(props.zones === undefined || props.zones.length === 0 ? {} : { zones: [...props.zones] }),
    ...(props.canBeProtected !== false && isProtected(scope, id) ? { ddosProtectionMode: "Enabled" } : {}),
  });
}

/** The holders of existing addresses and prefixes, by their id in lower case. */
const holders = treeState("existing-public-ips", () => new Map<string, Construct>());

/**
 * A public address that exists already, for `holder`, which is reported at `prop` where another one uses the address.
 * Nothing of it is changed.
 */
export function existingPublicIp(
  holder: Construct,
  prop: string,
  { publicIpId, ipAddress }: PublicIpAttributes,
): IPublicIp {
  reservePublicIp(holder, prop, publicIpId);
  return { id: publicIpId, ipAddress };
}

/** Reserves an existing address, or a prefix of them, for one holder: Azure refuses a second one. */
export function reservePublicIp(holder: Construct, prop: string, id: string): void {
  const key = (knownText(id) ?? id).toLowerCase();
  const all = holders.of(holder.node.root);
  const first = all.get(key);
  if (first === undefined) all.set(key, holder);
  else report(holder, PUBLIC_IP_SHARED.judge({ id, holder: nameInPlatform(first), prop }));
}
