import { DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { circuits, gatewayName, sites } from "./network-gateway.js";

/** VPN and ExpressRoute gateways of a virtual hub, with the connections that those of a network have. */

const { scaleUnits } = DEFAULTS.virtualHubGateway;

const vpn = z.strictObject({
  type: z.literal("vpn").meta({ description: "A VPN gateway." }),
  name: gatewayName,
  scaleUnits: z
    .int()
    .min(1)
    .max(20)
    .default(scaleUnits)
    .meta({ description: "Throughput in units of 500 Mbit/s for each of the two instances." }),
  sites,
});

const expressRoute = z.strictObject({
  type: z.literal("express-route").meta({ description: "An ExpressRoute gateway." }),
  name: gatewayName,
  scaleUnits: z
    .int()
    .min(1)
    .max(10)
    .default(scaleUnits)
    .meta({ description: "Throughput in units of 2 Gbit/s." }),
  circuits,
});

export const virtualHubGateway = z.discriminatedUnion("type", [vpn, expressRoute]);

export type VirtualHubGatewaySpec = z.output<typeof virtualHubGateway>;
