import { DEFAULTS, type Cidr } from "@aks-topology/constructs/internal";
import * as z from "zod";
import {
  addressSpace,
  cidr,
  earlier,
  idOf,
  hostAddress,
  ipAddress,
  key,
  publicAddressOrRange,
  region,
} from "./values.js";
import { zonesOnce } from "./existing-once.js";
import { onPremises } from "./on-premises.js";
import { virtualNetworkKind } from "./virtual-wan.js";
import { attachedInSubscription, subscriptionOf } from "./same-subscription.js";

const publicAddresses = z.array(publicAddressOrRange).min(1).optional().meta({
  description: "Public addresses of the traffic that leaves through it, or their ranges.",
  fallback: "unknown",
});

const privateAddress = ipAddress.meta({ description: "Private address, which the spokes route to." });

/** A firewall that exists already. */
export const existingFirewall = z.strictObject({
  privateAddress,
  publicAddresses,
  dnsProxy: z
    .boolean()
    .default(DEFAULTS.existingHub.dnsProxy)
    .meta({ description: "Whether its team has turned the DNS proxy on." }),
  policy: z
    .strictObject({
      id: idOf("Microsoft.Network/firewallPolicies").meta({ description: "Its id, in any subscription." }),
      priority: z.int().min(100).max(60_000).default(DEFAULTS.existingHub.basePriority).meta({
        description:
          "First priority of the rule collection groups that are added; each spoke has 100 from there.",
      }),
    })
    .optional()
    .meta({
      description: "The policy to which rule collection groups are added.",
      fallback: "nothing of the firewall is changed; its rules are written to files for its team",
    }),
});

const appliance = z.strictObject({ privateAddress, publicAddresses });

/** What a gateway that exists already is known by. */
export const gatewayKind = z
  .enum(["vpn", "express-route"])
  .meta({ description: "What connects the hub with on-premises." });

const gateway = z.strictObject({
  type: gatewayKind,
  routeTable: z
    .strictObject({
      id: idOf("Microsoft.Network/routeTables").meta({ description: "Its id, in the hub's subscription." }),
    })
    .optional()
    .meta({
      description: "Table of GatewaySubnet, to which routes to the spokes are added.",
      fallback: "nothing is changed; the routes are written to files for the hub's team",
    }),
});

/** A hub that exists already: the same keys as of a hub that is created, from its id and what an id does not say. */
export const existingHub = z
  .strictObject({
    type: virtualNetworkKind,
    id: idOf("Microsoft.Network/virtualNetworks").meta({
      description:
        "Id of the hub's network that exists already, in any subscription. Nothing is created in the hub.",
    }),
    was: earlier(key),
    location: region.optional().meta({ description: "Region.", fallback: "the platform's" }),
    addressSpace: addressSpace.meta({ description: "Range or ranges of the hub's network." }),
    peering: z.enum(["both", "spoke-only"]).default(DEFAULTS.existingHub.peering).meta({
      description: "Halves of each peering that are created; files for the hub's team have the other one.",
    }),
    firewall: existingFirewall.optional().meta({
      description: "The firewall through which all egress passes.",
      fallback: "none",
    }),
    appliance: appliance.optional().meta({
      description: "Another maker's firewall, through which clusters with egress appliance leave.",
      fallback: "none",
    }),
    dns: z
      .discriminatedUnion("type", [
        z.strictObject({ type: z.literal("azure").meta({ description: "Azure's own resolver." }) }),
        z.strictObject({
          type: z.literal("servers").meta({ description: "Custom resolvers." }),
          servers: z
            .array(hostAddress)
            .min(1)
            .max(20)
            .meta({ description: "Addresses of the resolvers, 1 to 20." }),
        }),
      ])
      .default({ type: "azure" })
      .meta({ description: "DNS servers of the hub, or the inbound endpoint of its private resolver." }),
    privateZones: z
      .array(
        z.strictObject({
          id: idOf("Microsoft.Network/privateDnsZones").meta({ description: "Its id, in any subscription." }),
        }),
      )
      .superRefine(zonesOnce)
      .default([])
      .meta({ description: "Private DNS zones that the hub's network is linked to." }),
    forwardingRules: z
      .strictObject({
        id: idOf("Microsoft.Network/dnsForwardingRulesets").meta({
          description: "Its id, in any subscription and the region of the spokes.",
        }),
      })
      .optional()
      .meta({
        description:
          "Ruleset of the hub's private DNS resolver, which spokes with dns forwarding-rules are linked to.",
        fallback: "none",
      }),
    gateway: gateway.optional().meta({
      description: "VPN or ExpressRoute gateway, which the spokes use too.",
      fallback: "none",
    }),
    peers: z
      .array(cidr)
      .optional()
      .meta({ description: "Ranges of other networks that are peered with the hub.", fallback: "none" }),
    onPremises: onPremises.meta({ description: "The on-premises network, behind the hub's gateway." }),
  })
  .superRefine((spec, context) => {
    attachedInSubscription(subscriptionOf(spec.id), spec, context);
  });

export type ExistingHubSpec = z.output<typeof existingHub>;

/** Public addresses and ranges as text. */
export function addressTexts(addresses: readonly (string | Cidr)[] = []): readonly string[] {
  return addresses.map(String);
}
