import type { VirtualNetworkGateway } from "@cdktf/provider-azurerm/lib/virtual-network-gateway/index.js";
import { VirtualNetworkGatewayConnection } from "@cdktf/provider-azurerm/lib/virtual-network-gateway-connection/index.js";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { omitUndefined } from "../core/omit-undefined.js";
import { placed, type Placement } from "../core/placement.js";
import { secretValue, type SecretReference } from "./secret-reference.js";

/** A connection of an ExpressRoute gateway to a circuit. */
export interface CircuitConnectionProps {
  /** Azure Resource Manager id of the circuit, whose provider has provisioned it and whose private peering is set up. */
  readonly circuitId: string;
  /**
   * The authorization with which the owner of the circuit lets this subscription connect. It is in the state, as azurerm
   * keeps it.
   *
   * @default none: the circuit is of the same subscription
   */
  readonly authorizationKey?: SecretReference | undefined;
  /** Preference among circuits that announce the same prefix, 0 to 32000; the highest wins. @default none: all count the same */
  readonly weight?: number | undefined;
}

/** A connection to a circuit, over which both ends announce their ranges by BGP. */
export class CircuitConnection extends Construct {
  readonly resource: VirtualNetworkGatewayConnection;

  constructor(
    scope: Construct,
    id: string,
    props: CircuitConnectionProps & {
      readonly placement: Placement;
      readonly gateway: VirtualNetworkGateway;
      readonly nameParts: readonly string[];
    },
  ) {
    super(scope, id);
    const { placement, gateway, nameParts, circuitId, authorizationKey, weight } = props;
    this.resource = new VirtualNetworkGatewayConnection(
      this,
      "~connection",
      omitUndefined({
        name: Naming.of(this).name(this, "gatewayConnection", ...nameParts),
        ...placed(placement),
        type: "ExpressRoute",
        virtualNetworkGatewayId: gateway.id,
        expressRouteCircuitId: circuitId,
        authorizationKey: authorizationKey && secretValue(this, "~key", authorizationKey),
        routingWeight: weight,
      }),
    );
  }
}
