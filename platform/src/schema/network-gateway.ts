import { DEFAULTS, EXPRESS_ROUTE_SIZES, VPN_SIZES } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { INVALID_VALUE } from "../file-rules.js";
import { azureName } from "./naming.js";
import { existingPublicIp } from "./existing.js";
import {
  domain,
  earlier,
  guid,
  idOf,
  ipAddress,
  ipv4Cidr,
  key,
  publicAddress,
  type IssueParams,
} from "./values.js";

/** VPN and ExpressRoute gateways of a hub, and their connections. */

const subnetPrefix = ipv4Cidr
  .optional()
  .meta({ description: "Prefix of GatewaySubnet.", fallback: "the hub's third /26" });

const publicIp = existingPublicIp
  .optional()
  .meta({ description: "Existing public address of the gateway.", fallback: "one is created" });

/** Name of a gateway. */
export const gatewayName = azureName
  .optional()
  .meta({ description: "Name of the gateway in Azure.", fallback: "by the pattern of naming" });

/** A secret that Terraform reads when it runs. */
const secret = z.strictObject({
  vault: z
    .strictObject({
      id: idOf("Microsoft.KeyVault/vaults").meta({ description: "Id of an existing Key Vault." }),
    })
    .meta({ description: "The vault, on which the credentials of Terraform have Key Vault Secrets User." }),
  name: z
    .string()
    .regex(/^[0-9A-Za-z-]{1,127}$/, {
      error: "expected the name of a secret: letters, digits and dashes, at most 127",
    })
    .meta({ description: "Name of the secret; its newest version counts." }),
});

/** Autonomous system numbers have two or four bytes. */
const asn = z.int().min(1).max(4_294_967_295);

const site = z.strictObject({
  was: earlier(key),
  device: z
    .union([publicAddress, domain.refine((text) => /[a-z]/i.test(text))], {
      error: "expected a public IPv4 address, or a host name",
    })
    .meta({ description: "Public address or host name of the VPN device." }),
  prefixes: z.array(ipv4Cidr).min(1).optional().meta({
    description: "Ranges behind the device, each in one of onPremises.",
    fallback: "all of onPremises for the only site; with bgp those that the site announces",
  }),
  bgp: z
    .strictObject({
      asn: asn.meta({ description: "Autonomous system number of the site, not the gateway's." }),
      address: ipAddress.meta({ description: "Address of the BGP speaker at the site." }),
    })
    .optional()
    .meta({ description: "BGP with the device.", fallback: "none" }),
  sharedKey: secret.optional().meta({
    description: "The key that both ends share, as a secret of Key Vault; it is in the Terraform state.",
    fallback: "one that Azure generates",
  }),
});

const circuit = z.strictObject({
  was: earlier(key),
  circuit: z
    .strictObject({
      id: idOf("Microsoft.Network/expressRouteCircuits").meta({
        description: "Id of an existing circuit, in any subscription.",
      }),
    })
    .meta({ description: "The circuit, with its private peering set up." }),
  authorizationKey: secret.optional().meta({
    description:
      "The authorization by the owner of a circuit of another subscription, as a secret of Key Vault; it is in the Terraform state.",
    fallback: "none, for circuits of the gateway's own subscription",
  }),
  weight: z.int().min(0).max(32_000).optional().meta({
    description: "Preference among circuits that announce the same range; the highest wins.",
    fallback: "0",
  }),
});

/** Connections of a VPN gateway. */
export const sites = z.record(key, site).default({}).meta({
  description: "Sites with a tunnel, by name.",
  fallback: "none: connections are made elsewhere",
});

/** Connections of an ExpressRoute gateway. */
export const circuits = z.record(key, circuit).default({}).meta({
  description: "Circuits that the gateway is connected to, by name.",
  fallback: "none: connections are made elsewhere",
});

const clients = z.strictObject({
  addressSpace: z.array(ipv4Cidr).min(1).meta({
    description: "Ranges from which clients get their addresses; the platform routes them as on-premises.",
  }),
  tenantId: guid.meta({ description: "Entra ID tenant whose users sign in." }),
});

const SIZE = { description: "Size, which decides throughput and connections; all of them have zones." };

const vpn = z
  .strictObject({
    type: z.literal("vpn").meta({ description: "A VPN gateway." }),
    name: gatewayName,
    size: z.enum(VPN_SIZES).default(DEFAULTS.networkGateway.vpn).meta(SIZE),
    publicIp,
    activeActive: z.boolean().default(DEFAULTS.networkGateway.activeActive).meta({
      description: "Whether both instances have tunnels, each with a public address.",
    }),
    secondPublicIp: existingPublicIp.optional().meta({
      description: "Existing second public address, with activeActive.",
      fallback: "one is created with activeActive",
    }),
    asn: asn.optional().meta({
      description: "Autonomous system number of the gateway, for sites with bgp.",
      fallback: String(DEFAULTS.networkGateway.asn),
    }),
    sites,
    clients: clients.optional().meta({
      description: "Machines of administrators that connect by the Azure VPN client.",
      fallback: "none",
    }),
    subnetPrefix,
  })
  .superRefine(({ activeActive, secondPublicIp }, context) => {
    if (activeActive || secondPublicIp === undefined) return;
    const params: IssueParams = {
      problem: INVALID_VALUE.code,
      hint: "Add activeActive: true, or remove secondPublicIp.",
    };
    const message = "a gateway with one active instance has one public address";
    context.addIssue({ code: "custom", message, path: ["secondPublicIp"], params: { ...params } });
  });

const expressRoute = z.strictObject({
  type: z.literal("express-route").meta({ description: "An ExpressRoute gateway." }),
  name: gatewayName,
  size: z.enum(EXPRESS_ROUTE_SIZES).default(DEFAULTS.networkGateway.expressRoute).meta(SIZE),
  publicIp,
  circuits,
  subnetPrefix,
});

export const networkGateway = z.discriminatedUnion("type", [vpn, expressRoute]);

export type SitesSpec = z.output<typeof sites>;
export type CircuitsSpec = z.output<typeof circuits>;
export type NetworkGatewaySpec = z.output<typeof networkGateway>;
