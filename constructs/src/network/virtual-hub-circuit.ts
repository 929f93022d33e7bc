import { ExpressRouteConnection } from "@cdktf/provider-azurerm/lib/express-route-connection/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { omitUndefined } from "../core/omit-undefined.js";
import type { CircuitConnectionProps } from "./circuit-connection.js";
import { secretValue } from "./secret-reference.js";

export type VirtualHubCircuitProps = CircuitConnectionProps & {
  readonly gatewayId: string;
  readonly dependsOn: ITerraformDependable[];
  readonly nameParts: readonly string[];
};

/** The private peering of a circuit. Source: azurerm documentation, azurerm_express_route_circuit_peering. */
const PRIVATE_PEERING = "peerings/AzurePrivatePeering";

/** The connection of a virtual hub's ExpressRoute gateway to a circuit, which is not announced the way to the Internet. */
export class VirtualHubCircuit extends Construct {
  constructor(scope: Construct, id: string, props: VirtualHubCircuitProps) {
    super(scope, id);
    const { gatewayId, dependsOn, nameParts, circuitId, authorizationKey, weight } = props;
    new ExpressRouteConnection(
      this,
      "~connection",
      omitUndefined({
        name: Naming.of(this).name(this, "gatewayConnection", ...nameParts),
        expressRouteGatewayId: gatewayId,
        expressRouteCircuitPeeringId: `${circuitId}/${PRIVATE_PEERING}`,
        authorizationKey: authorizationKey && secretValue(this, "~key", authorizationKey),
        routingWeight: weight,
        dependsOn,
      }),
    );
  }
}
