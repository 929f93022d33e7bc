import * as z from "zod";
import { existingFirewall, gatewayKind } from "./existing-hub.js";
import { zonesOnce } from "./existing-once.js";
import { onPremises } from "./on-premises.js";
import { cidr, earlier, idOf, key, region } from "./values.js";
import { hubRange, resolversOfHub, virtualWanKind } from "./virtual-wan.js";

/** A virtual hub that exists already, from its id and what an id does not say. */
export const existingVirtualWan = z.strictObject({
  type: virtualWanKind,
  id: idOf("Microsoft.Network/virtualHubs").meta({
    description:
      "Id of the virtual hub that exists already, in any subscription. Spokes are connected with it; its routing intent is taken to route private and Internet traffic.",
  }),
  was: earlier(key),
  location: region.optional().meta({ description: "Region.", fallback: "the platform's" }),
  addressSpace: hubRange,
  firewall: existingFirewall.meta({
    description: "The firewall through which all egress passes, and all traffic between spokes.",
  }),
  dns: resolversOfHub,
  privateZones: z
    .array(
      z.strictObject({
        id: idOf("Microsoft.Network/privateDnsZones").meta({ description: "Its id, in any subscription." }),
      }),
    )
    .superRefine(zonesOnce)
    .default([])
    .meta({ description: "Private DNS zones that the network of the resolvers is linked to." }),
  gateway: z
    .strictObject({ type: gatewayKind })
    .optional()
    .meta({ description: "VPN or ExpressRoute gateway of the hub.", fallback: "none" }),
  peers: z
    .array(cidr)
    .optional()
    .meta({ description: "Ranges of other networks that are connected with the hub.", fallback: "none" }),
  onPremises: onPremises.meta({ description: "The on-premises network, behind the hub's gateway." }),
});

export type ExistingVirtualWanSpec = z.output<typeof existingVirtualWan>;
