import { PublicIpPrefix } from "@cdktf/provider-azurerm/lib/public-ip-prefix/index.js";
import type { Construct } from "constructs";
import { atMost } from "../core/condition.js";
import { DEFAULTS } from "../core/defaults.js";
import { knownNumber } from "../core/known.js";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";
import { report } from "../core/problem.js";
import { defineRule } from "../core/rule.js";
import { existingPublicIp, publicIp, type IPublicIp, type PublicIpAttributes } from "../network/public-ip.js";

/** The public addresses of a firewall. */
export interface FirewallAddresses {
  /**
   * Public addresses, 1 to 250, or those that exist already; each gives an instance 2,496 SNAT ports. AKS advises 20 in
   * production. @default 1
   */
  readonly publicIps?: number | readonly PublicIpAttributes[] | undefined;
  /**
   * Prefix that the addresses are taken from: its length, 28 (16 addresses) to 31 (2), or one that exists already.
   * @default none: addresses without a common range
   */
  readonly publicIpPrefix?: number | { readonly publicIpPrefixId: string } | undefined;
  /** Availability zones. @default none: not bound to zones */
  readonly zones?: readonly string[] | undefined;
}

/** A prefix of a certain length, and how many addresses are to be taken from it. */
interface TakenAddresses {
  readonly length: number;
  readonly count: number;
}

export const PUBLIC_IP_PREFIX_TOO_SMALL = defineRule({
  code: "PUBLIC_IP_PREFIX_TOO_SMALL",
  title: "More public addresses than their prefix has",
  explanation: "Azure takes each address of a prefix once: a /28 has 16, a /31 has 2.",
  remedy: "Use a larger prefix, which has a smaller length, or fewer publicIps.",
  source: "Virtual Network documentation, public IP address prefix",
  terraform: "validation",
}).case({
  requires: ({ length, count }: TakenAddresses) => [
    {
      on: length,
      condition: atMost(length, 32 - Math.ceil(Math.log2(count))),
      message: `The prefix must have the ${count} public addresses of the firewall.`,
    },
  ],
  prop: "publicIpPrefix",
  message: ({ length, count }) =>
    `A /${knownNumber(length) ?? length} has ${2 ** (32 - (knownNumber(length) ?? length))} public addresses, and ${count} are to be taken from it.`,
});

interface AddressesInPlace extends FirewallAddresses {
  readonly placement: Placement;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** Creates the public addresses of a firewall, or takes those that exist already. */
export function firewallAddresses(firewall: Construct, props: AddressesInPlace): readonly IPublicIp[] {
  const { placement, nameParts, zones, publicIps = DEFAULTS.firewall.publicIps } = props;
  if (typeof publicIps === "object")
    return publicIps.map((address, i) => existingPublicIp(firewall, `publicIps.${i}`, address));
  const prefixId = prefixIdOf(firewall, props, publicIps);
  return Array.from({ length: publicIps }, (_, i) =>
    publicIp(firewall, String(i + 1), {
      placement,
      zones,
      prefixId,
      nameParts: [...nameParts, "firewall", String(i + 1)],
    }),
  );
}

/** Id of the prefix that a number of addresses is taken from; undefined where they have none. */
function prefixIdOf(
  firewall: Construct,
  { placement, nameParts, zones = [], publicIpPrefix: given }: AddressesInPlace,
  count: number,
): string | undefined {
  if (given === undefined) return undefined;
  if (typeof given === "object") return given.publicIpPrefixId;
  report(firewall, PUBLIC_IP_PREFIX_TOO_SMALL.judge({ length: given, count }));
  const { id } = new PublicIpPrefix(firewall, "prefix", {
    name: Naming.of(firewall).name(firewall, "publicIpPrefix", ...nameParts, "firewall"),
    ...placed(placement),
    prefixLength: given,
    ...(zones.length === 0 ? {} : { zones: [...zones] }),
  });
  return id;
}
