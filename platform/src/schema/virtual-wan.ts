import { DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { OF_ANY_FIREWALL, publish } from "./firewall-keys.js";
import { INVALID_CIDR } from "../file-rules.js";
import { virtualHubGateway } from "./virtual-hub-gateway.js";
import { azureName } from "./naming.js";
import { onPremises } from "./on-premises.js";
import {
  addressSpace,
  cidr,
  earlier,
  guid,
  idOf,
  hostAddress,
  key,
  ofExistingOnly,
  region,
  type IssueParams,
} from "./values.js";

/** The firewall of a virtual hub: Azure manages its subnet and its public addresses. */
const firewall = z.strictObject({
  ...OF_ANY_FIREWALL,
  publicIps: z.int().min(1).max(80).default(DEFAULTS.firewall.publicIps).meta({
    description:
      "Number of public addresses, which Azure creates; each gives every instance 2,496 SNAT ports. AKS advises 20 in production.",
  }),
  publish,
});

/** The kind of a hub that is a virtual network, which is what a hub is without it. */
export const virtualNetworkKind = z
  .literal("virtual-network")
  .optional()
  .meta({ description: "A virtual network.", fallback: "virtual-network" });

/** The kind of a hub that is the virtual hub of a Virtual WAN. */
export const virtualWanKind = z.literal("virtual-wan").meta({
  description:
    "The virtual hub of a Virtual WAN. Its routing intent sends traffic between spokes and to the Internet through its firewall.",
});

/** The range of a virtual hub. */
export const hubRange = addressSpace
  .refine((ranges) => ranges.length === 1, {
    error: "expected one range: a virtual hub has no other",
    params: {
      problem: INVALID_CIDR.code,
      hint: "Write one IPv4 range, such as 10.0.0.0/23.",
      continuesKey: true,
    } satisfies IssueParams,
  })
  .meta({
    description:
      "Range of the virtual hub, a /24 or larger, which cannot be changed. Azure recommends a /23.",
  });

/** Where names are resolved behind a virtual hub. */
export const resolversOfHub = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("azure") }).meta({ description: "Azure's own resolver." }),
    z
      .strictObject({
        type: z.literal("servers"),
        servers: z
          .array(hostAddress)
          .min(1)
          .max(20)
          .meta({ description: "Addresses of the resolvers, 1 to 20." }),
      })
      .meta({ description: "Custom resolvers." }),
  ])
  .default({ type: "azure" })
  .meta({
    description:
      "DNS resolver of the firewall's DNS proxy and of spokes with dns hub, such as a private DNS resolver of a connected network.",
  });

/** A hub that is the virtual hub of a Virtual WAN. */
export const virtualWanHub = z.strictObject({
  type: virtualWanKind,
  id: ofExistingOnly,
  was: earlier(key),
  name: azureName.optional().meta({
    description: "Name of the virtual hub in Azure.",
    fallback: "by the pattern of naming",
  }),
  subscriptionId: guid
    .optional()
    .meta({ description: "Subscription of the hub.", fallback: "the provider's" }),
  location: region.optional().meta({ description: "Region.", fallback: "the platform's" }),
  addressSpace: hubRange,
  wan: z
    .strictObject({
      id: idOf("Microsoft.Network/virtualWans").meta({ description: "Its id, in any subscription." }),
    })
    .optional()
    .meta({ description: "Virtual WAN that exists already, of type Standard.", fallback: "one is created" }),
  firewall: firewall
    .prefault({})
    .meta({ description: "The firewall through which all egress passes, and all traffic between spokes." }),
  dns: resolversOfHub,
  gateway: virtualHubGateway
    .optional()
    .meta({ description: "VPN or ExpressRoute gateway of the virtual hub.", fallback: "none" }),
  peers: z
    .array(cidr)
    .optional()
    .meta({ description: "Ranges of other networks that are connected with the hub.", fallback: "none" }),
  onPremises: onPremises.meta({ description: "The on-premises network, behind the hub's gateway." }),
});

export type VirtualWanSpec = z.output<typeof virtualWanHub>;
